//! `cargo xtask dev`: the console with live reload, beside a server that follows its code.

use std::process::{Child, Command, ExitCode};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use clap::Args;

use crate::fingerprint;
use crate::process;
use crate::server::{self, Profile};
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

/// Where Trunk.toml's proxy expects the API.
const SERVER_ADDRESS: &str = "127.0.0.1:8080";

/// What the server is made from.
const SERVER_INPUTS: [&str; 3] = ["crates/server", "crates/api-types", "Cargo.lock"];

/// How often the server's code is looked at, and how long a child may take to end.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);

/// Develop: the console with live reload, and a server that restarts when its code changes.
///
/// Trunk serves the console at the address of Trunk.toml and passes /api/ on to the server at 127.0.0.1:8080. Ctrl-C ends
/// both. A server that doesn't compile leaves the one before it running.
#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    server: server::ServerOptions,
    /// Options for `trunk serve`, after `--`
    #[arg(last = true, value_name = "OPTIONS")]
    rest: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let tools = Tools::for_development(workspace)?;
    tools::fetch_crates(workspace)?;
    // Before the first child: from here on, ending is this program's to do.
    let (sender, interrupts) = mpsc::channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more once the command is ending; then there is nothing left to do.
        sender.send(()).ok();
    })
    .map_err(|cause| anyhow!("Start this from a terminal: Ctrl-C can't be handled ({cause})."))?;

    let mut seen = fingerprint::of_times(&workspace.root, &SERVER_INPUTS);
    let program = server::build(workspace, Profile::Debug)?;
    let start_server = || {
        let mut command = server::serve_command(workspace, &program, &options.server);
        spawn(command.args(["--listen", SERVER_ADDRESS]))
    };
    let mut server = Some(start_server()?);
    let mut trunk = spawn(
        tools
            .trunk(workspace)?
            .args(["serve", "--offline"])
            .args(&options.rest),
    )?;

    let outcome = loop {
        match interrupts.recv_timeout(POLL_INTERVAL) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break Ok(ExitCode::SUCCESS),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if has_ended(&mut trunk) {
            break Err(anyhow!("Correct what Trunk says above, then run this again."));
        }
        if server.as_mut().is_some_and(has_ended) {
            server = None;
            process::print_note("The server has ended; it starts again when its code changes.");
        }
        let now = fingerprint::of_times(&workspace.root, &SERVER_INPUTS);
        if now == seen {
            continue;
        }
        seen = now;
        process::print_step("The server's code changed: building it");
        if !process::succeeds(&mut server::build_command(workspace, Profile::Debug))? {
            process::print_note("That doesn't compile; what ran before keeps running.");
            continue;
        }
        if let Some(child) = &mut server {
            stop(&mut [child], &interrupts);
        }
        process::print_step("Restarting the server");
        match start_server() {
            Ok(child) => server = Some(child),
            Err(failure) => break Err(failure),
        }
    };
    let mut children: Vec<&mut Child> = server.iter_mut().chain([&mut trunk]).collect();
    stop(&mut children, &interrupts);
    outcome
}

fn spawn(command: &mut Command) -> Result<Child> {
    command
        .spawn()
        .map_err(|cause| process::cannot_start(command, &cause))
}

fn has_ended(child: &mut Child) -> bool {
    // A child that can't be asked is as good as gone.
    !matches!(child.try_wait(), Ok(None))
}

/// Asks children to end, and insists after a while or at a second Ctrl-C.
fn stop(children: &mut [&mut Child], interrupts: &Receiver<()>) {
    for child in children.iter_mut() {
        ask_to_end(child);
    }
    let deadline = Instant::now() + SHUTDOWN_TIMEOUT;
    while Instant::now() < deadline && !children.iter_mut().all(|child| has_ended(child)) {
        if interrupts.recv_timeout(Duration::from_millis(50)).is_ok() {
            break;
        }
    }
    for child in children.iter_mut() {
        if !has_ended(child) && child.kill().and_then(|()| child.wait()).is_err() {
            process::print_note(&format!("Process {} didn't end; end it by hand.", child.id()));
        }
    }
}

/// The system's polite signal, where there is one; `kill` spares a dependency.
fn ask_to_end(child: &mut Child) {
    let asked = cfg!(unix)
        && !has_ended(child)
        && Command::new("kill")
            .arg(child.id().to_string())
            .status()
            .is_ok_and(|status| status.success());
    if !asked && !has_ended(child) && child.kill().is_err() {
        process::print_note(&format!("Process {} can't be ended.", child.id()));
    }
}
