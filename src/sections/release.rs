//! Why a file of the app can't be loaded: the server doesn't answer, or it has a newer version by now.

use leptos::prelude::document;

use crate::api::transport;
use crate::paths;

/// The attribute in which `index.html` names the app's script, whose name says which build it belongs to.
const SCRIPT: &str = "data-js";

/// Why a file of the app isn't there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It couldn't be fetched, for the reason that this sentence gives.
    Unreachable(String),
    /// The server has another version than the one that this tab was started with.
    Outdated,
}

/// Finds out why a file of the app couldn't be loaded: it asks the server which version it has.
pub async fn why_files_are_missing() -> Problem {
    match transport::read_current_file(&paths::own_file("index.html")).await {
        Ok(html) => compare(html.as_deref().and_then(script_in), own_script().as_deref()),
        Err(error) => Problem::Unreachable(error.sentence()),
    }
}

fn compare(on_the_server: Option<&str>, here: Option<&str>) -> Problem {
    match (on_the_server, here) {
        (Some(new), Some(old)) if new != old => Problem::Outdated,
        _ => Problem::Unreachable(
            "A part of the console is missing on its server, or didn’t arrive whole. Try again; if that doesn’t help, tell \
             whoever runs the server."
                .into(),
        ),
    }
}

/// The script that a start page names.
fn script_in(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once(&format!("{SCRIPT}=\""))?;
    rest.split_once('"').map(|(script, _)| script)
}

/// The script that this tab was started with.
fn own_script() -> Option<String> {
    let script = document().query_selector(&format!("script[{SCRIPT}]")).ok()??;
    script.get_attribute(SCRIPT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_script_means_another_version() {
        let html = r#"<script src="boot.js" data-js="./app-2/x.js" data-wasm="./app-2/x.wasm"></script>"#;
        assert_eq!(script_in(html), Some("./app-2/x.js"));
        assert_eq!(script_in("<html>"), None);
        assert_eq!(compare(script_in(html), Some("./app-1/x.js")), Problem::Outdated);
        for (new, old) in [
            (script_in(html), Some("./app-2/x.js")),
            (None, Some("./app-1/x.js")),
        ] {
            assert!(matches!(compare(new, old), Problem::Unreachable(_)));
        }
    }
}
