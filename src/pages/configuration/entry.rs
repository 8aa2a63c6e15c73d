//! A key of the configuration with its value.

use api_types::Configuration;
use serde::{Deserialize, Serialize};

/// Either half of an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Its key.
    Key,
    /// Its value.
    #[default]
    Value,
}

/// A key with its value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The value as it is stored, without quotes or escapes.
    pub value: String,
}

impl Entry {
    /// A key with its value.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }

    /// The same with another text for one half.
    pub fn with(mut self, part: Part, text: String) -> Self {
        match part {
            Part::Key => self.key = text,
            Part::Value => self.value = text,
        }
        self
    }

    /// One half.
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Key => &self.key,
            Part::Value => &self.value,
        }
    }
}

impl From<&Configuration> for Entry {
    fn from(record: &Configuration) -> Self {
        Self::new(&record.key, &record.value)
    }
}

/// The beginning of a text, on one line.
pub fn excerpt(text: &str) -> String {
    const MAX_CHARS: usize = 160;
    let on_one_line = |letter: char| if letter.is_control() { ' ' } else { letter };
    let mut excerpt: String = text.chars().take(MAX_CHARS).map(on_one_line).collect();
    if text.chars().nth(MAX_CHARS).is_some() {
        excerpt.push('…');
    }
    excerpt
}
