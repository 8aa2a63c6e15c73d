//! `cargo xtask lint`: everything that is checked without running the product.

use std::process::{Command, ExitCode};

use anyhow::{Result, anyhow};
use clap::Args;

use crate::process;
use crate::test::node;
use crate::tools::{self, CargoTool};
use crate::workspace::Workspace;

/// The checker of dependencies: what is known against them, their licences, their sources.
const CARGO_DENY: CargoTool<'static> = CargoTool {
    krate: "cargo-deny",
    binary: "cargo-deny",
    version: "0.20.2",
    oldest: Some(&[0, 18]),
    duration_hint: "this takes 5 to 10 minutes, once",
};

/// Check what can be checked without running anything.
///
/// Formatting, lints for host and WebAssembly, documentation, dependencies, and the types of the browser tests.
#[derive(Args)]
pub(crate) struct Options {
    /// Leave out cargo-deny, which may have to be compiled first
    #[arg(long)]
    no_deny: bool,
}

/// Runs the command: every check, even after one has failed.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let mut failed: Vec<&str> = Vec::new();
    for (name, mut command) in cargo_checks(workspace) {
        process::print_step(name);
        if !process::succeeds(&mut command)? {
            failed.push(name);
        }
    }
    process::print_step(TYPES);
    match node::check_types(workspace) {
        Ok(true) => {}
        Ok(false) => failed.push(TYPES),
        Err(failure) => process::print_note(&format!(
            "The types of the browser tests were not checked. {failure}"
        )),
    }
    if !options.no_deny && !dependencies(workspace)? {
        failed.push("Dependencies");
    }
    if failed.is_empty() {
        process::print_step("Nothing to complain about");
        return Ok(ExitCode::SUCCESS);
    }
    Err(anyhow!(
        "Correct what is said above under: {}.",
        failed.join(", ")
    ))
}

const TYPES: &str = "Types of the browser tests";

fn cargo_checks(workspace: &Workspace) -> [(&'static str, Command); 4] {
    let deny_warnings = ["--", "-D", "warnings"];
    let format = workspace.cargo(["fmt", "--all", "--check"]);
    let mut host = workspace.cargo(["clippy", "--workspace", "--all-targets", "--keep-going"]);
    host.args(deny_warnings);
    let mut wasm = workspace.cargo(["clippy", "--package", "nodeum-admin", "--keep-going"]);
    wasm.args(["--target", "wasm32-unknown-unknown"])
        .args(deny_warnings);
    let mut docs = workspace.cargo(["doc", "--workspace", "--no-deps"]);
    docs.env("RUSTDOCFLAGS", "-D warnings");
    [
        ("Formatting", format),
        ("Lints for this machine", host),
        ("Lints for WebAssembly", wasm),
        ("Documentation", docs),
    ]
}

/// Whether nothing speaks against the crates that are used.
fn dependencies(workspace: &Workspace) -> Result<bool> {
    let deny = tools::ensure(workspace, &CARGO_DENY)?;
    let check = |what: &[&str]| {
        let mut command = workspace.command(&deny.path);
        command.args(["--workspace", "check"]).args(what);
        process::succeeds(&mut command)
    };
    process::print_step("Licences, sources and bans of the dependencies");
    let mut good = check(&["bans", "licenses", "sources"])?;
    process::print_step("Advisories against the dependencies");
    // Fetched apart from the check, so that an unreachable host isn't taken for an advisory.
    if process::capture(workspace.command(&deny.path).args(["fetch", "db"])).is_some() {
        good &= check(&["--disable-fetch", "advisories"])?;
    } else {
        process::print_note(
            "NOT CHECKED: the advisory database could not be fetched from github.com; run this again where it can.",
        );
    }
    Ok(good)
}
