//! A row of a file, whichever its format.

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its key; of a row with a problem, what may have been meant.
    pub key: String,
    /// Its value, without quotes or escapes; of a row with a problem, what may have been meant.
    pub value: String,
    /// Why it can't be read, in a sentence.
    pub problem: Option<String>,
}

impl Row {
    pub(super) fn new(line: usize, key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            line,
            key: key.into(),
            value: value.into(),
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
