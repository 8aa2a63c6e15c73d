//! Node.js and the packages of the browser tests.

use fs_err as fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::fingerprint;
use crate::process;
use crate::tools::{at_least, path};
use crate::workspace::Workspace;

/// What Playwright and `util.parseEnv` ask for.
const MINIMUM: [u32; 2] = [20, 12];

/// Where the browser tests are.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests").join("browser")
}

/// A program of one of the packages, in the folder of the browser tests, once those are installed.
pub(crate) fn program(workspace: &Workspace, name: &str) -> Result<Command> {
    let folder = folder(workspace);
    install(workspace, &folder)?;
    let program = path::program_in(&folder.join("node_modules").join(".bin"), name)
        .ok_or_else(|| anyhow!("Remove {}/node_modules and run this again.", folder.display()))?;
    let mut command = Command::new(program);
    command.current_dir(folder);
    Ok(command)
}

/// Whether the types of the browser tests fit together.
pub(crate) fn check_types(workspace: &Workspace) -> Result<bool> {
    process::succeeds(program(workspace, "tsc")?.arg("--noEmit"))
}

fn install(workspace: &Workspace, folder: &Path) -> Result<()> {
    let asked = || anyhow!("Install Node.js 20.12 or newer (https://nodejs.org): the browser tests need it.");
    let node = path::find("node").ok_or_else(asked)?;
    let npm = path::find("npm").ok_or_else(asked)?;
    if !path::version_of(&node).is_some_and(|version| at_least(&version, &MINIMUM)) {
        return Err(asked());
    }
    let current = fingerprint::of_content(folder, &["package.json", "package-lock.json"], &[])?;
    let stamp = folder.join("node_modules").join(".nodeum-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == current) {
        return Ok(());
    }
    process::step(
        "Installing the packages of the browser tests",
        workspace
            .command(npm)
            .current_dir(folder)
            .args(["ci", "--no-audit", "--no-fund"]),
        "Check the network, then run this again: npm could not install Playwright.",
    )?;
    Ok(fs::write(&stamp, current)?)
}
