//! The suite of the API once more, on PostgreSQL.

use anyhow::{Result, anyhow};
use test_postgres::Cluster;

use super::host::count;
use super::summary::Tally;
use super::{Options, packages, pass_on};
use crate::process;
use crate::server;
use crate::workspace::Workspace;

/// Names the database to the tests of the API.
const VARIABLE: &str = "NODEUM_TEST_POSTGRES";

/// Sees to it that PostgreSQL is there. Without it, what needs it fails.
pub(super) fn ensure(workspace: &Workspace) -> Result<()> {
    if test_postgres::programs().is_some() {
        return Ok(());
    }
    packages::install(workspace, "postgresql")?;
    test_postgres::programs()
        .map(|_| ())
        .ok_or_else(|| anyhow!("Install PostgreSQL, 14 or newer, and run this again."))
}

/// Runs the suite.
pub(super) fn run(workspace: &Workspace, options: &Options) -> Result<Tally> {
    let cluster = Cluster::start()?;
    process::print_step("Testing the API on PostgreSQL");
    let mut command = workspace.cargo([
        "test",
        "--package",
        server::NAME,
        "--test",
        "api",
        "--no-fail-fast",
    ]);
    command.env(VARIABLE, cluster.url("postgres"));
    pass_on(options, &mut command);
    let tally = count(&mut command)?;
    process::print_note(&format!("API on PostgreSQL: {tally}"));
    Ok(tally)
}
