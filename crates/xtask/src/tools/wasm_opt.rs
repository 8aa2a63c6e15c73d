//! wasm-opt, which makes the compiled app smaller.

use fs_err as fs;

use anyhow::Result;

use super::at_least;
use super::path::{self, Found};
use crate::process;
use crate::workspace::{Workspace, tools_cache};

/// npm's package that ships it, and the version of that package.
const BINARYEN: &str = "132.0.0";

/// Older ones don't know what today's compiler emits.
const MINIMUM: u32 = 116;

/// Finds wasm-opt or installs it. Where neither goes, it says so, and the app is built without it.
pub(crate) fn ensure(workspace: &Workspace) -> Result<Option<Found>> {
    let fits = |version: &str| at_least(version, &[MINIMUM]);
    let folder = tools_cache().join(format!("binaryen-{BINARYEN}"));
    let own = || path::program_in(&folder.join("node_modules").join(".bin"), "wasm-opt");
    if let Some(found) = path::first_fitting(
        "wasm-opt",
        path::candidates("wasm-opt").into_iter().chain(own()),
        fits,
    ) {
        return Ok(Some(found));
    }
    if let Some(npm) = path::find("npm") {
        process::print_step(&format!("Installing wasm-opt by npm (binaryen {BINARYEN})"));
        fs::create_dir_all(&folder)?;
        let mut command = workspace.command(npm);
        command.args([
            "install",
            "--no-save",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--prefix",
        ]);
        command.arg(&folder).arg(format!("binaryen@{BINARYEN}"));
        if process::succeeds(&mut command)?
            && let Some(found) = path::first_fitting("wasm-opt", own(), fits)
        {
            return Ok(Some(found));
        }
    }
    process::print_note(&format!(
        "Without wasm-opt the app is some 4 % larger: install Node.js, or binaryen {MINIMUM} or newer, to have it."
    ));
    Ok(None)
}
