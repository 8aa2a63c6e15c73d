//! `cargo xtask lint`: everything that is checked without running the product.

use std::process::{Command, ExitCode};

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::test::node;
use crate::tools::{self, CargoTool, Fits};
use crate::workspace::Workspace;

/// The checker of dependencies: what is known against them, their licences, their sources.
const CARGO_DENY: CargoTool<'static> = CargoTool {
    krate: "cargo-deny",
    binary: "cargo-deny",
    version: "0.20.2",
    fits: Fits::AtLeast(&[0, 18]),
    patience: "this takes 5 to 10 minutes, once",
};

/// Check formatting, lints for host and WebAssembly, documentation, dependencies and the types of the browser tests.
#[derive(Args)]
pub(crate) struct Options {
    /// Leave out cargo-deny, which may have to be compiled first
    #[arg(long)]
    no_deny: bool,
}

/// Runs the command: every check, even after one has failed.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Outcome<ExitCode> {
    let mut failed: Vec<&str> = Vec::new();
    for (name, mut command) in cargo_checks(workspace) {
        process::say(name);
        if !process::succeeds(&mut command)? {
            failed.push(name);
        }
    }
    process::say(TYPES);
    match node::check_types(workspace) {
        Ok(true) => {}
        Ok(false) => failed.push(TYPES),
        Err(failure) => process::note(&format!(
            "The types of the browser tests were not checked. {failure}"
        )),
    }
    if !options.no_deny && !dependencies(workspace)? {
        failed.push("Dependencies");
    }
    if failed.is_empty() {
        process::say("Nothing to complain about");
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(format!(
        "Correct what is said above under: {}.",
        failed.join(", ")
    )))
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
fn dependencies(workspace: &Workspace) -> Outcome<bool> {
    let deny = tools::ensure(workspace, &CARGO_DENY)?;
    let check = |what: &[&str]| {
        let mut command = workspace.command(&deny.path);
        command.args(["--workspace", "check"]).args(what);
        process::succeeds(&mut command)
    };
    process::say("Licences, sources and bans of the dependencies");
    let mut good = check(&["bans", "licenses", "sources"])?;
    process::say("Advisories against the dependencies");
    // Fetched apart from the check, so that an unreachable host isn't taken for an advisory.
    if process::capture(workspace.command(&deny.path).args(["fetch", "db"])).is_some() {
        good &= check(&["--disable-fetch", "advisories"])?;
    } else {
        process::note(
            "NOT CHECKED: the advisory database could not be fetched from github.com; run this again where it can.",
        );
    }
    Ok(good)
}
