//! Packages of Debian's kind. Where there are none, whoever runs the tests is told what to install.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use fs_err as fs;

use crate::files;
use crate::process;
use crate::tools::path;
use crate::workspace::Workspace;

/// Installs a package, if apt is there. It says itself what goes wrong.
pub(super) fn install(workspace: &Workspace, name: &str) -> Result<()> {
    let Some(apt) = path::find("apt-get") else {
        return Ok(());
    };
    process::print_step(&format!("Installing the system's {name}"));
    // If the lists can't be had, the install below says so.
    update_lists(workspace, &apt)?;
    let mut command = as_root(workspace, &apt);
    process::succeeds(command.args(["install", "--yes", "--no-install-recommends", name]))?;
    Ok(())
}

/// Downloads packages and unpacks them into a folder, which needs no right but to write there, and starts no service. Does nothing where
/// there are no such packages.
pub(super) fn unpack(workspace: &Workspace, packages: &[&str], folder: &Path) -> Result<()> {
    let (Some(apt), Some(dpkg)) = (path::find("apt-get"), path::find("dpkg-deb")) else {
        return Ok(());
    };
    // By a folder of their own, so that a download that broke off leaves nothing behind that looks whole.
    let downloads = folder.with_extension("downloads");
    let download = || {
        files::remove_folder(&downloads)?;
        fs::create_dir_all(&downloads)?;
        let mut command = workspace.command(&apt);
        process::succeeds(command.current_dir(&downloads).arg("download").args(packages))
    };
    if download()? || (update_lists(workspace, &apt)? && download()?) {
        for package in files::all_under(&downloads)? {
            let mut command = workspace.command(&dpkg);
            process::succeeds(command.arg("--extract").arg(package).arg(folder))?;
        }
    }
    Ok(files::remove_folder(&downloads)?)
}

/// Fetches the lists of packages, without which fresh containers come.
fn update_lists(workspace: &Workspace, apt: &Path) -> Result<bool> {
    process::succeeds(as_root(workspace, apt).arg("update"))
}

/// The program itself for root, and by sudo for everyone else.
fn as_root(workspace: &Workspace, program: &Path) -> Command {
    let is_root = process::capture(Command::new("id").arg("-u")).is_none_or(|id| id.trim() == "0");
    if is_root {
        return workspace.command(program);
    }
    let mut command = workspace.command("sudo");
    command.arg(program);
    command
}
