//! Building and starting the server.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};
use clap::Args;

use crate::process;
use crate::workspace::Workspace;

/// The name of the server's package and program.
pub(crate) const NAME: &str = "nodeum-admin-server";

/// What the server says before its address, once it listens.
pub(crate) const LISTENS_ON: &str = "Nodeum Admin listens on http://";

/// The options of the server that the commands pass on. Its own defaults hold for what isn't given.
#[derive(Args)]
pub(crate) struct ServerOptions {
    /// The database [server's default: sqlite://data/nodeum-admin.db]
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Fill an empty database with this many believable users
    #[arg(long, value_name = "N")]
    demo: Option<String>,
    /// A file with the first administrator's password, instead of NODEUM_ADMIN_PASSWORD or a generated one
    #[arg(long, value_name = "FILE")]
    admin_password_file: Option<PathBuf>,
}

impl ServerOptions {
    /// Adds what was given to the server's command line.
    pub(crate) fn apply(&self, command: &mut Command) {
        for (name, value) in [("--database", &self.database), ("--demo", &self.demo)] {
            if let Some(value) = value {
                command.args([name, value]);
            }
        }
        if let Some(file) = &self.admin_password_file {
            // The server runs in the root of the repository, and this was typed elsewhere, perhaps.
            let file = std::path::absolute(file).unwrap_or_else(|_| file.clone());
            command.arg("--admin-password-file").arg(file);
        }
    }
}

/// How the server is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quickly, with checks.
    Debug,
    /// For use.
    Release,
}

/// The command that compiles the server.
pub(crate) fn build_command(workspace: &Workspace, profile: Profile) -> Command {
    let mut command = workspace.cargo(["build", "--package", NAME, "--bin", NAME]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    command
}

/// Compiles the server and gives the path of its program.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let what = match profile {
        Profile::Debug => "Building the server",
        Profile::Release => "Building the server for release: the first time takes some minutes",
    };
    process::step(
        what,
        &mut build_command(workspace, profile),
        "Correct what the compiler says above, then run this again.",
    )?;
    Ok(program(workspace, profile))
}

/// Compiles the server for release while something else shows its progress, and gives the path of its program.
pub(crate) fn build_beside(workspace: &Workspace) -> Result<PathBuf> {
    process::print_step("Building the server for release, beside what follows");
    if process::succeeds(build_command(workspace, Profile::Release).arg("--quiet"))? {
        Ok(program(workspace, Profile::Release))
    } else {
        Err(anyhow!(
            "Correct what the compiler says above about the server, then run this again."
        ))
    }
}

/// Where Cargo puts the server.
pub(crate) fn program(workspace: &Workspace, profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => "release",
    };
    workspace
        .target
        .join(folder)
        .join(format!("{NAME}{}", std::env::consts::EXE_SUFFIX))
}

/// The command that starts the server, in the root of the repository, where `data/` is.
pub(crate) fn serve_command(workspace: &Workspace, program: &Path, options: &ServerOptions) -> Command {
    let mut command = workspace.command(program);
    command.arg("serve");
    options.apply(&mut command);
    command
}
