//! What the tests of hosting need: what `cargo xtask dist` makes, and real web servers.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, anyhow};

use super::summary::Tally;
use super::{Options, packages};
use crate::deb::Packager;
use crate::files;
use crate::process;
use crate::server;
use crate::tools::path;
use crate::workspace::{Workspace, tools_cache};

/// The path under which the examples of docs/hosting serve the console, where they don't at the root.
const BASE: &str = "/admin/";

/// A web server that docs/hosting has examples for.
struct WebServer {
    name: &'static str,
    program: &'static str,
    /// Makes the program tell its version, and do nothing else.
    version: &'static str,
    /// Debian's packages that hold all that it needs but libraries.
    packages: &'static [&'static str],
    /// Tells the tests where the program is; it may be set by whoever runs them.
    variable: &'static str,
}

const NGINX: WebServer = WebServer {
    name: "nginx",
    program: "nginx",
    version: "-v",
    packages: &["nginx", "nginx-common"],
    variable: "NODEUM_TEST_NGINX",
};

const CADDY: WebServer = WebServer {
    name: "Caddy",
    program: "caddy",
    version: "version",
    packages: &["caddy"],
    variable: "NODEUM_TEST_CADDY",
};

/// What is there to be tested.
#[derive(Default)]
pub(super) struct Hosting {
    variables: Vec<(&'static str, PathBuf)>,
    /// What should have been tested and can't be.
    pub(super) missing: Tally,
}

impl Hosting {
    /// Tells the tests of hosting what there is; without it, they don't run.
    pub(super) fn apply(&self, command: &mut Command) {
        for (variable, path) in &self.variables {
            command.env(variable, path);
        }
    }
}

/// Tells tests of other kinds where Caddy is. Without it, what needs it fails.
pub(super) fn pass_on_caddy(workspace: &Workspace, command: &mut Command) -> Result<()> {
    if let Some(program) = find_or_unpack(workspace, &CADDY)? {
        command.env(CADDY.variable, program);
    }
    Ok(())
}

/// Makes what is tested and finds the web servers. Whoever selects tests waits for it only if these are among them.
pub(super) fn prepare(workspace: &Workspace, options: &Options) -> Result<Hosting> {
    let selected = options.playwright.iter().any(|option| option.contains("hosting"));
    if !options.playwright.is_empty() && !selected {
        process::print_note("The tests of hosting are left out: name them among the options to run them.");
        return Ok(Hosting::default());
    }
    let mut hosting = Hosting::default();
    for web_server in &[NGINX, CADDY] {
        if let Some(program) = find_or_unpack(workspace, web_server)? {
            hosting.variables.push((web_server.variable, program));
            continue;
        }
        process::print_note(&format!(
            "NOT TESTED: hosting by {}. Install it, or name its program in {}.",
            web_server.name, web_server.variable
        ));
        if env::var_os("CI").is_some_and(|value| value == "true") {
            hosting.missing += Tally::ONE_FAILURE;
        }
    }
    hosting.variables.push(("NODEUM_TEST_DIST", dist(workspace)?));
    Ok(hosting)
}

/// Runs `cargo xtask dist` both ways, and gives the folder with what it made. dist/ itself, from which somebody may be about
/// to copy, is as before afterwards.
fn dist(workspace: &Workspace) -> Result<PathBuf> {
    let dist = workspace.root.join("dist");
    let folder = workspace.target.join("hosting");
    let kept = folder.join("kept");
    // What was kept by a run that broke off is what was there before it.
    if !kept.exists() {
        files::mirror(&dist, &kept)?;
    }
    let made = make(workspace, &dist, &folder);
    files::mirror(&kept, &dist)?;
    files::remove_folder(&kept)?;
    made.map(|()| folder)
}

fn make(workspace: &Workspace, dist: &Path, folder: &Path) -> Result<()> {
    let under_a_path = folder.join("under-a-path").join(BASE.trim_matches('/'));
    run_dist(workspace, &["--web-only", "--base", BASE])?;
    files::mirror(&dist.join("web"), &under_a_path)?;
    let packager = Packager::find();
    run_dist(workspace, if packager.is_ok() { &["--deb"] } else { &[] })?;
    files::mirror(&dist.join("web"), &folder.join("root"))?;
    match &packager {
        Ok(packager) => unpack_program(workspace, packager, dist, folder),
        Err(lack) => {
            process::print_note(&format!("NOT TESTED: the program of the Debian package. {lack}"));
            copy_program(dist, folder)
        }
    }
}

fn run_dist(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    // Not the program that runs: compiling the tests may have replaced it.
    let mut command = workspace.cargo(["xtask", "dist"]);
    command.args(arguments);
    process::step(
        &format!("Making what is shipped: cargo xtask dist {}", arguments.join(" ")),
        // What the app weighs is said at the end, too.
        command.stdout(Stdio::null()),
        "Correct what is said above, then run this again.",
    )
}

/// Takes the program out of the package, so that what is tested is what gets installed, and looks whether it knows what it was made from.
fn unpack_program(workspace: &Workspace, packager: &Packager, from: &Path, to: &Path) -> Result<()> {
    let programs = packager.unpack(from, &to.join("package"))?;
    let mut version = Command::new(programs.join(server::NAME));
    let said = process::capture(version.arg("--version")).unwrap_or_default();
    let commit = workspace.commit();
    if !said.contains(&commit) {
        return Err(anyhow!(
            "Make the program of the package start, and name its commit: `--version` says {said:?}, without {commit}."
        ));
    }
    copy_program(&programs, to)
}

fn copy_program(from: &Path, to: &Path) -> Result<()> {
    let name = format!("{}{}", server::NAME, env::consts::EXE_SUFFIX);
    Ok(files::replace(&from.join(&name), &to.join(&name))?)
}

/// The web server that is named, the system's, or one that is unpacked for the tests alone.
fn find_or_unpack(workspace: &Workspace, web_server: &WebServer) -> Result<Option<PathBuf>> {
    if let Some(named) = env::var_os(web_server.variable).map(PathBuf::from) {
        if starts(&named, web_server) {
            return Ok(Some(named));
        }
        return Err(anyhow!(
            "Name a program that starts in {}, or unset it.",
            web_server.variable
        ));
    }
    let unpacked = tools_cache().join(web_server.program);
    let find = || {
        // Where administrators have them is not on everybody's PATH.
        let folders = [
            "/usr/sbin".into(),
            "/usr/local/sbin".into(),
            unpacked.join("usr/sbin"),
            unpacked.join("usr/bin"),
        ];
        let elsewhere = folders
            .iter()
            .filter_map(|folder| path::program_in(folder, web_server.program));
        let candidates = path::candidates(web_server.program).into_iter();
        candidates
            .chain(elsewhere)
            .find(|program| starts(program, web_server))
    };
    if let Some(program) = find() {
        return Ok(Some(program));
    }
    process::print_step(&format!("Downloading {}, for the tests alone", web_server.name));
    packages::unpack(workspace, web_server.packages, &unpacked)?;
    Ok(find())
}

/// Whether a program really starts: one without its libraries is there and doesn't.
fn starts(program: &Path, web_server: &WebServer) -> bool {
    process::capture(Command::new(program).arg(web_server.version)).is_some()
}
