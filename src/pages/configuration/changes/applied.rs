//! A change that was applied.

use api_types::Configuration;

use super::super::secrets::is_secret;
use super::change::{Change, ChangeKind, Entry};
use super::status::{Status, excerpt};

/// A change that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedChange {
    /// The record before; none if the change added it.
    pub before: Option<Configuration>,
    /// The record after; none if the change removed it.
    pub after: Option<Configuration>,
    /// How far undoing it has come.
    pub undo: Status,
}

impl AppliedChange {
    /// A change that wasn't undone yet.
    pub fn new(before: Option<Configuration>, after: Option<Configuration>) -> Self {
        Self {
            before,
            after,
            undo: Status::Waiting,
        }
    }

    /// Whether it was undone.
    pub fn is_undone(&self) -> bool {
        self.undo == Status::Applied
    }

    fn change(&self) -> Change {
        Change {
            before: self.before.clone(),
            after: self.after.as_ref().map(Entry::from),
        }
    }

    /// The change that undoes it.
    pub fn inverse(&self) -> Change {
        Change {
            before: self.after.clone(),
            after: self.before.as_ref().map(Entry::from),
        }
    }

    /// The key, and the other one that it had before or after.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        [&self.before, &self.after]
            .into_iter()
            .flatten()
            .map(|record| record.key.as_str())
    }

    /// The key by which people know it.
    pub fn key(&self) -> &str {
        self.keys().next().unwrap_or_default()
    }

    /// What it did: "smtp.port was changed."
    pub fn sentence(&self) -> String {
        let change = self.change();
        let key = excerpt(self.key());
        match (change.kind(), change.new_key()) {
            (ChangeKind::Added, _) => format!("{key} was added."),
            (ChangeKind::Removed, _) => format!("{key} was deleted."),
            (ChangeKind::Changed, Some(new)) => format!("{key} is now called {}.", excerpt(new)),
            (ChangeKind::Changed, None) => format!("{key} was changed."),
        }
    }

    /// What is true again without it: "Undone: smtp.port is “587” again."
    pub fn undone_sentence(&self) -> String {
        const MAX_BYTES: usize = 60;
        let change = self.change();
        let key = excerpt(self.key());
        let what = match (&self.before, &self.after, change.new_key()) {
            (None, ..) => format!("{key} is gone again"),
            (_, None, _) => format!("{key} is back"),
            (.., Some(new)) => format!("{} is called {key} again", excerpt(new)),
            (Some(before), ..) if before.value.is_empty() => format!("{key} is empty again"),
            (Some(before), ..) if before.value.len() <= MAX_BYTES && !is_secret(&before.key) => {
                format!("{key} is “{}” again", excerpt(&before.value))
            }
            _ => format!("{key} has its earlier value again"),
        };
        format!("Undone: {what}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_and_undone_is_said() {
        let record = |entry: (&str, &str)| Configuration {
            id: 1,
            key: entry.0.into(),
            value: entry.1.into(),
        };
        for (before, after, done, undone) in [
            (None, Some(("a", "1")), "a was added", "a is gone again"),
            (Some(("a", "1")), None, "a was deleted", "a is back"),
            (
                Some(("a", "1")),
                Some(("b", "2")),
                "a is now called b",
                "b is called a again",
            ),
            (
                Some(("a", "1")),
                Some(("a", "2")),
                "a was changed",
                "a is “1” again",
            ),
            (
                Some(("a", "")),
                Some(("a", "2")),
                "a was changed",
                "a is empty again",
            ),
            (
                Some(("pin", "1")),
                Some(("pin", "2")),
                "pin was changed",
                "pin has its earlier value again",
            ),
        ] {
            let applied = AppliedChange::new(before.map(record), after.map(record));
            assert_eq!(applied.sentence(), format!("{done}."));
            assert_eq!(applied.undone_sentence(), format!("Undone: {undone}."));
        }
    }
}
