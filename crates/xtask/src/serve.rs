//! `cargo xtask serve`: from a fresh clone to a running console.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::app;
use crate::process;
use crate::server::{self, Profile};
use crate::workspace::Workspace;

/// Build the console and the server for release, and serve both on one port.
///
/// Installs what is missing: Rust's standard library for WebAssembly, Trunk, the wasm-bindgen CLI that Cargo.lock asks
/// for, and wasm-opt where it is to be had. The server then prints its address and, on the first start, the
/// administrator's generated password. What hasn't changed isn't built again.
#[derive(Args)]
pub(crate) struct Options {
    /// The address to listen on [server's default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    #[command(flatten)]
    server: server::ServerOptions,
    /// Further options for the server, after `--`
    #[arg(last = true, value_name = "OPTIONS")]
    rest: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let app = app::build(workspace)?;
    let program = server::build(workspace, Profile::Release)?;
    let mut command = server::serve_command(workspace, &program, &options.server);
    command.arg("--app-dir").arg(app);
    if let Some(listen) = &options.listen {
        command.args(["--listen", listen]);
    }
    command.args(&options.rest);
    process::replace(command)
}
