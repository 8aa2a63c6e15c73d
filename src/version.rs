//! Which version of the console this tab runs, and whether the server has another by now.

use api_types::Timestamp;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::RequestCache;

use crate::api::ApiError;
use crate::api::transport;
use crate::{browser, paths, time};

/// The attribute of the start page's script that names the app's own, which has another name in each version.
const SCRIPT: &str = "data-js";

/// How long the server isn't asked again, in milliseconds.
const PAUSE_MS: i64 = 5 * 60_000;

/// Whether the server has another version than the one that this tab was started with; looked up whenever the tab comes to the
/// front.
pub fn use_is_outdated() -> Signal<bool> {
    let (outdated, asked_at) = (RwSignal::new(false), StoredValue::new(time::now()));
    let ask = move |now: Timestamp| {
        asked_at.set_value(now);
        spawn_local(async move {
            // That this couldn't be found out is told where it matters.
            if let Ok(true) = is_outdated().await {
                outdated.try_set(true);
            }
        });
    };
    let handle = window_event_listener(ev::focus, move |_| {
        let now = time::now();
        let last = asked_at.get_value().unix_millis();
        if !outdated.get_untracked() && now.unix_millis() - last >= PAUSE_MS {
            ask(now);
        }
    });
    on_cleanup(move || handle.remove());
    outdated.into()
}

/// Asks the server which version it has: true if that is another one.
///
/// # Errors
/// If the server doesn't give its start page.
pub async fn is_outdated() -> Result<bool, ApiError> {
    let html = transport::read_file(&paths::own_file("index.html"), RequestCache::NoStore).await?;
    Ok(differ(
        html.as_deref().and_then(script_in),
        own_script().as_deref(),
    ))
}

/// Loads the page anew. The start page is fetched first: a browser may hold an old one for good, where server and proxy tell
/// versions apart by time and length alone.
pub fn reload() {
    spawn_local(async {
        let page = transport::read_file(&browser::address(), RequestCache::Reload).await;
        if page.is_err() {
            browser::log_warning("the start page could not be fetched anew");
        }
        browser::reload();
    });
}

fn differ(on_the_server: Option<&str>, here: Option<&str>) -> bool {
    matches!((on_the_server, here), (Some(new), Some(old)) if new != old)
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
        assert!(differ(script_in(html), Some("./app-1/x.js")));
        assert!(!differ(script_in(html), Some("./app-2/x.js")));
        assert!(!differ(None, Some("./app-1/x.js")));
    }
}
