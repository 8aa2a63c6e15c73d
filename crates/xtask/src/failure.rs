//! Why a command ended: one sentence that says what to do.

use std::fmt;
use std::io;
use std::path::Path;

/// A failure, as the person at the terminal reads it.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What a step of a command gives back.
pub(crate) type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// A failure with the sentence that says what to do.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// A file or folder that could not be read or written.
    pub(crate) fn file(doing: &str, path: &Path, cause: &io::Error) -> Self {
        Self(format!(
            "{doing} {} failed ({cause}): check that the folder exists, has free space and belongs to you.",
            path.display()
        ))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
