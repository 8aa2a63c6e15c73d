//! The tests of logic and of the API, by Cargo.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Result, anyhow};

use super::summary::{self, Tally};
use super::{Options, hosting, pass_on, python};
use crate::process;
use crate::workspace::Workspace;

/// Runs them and counts.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<Tally> {
    process::print_step("Testing logic and API: compiling the tests takes some minutes the first time");
    let mut command = workspace.cargo(["test", "--workspace", "--no-fail-fast"]);
    pass_on(options, &mut command);
    const UNTESTED: &str = "What Python makes of an exported .env file isn't tested";
    match python::environment(workspace, "dotenv") {
        Ok(Some(programs)) => {
            command.env("NODEUM_TEST_PYTHON", programs.join("python"));
        }
        Ok(None) => process::print_note(&format!("{UNTESTED}: there is no Python.")),
        // Python is no requirement of these tests, and many systems have one without its own packages.
        Err(error) => process::print_note(&format!("{UNTESTED}. {error}")),
    }
    hosting::pass_on_caddy(workspace, &mut command)?;
    let tally = count(&mut command)?;
    process::print_note(&format!("logic and API: {tally}"));
    Ok(tally)
}

/// Runs tests by Cargo and counts.
pub(super) fn count(command: &mut Command) -> Result<Tally> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|cause| process::cannot_start(command, &cause))?;
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        tally = copy_and_count(BufReader::new(output), std::io::stdout())?;
    }
    let status = child
        .wait()
        .map_err(|cause| process::cannot_start(command, &cause))?;
    Ok(tally.of_exit(status.success()))
}

/// Shows the output as it comes, and reads along.
fn copy_and_count(mut output: impl BufRead, mut shown: impl Write) -> Result<Tally> {
    let interrupted = |_| anyhow!("Run the tests again: their output broke off.");
    let mut tally = Tally::default();
    let mut line = Vec::new();
    // Bytes, because a failing test may print anything.
    while output.read_until(b'\n', &mut line).map_err(interrupted)? > 0 {
        shown.write_all(&line).map_err(interrupted)?;
        tally += summary::of_cargo_line(&String::from_utf8_lossy(&line)).unwrap_or_default();
        line.clear();
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_binaries_are_summed() {
        let output = b"running 1 test\ntest result: ok. 1 passed; 0 failed; 0 ignored\n\xff\xfe\n\
                       test result: FAILED. 2 passed; 1 failed; 2 ignored";
        let mut shown = Vec::new();
        assert_eq!(
            copy_and_count(&output[..], &mut shown).unwrap(),
            Tally { passed: 3, failed: 3 }
        );
        assert_eq!(shown, output);
    }
}
