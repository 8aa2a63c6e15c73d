//! A change to one key.

use api_types::Configuration;

/// Either half of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Its key.
    Key,
    /// Its value.
    Value,
}

/// A key with its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

    /// One half.
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Key => &self.key,
            Part::Value => &self.value,
        }
    }

    /// The same entry with another key or another value.
    pub fn with(mut self, part: Part, text: String) -> Self {
        match part {
            Part::Key => self.key = text,
            Part::Value => self.value = text,
        }
        self
    }
}

impl From<&Configuration> for Entry {
    fn from(record: &Configuration) -> Self {
        Self::new(&record.key, &record.value)
    }
}

/// What a change does, in the reverse of the order in which changes are applied: what is removed makes room first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Creates a key.
    Added,
    /// Gives a stored key another value or another name.
    Changed,
    /// Deletes a stored key.
    Removed,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];

    /// The word on a badge.
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Removed => "Removed",
        }
    }
}

/// A change to one key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The record that the change was made from; none if the change adds a key.
    pub before: Option<Configuration>,
    /// What the key shall be; none if the change removes it.
    pub after: Option<Entry>,
}

impl Change {
    /// What it does.
    pub fn kind(&self) -> ChangeKind {
        match (&self.before, &self.after) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        }
    }

    /// The stored entry, without the id of its record.
    pub fn old(&self) -> Option<Entry> {
        self.before.as_ref().map(Entry::from)
    }

    /// The key by which people know it: the old one where there is one.
    pub fn key(&self) -> &str {
        let old = self.before.as_ref().map(|record| &record.key);
        old.or(self.after.as_ref().map(|entry| &entry.key))
            .map_or("", String::as_str)
    }

    /// The new key, if it differs from the stored one.
    pub fn new_key(&self) -> Option<&str> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        (before.key != after.key).then_some(after.key.as_str())
    }

    /// The id of the stored record.
    pub fn record_id(&self) -> Option<i64> {
        self.before.as_ref().map(|record| record.id)
    }
}
