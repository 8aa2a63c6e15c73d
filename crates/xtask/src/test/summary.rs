//! Counting what passed and what failed. A test that should have run and didn't has failed, and so has one that passed only
//! when it was tried again.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use serde_json::Value;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed, that should have run and didn't, or that passed only at a second try.
    pub(crate) failed: u64,
}

/// What the report of Playwright says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BrowserReport {
    /// All tests together, and one failure for errors outside of tests.
    pub(crate) total: Tally,
    /// The tests of each project that the configuration has. Nothing is counted for one of which no test was selected.
    pub(crate) projects: BTreeMap<String, Tally>,
    /// How many tests passed only at a second try. They are among the failures.
    pub(crate) flaky: u64,
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
    /// One failure, for what can't be counted in tests.
    pub(crate) const ONE_FAILURE: Self = Self { passed: 0, failed: 1 };

    /// Whether no test was counted.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// A part that ended badly has at least one failure, even when no test reported it: code that doesn't compile, a
    /// program that crashed. So has a part that ended well without running anything.
    pub(crate) fn of_exit(mut self, success: bool) -> Self {
        if self.failed == 0 && (!success || self.passed == 0) {
            self.failed = 1;
        }
        self
    }
}

/// The tally in a line of `cargo test`, if it is the line that has one. What was ignored or filtered out should have run, and
/// counts as failed.
pub(crate) fn of_cargo_line(line: &str) -> Option<Tally> {
    let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |what: &str| {
        counts
            .split("; ")
            .find_map(|part| part.trim().strip_suffix(what)?.trim().parse::<u64>().ok())
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")? + count("ignored")? + count("filtered out").unwrap_or(0),
    })
}

/// What the report of Playwright says. What was skipped should have run, and counts as failed.
pub(crate) fn of_playwright_report(report: &str) -> Option<BrowserReport> {
    let report: Value = serde_json::from_str(report).ok()?;
    let stats = report.get("stats")?;
    let count = |name: &str| stats.get(name).and_then(Value::as_u64);
    let flaky = count("flaky")?;
    let broken = u64::from(!list(&report, "errors").is_empty());
    let mut projects = BTreeMap::new();
    for project in list(report.get("config")?, "projects") {
        projects.insert(text(project, "name").to_owned(), Tally::default());
    }
    count_projects(&report, &mut projects);
    Some(BrowserReport {
        total: Tally {
            passed: count("expected")?,
            failed: count("unexpected")? + count("skipped")? + flaky + broken,
        },
        projects,
        flaky,
    })
}

/// Suites hold suites and specs, a spec holds a test for each project.
fn count_projects(suite: &Value, projects: &mut BTreeMap<String, Tally>) {
    for suite in list(suite, "suites") {
        count_projects(suite, projects);
    }
    for test in list(suite, "specs").iter().flat_map(|spec| list(spec, "tests")) {
        let passed = text(test, "status") == "expected";
        *projects.entry(text(test, "projectName").to_owned()).or_default() += Tally {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        };
    }
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines_are_counted() {
        for (line, passed, failed) in [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s",
                12,
                0,
            ),
            (
                "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
                3,
                2,
            ),
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.02s",
                12,
                3,
            ),
        ] {
            assert_eq!(of_cargo_line(line), Some(Tally { passed, failed }), "{line}");
        }
        assert_eq!(of_cargo_line("test session::tests::restores ... ok"), None);
        assert_eq!(of_cargo_line("test result: unknown"), None);
    }

    #[test]
    fn playwright_reports_are_counted() {
        let total = |stats: &str, errors: &str| {
            let report = format!(r#"{{"config": {{"projects": []}}, "stats": {stats}, "errors": {errors}}}"#);
            of_playwright_report(&report).map(|report| (report.total, report.flaky))
        };
        assert_eq!(
            total(
                r#"{"expected": 40, "unexpected": 1, "flaky": 2, "skipped": 3}"#,
                "[]"
            ),
            Some((
                Tally {
                    passed: 40,
                    failed: 6
                },
                2
            ))
        );
        assert_eq!(
            total(
                r#"{"expected": 0, "unexpected": 0, "flaky": 0, "skipped": 0}"#,
                "[{}, {}]"
            ),
            Some((Tally::ONE_FAILURE, 0))
        );
        assert_eq!(of_playwright_report("not a report"), None);
        assert_eq!(of_playwright_report("{}"), None);
    }

    #[test]
    fn playwright_projects_are_told_apart_and_those_that_did_not_run_are_seen() {
        let report = r#"{
            "config": {"projects": [{"name": "bundled"}, {"name": "idle"}, {"name": "strict"}]},
            "stats": {"expected": 2, "unexpected": 1, "flaky": 1, "skipped": 1},
            "suites": [{
                "specs": [{"tests": [{"projectName": "strict", "status": "expected"}]}],
                "suites": [{"specs": [
                    {"tests": [{"projectName": "bundled", "status": "expected"}, {"projectName": "strict", "status": "skipped"}]},
                    {"tests": [{"projectName": "bundled", "status": "unexpected"}]},
                    {"tests": [{"projectName": "bundled", "status": "flaky"}]}
                ]}]
            }]
        }"#;
        let projects = of_playwright_report(report).unwrap().projects;
        assert_eq!(
            projects.into_iter().collect::<Vec<_>>(),
            [
                ("bundled".to_owned(), Tally { passed: 1, failed: 2 }),
                ("idle".to_owned(), Tally::default()),
                ("strict".to_owned(), Tally { passed: 1, failed: 1 }),
            ]
        );
    }

    #[test]
    fn neither_a_bad_end_nor_an_empty_run_is_without_failure() {
        let tally = Tally { passed: 5, failed: 0 };
        assert_eq!(tally.of_exit(true), tally);
        assert_eq!(tally.of_exit(false), Tally { passed: 5, failed: 1 });
        assert_eq!(
            Tally { passed: 5, failed: 3 }.of_exit(false),
            Tally { passed: 5, failed: 3 }
        );
        assert_eq!(Tally::default().of_exit(true), Tally::ONE_FAILURE);
        assert_eq!(tally.to_string(), "5 passed, 0 failed");
    }
}
