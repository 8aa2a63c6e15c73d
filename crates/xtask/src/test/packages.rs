//! The system's packages.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::files;
use crate::process;
use crate::tools::path;
use crate::workspace::Workspace;

/// What makes a system's package manager install something.
type Install = (&'static str, &'static [&'static str]);

const PACKAGE_MANAGERS: [Install; 5] = [
    ("apt-get", &["install", "--yes", "--no-install-recommends"]),
    ("dnf", &["install", "--assumeyes"]),
    ("pacman", &["-S", "--noconfirm"]),
    ("zypper", &["--non-interactive", "install"]),
    ("apk", &["add"]),
];

/// Installs a package by the package manager that there is, under its name there: `name` for most, and another for some. It says itself
/// what goes wrong.
pub(super) fn install(workspace: &Workspace, name: &str, others: &[(&str, &str)]) -> Result<()> {
    let Some((manager, arguments, path)) = PACKAGE_MANAGERS
        .iter()
        .find_map(|(manager, arguments)| Some((*manager, *arguments, path::find(manager)?)))
    else {
        return Ok(());
    };
    let other = others.iter().find(|(of, _)| *of == manager);
    let name = other.map_or(name, |(_, other)| other);
    process::print_step(&format!("Installing the system's {name}"));
    if manager == "apt-get" {
        // If the lists can't be had, the install below says so.
        update_lists(workspace, &path)?;
    }
    process::succeeds(as_root(workspace, &path).args(arguments).arg(name))?;
    Ok(())
}

/// Downloads Debian's packages and unpacks them into a folder, which needs no right but to write there, and starts no service. Tells
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
