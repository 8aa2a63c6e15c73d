//! A row of a file, whichever its format.

use crate::pages::configuration::entry::Entry;

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its key and its value.
    pub entry: Entry,
    /// Why it can't be imported.
    pub problem: Option<String>,
}

impl FileRow {
    pub(super) fn new(line: usize, key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            line,
            entry: Entry::new(key, value),
            problem: None,
        }
    }

    /// A row that can't be read. What may be its key and its value is proposed: they part at the first of the separators.
    pub(super) fn invalid(line: usize, text: &str, separators: &[char], problem: impl Into<String>) -> Self {
        let (key, value) = text.split_once(separators).unwrap_or((text, ""));
        Self::new(line, key.trim(), value.trim()).wrong(problem)
    }

    pub(super) fn wrong(mut self, problem: impl Into<String>) -> Self {
        self.problem = Some(problem.into());
        self
    }
}
