//! The system's packages, as Debian and what derives from it have them.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::files;
use crate::process;
use crate::tools::path;
use crate::workspace::Workspace;

/// Downloads packages and unpacks them into a folder, which needs no right but to write there, and starts no service. Tells
/// whether that went well; it doesn't where there are no such packages.
pub(super) fn unpack(workspace: &Workspace, packages: &[&str], folder: &Path) -> Result<bool> {
    let (Some(apt), Some(dpkg)) = (path::find("apt-get"), path::find("dpkg-deb")) else {
        return Ok(false);
    };
    // By a folder of their own, so that a download that broke off leaves nothing behind that looks whole.
    let downloads = folder.with_extension("downloads");
    let download = || -> Result<bool> {
        files::remove_folder(&downloads)?;
        files::create_parent(&downloads.join("package"))?;
        let mut command = workspace.command(&apt);
        command.current_dir(&downloads).arg("download").args(packages);
        process::succeeds(&mut command)
    };
    let mut unpacked = download()? || (update_lists(workspace, &apt).unwrap_or(false) && download()?);
    for package in files::all_under(&downloads)? {
        let mut command = workspace.command(&dpkg);
        command.arg("--extract").arg(package).arg(folder);
        unpacked = unpacked && process::succeeds(&mut command)?;
    }
    files::remove_folder(&downloads)?;
    Ok(unpacked)
}

/// Fetches the lists of packages, without which fresh containers come.
pub(super) fn update_lists(workspace: &Workspace, apt: &Path) -> Result<bool> {
    process::succeeds(as_root(workspace, apt).arg("update"))
}

/// The program itself for root, and by sudo for everyone else.
pub(super) fn as_root(workspace: &Workspace, program: &Path) -> Command {
    let is_root = process::capture(Command::new("id").arg("-u")).is_none_or(|id| id.trim() == "0");
    if is_root {
        return workspace.command(program);
    }
    let mut command = workspace.command("sudo");
    command.arg(program);
    command
}
