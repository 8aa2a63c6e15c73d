//! Where things are: the repository, Cargo's target folder, the cache for tools.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};
use etcetera::BaseStrategy as _;

use crate::process;

/// The folders that every command works with.
pub(crate) struct Workspace {
    /// The root of the repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, which may lie outside of the repository.
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Finds the workspace that this program was started from.
    pub(crate) fn find() -> Result<Self> {
        // Read at run time: with a target folder shared by several clones, the compiled-in path may be another's.
        let root = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .and_then(|xtask| xtask.ancestors().nth(2).map(Path::to_path_buf))
            .ok_or_else(|| anyhow!("Start this as `cargo xtask …` inside the repository."))?;
        let mut workspace = Self {
            root,
            target: PathBuf::new(),
        };
        let mut metadata = workspace.cargo(["metadata", "--no-deps", "--format-version", "1"]);
        let answer = process::capture(&mut metadata)
            .ok_or_else(|| anyhow!("Run `cargo metadata` and correct what it says about this workspace."))?;
        workspace.target = serde_json::from_str::<serde_json::Value>(&answer)
            .ok()
            .and_then(|metadata| Some(PathBuf::from(metadata.get("target_directory")?.as_str()?)))
            .ok_or_else(|| anyhow!("Update Cargo: `cargo metadata` names no target folder."))?;
        Ok(workspace)
    }

    /// The Cargo that started this program, with these arguments, in the root of the repository.
    pub(crate) fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).args(arguments);
        command
    }

    /// The commit, and whether something has been changed since.
    pub(crate) fn commit(&self) -> String {
        let mut describe = self.command("git");
        describe.args(["describe", "--always", "--exclude", "*", "--dirty= with changes"]);
        process::capture(&mut describe).map_or_else(|| "unknown".into(), |commit| commit.trim().to_owned())
    }

    /// Any other program, in the root of the repository.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }
}

/// The folder for tools of this project alone. It is the user's and not the clone's, so that neither a new clone nor
/// `cargo clean` downloads or compiles them again.
pub(crate) fn tools_cache() -> PathBuf {
    let caches =
        etcetera::choose_base_strategy().map_or_else(|_| env::temp_dir(), |folders| folders.cache_dir());
    caches.join("nodeum-admin").join("tools")
}

/// Cargo's home folder; `cargo install` puts programs into its `bin`.
pub(crate) fn cargo_home() -> PathBuf {
    home::cargo_home().unwrap_or_else(|_| PathBuf::from(".cargo"))
}
