//! Folders as a whole: walking, copying and removing them.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use fs_err as fs;
use walkdir::WalkDir;

/// Every file under a folder, or the file itself, sorted; nothing if it doesn't exist.
pub(crate) fn all_under(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(path) {
        let path = entry?.into_path();
        if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Makes a folder an exact copy of another.
pub(crate) fn mirror(from: &Path, to: &Path) -> Result<()> {
    remove_folder(to)?;
    for file in all_under(from)? {
        let copy = to.join(file.strip_prefix(from).unwrap_or(&file));
        create_parent(&copy)?;
        fs::copy(&file, &copy)?;
    }
    Ok(())
}

/// Copies a file over another one, which may be a program that runs: that can't be overwritten, but it can be replaced.
pub(crate) fn replace(from: &Path, to: &Path) -> Result<()> {
    remove_file(to)?;
    fs::copy(from, to).map(|_| ())
}

/// Removes a folder with all that is in it, if it exists.
pub(crate) fn remove_folder(path: &Path) -> Result<()> {
    unless_missing(fs::remove_dir_all(path))
}

/// Removes a file, if it exists.
pub(crate) fn remove_file(path: &Path) -> Result<()> {
    unless_missing(fs::remove_file(path))
}

fn unless_missing(removed: Result<()>) -> Result<()> {
    removed.or_else(|error| match error.kind() {
        ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
}

/// Creates the folder that a file goes into.
pub(crate) fn create_parent(file: &Path) -> Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}
