//! `cargo xtask split`: the hook in Trunk.toml that makes of one module the main one and those of the sections.
//!
//! Trunk can't split a module. It builds as it does for everybody, and its own output can't run: the functions that load sections
//! are missing there. So this takes what Cargo compiled, splits that, and puts the result in the place of Trunk's.
//! Everything goes into one folder with a hash of all its content in its name: parts of two builds don't fit each other, and this way
//! a browser never mixes them.

mod bundle;
mod index;
mod integrity;

use fs_err as fs;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Result, anyhow};
use clap::Args;
use rayon::prelude::*;

use crate::files;
use crate::fingerprint;
use crate::process;
use crate::tools;
use crate::workspace::Workspace;

/// The app's binary: the name of its module, and of the script that wasm-bindgen makes for it.
const NAME: &str = "nodeum-admin";

/// The folder of the files whose names have a hash in them, as index.html has it of the styles.
const HASHED: &str = "assets";

/// What loads the sections. The splitter and the main module agree on this name.
pub(crate) const LOADER: &str = "__wasm_split.js";

/// The section that is there before any other.
pub(crate) const FRAME: &str = "frame";

/// The module of what several sections use and neither the main module nor the frame does.
pub(crate) const SHARED: &str = "shared";

/// The WebAssembly that Rust's compiler emits for its default CPU.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What makes a module small for Brotli: `-Oz` makes it smaller before compression, by 5 %, but takes twice as long and compresses 1 %
/// worse.
const PASSES: [&str; 6] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-O2",
    "--reorder-functions-by-name",
    // They are taken off afterwards, and `cargo xtask sizes` reads them.
    "--debuginfo",
];

/// The variable of the environment that says that a release is for this machine alone.
const TRIAL: &str = "NODEUM_ADMIN_TRIAL";

/// Smaller modules, in bytes, aren't optimised: they are two thirds of all modules and a fiftieth of their bytes, and starting npm's
/// wasm-opt takes most of a second.
const WORTHWHILE: u64 = 3_000;

/// Split the app by section: Trunk runs this by itself, at the end of each build.
#[derive(Args)]
pub(crate) struct Options {}

/// What the app is built for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be looked at on this machine: as the compiler makes it, which is 4 % larger and there two minutes sooner.
    Trial,
    /// To be put on other machines, and so to be tested and weighed.
    Distribution,
}

impl Purpose {
    /// Tells it to the hook of a command that runs Trunk.
    pub(crate) fn tell(self, trunk: &mut Command) {
        match self {
            Self::Trial => trunk.env(TRIAL, "true"),
            Self::Distribution => trunk.env_remove(TRIAL),
        };
    }

    /// What this hook was told; nothing when somebody runs Trunk, who may want to ship what it makes.
    fn told() -> Self {
        match env::var_os(TRIAL) {
            Some(_) => Self::Trial,
            None => Self::Distribution,
        }
    }
}

/// How Trunk has built the app.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Build {
    Development,
    Release(Purpose),
}

impl Build {
    /// The folder of Cargo's profile: the one that index.html names for a release, or the default.
    fn profile(self) -> &'static str {
        match self {
            Self::Development => "debug",
            Self::Release(_) => "wasm-release",
        }
    }
}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, _options: &Options) -> Result<ExitCode> {
    let asked = || anyhow!("Run `trunk build` or `trunk serve`: the split is a part of those.");
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(asked)?;
    let build = match env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => Build::Release(Purpose::told()),
        Ok("debug") => Build::Development,
        _ => return Err(asked()),
    };
    let work = workspace.target.join("split").join(build.profile());
    let app = make(workspace, build, &work)?;
    let folder = format!("{HASHED}/app-{}", fingerprint::of_content(&app, &["."], &[])?);
    files::mirror(&app, &staging.join(&folder))?;
    index::replace(&staging, &folder, |name| {
        Ok(integrity::of(&fs::read(app.join(name))?))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Makes the files of the app below a folder to work in, and gives the folder where they are.
fn make(workspace: &Workspace, build: Build, work: &Path) -> Result<PathBuf> {
    let (parts, app) = (work.join("parts"), work.join("app"));
    files::remove_folder(work)?;
    for folder in [&parts, &app] {
        fs::create_dir_all(folder)?;
    }
    let whole = workspace
        .target
        .join("wasm32-unknown-unknown")
        .join(build.profile())
        .join(format!("{NAME}.wasm"));
    let needs = split(&fs::read(&whole)?, &parts)?;
    bind(workspace, &parts.join(format!("{NAME}.wasm")), &app)?;
    if let Build::Release(purpose) = build {
        let mut modules = files::all_under(&app)?;
        modules.extend(files::all_under(&parts)?);
        modules.retain(|file| file.extension().is_some_and(|ending| ending == "wasm"));
        // The main module before wasm-bindgen is there no more than for wasm-bindgen.
        modules.retain(|file| *file != parts.join(format!("{NAME}.wasm")));
        match purpose {
            Purpose::Trial => modules.iter().try_for_each(|module| strip(module))?,
            Purpose::Distribution => optimise(workspace, modules, &named_modules(workspace))?,
        }
    }

    let mut integrity = BTreeMap::new();
    let mut add = |file: &str, content: &[u8]| {
        integrity.insert(file.to_owned(), integrity::of(content));
        fs::write(app.join(file), content)
    };
    let bundles = bundle::plan(&needs);
    for (file, names) in &bundles {
        let mut modules = Vec::new();
        for name in names {
            modules.push((name.as_str(), fs::read(parts.join(format!("{name}.wasm")))?));
        }
        add(file, &bundle::pack(&modules))?;
    }
    let bundled: BTreeSet<&String> = bundles.values().flatten().collect();
    let all: BTreeSet<&String> = needs.values().flatten().collect();
    for name in all.difference(&bundled) {
        let file = format!("{name}.wasm");
        add(&file, &fs::read(parts.join(&file))?)?;
    }
    let loader = fs::read_to_string(parts.join(LOADER))?;
    fs::write(
        app.join(LOADER),
        bundle::load_from(&loader, &bundles, &integrity)?,
    )?;
    Ok(app)
}

/// Splits a module; gives the names of the modules that each section consists of.
fn split(module: &[u8], parts: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let main = parts.join(format!("{NAME}.wasm"));
    let main_script = format!("./{NAME}.js");
    let link_name = format!("./{LOADER}");
    let mut options = wasm_split_cli_support::Options::new(module);
    options.output_dir = parts;
    options.main_out_path = &main;
    options.main_module = &main_script;
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options).map_err(|cause| {
        anyhow!(
            "Run `cargo clean` and build again; if that doesn't help, see docs/decisions/0014-sections.md. \
             The module couldn't be split ({cause:#})."
        )
    })?;
    Ok(split.prefetch_map.into_iter().collect())
}

/// Makes the script that starts the main module.
fn bind(workspace: &Workspace, main: &Path, app: &Path) -> Result<()> {
    let tool = tools::wasm_bindgen(workspace)?;
    let mut command = workspace.command(&tool.path);
    command
        .args([
            "--target",
            "web",
            "--keep-lld-exports",
            "--no-demangle",
            "--no-typescript",
        ])
        .args(["--out-name", NAME, "--out-dir"])
        .arg(app)
        .arg(main);
    if process::succeeds(&mut command)? {
        Ok(())
    } else {
        Err(anyhow!("Correct what wasm-bindgen says above, then build again."))
    }
}

/// Takes the names of functions and all that only tools read off a module.
fn strip(module: &Path) -> Result<()> {
    let content = fs::read(module)?;
    Ok(fs::write(module, bundle::without_custom_sections(&content)?)?)
}

/// Where the modules of the last distribution are with the names of their functions.
pub(crate) fn named_modules(workspace: &Workspace) -> PathBuf {
    workspace.target.join("split/named")
}

/// Makes modules small, and keeps them with their names.
fn optimise(workspace: &Workspace, mut modules: Vec<PathBuf>, named: &Path) -> Result<()> {
    files::remove_folder(named)?;
    fs::create_dir_all(named)?;
    let finish = |module: &Path| -> Result<()> {
        fs::copy(module, named.join(module.file_name().unwrap_or_default()))?;
        strip(module)
    };
    let Some(tool) = tools::wasm_opt::ensure(workspace)? else {
        return modules.iter().try_for_each(|module| finish(module));
    };
    process::print_step("Optimising the modules");
    let size = |module: &PathBuf| fs::metadata(module).map_or(0, |metadata| metadata.len());
    modules.sort_by_cached_key(|module| Reverse(size(module)));
    // In this order, so that nothing waits for a large one at the end.
    modules.iter().par_bridge().try_for_each(|module| {
        if size(module) < WORTHWHILE {
            return finish(module);
        }
        let mut command = workspace.command(&tool.path);
        command
            .args(FEATURES)
            .args(PASSES)
            .arg(module)
            .arg("-o")
            .arg(module);
        // It warns of a subsection of names that the splitter leaves and nobody needs.
        if !process::succeeds_quietly(&mut command)? {
            return Err(anyhow!("Correct what wasm-opt says above, then build again."));
        }
        finish(module)
    })
}
