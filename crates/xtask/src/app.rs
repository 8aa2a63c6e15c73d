//! Building the app for release.

use fs_err as fs;
use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::files;
use crate::fingerprint;
use crate::process;
use crate::split::Purpose;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

/// Everything that the app is made from, besides the crates of [`crates`].
const INPUTS: [&str; 8] = [
    ".cargo",
    "src",
    "style",
    "public",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
];

/// The crates that the app may be made of, or by: all but the server and what is fuzzed.
fn crates(workspace: &Workspace) -> Result<Vec<String>> {
    let mut crates = Vec::new();
    for entry in fs::read_dir(workspace.root.join("crates"))? {
        match entry?.file_name().to_str() {
            None | Some("fuzz" | "server") => {}
            Some(name) => crates.push(format!("crates/{name}")),
        }
    }
    crates.sort();
    Ok(crates)
}

/// Builds the app for release, unless what is there was built from the same; gives the folder it is in.
pub(crate) fn build(workspace: &Workspace, purpose: Purpose) -> Result<PathBuf> {
    let folder = workspace.target.join(match purpose {
        Purpose::Trial => "app-trial",
        Purpose::Distribution => "app",
    });
    let stamp = folder.with_added_extension("stamp");
    let tools = match purpose {
        Purpose::Trial => Tools::for_development(workspace)?,
        Purpose::Distribution => Tools::for_distribution(workspace)?,
    };
    let crates = crates(workspace)?;
    let inputs: Vec<&str> = INPUTS
        .into_iter()
        .chain(crates.iter().map(String::as_str))
        .collect();
    let current = fingerprint::of_content(&workspace.root, &inputs, &environment(workspace, &tools))?;
    let built = fs::read_to_string(&stamp).is_ok_and(|built| built == current);
    if built && folder.join("index.html").is_file() {
        process::print_step("The app is up to date");
        return Ok(folder);
    }
    tools::fetch_crates(workspace)?;
    files::remove_file(&stamp)?;
    let mut trunk = tools.trunk(workspace)?;
    trunk
        .args(["build", "--release", "--offline", "--locked", "--dist"])
        .arg(&folder);
    purpose.tell(&mut trunk);
    process::step(
        "Building the app for release: the first time takes some minutes",
        &mut trunk,
        "Correct what the compiler or Trunk says above, then run this again.",
    )?;
    // Trunk's own, and not to be served.
    files::remove_file(&folder.join(".trunk-lock"))?;
    fs::write(&stamp, current)?;
    Ok(folder)
}

/// What the app depends on besides its sources.
fn environment(workspace: &Workspace, tools: &Tools) -> Vec<String> {
    let compiler = process::capture(workspace.command("rustc").arg("-vV")).unwrap_or_default();
    let flags = env::var("RUSTFLAGS").unwrap_or_default();
    tools.versions.iter().cloned().chain([compiler, flags]).collect()
}
