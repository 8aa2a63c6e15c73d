//! `cargo xtask fuzz`: what has to hold of every text, tried with texts that libFuzzer makes up.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::files;
use crate::process;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;

const CARGO_FUZZ: CargoTool<'static> = CargoTool {
    krate: "cargo-fuzz",
    binary: "cargo-fuzz",
    version: "0.13.2",
    oldest: Some(&[0, 13]),
    duration_hint: "this takes a minute, once",
};

/// Where everything is that it needs.
const FOLDER: &str = "crates/fuzz";

/// What is tried: the programs in `targets/`.
const TARGETS: [&str; 7] = [
    "authorization",
    "calls",
    "csv",
    "dotenv",
    "entries",
    "filters",
    "path_segments",
];

/// Try what reads texts of others with made-up texts.
///
/// Those are CSV, .env, JSON, pasted calls, filters, credentials and paths; libFuzzer makes them up. Each is tried for half a minute, going on from what earlier runs have found worth keeping. `cargo xtask test` tries the same
/// with the inputs that are kept in the repository, and with some hundred others. Needs a C++ compiler, and takes some minutes
/// to compile the first time.
#[derive(Args)]
pub(crate) struct Options {
    /// What to try [default: everything]
    #[arg(value_name = "TARGET", value_parser = PossibleValuesParser::new(TARGETS))]
    target: Option<String>,
    /// How long to try each
    #[arg(long, value_name = "N", default_value = "30", value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
}

/// Runs the command: every target, even after one has failed.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let tool = tools::ensure(workspace, &CARGO_FUZZ)?;
    let cargo_fuzz = |what: &str| {
        let mut command = workspace.command(&tool.path);
        command
            .args([what, "--fuzz-dir", FOLDER, "--features", "libfuzzer"])
            // No code here is unsafe, so there is nothing for a sanitizer to find, and without one no nightly compiler is needed.
            .args(["--sanitizer", "none"]);
        command
    };
    process::step(
        "Compiling what is tried",
        &mut cargo_fuzz("build"),
        "Correct what is said above, or install a C++ compiler if that is what is missing.",
    )?;
    let chosen = |target: &&str| options.target.as_deref().is_none_or(|chosen| chosen == *target);
    let mut failed = Vec::new();
    for target in TARGETS.into_iter().filter(chosen) {
        process::print_step(&format!("Trying {target} for {} s", options.seconds));
        let corpus = format!("{FOLDER}/corpus/{target}");
        files::create_parent(&workspace.root.join(&corpus).join("input"))?;
        let mut command = cargo_fuzz("run");
        command
            // What it finds worth keeping goes into the first folder.
            .args([target, &corpus, &format!("{FOLDER}/seeds/{target}")])
            .args(["--", "-timeout=10"])
            .arg(format!("-dict={FOLDER}/dictionaries/{target}.dict"))
            .arg(format!("-max_total_time={}", options.seconds));
        if !process::succeeds_quietly(&mut command)? {
            failed.push(target);
        }
    }
    if failed.is_empty() {
        process::print_step("Nothing to complain about");
        return Ok(ExitCode::SUCCESS);
    }
    Err(anyhow!(
        "Copy the input that is named above from {FOLDER}/artifacts into {FOLDER}/seeds, in the folder of its target ({}): \
         `cargo test --package fuzz` then fails until it is mended, and sees to it that it stays so.",
        failed.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_target_can_be_chosen() {
        let crate_root = std::env::var("CARGO_MANIFEST_DIR").unwrap();
        let folder = Path::new(&crate_root).join("../..").join(FOLDER).join("targets");
        let files = files::all_under(&folder).unwrap();
        let mut targets: Vec<_> = files
            .iter()
            .filter_map(|file| file.file_stem()?.to_str())
            .collect();
        targets.sort_unstable();
        assert_eq!(targets, TARGETS);
    }
}
