//! Counting what passed and what failed.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use serde_json::Value;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed, or that should have run and didn't.
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// A part that ended badly has at least one failure, even when no test reported it: code that doesn't compile, a
    /// program that crashed.
    pub(crate) fn of_exit(mut self, success: bool) -> Self {
        if !success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

/// The tally in a line of `cargo test`, if it is the line that has one.
pub(crate) fn of_cargo_line(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what: &str| {
        counts
            .split("; ")
            .find_map(|part| part.trim().strip_suffix(what)?.trim().parse::<u64>().ok())
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
    })
}

/// The tally in the report of Playwright. What was skipped should have run, and counts as failed.
pub(crate) fn of_playwright_report(report: &str) -> Option<Tally> {
    let report: Value = serde_json::from_str(report).ok()?;
    let stats = report.get("stats")?;
    let count = |name: &str| stats.get(name).and_then(Value::as_u64);
    let broken = report
        .get("errors")
        .and_then(Value::as_array)
        .map_or(0, |errors| u64::from(!errors.is_empty()));
    Some(Tally {
        passed: count("expected")? + count("flaky")?,
        failed: count("unexpected")? + count("skipped")? + broken,
    })
}

/// The tally of each project in the report of Playwright, in the order of their names. What wasn't reached is missing here; it
/// is in [`of_playwright_report`] that nothing may be.
pub(crate) fn of_playwright_projects(report: &str) -> BTreeMap<String, Tally> {
    let mut projects = BTreeMap::new();
    if let Ok(report) = serde_json::from_str::<Value>(report) {
        count_projects(&report, &mut projects);
    }
    projects
}

/// Suites hold suites and specs, a spec holds a test for each project.
fn count_projects(suite: &Value, projects: &mut BTreeMap<String, Tally>) {
    let list = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    for suite in list(suite, "suites") {
        count_projects(&suite, projects);
    }
    for test in list(suite, "specs").iter().flat_map(|spec| list(spec, "tests")) {
        let text = |name: &str| test.get(name).and_then(Value::as_str).unwrap_or_default();
        let passed = matches!(text("status"), "expected" | "flaky");
        *projects.entry(text("projectName").to_owned()).or_default() += Tally {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines_are_counted() {
        let good =
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.02s";
        assert_eq!(
            of_cargo_line(good),
            Some(Tally {
                passed: 12,
                failed: 0
            })
        );
        let bad = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s";
        assert_eq!(of_cargo_line(bad), Some(Tally { passed: 3, failed: 2 }));
        assert_eq!(of_cargo_line("test session::tests::restores ... ok"), None);
        assert_eq!(of_cargo_line("test result: unknown"), None);
    }

    #[test]
    fn playwright_reports_are_counted() {
        let report =
            r#"{"stats": {"expected": 40, "unexpected": 1, "flaky": 2, "skipped": 3}, "errors": []}"#;
        assert_eq!(
            of_playwright_report(report),
            Some(Tally {
                passed: 42,
                failed: 4
            })
        );
        let broken =
            r#"{"stats": {"expected": 0, "unexpected": 0, "flaky": 0, "skipped": 0}, "errors": [{}, {}]}"#;
        assert_eq!(of_playwright_report(broken), Some(Tally { passed: 0, failed: 1 }));
        assert_eq!(of_playwright_report("not a report"), None);
    }

    #[test]
    fn playwright_projects_are_told_apart() {
        let report = r#"{"suites": [{
            "specs": [{"tests": [{"projectName": "strict", "status": "expected"}]}],
            "suites": [{"specs": [
                {"tests": [{"projectName": "bundled", "status": "flaky"}, {"projectName": "strict", "status": "skipped"}]},
                {"tests": [{"projectName": "bundled", "status": "unexpected"}]}
            ]}]
        }]}"#;
        let projects = of_playwright_projects(report);
        let tally = Tally { passed: 1, failed: 1 };
        assert_eq!(
            projects.into_iter().collect::<Vec<_>>(),
            [("bundled".to_owned(), tally), ("strict".to_owned(), tally)]
        );
        assert!(of_playwright_projects("not a report").is_empty());
    }

    #[test]
    fn a_bad_end_is_never_without_failure() {
        let tally = Tally { passed: 5, failed: 0 };
        assert_eq!(tally.of_exit(true), tally);
        assert_eq!(tally.of_exit(false), Tally { passed: 5, failed: 1 });
        assert_eq!(
            Tally { passed: 5, failed: 3 }.of_exit(false),
            Tally { passed: 5, failed: 3 }
        );
        assert_eq!(tally.to_string(), "5 passed, 0 failed");
    }
}
