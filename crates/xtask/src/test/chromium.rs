//! A Chromium for the browser tests: one that is there, Playwright's own, or the system's.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use super::{node, packages};
use crate::process;
use crate::tools::path;
use crate::workspace::Workspace;

/// Names the browser to use; without it, Playwright uses its own.
const VARIABLE: &str = "NODEUM_TEST_CHROMIUM";

/// Debian's package of what Playwright would download: a Chromium without the interface of a browser, which costs each page of a test
/// as much again.
const SHELL: &str = "chromium-headless-shell";

const NAMES: [&str; 5] = [
    SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Which browser is used: one of this machine, or the one that Playwright downloaded.
pub(crate) struct Chromium(Option<PathBuf>);

impl Chromium {
    /// Tells a program that runs Playwright which browser to use.
    pub(crate) fn apply(&self, command: &mut Command) {
        command.env_remove(VARIABLE);
        command.envs(self.0.iter().map(|path| (VARIABLE, path)));
    }
}

/// Finds a Chromium that starts, or installs one. Nothing is downloaded where one is there.
pub(crate) fn ensure(workspace: &Workspace) -> Result<Chromium> {
    if let Some(named) = env::var_os(VARIABLE).map(PathBuf::from) {
        if starts(workspace, Some(&named))? {
            return Ok(Chromium(Some(named)));
        }
        return Err(anyhow!("Name a Chromium that starts in {VARIABLE}, or unset it."));
    }
    if let Some(found) = find(workspace)? {
        return Ok(found);
    }
    process::print_step("Installing Playwright's Chromium");
    // The libraries that it needs only if it doesn't start without.
    for arguments in [
        &["install", "--only-shell", "chromium"][..],
        &["install-deps", "chromium"],
    ] {
        if !process::succeeds(node::program(workspace, "playwright")?.args(arguments))? {
            break;
        }
        if let Some(found) = find(workspace)? {
            return Ok(found);
        }
    }
    // Ubuntu has no such shell.
    for package in [SHELL, "chromium"] {
        packages::install(workspace, package)?;
        if let Some(found) = find(workspace)? {
            return Ok(found);
        }
    }
    Err(anyhow!(
        "Install Chromium and run this again, or name one in {VARIABLE}: none could be had."
    ))
}

/// Playwright's own, or one that is on PATH.
fn find(workspace: &Workspace) -> Result<Option<Chromium>> {
    let on_path = NAMES.into_iter().filter_map(path::find);
    for candidate in std::iter::once(None).chain(on_path.map(Some)) {
        if starts(workspace, candidate.as_deref())? {
            return Ok(Some(Chromium(candidate)));
        }
    }
    Ok(None)
}

/// Whether a browser, or Playwright's own, really starts: one without its libraries is there and doesn't.
fn starts(workspace: &Workspace, browser: Option<&Path>) -> Result<bool> {
    node::program(workspace, "playwright")?;
    let mut probe = Command::new("node");
    probe
        .current_dir(node::folder(workspace))
        .arg("can-launch.mjs")
        .env_remove(VARIABLE)
        .envs(browser.map(|browser| (VARIABLE, browser)));
    Ok(process::capture(&mut probe).is_some())
}
