//! The rules of the house that a machine can check (`docs/ARCHITECTURE.md`).

#![expect(clippy::unwrap_used, reason = "a file that can't be read fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// Every source file of the app with its text, by its path below `src/`.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    assert!(files.len() > 20, "the sources were not found");
    files
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The files that `matches` is true of, except those below the folders or files given.
fn offenders(except: &[&str], matches: impl Fn(&str) -> bool) -> Vec<String> {
    sources()
        .into_iter()
        .filter(|(name, _)| !except.iter().any(|allowed| name.starts_with(allowed)))
        .filter(|(_, text)| {
            text.lines()
                .any(|line| !line.trim_start().starts_with("//") && matches(line))
        })
        .map(|(name, _)| name)
        .collect()
}

fn assert_none(offenders: &[String], rule: &str) {
    assert!(offenders.is_empty(), "{rule}: {offenders:?}");
}

#[test]
fn one_file_fetches() {
    let found = offenders(&["api/"], |line| {
        line.contains("gloo_net") || line.contains("fetch_with")
    });
    assert_none(&found, "only src/api talks to the server");
    let found = offenders(&["api/transport.rs"], |line| line.contains("RequestBuilder"));
    assert_none(&found, "only the transport sends requests");
}

#[test]
fn only_the_api_sees_a_status() {
    let found = offenders(&["api/"], |line| {
        line.contains(".status()") || line.contains("StatusCode")
    });
    assert_none(&found, "pages see errors of our own");
}

#[test]
fn parts_know_nothing_of_the_app() {
    let foreign = |line: &str, known: &[&str]| {
        line.split("crate::").skip(1).any(|rest| {
            let module: String = rest
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            !module.is_empty() && !known.contains(&module.as_str())
        })
    };
    for (folder, known) in [
        ("element", &["element", "reactive", "browser"][..]),
        ("ui/", &["ui", "element", "reactive", "view"]),
        ("forms/", &["ui", "forms", "reactive", "view"]),
        ("table/", &["ui", "table", "element", "reactive", "view"]),
        (
            "query/",
            &[
                "order",
                "api",
                "preferences",
                "query",
                "table",
                "time",
                "reactive",
                "paths",
            ],
        ),
        // The size of pages is preferred: so lists ask preferences, and these know nothing of lists.
        (
            "preferences/",
            &[
                "api",
                "browser",
                "locales",
                "paths",
                "preferences",
                "reactive",
                "session",
                "table",
                "time",
                "ui",
            ],
        ),
        (
            "api/",
            &["api", "session", "paths", "browser", "config", "reactive"],
        ),
    ] {
        let found: Vec<String> = sources()
            .into_iter()
            .filter(|(name, text)| name.starts_with(folder) && text.lines().any(|line| foreign(line, known)))
            .map(|(name, _)| name)
            .collect();
        assert_none(&found, &format!("src/{folder} imports {known:?} alone"));
    }
}

#[test]
fn elements_are_compiled_once() {
    // The router's routes are a typed tree, which its own macro builds.
    let found: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| {
            name != "routes.rs"
                && text.contains("    view! {")
                && !text.contains("crate::view;")
                && !text.contains(", view};")
        })
        .map(|(name, _)| name)
        .collect();
    assert_none(&found, "crate::view! makes all elements one type");
}

#[test]
fn signals_are_compiled_once() {
    let uses = |text: &str, name: &str| {
        text.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .any(|line| {
                line.split(|c: char| !c.is_alphanumeric() && c != '_')
                    .any(|word| word == name)
            })
    };
    for name in ["Signal", "RwSignal", "Memo", "StoredValue", "Callback"] {
        let found: Vec<String> = sources()
            .into_iter()
            .filter(|(file, text)| !file.starts_with("reactive") && uses(text, name))
            .filter(|(_, text)| {
                let imports = text.split("use crate::reactive::").nth(1);
                !imports.is_some_and(|rest| uses(rest.split(';').next().unwrap_or_default(), name))
            })
            .map(|(file, _)| file)
            .collect();
        assert_none(
            &found,
            &format!("src/reactive has a {name} that is compiled once"),
        );
    }
}

#[test]
fn building_blocks_are_compiled_once() {
    let found = offenders(&["reactive", "element/", "pages/design/"], |line| {
        [
            "Effect::new",
            "Memo::new",
            "Signal::derive",
            "<Show ",
            "<For ",
            "task::spawn_local",
        ]
        .iter()
        .any(|block| line.contains(block))
    });
    assert_none(&found, "src/reactive has the same behind one type");
}

#[test]
fn addresses_are_built_in_one_place() {
    // What a scope opens, and what somebody pastes, are texts about the API and lead nowhere.
    let texts = "pages/api_keys/scopes/";
    let found = offenders(&["paths.rs", "routes.rs", "pages/design/", texts], |line| {
        ["\"/users", "\"/profile", "\"/sign-in", "/api/v2", "\"{}/"]
            .iter()
            .any(|address| line.contains(address))
    });
    // Tests inside the sources name addresses on purpose.
    let found: Vec<String> = found
        .into_iter()
        .filter(|name| name != "pages/sign_in/mod.rs")
        .collect();
    assert_none(&found, "src/paths.rs writes every address");
}

#[test]
fn nothing_is_inline() {
    let found = offenders(&[], |line| {
        line.contains(" style=\"") || line.contains("inner_html") || line.contains("set_inner_html")
    });
    assert_none(
        &found,
        "a strict content security policy blocks inline styles, and data is text",
    );
    let index = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    assert!(!index.contains("style=") && !index.contains("onclick=") && !index.contains("<script>"));
}

#[test]
fn colours_have_names() {
    let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    for entry in fs::read_dir(style).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name == "tokens.css") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let hex = line.split('#').skip(1).any(|rest| {
                let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
                let next = rest.chars().nth(digits);
                matches!(digits, 3 | 4 | 6 | 8)
                    && matches!(next, Some(';' | ' ' | ')' | ','))
                    && line.contains(':')
                    && !line.trim_start().starts_with('#')
            });
            assert!(
                !hex && !line.contains("rgb("),
                "{}:{} names a colour",
                path.display(),
                number + 1
            );
        }
    }
}
