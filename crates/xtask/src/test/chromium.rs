//! A Chromium for the browser tests: one that is there, Playwright's own, or the system's.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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

/// Which browser is used.
pub(crate) enum Chromium {
    /// The one that Playwright downloaded.
    Playwrights,
    /// One of this machine.
    At(PathBuf),
}

impl Chromium {
    /// Tells a program that runs Playwright which browser to use.
    pub(crate) fn apply(&self, command: &mut Command) {
        match self {
            Self::Playwrights => command.env_remove(VARIABLE),
            Self::At(path) => command.env(VARIABLE, path),
        };
    }
}

/// Finds a Chromium that starts, or installs one. Nothing is downloaded where one is there.
pub(crate) fn ensure(workspace: &Workspace) -> Result<Chromium> {
    if let Some(named) = env::var_os(VARIABLE) {
        let named = PathBuf::from(named);
        return if starts(workspace, Some(&named))? {
            Ok(Chromium::At(named))
        } else {
            Err(anyhow!("Name a Chromium that starts in {VARIABLE}, or unset it."))
        };
    }
    if starts(workspace, None)? {
        return Ok(Chromium::Playwrights);
    }
    if let Some(found) = on_path(workspace)? {
        return Ok(found);
    }
    process::print_step("Installing Playwright's Chromium");
    let mut download = node::program(workspace, "playwright")?;
    if process::succeeds(download.args(["install", "--only-shell", "chromium"]))? {
        if starts(workspace, None)? {
            return Ok(Chromium::Playwrights);
        }
        process::print_note("It doesn't start yet: installing the libraries that it needs.");
        if process::succeeds(node::program(workspace, "playwright")?.args(["install-deps", "chromium"]))?
            && starts(workspace, None)?
        {
            return Ok(Chromium::Playwrights);
        }
    }
    packages::install(workspace, "chromium", &[("apt-get", SHELL)])?;
    if let Some(found) = on_path(workspace)? {
        return Ok(found);
    }
    // Ubuntu has no such package.
    packages::install(workspace, "chromium", &[])?;
    on_path(workspace)?.ok_or_else(|| {
        anyhow!("Install Chromium and run this again, or name one in {VARIABLE}: none could be had.")
    })
}

fn on_path(workspace: &Workspace) -> Result<Option<Chromium>> {
    for candidate in NAMES.into_iter().filter_map(path::find) {
        if starts(workspace, Some(&candidate))? {
            return Ok(Some(Chromium::At(candidate)));
        }
    }
    Ok(None)
}

/// Whether a browser, or Playwright's own, really starts: one without its libraries is there and doesn't.
fn starts(workspace: &Workspace, browser: Option<&Path>) -> Result<bool> {
    let mut probe = node::program(workspace, "playwright").map(|_| Command::new("node"))?;
    probe
        .current_dir(node::folder(workspace))
        .arg("can-launch.mjs")
        .env_remove(VARIABLE);
    if let Some(browser) = browser {
        probe.env(VARIABLE, browser);
    }
    process::succeeds(
        probe
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )
}
