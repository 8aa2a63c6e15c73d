//! What was edited and isn't saved, as it is kept in the browser: without anything of keys that look secret.

use serde::{Deserialize, Serialize};

use super::change::{Change, Edit};
use super::change_set::ChangeSet;
use super::entry::Part;
use super::secrets::is_secret;

/// The collected changes, and what stands in the editor.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UnsavedEdits {
    /// The changes that are still to be applied.
    pub changes: Vec<Change>,
    /// What stands in the editor.
    pub edit: Option<Edit>,
}

impl UnsavedEdits {
    /// What may be kept of these.
    pub fn of(changes: &ChangeSet, edit: Option<Edit>) -> Self {
        let is_ordinary = |change: &&Change| !change.keys().any(is_secret);
        let is_secret_name = |edit: &Edit| edit.part == Part::Key && is_secret(&edit.text);
        Self {
            changes: changes.open().filter(is_ordinary).cloned().collect(),
            edit: edit.filter(|edit| is_ordinary(&&edit.row) && !is_secret_name(edit)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::{RowId, Status, record};
    use super::super::entry::Entry;
    use super::*;
    use api_types::Configuration;

    fn changes() -> ChangeSet {
        let entry = |key: &str, value: &str| Some(Entry::new(key, value));
        let list = [
            (RowId::Stored(1), entry("a", "1"), entry("a", "2")),
            (RowId::Stored(2), entry("b", "1"), None),
            (RowId::new_key_row(), None, entry("c", "new")),
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
        let edit = Edit {
            row: Change::new(RowId::Stored(9), entry(before), entry(key)),
            part: Part::Value,
            text: "hunter2".to_owned(),
        };
        UnsavedEdits::of(&changes(), Some(edit))
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
            let left = kept.changes.into_iter();
            left.for_each(|change| collected.stage_left(change, stored));
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
