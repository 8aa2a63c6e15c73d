//! The names of the split app's files, in the place of those that Trunk wrote into index.html.

use std::path::Path;

use anyhow::{Result, anyhow};

use super::{LOADER, NAME};
use crate::files;

/// Points the index.html of a folder to the app in a folder below it, and removes what Trunk had made in its place.
pub(super) fn replace(staging: &Path, folder: &str) -> Result<()> {
    let index = staging.join("index.html");
    let html = String::from_utf8_lossy(&files::read(&index)?).into_owned();
    let (changed, removed) = rewrite(&html, folder)?;
    files::write(&index, changed.as_bytes())?;
    for name in removed {
        files::remove_file(&staging.join(name))?;
    }
    Ok(())
}

/// The text with the new names, and the files that it named before.
fn rewrite(html: &str, folder: &str) -> Result<(String, [String; 2])> {
    let (script, module) = (attribute(html, "data-js")?, attribute(html, "data-wasm")?);
    let base = script.strip_suffix(file_name(script)).unwrap_or_default();
    let new_script = format!("{base}{folder}/{NAME}.js");
    // The loader is imported by the script: named here, it doesn't wait for that.
    let preload = format!("<link rel=\"modulepreload\" href=\"{script}\">");
    let preloads = format!(
        "<link rel=\"modulepreload\" href=\"{new_script}\"><link rel=\"modulepreload\" href=\"{base}{folder}/{LOADER}\">"
    );
    let changed = html
        .replace(&preload, &preloads)
        .replace(script, &new_script)
        .replace(module, &format!("{base}{folder}/{NAME}_bg.wasm"));
    Ok((changed, [script, module].map(|path| file_name(path).to_owned())))
}

/// The value of an attribute that `pattern_script` in Trunk.toml writes once.
fn attribute<'a>(html: &'a str, name: &str) -> Result<&'a str> {
    html.split_once(&format!("{name}=\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(value, _)| value)
        .ok_or_else(|| anyhow!("Restore pattern_script in Trunk.toml: it must write {name} into index.html."))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunks_names_become_those_of_the_split_app() {
        let html = r#"<link rel="modulepreload" href="./x-1.js"><link rel="preload" href="./x-2_bg.wasm">
            <script src="boot.js" data-js="./x-1.js" data-wasm="./x-2_bg.wasm"></script>"#;
        let (changed, removed) = rewrite(html, "app-3").unwrap();
        assert_eq!(
            changed,
            r#"<link rel="modulepreload" href="./app-3/nodeum-admin.js"><link rel="modulepreload" href="./app-3/__wasm_split.js"><link rel="preload" href="./app-3/nodeum-admin_bg.wasm">
            <script src="boot.js" data-js="./app-3/nodeum-admin.js" data-wasm="./app-3/nodeum-admin_bg.wasm"></script>"#
        );
        assert_eq!(removed, ["x-1.js", "x-2_bg.wasm"]);
    }

    #[test]
    fn an_index_without_the_names_is_refused() {
        assert!(rewrite("<script src=\"boot.js\"></script>", "app-3").is_err());
    }
}
