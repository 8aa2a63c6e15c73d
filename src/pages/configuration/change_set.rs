//! Changes that are reviewed and applied together: no signals, no requests, no browser.

use std::cmp::Reverse;
use std::collections::HashMap;

use api_types::Configuration;

use super::change::{Change, ChangeKind, RowId, Status};
use ui::table::group_digits;

/// Changes of different keys. Those that were applied stay until they are cleared, to show their result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// The changes, in the order in which they were made.
    pub list: Vec<Change>,
}

impl ChangeSet {
    /// Adds a change of a row, in place of the one that waits already. One that leads back to what is stored ends it.
    pub fn stage(&mut self, change: Change) {
        // A key that is removed and added again stays, perhaps with another value.
        let is_continued = |known: &&mut Change| {
            let is_same_key = || known.after.is_none() && known.entry().key == change.entry().key;
            known.is_open() && (known.id == change.id || change.before.is_none() && is_same_key())
        };
        match self.list.iter_mut().find(is_continued) {
            Some(known) => *known = known.to(change.after),
            None => self.list.push(change),
        }
        let is_change = |change: &Change| !change.is_open() || change.kind().is_some();
        self.list.retain(is_change);
    }

    /// Those that are still to be applied.
    pub fn open(&self) -> impl Iterator<Item = &Change> {
        self.list.iter().filter(|change| change.is_open())
    }

    /// Takes out the change of a row.
    pub fn remove(&mut self, id: RowId) -> Option<Change> {
        let index = self.list.iter().position(|change| change.id == id)?;
        Some(self.list.remove(index))
    }

    /// What is still to be applied, in the order in which it has to be: removing a key makes room for another of its name.
    pub fn to_apply(&self) -> Vec<Change> {
        let mut open: Vec<_> = self.open().cloned().collect();
        open.sort_by_key(|change| Reverse(change.kind()));
        open
    }

    /// Adds a change that was left earlier, compared with what is stored now: one that someone else has made impossible says so, and
    /// one that isn't needed any more is dropped.
    pub fn stage_left(&mut self, mut change: Change, stored: &[Configuration]) {
        change.rebase(stored);
        if change.status != Status::Unneeded {
            self.stage(change);
        }
    }

    /// Notes what became of the changes of rows.
    pub fn settle(&mut self, results: Vec<(RowId, Change)>) {
        let mut results: HashMap<RowId, Change> = results.into_iter().collect();
        for change in &mut self.list {
            if let Some(result) = results.remove(&change.id) {
                *change = result;
            }
        }
    }

    /// The stored records with these changes, in the order of their keys.
    pub fn rows(&self, records: &[Configuration]) -> Vec<Change> {
        let records = records.iter().map(Change::from);
        let rows = records.chain(self.open().cloned()).map(|row| (row.id, row));
        let mut rows: Vec<Change> = rows.collect::<HashMap<_, _>>().into_values().collect();
        rows.sort_by(|a, b| group_order(a).cmp(group_order(b)).then(a.id.cmp(&b.id)));
        rows
    }
}

/// Orders keys so that those of a group stand together: a dot comes before anything else.
fn group_order(row: &Change) -> impl Iterator<Item = u8> {
    let bytes = row.entry().key.bytes();
    bytes.map(|byte| if byte == b'.' { 0 } else { byte })
}

/// How many changes of each kind there are: "2 to be added, 1 removed"; empty if there is none.
pub fn summarize<'a>(changes: impl Iterator<Item = &'a Change>) -> String {
    let found: Vec<_> = changes
        .filter_map(|change| Some((!change.is_open(), change.kind()?)))
        .collect();
    let kinds = [ChangeKind::Added, ChangeKind::Changed, ChangeKind::Removed];
    let groups = [false, true]
        .into_iter()
        .flat_map(|is_applied| kinds.map(|kind| (is_applied, kind)));
    let counted = groups.map(|group| {
        let count = found.iter().filter(|own| **own == group).count();
        let (word, ..) = group.1.badge(group.0);
        (count > 0).then(|| format!("{} {}", group_digits(count as u64), word.to_lowercase()))
    });
    counted.flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::change::record;
    use super::super::entry::Entry;
    use super::*;

    fn records() -> [Configuration; 3] {
        [record(1, "a", "1"), record(2, "b", "2"), record(3, "c", "3")]
    }

    /// "key=value"; nothing for an empty text.
    fn entry(text: &str) -> Option<Entry> {
        text.split_once('=').map(|(key, value)| Entry::new(key, value))
    }

    /// Stages edits, each of the row that shows a key, or of a new one.
    fn edited(edits: &[(&str, &str)]) -> ChangeSet {
        let mut set = ChangeSet::default();
        for (key, after) in edits {
            let rows = set.rows(&records());
            let row = rows.iter().find(|row| row.entry().key == *key);
            let new = Change::new(RowId::new_key_row(), None, None);
            set.stage(row.unwrap_or(&new).to(entry(after)));
        }
        set
    }

    #[test]
    fn edits_of_a_row_become_one_change() {
        for (edits, changes) in [
            ([("a", "a=2"), ("a", "z=2")], vec![("a=1", "z=2")]),
            ([("a", "z=2"), ("z", "")], vec![("a=1", "")]),
            // A key that is to be added is changed as well.
            ([("", "new=1"), ("new", "newer=2")], vec![("", "newer=2")]),
            // A key that is removed and added again is changed.
            ([("a", ""), ("", "a=2")], vec![("a=1", "a=2")]),
            // Back to what is stored, there is nothing to apply.
            ([("a", "a=2"), ("a", "a=1")], vec![]),
            ([("", "new=1"), ("new", "")], vec![]),
        ] {
            let changes: Vec<_> = changes.into_iter().map(|(a, b)| (entry(a), entry(b))).collect();
            let set = edited(&edits).list.into_iter();
            let staged: Vec<_> = set.map(|change| (change.before, change.after)).collect();
            assert_eq!(staged, changes, "{edits:?}");
        }
    }

    #[test]
    fn rows_show_what_will_be_and_what_is_removed_is_applied_first() {
        let set = edited(&[("", "aa=4"), ("a", "z=1"), ("b", "")]);
        let keys = |changes: Vec<Change>| -> Vec<_> {
            let keys = changes
                .iter()
                .map(|change| (change.entry().key.clone(), change.kind()));
            keys.map(|(key, kind)| format!("{key} {kind:?}")).collect()
        };
        let expected = ["aa Some(Added)", "b Some(Removed)", "c None", "z Some(Changed)"];
        assert_eq!(keys(set.rows(&records())), expected);
        assert_eq!(
            summarize(set.open()),
            "1 to be added, 1 to be changed, 1 to be removed"
        );
        assert_eq!(
            keys(set.to_apply()),
            ["b Some(Removed)", "z Some(Changed)", "aa Some(Added)"]
        );
        // Those of a group stand together.
        let records = [record(1, "a-b", ""), record(2, "a.b", ""), record(3, "a", "")];
        assert_eq!(
            keys(ChangeSet::default().rows(&records)),
            ["a None", "a.b None", "a-b None"]
        );
    }

    #[test]
    fn what_someone_else_did_is_a_conflict_that_the_next_try_overwrites() {
        let (edit, addition, removal) = (("a", "a=2"), ("", "x=2"), ("a", ""));
        for (edit, now, status) in [
            (edit, vec![record(1, "a", "1")], Status::Waiting),
            (edit, vec![record(1, "a", "3")], Status::ChangedElsewhere),
            (edit, vec![], Status::DeletedElsewhere),
            (addition, vec![], Status::Waiting),
            (addition, vec![record(4, "x", "1")], Status::CreatedElsewhere),
            // What is wanted is there already.
            (edit, vec![record(1, "a", "2")], Status::Unneeded),
            (removal, vec![], Status::Unneeded),
        ] {
            let mut change = edited(&[edit]).list.remove(0);
            let is_fine = change.rebase(&now);
            assert_eq!((is_fine, &change.status), (status == Status::Waiting, &status));
            if change.is_failed() {
                assert_eq!(change.before, now.first().map(Entry::from));
            }
            if let [record] = &now[..] {
                assert_eq!(change.id, RowId::Stored(record.id));
            }
            assert_eq!(change.rebase(&now), change.is_open());
        }
    }

    #[test]
    fn each_change_has_its_own_result() {
        let mut set = edited(&[("", "x=1"), ("", "y=1"), ("", "z=1")]);
        let [x, y, z] = [0, 1, 2].map(|index| set.list[index].clone());
        let refused = Status::Refused("The network is gone.".into());
        let results = [(x, Status::Applied), (z, refused)];
        let results = results.map(|(change, status)| (change.id, Change { status, ..change }));
        set.settle(results.into());
        assert_eq!(
            set.list[2].failure("Apply").as_deref(),
            Some("The network is gone.")
        );
        assert_eq!(set.open().count(), 2);
        assert_eq!(set.remove(y.id), Some(y));
        assert_eq!(set.list.len(), 2);
    }
}
