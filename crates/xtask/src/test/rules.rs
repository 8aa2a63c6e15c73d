//! Rules of the house for browser tests that a machine can check.

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::files;

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

    #[test]
    fn browser_tests_never_sleep_and_are_never_skipped() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/browser");
        let files = files::all_under(&folder).unwrap();
        let tests: Vec<_> = files
            .iter()
            .filter(|file| file.extension().is_some_and(|ending| ending == "ts"))
            .filter(|file| file.components().all(|part| part.as_os_str() != "node_modules"))
            .collect();
        assert!(
            !tests.is_empty(),
            "the browser tests have moved: this rule must follow them"
        );
        for file in tests {
            let text = String::from_utf8(files::read(file).unwrap()).unwrap();
            for word in FORBIDDEN {
                assert!(!text.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}
