//! Python, and packages in an environment of their own.

use fs_err as fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::files;
use crate::process;
use crate::tools::path;
use crate::workspace::{Workspace, tools_cache};

/// An environment with the packages of `tests/NAME/requirements.txt`, and the folder of its programs; nothing if there is no Python.
/// Requirements that change replace it.
pub(crate) fn environment(workspace: &Workspace, name: &str) -> Result<Option<PathBuf>> {
    let Some(python) = path::find("python3").or_else(|| path::find("python")) else {
        return Ok(None);
    };
    let requirements = workspace.root.join("tests").join(name).join("requirements.txt");
    let asked = fs::read(&requirements)?;
    let environment = tools_cache().join("python").join(name);
    let stamp = environment.join("requirements.txt");
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    if !fs::read(&stamp).is_ok_and(|installed| installed == asked) {
        install(workspace, &python, &environment, &programs, &requirements)?;
        fs::write(&stamp, &asked)?;
    }
    Ok(Some(programs))
}

fn install(
    workspace: &Workspace,
    python: &Path,
    environment: &Path,
    programs: &Path,
    requirements: &Path,
) -> Result<()> {
    files::remove_folder(environment)?;
    process::step(
        "Making an environment for packages of Python",
        workspace.command(python).args(["-m", "venv"]).arg(environment),
        "Install Python's venv (Debian: `apt install python3-venv`), then run this again.",
    )?;
    let python = path::program_in(programs, "python")
        .ok_or_else(|| anyhow!("Remove {} and run this again.", environment.display()))?;
    let mut pip = workspace.command(python);
    pip.args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(requirements);
    process::step(
        "Installing them",
        &mut pip,
        "Check the network and Python's version (3.10 or newer), then run this again.",
    )
}
