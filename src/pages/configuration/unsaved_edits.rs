//! What was edited and isn't saved, as it is kept in the browser: without anything of keys that look secret.

use api_types::Configuration;
use serde::{Deserialize, Serialize};

use super::change::{Change, Entry, Part, RowId, Status};
use super::change_set::ChangeSet;
use super::secrets::is_secret;

/// The collected changes, and what stands in the editor.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UnsavedEdits {
    changes: Vec<KeptChange>,
    /// What stands in the editor.
    pub edit: Option<KeptEdit>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct KeptChange {
    /// The record; none for a key that is added.
    id: Option<i64>,
    before: Option<Entry>,
    after: Option<Entry>,
}

/// A text in the editor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptEdit {
    /// The record of the row that is edited; none for a key that is added.
    id: Option<i64>,
    /// What was stored when it was edited.
    before: Option<Entry>,
    /// What the row showed.
    shown: Entry,
    /// Which half of it.
    pub part: Part,
    /// What was typed.
    pub text: String,
}

impl KeptEdit {
    /// Whether that row is still as it was when it was edited.
    pub fn is_of(&self, row: &Change) -> bool {
        row.before == self.before && *row.entry() == self.shown
    }

    /// The key of the row.
    pub fn key(&self) -> &str {
        &self.shown.key
    }

    /// A change that is collected: there is no such row any more, or somebody else has changed it.
    pub fn into_collected(self) -> UnsavedEdits {
        let change = KeptChange {
            id: self.id,
            before: self.before,
            after: Some(self.shown.with(self.part, self.text)),
        };
        UnsavedEdits {
            changes: vec![change],
            edit: None,
        }
    }
}

fn stored_id(row: RowId) -> Option<i64> {
    match row {
        RowId::Stored(id) => Some(id),
        RowId::Draft(_) => None,
    }
}

impl UnsavedEdits {
    /// What may be kept of collected changes, and of the row whose half is edited, with the text.
    pub fn of(changes: &ChangeSet, edit: Option<(Change, Part, String)>) -> Self {
        let is_ordinary = |change: &Change| !change.keys().any(is_secret);
        let changes = changes
            .open()
            .filter(|change| is_ordinary(change))
            .map(|change| KeptChange {
                id: stored_id(change.id),
                before: change.before.clone(),
                after: change.after.clone(),
            });
        Self {
            changes: changes.collect(),
            edit: edit
                .filter(|(row, part, text)| is_ordinary(row) && !(*part == Part::Key && is_secret(text)))
                .map(|(row, part, text)| KeptEdit {
                    id: stored_id(row.id),
                    shown: row.entry().clone(),
                    before: row.before,
                    part,
                    text,
                }),
        }
    }

    /// Whether changes are collected in it.
    pub fn has_changes(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Collects the changes, after comparing them with what is stored now: what someone else changed meanwhile says so.
    pub fn collect_into(self, collected: &mut ChangeSet, stored: &[Configuration]) {
        for KeptChange { id, before, after } in self.changes {
            let id = id.map_or_else(RowId::new_draft, RowId::Stored);
            let mut left = ChangeSet {
                list: vec![Change::new(id, before, after)],
            };
            left.rebase(stored);
            for change in left.list {
                if change.status != Status::Unneeded {
                    collected.stage(change);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::record;
    use super::*;

    fn changes() -> ChangeSet {
        let entry = |key: &str, value: &str| Some(Entry::new(key, value));
        let list = [
            (RowId::Stored(1), entry("a", "1"), entry("a", "2")),
            (RowId::Stored(2), entry("b", "1"), None),
            (RowId::new_draft(), None, entry("c", "new")),
            (
                RowId::Stored(4),
                entry("smtp.password", "hunter2"),
                entry("x", "hunter2"),
            ),
            (RowId::Stored(5), entry("y", "hunter2"), entry("token", "hunter2")),
        ];
        ChangeSet {
            list: list
                .map(|(id, before, after)| Change::new(id, before, after))
                .into(),
        }
    }

    /// A value that is edited, in a row whose key was another before.
    fn kept(key: &str, before: &str) -> UnsavedEdits {
        let entry = |key| Some(Entry::new(key, ""));
        let row = Change::new(RowId::Stored(9), entry(before), entry(key));
        UnsavedEdits::of(&changes(), Some((row, Part::Value, "hunter2".to_owned())))
    }

    #[test]
    fn nothing_of_a_secret_is_kept() {
        for (key, before) in [("api.key", "api.key"), ("x", "api.key")] {
            let kept = serde_json::to_string(&kept(key, before)).unwrap();
            assert!(!kept.contains("hunter2"), "{kept}");
        }
        assert!(kept("x", "y").edit.is_some_and(|edit| edit.text == "hunter2"));
    }

    #[test]
    fn changes_come_back_as_they_stand_against_what_is_stored_now() {
        let kept = serde_json::to_string(&UnsavedEdits::of(&changes(), None)).unwrap();
        let statuses = |stored: &[Configuration]| {
            let kept: UnsavedEdits = serde_json::from_str(&kept).unwrap();
            let mut collected = ChangeSet::default();
            kept.collect_into(&mut collected, stored);
            let list = collected.list.into_iter();
            list.map(|change| (change.entry().key.clone(), change.status))
                .collect::<Vec<_>>()
        };
        let status = |key: &str, status| (key.to_owned(), status);
        assert_eq!(
            statuses(&[record(1, "a", "1"), record(2, "b", "1")]),
            ["a", "b", "c"].map(|key| status(key, Status::Waiting))
        );
        // Someone changed a, and deleted b, which is what was wanted.
        assert_eq!(
            statuses(&[record(1, "a", "3")]),
            [
                status("a", Status::ChangedElsewhere),
                status("c", Status::Waiting)
            ]
        );
    }
}
