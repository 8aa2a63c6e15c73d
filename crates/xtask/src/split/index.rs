//! The names of the split app's files, in the place of those that Trunk wrote into index.html.

use std::path::Path;

use anyhow::{Result, anyhow};
use fs_err as fs;

use super::{HASHED, LOADER, NAME, integrity};
use crate::files;
use crate::fingerprint;

/// The script of public/ that starts the app, as Trunk copies it.
const BOOT: &str = "boot.js";

/// The styles, before their name has a hash in it.
const STYLES: &str = "styles.css";

/// Points the index.html of a folder to the app in a folder below it, and removes what Trunk had made in its place. `integrity` is that of
/// a file of the app.
pub(super) fn replace(
    staging: &Path,
    folder: &str,
    integrity: impl Fn(&str) -> Result<String>,
) -> Result<()> {
    let index = staging.join("index.html");
    let html = fs::read_to_string(&index)?;
    let (changed, removed) = rewrite(&html, folder, integrity)?;
    let changed = hash_boot(staging, &changed)?;
    let changed = join_styles(staging, &changed)?;
    fs::write(&index, changed)?;
    for name in removed {
        files::remove_file(&staging.join(name))?;
    }
    Ok(())
}

/// Gives a file a name with a hash of its content. Gives that name, and what a browser compares the content with.
fn hash_name(staging: &Path, name: &str) -> Result<(String, String)> {
    let file = staging.join(name);
    let integrity = integrity::of(&fs::read(&file)?);
    let hash = fingerprint::of_content(staging, &[name], &[])?;
    let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
    let hashed = format!("{HASHED}/{stem}-{hash}.{ending}");
    fs::rename(file, staging.join(&hashed))?;
    Ok((hashed, integrity))
}

/// Gives the script that starts the app a name with a hash of its content, and the text with that name.
fn hash_boot(staging: &Path, html: &str) -> Result<String> {
    let (name, integrity) = hash_name(staging, BOOT)?;
    let source = format!("src=\"./{name}\" integrity=\"{integrity}\"");
    Ok(html.replace(&format!("src=\"{BOOT}\""), &source))
}

/// Puts all styles into one file, in their order, and names that in the text: a browser paints nothing before it has them all, and
/// asks for six files at once at most.
fn join_styles(staging: &Path, html: &str) -> Result<String> {
    let (styles, mut lines): (Vec<&str>, Vec<&str>) = html.lines().partition(|line| {
        line.trim_start()
            .starts_with("<link rel=\"stylesheet\" href=\"./")
    });
    let mut joined = Vec::new();
    for style in &styles {
        let file = staging.join(attribute(style, "href")?);
        joined.extend(fs::read(&file)?);
        joined.push(b'\n');
        fs::remove_file(&file)?;
    }
    fs::write(staging.join(STYLES), &joined)?;
    let (name, integrity) = hash_name(staging, STYLES)?;
    let link = format!("    <link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{integrity}\">");
    let first = html.lines().position(|line| styles.first() == Some(&line));
    lines.insert(first.unwrap_or_default(), &link);
    Ok(lines.join("\n") + "\n")
}

/// The text with the new names, and the files that it named before.
fn rewrite(
    html: &str,
    folder: &str,
    integrity: impl Fn(&str) -> Result<String>,
) -> Result<(String, [String; 2])> {
    let (script, module) = (attribute(html, "data-js")?, attribute(html, "data-wasm")?);
    let base = script.strip_suffix(file_name(script)).unwrap_or_default();
    let (script_name, module_name) = (format!("{NAME}.js"), format!("{NAME}_bg.wasm"));
    let (new_script, new_module) = (
        format!("{base}{folder}/{script_name}"),
        format!("{base}{folder}/{module_name}"),
    );
    // The loader is imported by the script: named here, it doesn't wait for that. What is imported later is what was compared here.
    let preload = format!("<link rel=\"modulepreload\" href=\"{script}\">");
    let preloads = format!(
        "<link rel=\"modulepreload\" href=\"{new_script}\" integrity=\"{}\">\
         <link rel=\"modulepreload\" href=\"{base}{folder}/{LOADER}\" integrity=\"{}\">",
        integrity(&script_name)?,
        integrity(LOADER)?
    );
    // Of what is preloaded for `fetch`, browsers compare nothing: boot.js has them do it.
    let data = format!("data-wasm=\"{module}\"");
    let new_data = format!(
        "data-wasm=\"{new_module}\" data-integrity=\"{}\"",
        integrity(&module_name)?
    );
    let changed = html
        .replace(&preload, &preloads)
        .replace(&data, &new_data)
        .replace(script, &new_script)
        .replace(module, &new_module);
    Ok((changed, [script, module].map(|path| file_name(path).to_owned())))
}

/// The value of an attribute that is there once, as Trunk or `pattern_script` in Trunk.toml has written it.
fn attribute<'a>(html: &'a str, name: &str) -> Result<&'a str> {
    html.split_once(&format!("{name}=\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(value, _)| value)
        .ok_or_else(|| anyhow!("Restore pattern_script in Trunk.toml: {name} has to be in index.html."))
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
        let (changed, removed) = rewrite(html, "app-3", |name| Ok(format!("sha384-{name}"))).unwrap();
        assert_eq!(
            changed,
            r#"<link rel="modulepreload" href="./app-3/nodeum-admin.js" integrity="sha384-nodeum-admin.js"><link rel="modulepreload" href="./app-3/__wasm_split.js" integrity="sha384-__wasm_split.js"><link rel="preload" href="./app-3/nodeum-admin_bg.wasm">
            <script src="boot.js" data-js="./app-3/nodeum-admin.js" data-wasm="./app-3/nodeum-admin_bg.wasm" data-integrity="sha384-nodeum-admin_bg.wasm"></script>"#
        );
        assert_eq!(removed, ["x-1.js", "x-2_bg.wasm"]);
    }

    #[test]
    fn all_styles_are_one_file() {
        let staging = tempfile::tempdir().unwrap();
        std::fs::create_dir(staging.path().join(HASHED)).unwrap();
        for (name, content) in [("assets/a-1.css", "a{}"), ("assets/b-2.css", "b{}")] {
            std::fs::write(staging.path().join(name), content).unwrap();
        }
        let html = r#"<head>
    <link rel="stylesheet" href="./assets/a-1.css" integrity="sha384-a"/>
    <link rel="stylesheet" href="./assets/b-2.css" integrity="sha384-b"/>
    <noscript><link rel="stylesheet" href="noscript.css"></noscript>
</head>"#;
        let changed = join_styles(staging.path(), html).unwrap();
        let name = attribute(&changed, "href").unwrap();
        assert!(name.starts_with("./assets/styles-"), "{changed}");
        assert_eq!(std::fs::read(staging.path().join(name)).unwrap(), b"a{}\nb{}\n");
        assert_eq!(changed.lines().count(), 4);
        assert!(changed.contains("<noscript>"));
        assert_eq!(files::all_under(staging.path()).unwrap().len(), 1);
    }

    #[test]
    fn an_index_without_the_names_is_refused() {
        assert!(
            rewrite(
                "<script src=\"boot.js\"></script>",
                "app-3",
                |_| Ok(String::new())
            )
            .is_err()
        );
    }
}
