//! `cargo xtask dev`: the console with live reload, beside a server that follows its code.

use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use anyhow::{Result, anyhow};
use clap::Args;

use crate::fingerprint;
use crate::process::{self, Running};
use crate::server::{self, Profile};
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

/// Where Trunk.toml's proxy expects the API.
const SERVER_ADDRESS: &str = "127.0.0.1:8080";

/// What the server may be made from. Whether it is, Cargo decides.
const SERVER_INPUTS: [&str; 3] = ["crates", "Cargo.toml", "Cargo.lock"];

/// How often the server's code is looked at.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// Develop: the console with live reload, beside the server.
///
/// The server restarts when its code changes. Trunk serves the console at the address of Trunk.toml and passes /api/ on to the server at 127.0.0.1:8080. Ctrl-C ends
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
        Running::start(command.args(["--listen", SERVER_ADDRESS]))
    };
    let mut server = Some(start_server()?);
    let mut trunk = Running::start(
        tools
            .trunk(workspace)?
            .args(["serve", "--offline"])
            .args(&options.rest),
    )?;

    loop {
        match interrupts.recv_timeout(POLL_INTERVAL) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(ExitCode::SUCCESS),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if trunk.has_ended() {
            return Err(anyhow!("Correct what Trunk says above, then run this again."));
        }
        if server.as_mut().is_some_and(Running::has_ended) {
            server = None;
            process::print_note("The server has ended; it starts again when its code changes.");
        }
        let now = fingerprint::of_times(&workspace.root, &SERVER_INPUTS);
        if now == seen {
            continue;
        }
        seen = now;
        let before = built_at(&program);
        process::print_step("Code changed: building the server");
        if !process::succeeds(&mut server::build_command(workspace, Profile::Debug))? {
            process::print_note("That doesn't compile; what ran before keeps running.");
            continue;
        }
        if server.is_some() && built_at(&program) == before {
            process::print_note("The server isn't made from it.");
            continue;
        }
        process::print_step("Restarting the server");
        // The one before it has to have ended: it listens at the same address.
        drop(server.take());
        server = Some(start_server()?);
    }
}

/// When Cargo has made the program, which it leaves alone if nothing has changed.
fn built_at(program: &Path) -> Option<SystemTime> {
    program.metadata().and_then(|metadata| metadata.modified()).ok()
}
