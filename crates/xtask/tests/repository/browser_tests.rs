//! Rules of the house for browser tests that a machine can check.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// A test waits for what it expects and never for the clock; and none is left out.
const FORBIDDEN: [&str; 8] = [
    "waitForTimeout",
    "setTimeout(",
    "setInterval(",
    ".skip(",
    ".only(",
    ".fixme(",
    "networkidle",
    "force: true",
];

/// By these a test asks what its server can do, prepares what a lesser one can't, or says what it would show.
const DIFFERENCES: [&str; 5] = ["capabilities", "range(", "unstrictly(", " strict,", " strict }"];

/// What runs a test on both kinds of server.
const TAG: &str = "tag: \"@strict\"";

#[test]
fn browser_tests_never_sleep_and_are_never_skipped() {
    for (path, text) in sources() {
        for word in FORBIDDEN {
            assert!(!text.contains(word), "{path} uses {word}");
        }
    }
}

#[test]
fn browser_tests_of_what_servers_differ_in_run_on_both() {
    let mut tagged = 0;
    for (path, text) in sources() {
        for test in tests_of(&text) {
            let title = test.lines().next().unwrap_or_default().trim();
            if test.contains(TAG) {
                tagged += 1;
            } else {
                for word in DIFFERENCES {
                    assert!(
                        !test.contains(word),
                        "{path}: {title} uses {word} and lacks {TAG}"
                    );
                }
            }
        }
    }
    assert!(
        tagged > 20,
        "the tags are written in another way: this rule must follow them"
    );
}

#[test]
fn a_test_ends_where_its_own_bracket_closes() {
    let text = "test(\"a\", () => {\n  one({\n  });\n});\nrange(1);\n  test(\"b\", {\n    x,\n  });\n";
    let found: Vec<_> = tests_of(text).collect();
    assert_eq!(
        found,
        [
            "test(\"a\", () => {\n  one({\n  });\n});\n",
            "  test(\"b\", {\n    x,\n  });\n"
        ]
    );
}

/// The tests in a file, from the line in which one begins to that of the same depth in which it ends.
fn tests_of(text: &str) -> impl Iterator<Item = String> {
    let mut lines = text.split_inclusive('\n');
    std::iter::from_fn(move || {
        let first = lines.find(|line| line.trim_start().starts_with("test("))?;
        let depth = first.len() - first.trim_start().len();
        let end = format!("{}}});", " ".repeat(depth));
        let mut test = first.to_owned();
        for line in lines.by_ref() {
            test.push_str(line);
            if line.trim_end() == end {
                break;
            }
        }
        Some(test)
    })
}

/// The browser tests and what they are built on: their paths and texts.
fn sources() -> Vec<(String, String)> {
    // Asked when it runs: a folder for builds may serve several clones, and hold a test that was compiled in another.
    let crate_root = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let folder = Path::new(&crate_root).join("../../tests/browser");
    let written = |entry: &DirEntry| entry.file_name() != "node_modules";
    let tests: Vec<PathBuf> = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(written)
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ts"))
        .collect();
    assert!(
        !tests.is_empty(),
        "the browser tests have moved: this rule must follow them"
    );
    tests
        .into_iter()
        .map(|file| (file.display().to_string(), std::fs::read_to_string(file).unwrap()))
        .collect()
}
