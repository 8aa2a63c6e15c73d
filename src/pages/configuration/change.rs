//! A change to one key of the configuration: what is stored, what shall be, and how far that has come.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

use api_types::Configuration;
use serde::{Deserialize, Serialize};

use super::entry::{Entry, Part, excerpt};
use super::secrets::is_secret;
use ui::{IconName, Tone};

/// Identifies a row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Option<i64>", into = "Option<i64>")]
pub enum RowId {
    /// A stored record, by its id; somebody else may have deleted it since.
    Stored(i64),
    /// A key that a change adds.
    New(u32),
}

impl RowId {
    /// A key to be added that no other row is taken for.
    pub fn new_key_row() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        Self::New(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What outlives the page knows stored records alone.
impl From<RowId> for Option<i64> {
    fn from(row: RowId) -> Self {
        match row {
            RowId::Stored(id) => Some(id),
            RowId::New(_) => None,
        }
    }
}

impl From<Option<i64>> for RowId {
    fn from(id: Option<i64>) -> Self {
        id.map_or_else(Self::new_key_row, Self::Stored)
    }
}

/// For the `id` of an element.
impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored(id) => write!(f, "{id}"),
            Self::New(number) => write!(f, "new-{number}"),
        }
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
    /// The word on the badge of a change that is still to be applied or `is_applied`, with the badge's tone and icon.
    pub fn badge(self, is_applied: bool) -> (&'static str, Tone, IconName) {
        let (open, applied, tone, icon) = match self {
            Self::Added => ("To be added", "Added", Tone::Success, IconName::Plus),
            Self::Changed => ("To be changed", "Changed", Tone::Info, IconName::Pencil),
            Self::Removed => ("To be removed", "Removed", Tone::Danger, IconName::Trash),
        };
        (if is_applied { applied } else { open }, tone, icon)
    }
}

/// How far a change has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Status {
    /// It wasn't tried yet.
    #[default]
    Waiting,
    /// It is applied.
    Applied,
    /// Somebody else did the same.
    Unneeded,
    /// It failed: someone else created the key meanwhile.
    CreatedElsewhere,
    /// It failed: someone else changed the key meanwhile.
    ChangedElsewhere,
    /// It failed: someone else deleted the key meanwhile.
    DeletedElsewhere,
    /// It failed: the server refused it or couldn't be asked, with the reason.
    Refused(String),
}

/// A change to one key. A row of the list is one too, which changes nothing as long as nothing is collected for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The row that shows it.
    pub id: RowId,
    /// What is stored; none if the change adds a key.
    pub before: Option<Entry>,
    /// What shall be stored; none if the change removes the key.
    pub after: Option<Entry>,
    /// How far it has come.
    #[serde(skip)]
    pub status: Status,
}

impl Change {
    /// A change that waits.
    pub fn new(id: RowId, before: Option<Entry>, after: Option<Entry>) -> Self {
        let status = Status::Waiting;
        Self {
            id,
            before,
            after,
            status,
        }
    }

    /// A change that adds a key.
    pub fn added(entry: Entry) -> Self {
        Self::new(RowId::new_key_row(), None, Some(entry))
    }

    /// The same row with another future, or none.
    pub fn to(&self, after: Option<Entry>) -> Self {
        Self::new(self.id, self.before.clone(), after)
    }

    /// The change that undoes it once it is applied.
    pub fn inverse(&self) -> Self {
        Self::new(self.id, self.after.clone(), self.before.clone())
    }

    /// What it does; nothing if all stays as it is.
    pub fn kind(&self) -> Option<ChangeKind> {
        match (&self.before, &self.after) {
            (None, Some(_)) => Some(ChangeKind::Added),
            (Some(_), None) => Some(ChangeKind::Removed),
            (before, after) => (before != after).then_some(ChangeKind::Changed),
        }
    }

    /// What the list shows: what shall be, or what is about to be removed.
    pub fn entry(&self) -> &Entry {
        static NOTHING: Entry = Entry {
            key: String::new(),
            value: String::new(),
        };
        self.after.as_ref().or(self.before.as_ref()).unwrap_or(&NOTHING)
    }

    /// The stored key and the new one, as far as there are any.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let entries = [&self.before, &self.after].into_iter().flatten();
        entries.map(|entry| entry.key.as_str())
    }

    /// The new key, if it differs from the stored one.
    pub fn new_key(&self) -> Option<&str> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        (before.key != after.key).then_some(after.key.as_str())
    }

    /// Whether it is still to be applied.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Status::Applied | Status::Unneeded)
    }

    /// Whether it was tried in vain; it may be tried again.
    pub fn is_failed(&self) -> bool {
        self.is_open() && self.status != Status::Waiting
    }

    /// Compares it with what is stored now, and tells whether it can be applied without surprise. On a conflict it continues
    /// from there, so that applying it again overwrites knowingly.
    pub fn rebase(&mut self, stored: &[Configuration]) -> bool {
        let now = stored.iter().find(|record| match &self.before {
            Some(_) => self.id == RowId::Stored(record.id),
            None => self.entry().key == record.key,
        });
        let stored = now.map(Entry::from);
        if self.after != stored && self.before == stored {
            return true;
        }
        if let Some(now) = now {
            self.id = RowId::Stored(now.id);
        }
        if self.after == stored {
            self.status = Status::Unneeded;
            return false;
        }
        self.status = match (&self.before, &stored) {
            (_, None) => Status::DeletedElsewhere,
            (None, _) => Status::CreatedElsewhere,
            _ => Status::ChangedElsewhere,
        };
        self.before = stored;
        false
    }

    /// Why it couldn't be applied, and how to go on: `retry` is the word on the button that tries again.
    pub fn failure(&self, retry: &str) -> Option<String> {
        let shown = self.before.as_ref().filter(|now| !is_secret(&now.key));
        let (happened, result) = match (&self.status, shown) {
            (Status::Waiting | Status::Applied | Status::Unneeded, _) => return None,
            (Status::Refused(reason), _) => return Some(reason.clone()),
            (Status::DeletedElsewhere, _) => ("deleted this key in the meantime.", "create the key anew"),
            (Status::CreatedElsewhere, _) => ("created this key in the meantime.", "overwrite its value"),
            (Status::ChangedElsewhere, None) => ("changed this in the meantime.", "overwrite the new value"),
            (Status::ChangedElsewhere, Some(Entry { value, .. })) => (
                &*format!("changed this in the meantime: it is now “{}”.", excerpt(value)),
                "overwrite that",
            ),
        };
        Some(format!("Someone {happened} {retry} it again to {result}."))
    }
}

/// What is typed in the place of one half of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The row as it was before.
    pub row: Change,
    /// Which half of it.
    pub part: Part,
    /// What is typed.
    pub text: String,
}

impl Edit {
    /// The change that it makes.
    pub fn change(&self) -> Change {
        let entry = self.row.entry().clone();
        self.row.to(Some(entry.with(self.part, self.text.clone())))
    }
}

/// A record is a row that nothing changes.
impl From<&Configuration> for Change {
    fn from(record: &Configuration) -> Self {
        let entry = Some(Entry::from(record));
        Self::new(RowId::Stored(record.id), entry.clone(), entry)
    }
}

/// A record for tests.
#[cfg(test)]
pub fn record(id: i64, key: &str, value: &str) -> Configuration {
    let (key, value) = (key.into(), value.into());
    Configuration { id, key, value }
}
