//! `cargo xtask test`: every test, summed up in one line.

mod browser;
pub(crate) mod chromium;
mod host;
mod hosting;
pub(crate) mod node;
mod packages;
mod postgres;
mod python;
pub(crate) mod schemathesis;
mod summary;

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::process;
use crate::workspace::Workspace;

use summary::Tally;

/// Set for tests when everything is to be run whole.
const RUN_ALL: &str = "NODEUM_TEST_ALL";

/// Run every test: of logic, of the API, in a real browser.
///
/// The API is tested on both databases. Installs what the tests need, Chromium included; only Node.js has to be there. The browser tests run the app as it is
/// released, in three projects: `bundled`, against a server with all that it can do; `strict`, against one with no more than
/// the published references have in common, where that matters (and whole with --all); and `hosting`, what `cargo xtask
/// dist` makes, by itself and behind nginx and Caddy. The last line says how many passed and failed; what was ignored, what
/// passed only at a second try, and what should have run and didn't have failed.
#[derive(Args)]
pub(crate) struct Options {
    /// Leave out the browser
    #[arg(long)]
    fast: bool,
    /// Run whole what is otherwise run shortened, and Schemathesis
    #[arg(long, conflicts_with = "fast")]
    all: bool,
    /// Run the browser tests alone
    #[arg(long, conflicts_with = "fast")]
    browser: bool,
    /// Options for Playwright, after `--`: a file, `-g TITLE`, `--project=strict`, `--headed`
    #[arg(last = true, value_name = "OPTIONS", conflicts_with = "fast")]
    playwright: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let mut tally = Tally::default();
    if !options.browser {
        tally += or_one_failure(postgres::ensure(workspace).map(|()| Tally::default()));
        tally += or_one_failure(host::run(workspace, options));
        tally += or_one_failure(postgres::run(workspace, options));
    }
    if options.all {
        tally += or_one_failure(schemathesis::check(workspace));
    }
    if !options.fast {
        tally += or_one_failure(browser::run(workspace, options));
    }
    println!("\n{tally}");
    Ok(if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A part that can't be run counts as one failed test: the summary must not look better than the truth.
fn or_one_failure(outcome: Result<Tally>) -> Tally {
    outcome.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        Tally::ONE_FAILURE
    })
}

/// Tells the tests of a part whether to run whole.
fn pass_on(options: &Options, command: &mut std::process::Command) {
    if options.all {
        process::print_note("Everything is run whole.");
        command.env(RUN_ALL, "1");
    }
}
