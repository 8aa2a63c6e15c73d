//! `cargo xtask schemathesis`: requests that Schemathesis makes up from a document of the API.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Result, anyhow};
use clap::Args;

use super::python;
use super::summary::Tally;
use crate::files;
use crate::listening::Listening;
use crate::process;
use crate::server::{self, Profile};
use crate::tools::path;
use crate::workspace::Workspace;

/// Of the program, and of the folder of its settings.
const NAME: &str = "schemathesis";

/// Of the first administrator of a server that is there for this alone.
const PASSWORD: &str = "correct horse battery";

/// Send the server some thousand requests that Schemathesis makes up.
///
/// Once from the document that the server shows, which it has to keep to the letter, and once from the published
/// reference. Needs Python 3.10 or newer, installs Schemathesis for itself, and takes a minute.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, _: &Options) -> Result<ExitCode> {
    let tally = check(workspace)?;
    println!("\n{tally}");
    Ok(if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Both documents, each of which counts as a test.
pub(crate) fn check(workspace: &Workspace) -> Result<Tally> {
    let programs = python::environment(workspace, NAME)?
        .ok_or_else(|| anyhow!("Install Python 3.10 or newer: Schemathesis needs it."))?;
    let program = path::program_in(&programs, NAME)
        .ok_or_else(|| anyhow!("Remove {} and run this again.", programs.display()))?;
    let server = server::build(workspace, Profile::Debug)?;
    let reference = workspace
        .root
        .join("crates/server/tests/data/nodeum-users.openapi.json");
    let mut tally = Tally::default();
    for (what, configuration, document) in [
        ("the server's own document", "served.toml", None),
        ("the published reference", "reference.toml", Some(&*reference)),
    ] {
        process::print_step(&format!("Testing the API with Schemathesis by {what}"));
        tally += if passes(workspace, &program, &server, configuration, document)? {
            Tally { passed: 1, failed: 0 }
        } else {
            Tally::ONE_FAILURE
        };
    }
    Ok(tally)
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("tests").join(NAME)
}

/// Whether it finds nothing, with a server and a database of its own.
fn passes(
    workspace: &Workspace,
    program: &Path,
    server: &Path,
    configuration: &str,
    document: Option<&Path>,
) -> Result<bool> {
    let data = workspace.target.join(NAME);
    files::remove_folder(&data)?;
    let mut command = workspace.command(server);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--database"])
        .arg(format!("sqlite://{}", data.join("nodeum-admin.db").display()))
        .env("NODEUM_ADMIN_PASSWORD", PASSWORD);
    let server = Listening::start(&mut command, server::LISTENS_ON)?;
    let api = format!("{}/api/v2", server.url);
    let mut schemathesis = Command::new(program);
    schemathesis
        .current_dir(folder(workspace))
        .args(["--config-file", configuration, "run", "--url", &api])
        .arg(document.map_or_else(|| format!("{api}/openapi.json").into(), Path::to_path_buf))
        .env("NODEUM_TEST_API", &api)
        .env("NODEUM_ADMIN_PASSWORD", PASSWORD);
    process::succeeds(&mut schemathesis)
}
