//! The commands of this repository: `cargo xtask --help`.
//!
//! Every command brings what it needs, says what it is doing, and ends a failure with one sentence, which says what
//! to do about it unless the system's own does.

mod app;
mod bench;
mod compress;
mod deb;
mod dev;
mod dist;
mod files;
mod fingerprint;
mod fuzz;
mod lint;
mod listening;
mod process;
mod serve;
mod server;
mod sizes;
mod split;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// The commands of this repository.
///
/// Each brings the tools that it needs: those on PATH where their version fits, installed ones where not.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Options),
    Dev(dev::Options),
    Test(test::Options),
    Schemathesis(test::schemathesis::Options),
    Dist(dist::Options),
    Lint(lint::Options),
    Bench(bench::Options),
    Fuzz(fuzz::Options),
    Sizes(sizes::Options),
    #[command(hide = true)]
    Split(split::Options),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = Workspace::find().and_then(|workspace| match cli.command {
        Command::Serve(options) => serve::run(&workspace, &options),
        Command::Dev(options) => dev::run(&workspace, &options),
        Command::Test(options) => test::run(&workspace, &options),
        Command::Schemathesis(options) => test::schemathesis::run(&workspace, &options),
        Command::Dist(options) => dist::run(&workspace, &options),
        Command::Lint(options) => lint::run(&workspace, &options),
        Command::Bench(options) => bench::run(&workspace, &options),
        Command::Fuzz(options) => fuzz::run(&workspace, &options),
        Command::Sizes(options) => sizes::run(&workspace, &options),
        Command::Split(options) => split::run(&workspace, &options),
    });
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_commands_fit_a_screen() {
        let help = Cli::command().term_width(80).render_help().to_string();
        assert!(help.lines().count() < 24, "{help}");
    }
}
