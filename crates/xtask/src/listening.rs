//! Programs that are started to be asked: they say on standard output where they listen.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, anyhow};

use crate::process::Running;

/// A program that listens, until this is dropped.
pub(crate) struct Listening {
    _process: Running,
    /// What it is asked at, without a slash at the end.
    pub(crate) url: String,
    /// What it said before.
    pub(crate) said: Vec<String>,
}

impl Listening {
    /// Starts a program, and waits for the line that has its address after `prefix`.
    pub(crate) fn start(command: &mut Command, prefix: &str) -> Result<Self> {
        let mut process = Running::start(command.stdout(Stdio::piped()))?;
        let output = process.take_output().context("it says nothing")?;
        let mut said = Vec::new();
        for line in BufReader::new(output).lines() {
            let line = line?;
            if let Some(address) = line.strip_prefix(prefix) {
                return Ok(Self {
                    _process: process,
                    url: format!("http://{address}"),
                    said,
                });
            }
            said.push(line);
        }
        Err(anyhow!(
            "The program stopped before it listened: see what it says above."
        ))
    }
}
