//! `nodeum-admin-server`: see `nodeum-admin-server serve --help`.

use std::process::ExitCode;

use clap::Parser as _;
use nodeum_admin_server::cli::{Cli, Command};
use nodeum_admin_server::startup;

/// Gives memory back when an attack is over, where the system's own would keep it: what a request needed in a hundred threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let Command::Serve(options) = Cli::parse().command;
    match startup::run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
