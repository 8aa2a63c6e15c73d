//! A server as a process that a shell has prepared.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::command;

/// As [`command`], by a shell that first does this, such as setting a limit.
pub(crate) fn command_after(preparation: &str, folder: &Path) -> Command {
    let plain = command(folder);
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{preparation} && exec \"$0\" \"$@\""))
        .arg(plain.get_program())
        .args(plain.get_args())
        .current_dir(folder)
        .env_remove("NODEUM_ADMIN_PASSWORD")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}
