//! The programs that are measured: they say on standard output where they listen.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, anyhow};

use crate::process;

/// A program that listens, until this is dropped.
pub(super) struct Listening {
    process: Child,
    /// What it is asked at, without a slash at the end.
    pub(super) url: String,
    /// What it said before.
    pub(super) said: Vec<String>,
}

impl Listening {
    /// Starts a program, and waits for the line that has its address after `prefix`.
    pub(super) fn start(command: &mut Command, prefix: &str) -> Result<Self> {
        let process = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|cause| process::cannot_start(command, &cause))?;
        let mut listening = Self {
            process,
            url: String::new(),
            said: Vec::new(),
        };
        let output = listening.process.stdout.take().context("it says nothing")?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            if let Some(address) = line.strip_prefix(prefix) {
                listening.url = format!("http://{address}");
                return Ok(listening);
            }
            listening.said.push(line);
        }
        Err(anyhow!(
            "The program stopped before it listened: see what it says above."
        ))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        // It may have stopped by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
