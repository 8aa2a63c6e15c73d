//! Tools that Cargo installs.

use std::path::PathBuf;

use anyhow::{Result, anyhow};

use super::at_least;
use super::path::{self, Found};
use crate::files;
use crate::process;
use crate::workspace::{Workspace, cargo_home, tools_cache};

/// A tool from the crates' registry.
pub(crate) struct CargoTool<'a> {
    /// The name of its crate.
    pub(crate) krate: &'a str,
    /// The name of its program.
    pub(crate) binary: &'a str,
    /// The version that is installed when none fits.
    pub(crate) version: &'a str,
    /// Which versions will do.
    pub(crate) requirement: VersionRequirement<'a>,
    /// How long compiling it takes.
    pub(crate) duration_hint: &'a str,
}

/// Which versions of a tool will do.
pub(crate) enum VersionRequirement<'a> {
    /// The one that would be installed, and no other.
    Exactly,
    /// This one and newer ones.
    AtLeast(&'a [u32]),
}

impl CargoTool<'_> {
    fn fits(&self, version: &str) -> bool {
        match self.requirement {
            VersionRequirement::Exactly => version == self.version,
            VersionRequirement::AtLeast(minimum) => at_least(version, minimum),
        }
    }
}

/// Finds the tool, or installs it.
pub(crate) fn ensure(workspace: &Workspace, tool: &CargoTool<'_>) -> Result<Found> {
    let own = own_root(tool);
    let own_program = || path::program_in(&own.join("bin"), tool.binary);
    if let Some(found) = path::first_fitting(
        tool.binary,
        path::candidates(tool.binary).into_iter().chain(own_program()),
        |version| tool.fits(version),
    ) {
        return Ok(found);
    }
    // Another version in Cargo's folder is someone's choice: it stays, and ours goes to a folder of its own.
    let cargo_home = cargo_home();
    let taken = path::program_in(&cargo_home.join("bin"), tool.binary).is_some();
    let root = if taken { own } else { cargo_home };
    if !by_binstall(workspace, tool, &root)? {
        from_source(workspace, tool, &root)?;
    }
    path::first_fitting(
        tool.binary,
        path::program_in(&root.join("bin"), tool.binary),
        |version| tool.fits(version),
    )
    .ok_or_else(|| {
        anyhow!(
            "Run `cargo install {} --version {}` and put it on PATH: what was installed doesn't run.",
            tool.krate,
            tool.version
        )
    })
}

/// A folder for this version of the tool alone.
fn own_root(tool: &CargoTool<'_>) -> PathBuf {
    tools_cache().join(format!("{}-{}", tool.binary, tool.version))
}

/// The quick way, for those who have it: a compiled program, downloaded.
fn by_binstall(workspace: &Workspace, tool: &CargoTool<'_>, root: &std::path::Path) -> Result<bool> {
    if path::find("cargo-binstall").is_none() {
        return Ok(false);
    }
    process::print_step(&format!(
        "Installing {} {} by cargo-binstall",
        tool.binary, tool.version
    ));
    let mut command = workspace.cargo([
        "binstall",
        "--no-confirm",
        "--disable-strategies",
        "compile",
        "--root",
    ]);
    command.arg(root).args(["--version", tool.version, tool.krate]);
    let installed = process::succeeds(&mut command)?;
    if !installed {
        process::print_note("Nothing to download there; compiling it instead.");
    }
    Ok(installed)
}

fn from_source(workspace: &Workspace, tool: &CargoTool<'_>, root: &std::path::Path) -> Result<()> {
    // Its own folder: a tool shares no compiled crate with this workspace, and all of it can go afterwards.
    let build = workspace.target.join(format!("install-{}", tool.krate));
    let mut installed = false;
    // A tool's lock file may name a version that a mirror of the registry doesn't serve yet.
    for locked in [true, false] {
        let how = if locked {
            "from source"
        } else {
            "from source, without its lock file"
        };
        process::print_step(&format!(
            "Installing {} {} {how}: {}",
            tool.binary, tool.version, tool.duration_hint
        ));
        let start = std::time::Instant::now();
        let mut command = workspace.cargo(["install", tool.krate, "--version", tool.version, "--force"]);
        // Tools declare newer compilers than they need.
        command
            .arg("--ignore-rust-version")
            .args(locked.then_some("--locked"));
        command.arg("--root").arg(root).arg("--target-dir").arg(&build);
        // Their release profiles are for speed; a tool that runs for a second had better be there soon.
        command
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        installed = process::succeeds(&mut command)?;
        if installed {
            process::print_duration(start.elapsed());
            break;
        }
    }
    files::remove_folder(&build)?;
    if installed {
        return Ok(());
    }
    Err(anyhow!(
        "Check the network and that a C compiler is installed, or install {} {} yourself and put it on PATH.",
        tool.binary,
        tool.version
    ))
}
