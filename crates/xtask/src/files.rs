//! Walking, copying and emptying folders.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

/// Every file under a folder, or the file itself, sorted; nothing if it doesn't exist.
pub(crate) fn all_under(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(path, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        found.push(path.to_path_buf());
    } else if path.is_dir() {
        let entries = fs::read_dir(path).map_err(|cause| io_error("Reading", path, &cause))?;
        for entry in entries {
            let entry = entry.map_err(|cause| io_error("Reading", path, &cause))?;
            collect(&entry.path(), found)?;
        }
    }
    Ok(())
}

/// Makes a folder an exact copy of another.
pub(crate) fn mirror(from: &Path, to: &Path) -> Result<()> {
    remove_folder(to)?;
    for file in all_under(from)? {
        let name = file.strip_prefix(from).unwrap_or(&file);
        let copy = to.join(name);
        create_parent(&copy)?;
        fs::copy(&file, &copy).map_err(|cause| io_error("Copying to", &copy, &cause))?;
    }
    Ok(())
}

/// Removes a folder with all that is in it, if it exists.
pub(crate) fn remove_folder(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path).map_err(|cause| io_error("Removing", path, &cause))?;
    }
    Ok(())
}

/// Removes a file, if it exists.
pub(crate) fn remove_file(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_file(path).map_err(|cause| io_error("Removing", path, &cause))?;
    }
    Ok(())
}

/// Creates the folder that a file goes into.
pub(crate) fn create_parent(file: &Path) -> Result<()> {
    match file.parent() {
        Some(folder) => fs::create_dir_all(folder).map_err(|cause| io_error("Creating", folder, &cause)),
        None => Ok(()),
    }
}

/// Reads a file whole.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|cause| io_error("Reading", path, &cause))
}

/// Writes a file whole.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).map_err(|cause| io_error("Writing", path, &cause))
}

/// Sets who may read, write and run a file or a folder.
#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = fs::Permissions::from_mode(mode);
    fs::set_permissions(path, permissions)
        .map_err(|cause| io_error("Setting the permissions of", path, &cause))
}

/// Does nothing: such permissions are Unix's.
#[cfg(not(unix))]
pub(crate) fn set_mode(_path: &Path, _mode: u32) -> Result<()> {
    Ok(())
}

/// The error of a file or folder that could not be read or written.
pub(crate) fn io_error(doing: &str, path: &Path, cause: &io::Error) -> anyhow::Error {
    anyhow!(
        "{doing} {} failed ({cause}): check that the folder exists, has free space and belongs to you.",
        path.display()
    )
}
