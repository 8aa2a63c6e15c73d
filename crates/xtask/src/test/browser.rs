//! The tests in a real browser, by Playwright.

use std::fs;

use super::chromium::{self, Chromium};
use super::summary::{self, Tally};
use super::{Options, node, pass_on};
use crate::app;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::process;
use crate::server::{self, Profile};
use crate::sizes;
use crate::workspace::Workspace;

/// Runs them and counts, and prints what the app weighs.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Outcome<Tally> {
    // First what is quick to miss: Node, the packages, the types, a browser.
    process::say("Checking the types of the browser tests");
    let mut tally = Tally::default();
    if !node::check_types(workspace)? {
        return Err(Failure::new(
            "Correct what the type checker says above about tests/browser.",
        ));
    }
    let chromium = chromium::ensure(workspace)?;
    let app = app::build(workspace)?;
    let server = server::build(workspace, Profile::Debug)?;

    process::say("Testing in the browser");
    let report = workspace.target.join("browser-report.json");
    files::remove_file(&report)?;
    let mut command = node::program(workspace, "playwright")?;
    command.arg("test").args(&options.playwright);
    command
        .env("NODEUM_TEST_SERVER", server)
        .env("NODEUM_TEST_APP", &app)
        .env("NODEUM_TEST_REPORT", &report);
    match chromium {
        Chromium::Playwrights => command.env_remove(chromium::VARIABLE),
        Chromium::At(path) => command.env(chromium::VARIABLE, path),
    };
    pass_on(options, &mut command);
    let start = std::time::Instant::now();
    let success = process::succeeds(&mut command)?;
    process::note_duration(start.elapsed());
    // Without a report, it is the exit that tells.
    let report = fs::read_to_string(&report).unwrap_or_default();
    for (project, tally) in summary::of_playwright_projects(&report) {
        process::note(&format!("against the {project} server: {tally}"));
    }
    tally += summary::of_playwright_report(&report)
        .unwrap_or_default()
        .of_exit(success);
    process::note(&format!("browser: {tally}"));
    sizes::print(&app)?;
    Ok(tally)
}
