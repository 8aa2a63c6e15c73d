//! wasm-opt, which makes the compiled app smaller.

use std::fs;

use super::path::{self, Found};
use super::{at_least, stand_in};
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::{Workspace, tools_cache};

/// npm's package that ships it, and the version of that package.
const BINARYEN: &str = "132.0.0";

/// Older ones don't know what today's compiler emits.
const MINIMUM: u32 = 116;

/// Finds wasm-opt, installs it, or does without.
pub(crate) fn ensure(workspace: &Workspace) -> Outcome<Found> {
    let fits = |version: &str| at_least(version, &[MINIMUM]);
    let folder = tools_cache().join(format!("binaryen-{BINARYEN}"));
    let own = || path::program_in(&folder.join("node_modules").join(".bin"), "wasm-opt");
    if let Some(found) = path::first_fitting(
        "wasm-opt",
        path::candidates("wasm-opt").into_iter().chain(own()),
        fits,
    ) {
        return Ok(found);
    }
    if let Some(npm) = path::find("npm") {
        process::say(&format!("Installing wasm-opt by npm (binaryen {BINARYEN})"));
        fs::create_dir_all(&folder).map_err(|cause| Failure::file("Creating", &folder, &cause))?;
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
            return Ok(found);
        }
    }
    process::note(&format!(
        "Without wasm-opt the app is some 3 % larger: install Node.js, or binaryen {MINIMUM} or newer, to have it."
    ));
    stand_in::ensure(workspace)
}
