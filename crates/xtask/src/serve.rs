//! `cargo xtask serve`: from a fresh clone to a running console.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::app;
use crate::process;
use crate::server;
use crate::split::Purpose;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Build console and server for release, and serve both.
///
/// Both are on one port. Installs what is missing: Rust's standard library for WebAssembly, Trunk, and the wasm-bindgen CLI that Cargo.lock
/// asks for. The server then prints its address and, on the first start, the administrator's generated password. What
/// hasn't changed isn't built again. The app is as the compiler makes it; `cargo xtask dist` makes it 4 % smaller.
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
    Tools::for_development(workspace)?;
    // At once: linking the app takes a single core for a minute.
    let (app, program) = rayon::join(
        || app::build(workspace, Purpose::Trial),
        || server::build_beside(workspace),
    );
    let (app, program) = (app?, program?);
    let mut command = server::serve_command(workspace, &program, &options.server);
    command.arg("--app-dir").arg(app);
    if let Some(listen) = &options.listen {
        command.args(["--listen", listen]);
    }
    command.args(&options.rest);
    process::replace(command)
}
