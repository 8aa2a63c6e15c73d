//! Tools that Cargo installs.

use std::path::Path;

use anyhow::{Result, anyhow};

use super::at_least;
use super::path::{self, Found};
use crate::process;
use crate::workspace::{Workspace, tools_cache};

/// A tool from the crates' registry.
pub(crate) struct CargoTool<'a> {
    /// The name of its crate.
    pub(crate) krate: &'a str,
    /// The name of its program.
    pub(crate) binary: &'a str,
    /// The version that is installed when none fits.
    pub(crate) version: &'a str,
    /// The oldest version that will do; `None` if it has to be that one.
    pub(crate) oldest: Option<&'a [u32]>,
    /// How long compiling it takes.
    pub(crate) duration_hint: &'a str,
}

/// Finds the tool, or installs it in a folder for this version alone: another one elsewhere is someone's choice.
pub(crate) fn ensure(workspace: &Workspace, tool: &CargoTool<'_>) -> Result<Found> {
    let root = tools_cache().join(format!("{}-{}", tool.binary, tool.version));
    let find = || {
        let own = path::program_in(&root.join("bin"), tool.binary);
        path::first_fitting(
            tool.binary,
            path::candidates(tool.binary).into_iter().chain(own),
            |version| {
                tool.oldest
                    .map_or(version == tool.version, |oldest| at_least(version, oldest))
            },
        )
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    // A tool's lock file may name a version that a mirror of the registry doesn't serve yet.
    let installed = by_binstall(workspace, tool, &root)?
        || from_source(workspace, tool, &root, &["--locked"])?
        || from_source(workspace, tool, &root, &[])?;
    find().filter(|_| installed).ok_or_else(|| {
        anyhow!(
            "Check the network and that a C compiler is installed, or run `cargo install {} --version {}` yourself and put it on PATH.",
            tool.krate,
            tool.version
        )
    })
}

/// The quick way, for those who have it: a compiled program, downloaded.
fn by_binstall(workspace: &Workspace, tool: &CargoTool<'_>, root: &Path) -> Result<bool> {
    if path::find("cargo-binstall").is_none() {
        return Ok(false);
    }
    process::print_step(&format!(
        "Installing {} {} by cargo-binstall",
        tool.binary, tool.version
    ));
    let mut command = workspace.cargo(["binstall", "--no-confirm", "--disable-strategies", "compile"]);
    command
        .args([tool.krate, "--version", tool.version, "--root"])
        .arg(root);
    process::succeeds(&mut command)
}

fn from_source(workspace: &Workspace, tool: &CargoTool<'_>, root: &Path, more: &[&str]) -> Result<bool> {
    process::print_step(&format!(
        "Installing {} {} from source: {}",
        tool.binary, tool.version, tool.duration_hint
    ));
    let mut command = workspace.cargo(["install", tool.krate, "--version", tool.version, "--root"]);
    // Tools declare newer compilers than they need.
    command.arg(root).arg("--ignore-rust-version").args(more);
    // What it is compiled from isn't this workspace's, and goes when it has been compiled.
    command.env_remove("CARGO_TARGET_DIR");
    // Their release profiles are for speed; a tool that runs for a second had better be there soon.
    command
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    process::succeeds(&mut command)
}
