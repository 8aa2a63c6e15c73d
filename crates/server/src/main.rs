//! `nodeum-admin-server`: see `nodeum-admin-server --help`.

use std::process::ExitCode;

use clap::Parser as _;
use nodeum_admin_server::cli::{Cli, Command};
use nodeum_admin_server::{operate, startup};

/// Gives memory back when an attack is over, where the system's own would keep it: what a request needed in a hundred threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(options) => startup::run(options),
        Command::Operate(command) => operate::run(command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
