//! Looking for programs.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::process;
use crate::workspace::cargo_home;

/// A tool that was found, and its version.
#[derive(Debug)]
pub(crate) struct Found {
    /// The name of the program.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it says that it is.
    pub(crate) version: String,
}

/// The first program of that name on PATH, or in Cargo's folder, which isn't always on PATH.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    candidates(name).into_iter().next()
}

/// Every program of that name on PATH and in Cargo's folder.
pub(crate) fn candidates(name: &str) -> Vec<PathBuf> {
    let on_path = which::which_all(name).into_iter().flatten();
    on_path
        .chain(program_in(&cargo_home().join("bin"), name))
        .collect()
}

/// The first program of that name in the folders of a PATH.
pub(crate) fn find_in(path: &OsStr, name: &str) -> Option<PathBuf> {
    which::which_in_global(name, Some(path)).ok()?.next()
}

/// The program of that name in a folder.
pub(crate) fn program_in(folder: &Path, name: &str) -> Option<PathBuf> {
    find_in(folder.as_os_str(), name)
}

/// PATH with these folders before it.
pub(crate) fn with_first(folders: &[PathBuf]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))
        .map_err(|_| anyhow!("Move the repository: its folder's name can't stand on PATH."))
}

/// The first of these programs that is there and whose version fits.
pub(crate) fn first_fitting(
    name: &str,
    programs: impl IntoIterator<Item = PathBuf>,
    fits: impl Fn(&str) -> bool,
) -> Option<Found> {
    programs
        .into_iter()
        .filter(|program| program.is_file())
        .find_map(|program| {
            let version = version_of(&program).filter(|version| fits(version))?;
            Some(Found {
                name: name.to_owned(),
                path: program,
                version,
            })
        })
}

/// The version that a program tells.
pub(crate) fn version_of(program: &Path) -> Option<String> {
    let answer = process::capture(Command::new(program).arg("--version"))?;
    version_in(&answer)
}

fn version_in(answer: &str) -> Option<String> {
    answer
        .split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_tools_say() {
        for (answer, version) in [
            ("trunk 0.22.1\n", "0.22.1"),
            ("wasm-bindgen 0.2.130 (abcdef 2026-01-01)\n", "0.2.130"),
            ("wasm-opt version 132 (version_132)\n", "132"),
            ("v20.20.2\n", "20.20.2"),
        ] {
            assert_eq!(version_in(answer).as_deref(), Some(version));
        }
        assert_eq!(version_in("usage: trunk"), None);
    }
}
