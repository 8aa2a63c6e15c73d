//! Running other programs: with progress, quietly, or in place of this one.

use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// Says what happens next. Progress goes to the error stream, so that a command's own output stays its own.
pub(crate) fn print_step(what: &str) {
    eprintln!("==> {what}");
}

/// Says something of note within a step.
pub(crate) fn print_note(what: &str) {
    eprintln!("    {what}");
}

/// Runs a step that may take a while, its output shown as it comes.
pub(crate) fn step(what: &str, command: &mut Command, on_failure: &str) -> Result<()> {
    print_step(what);
    let start = Instant::now();
    if succeeds(command)? {
        print_duration(start.elapsed());
        Ok(())
    } else {
        Err(anyhow!("{on_failure}"))
    }
}

/// Runs a program, its output shown, and tells whether it succeeded.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool> {
    command
        .status()
        .map(|status| status.success())
        .map_err(|cause| cannot_start(command, &cause))
}

/// Runs a program and tells whether it succeeded; its output is shown only if it didn't.
pub(crate) fn succeeds_quietly(command: &mut Command) -> Result<bool> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| cannot_start(command, &cause))?;
    if !output.status.success() {
        eprint!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(output.status.success())
}

/// Runs a program without showing anything and gives what it wrote, if it succeeded.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8(output.stdout).ok()
}

/// Puts another program in this one's place, so that signals and the exit code are its own.
#[cfg(unix)]
pub(crate) fn replace(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let cause = command.exec();
    Err(cannot_start(&command, &cause))
}

/// Runs another program to its end. Ctrl-C reaches it by itself: the console sends it to both.
#[cfg(not(unix))]
pub(crate) fn replace(mut command: Command) -> Result<ExitCode> {
    let ignored = ctrlc::set_handler(|| ());
    if let Err(cause) = ignored {
        print_note(&format!("Ctrl-C may leave the server running ({cause})."));
    }
    Ok(if succeeds(&mut command)? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A program that runs until this is dropped.
pub(crate) struct Running(Child);

impl Running {
    /// Starts it.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        command
            .spawn()
            .map(Self)
            .map_err(|cause| cannot_start(command, &cause))
    }

    /// Whether it has ended by itself. One that can't be asked is as good as gone.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    /// What it writes, if it was started so that this can be read, and nobody has taken it yet.
    pub(crate) fn take_output(&mut self) -> Option<ChildStdout> {
        self.0.stdout.take()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The failure of a program that could not even be started.
pub(crate) fn cannot_start(command: &Command, cause: &std::io::Error) -> anyhow::Error {
    anyhow!(
        "`{}` could not be started ({cause}): install it or put its folder on PATH.",
        command.get_program().to_string_lossy()
    )
}

/// Says how long something took, if it was long enough to wonder.
pub(crate) fn print_duration(elapsed: Duration) {
    let seconds = elapsed.as_secs();
    if seconds >= 60 {
        print_note(&format!("done in {} min {} s", seconds / 60, seconds % 60));
    } else if seconds >= 3 {
        print_note(&format!("done in {seconds} s"));
    }
}
