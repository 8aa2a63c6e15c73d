//! docs/security.md names a test for each claim: the tests have to be there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Links are `[test][label]` with `[label]: target`, and `[text](target)`.
#[test]
fn the_security_document_names_tests_that_there_are() {
    // Asked when it runs: a folder for builds may serve several clones, and hold a test that was compiled in another.
    let crate_root = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let docs = Path::new(&crate_root).join("../../docs");
    let read = |path: PathBuf| std::fs::read_to_string(path).unwrap();
    let text = read(docs.join("security.md"));
    let sources: BTreeMap<&str, String> = text
        .lines()
        .filter_map(|line| line.strip_prefix('[')?.split_once("]: "))
        .map(|(label, target)| (label, read(docs.join(target))))
        .collect();
    let mut named = 0;
    for (before, label) in marked(&text, "][", ']') {
        let (_, test) = before.rsplit_once('[').unwrap();
        let source = sources.get(label).unwrap_or_else(|| panic!("what is [{label}]?"));
        let found = source.contains(&format!("fn {test}(")) || source.contains(&format!("\"{test}\""));
        assert!(found, "there is no test {test} in [{label}]");
        named += 1;
    }
    assert!(
        named > 100,
        "the tests are named in another way: this rule must follow them"
    );
    for (_, target) in marked(&text, "](", ')') {
        let file = target.split('#').next().unwrap_or_default();
        let found = target.starts_with("https://") || docs.join(file).exists();
        assert!(found, "{target} leads nowhere");
    }
}

/// What stands before each mark, and what between the mark and the end.
fn marked<'a>(text: &'a str, mark: &'a str, end: char) -> impl Iterator<Item = (&'a str, &'a str)> {
    text.match_indices(mark).map(move |(at, _)| {
        let (before, after) = text.split_at(at);
        (before, after[mark.len()..].split(end).next().unwrap_or_default())
    })
}
