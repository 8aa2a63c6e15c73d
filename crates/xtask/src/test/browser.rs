//! The tests in a real browser, by Playwright.

use fs_err as fs;

use anyhow::{Result, anyhow};

use super::chromium;
use super::summary::{self, Tally};
use super::{Options, hosting, node, pass_on};
use crate::app;
use crate::files;
use crate::process;
use crate::server::{self, Profile};
use crate::sizes;
use crate::split::Purpose;
use crate::workspace::Workspace;

/// Runs them and counts, and prints what the app weighs; that it has grown counts as a failure.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<Tally> {
    // First what is quick to miss: Node, the packages, the types, a browser.
    process::print_step("Checking the types of the browser tests");
    if !node::check_types(workspace)? {
        return Err(anyhow!(
            "Correct what the type checker says above about tests/browser."
        ));
    }
    let chromium = chromium::ensure(workspace)?;
    let app = app::build(workspace, Purpose::Distribution)?;
    let server = server::build(workspace, Profile::Debug)?;
    let hosting = hosting::prepare(workspace, options)?;

    process::print_step("Testing in the browser");
    let report = workspace.target.join("browser-report.json");
    files::remove_file(&report)?;
    let mut command = node::program(workspace, "playwright")?;
    command.arg("test").args(&options.playwright);
    command
        .env("NODEUM_TEST_SERVER", server)
        .env("NODEUM_TEST_APP", &app)
        .env("NODEUM_TEST_REPORT", &report);
    chromium.apply(&mut command);
    hosting.apply(&mut command);
    pass_on(options, &mut command);
    let start = std::time::Instant::now();
    let success = process::succeeds(&mut command)?;
    process::print_duration(start.elapsed());
    let mut tally = sum(&fs::read_to_string(&report).unwrap_or_default(), success, options);
    tally += hosting.missing;
    process::print_note(&format!("browser: {tally}"));
    if let Err(failure) = sizes::check(workspace, &app) {
        eprintln!("error: {failure}");
        tally += Tally { passed: 0, failed: 1 };
    }
    Ok(tally)
}

/// Sums up what Playwright reports. Without a report, it is the exit that tells.
fn sum(report: &str, success: bool, options: &Options) -> Tally {
    let report = summary::of_playwright_report(report).unwrap_or_default();
    let mut tally = report.total;
    for (project, tests) in &report.projects {
        if !tests.is_empty() {
            process::print_note(&format!("{project}: {tests}"));
        } else if options.playwright.is_empty() {
            // Whoever selects tests may leave out a project; nobody else may.
            process::print_note(&format!(
                "No test of the project {project} ran: that is a failure."
            ));
            tally += Tally::ONE_FAILURE;
        }
    }
    if report.flaky > 0 {
        process::print_note(&format!(
            "Passed only at a second try, which is a failure: {}",
            report.flaky
        ));
    }
    if success && tally.is_empty() {
        process::print_note("No test ran in the browser: that is a failure.");
    }
    tally.of_exit(success)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a run of one test in the project `bundled`, and of none in `strict`.
    fn sum_with(options: &[&str], expected: u64) -> Tally {
        let report = format!(
            r#"{{"config": {{"projects": [{{"name": "bundled"}}, {{"name": "strict"}}]}},
                "stats": {{"expected": {expected}, "unexpected": 0, "flaky": 0, "skipped": 0}}, "errors": [],
                "suites": [{{"specs": [{{"tests": [{{"projectName": "bundled", "status": "expected"}}]}}]}}]}}"#
        );
        let options = Options {
            fast: false,
            all: false,
            browser: true,
            playwright: options.iter().map(|&option| option.to_owned()).collect(),
        };
        sum(&report, true, &options)
    }

    #[test]
    fn a_project_may_be_missing_only_where_tests_were_selected() {
        assert_eq!(sum_with(&[], 1), Tally { passed: 1, failed: 1 });
        assert_eq!(sum_with(&["users"], 1), Tally { passed: 1, failed: 0 });
        assert_eq!(sum_with(&["users"], 0), Tally::ONE_FAILURE);
    }
}
