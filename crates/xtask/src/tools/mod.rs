//! The tools that the app is built with: found on PATH where their version fits, installed where not.

mod cargo_install;
pub(crate) mod path;
pub(crate) mod wasm_opt;

use std::process::Command;

use anyhow::{Result, anyhow};

use crate::process;
use crate::workspace::Workspace;

pub(crate) use cargo_install::{CargoTool, ensure};

/// The version that is installed when there is none, and the oldest that will do.
const TRUNK: CargoTool<'static> = CargoTool {
    krate: "trunk",
    binary: "trunk",
    version: "0.22.1",
    oldest: Some(&[0, 22]),
    duration_hint: "this takes 2 to 5 minutes, once",
};

/// The tools for building the app, ready to be used.
pub(crate) struct Tools {
    /// Folders that come before PATH.
    folders: Vec<std::path::PathBuf>,
    /// Which tools these are: a part of the fingerprint of what they build.
    pub(crate) versions: Vec<String>,
}

impl Tools {
    /// What a build for other machines needs: what makes it small, too.
    pub(crate) fn for_distribution(workspace: &Workspace) -> Result<Self> {
        let mut tools = Self::for_development(workspace)?;
        if let Some(tool) = wasm_opt::ensure(workspace)? {
            tools.add(&tool);
        }
        Ok(tools)
    }

    /// What a build for this machine needs.
    pub(crate) fn for_development(workspace: &Workspace) -> Result<Self> {
        ensure_wasm_target(workspace)?;
        let mut tools = Self {
            folders: Vec::new(),
            versions: Vec::new(),
        };
        tools.add(&ensure(workspace, &TRUNK)?);
        tools.add(&wasm_bindgen(workspace)?);
        Ok(tools)
    }

    fn add(&mut self, tool: &path::Found) {
        self.versions.push(format!("{} {}", tool.name, tool.version));
        if let Some(folder) = tool.path.parent() {
            self.folders.push(folder.to_path_buf());
        }
    }

    /// Trunk, set to work with what is installed and to download nothing.
    pub(crate) fn trunk(&self, workspace: &Workspace) -> Result<Command> {
        let path = path::with_first(&self.folders)?;
        // Looked up here because not every system searches the PATH that a child is given.
        let trunk = path::find_in(&path, "trunk")
            .ok_or_else(|| anyhow!("Run this again: Trunk was there and has gone."))?;
        let mut command = workspace.command(trunk);
        command
            .env("PATH", path)
            .env("CARGO_NET_OFFLINE", "true")
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // Trunk up to 0.22.1 refuses any value but `true` and `false`.
            .env_remove("NO_COLOR");
        Ok(command)
    }
}

/// The wasm-bindgen CLI. The glue and the module must come from the same version.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<path::Found> {
    let tool = CargoTool {
        krate: "wasm-bindgen-cli",
        binary: "wasm-bindgen",
        version: &wasm_bindgen_version(workspace)?,
        oldest: None,
        duration_hint: "this takes about a minute, once",
    };
    ensure(workspace, &tool)
}

/// Downloads what Cargo.lock names, so that Trunk can build offline.
pub(crate) fn fetch_crates(workspace: &Workspace) -> Result<()> {
    process::step(
        "Fetching the crates of Cargo.lock",
        &mut workspace.cargo(["fetch", "--locked", "--quiet"]),
        "Check the network, or bring Cargo.lock up to date with `cargo update --workspace`, then run this again.",
    )
}

fn ensure_wasm_target(workspace: &Workspace) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let installed =
        process::capture(
            workspace
                .command("rustc")
                .args(["--print", "target-libdir", "--target", TARGET]),
        )
        .is_some_and(|folder| std::path::Path::new(folder.trim()).is_dir());
    if installed {
        return Ok(());
    }
    if path::find("rustup").is_none() {
        return Err(anyhow!(
            "Install Rust by rustup (https://rustup.rs), or your system's standard library of Rust for {TARGET}."
        ));
    }
    process::step(
        "Installing Rust's standard library for WebAssembly",
        workspace.command("rustup").args(["target", "add", TARGET]),
        &format!("Check the network, then run `rustup target add {TARGET}`."),
    )
}

/// The version of wasm-bindgen in Cargo.lock, which Cargo writes at the end of the package's id.
fn wasm_bindgen_version(workspace: &Workspace) -> Result<String> {
    let id = process::capture(&mut workspace.cargo(["pkgid", "wasm-bindgen"]));
    id.and_then(|id| Some(id.trim().rsplit_once('@')?.1.to_owned()))
        .ok_or_else(|| anyhow!("Restore Cargo.lock from git: it names no version of wasm-bindgen."))
}

/// Whether a dotted version is at least this one.
pub(crate) fn at_least(version: &str, minimum: &[u32]) -> bool {
    let numbers: Vec<u32> = version
        .split(['.', '-', '+'])
        .map_while(|part| part.parse().ok())
        .collect();
    numbers.as_slice() >= minimum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert!(at_least("0.22.1", &[0, 22]));
        assert!(at_least("1.0.0-rc.1", &[0, 22]));
        assert!(at_least("132", &[116]));
        assert!(!at_least("0.21.14", &[0, 22]));
        assert!(!at_least("99", &[116]));
        assert!(!at_least("unknown", &[116]));
    }
}
