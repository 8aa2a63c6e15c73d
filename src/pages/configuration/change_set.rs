//! Changes that are reviewed and applied together: no signals, no requests, no browser.

use std::cmp::Reverse;
use std::collections::HashMap;

use api_types::Configuration;

use super::change::{Change, ChangeKind, RowId};
use ui::table::group_digits;

/// Changes of different keys. Those that were applied stay until they are cleared, to show their result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSet(Vec<Change>);

impl FromIterator<Change> for ChangeSet {
    fn from_iter<T: IntoIterator<Item = Change>>(changes: T) -> Self {
        Self(changes.into_iter().collect())
    }
}

impl Extend<Change> for ChangeSet {
    fn extend<T: IntoIterator<Item = Change>>(&mut self, changes: T) {
        self.0.extend(changes);
    }
}

impl ChangeSet {
    /// Adds a change of a row, in place of the one that waits already. One that leads back to what is stored ends it.
    pub fn stage(&mut self, change: Change) {
        // A key that is removed and added again stays, perhaps with another value.
        let is_continued = |known: &&mut Change| {
            let is_same_key = || known.after.is_none() && known.entry().key == change.entry().key;
            known.is_open() && (known.id == change.id || change.before.is_none() && is_same_key())
        };
        match self.0.iter_mut().find(is_continued) {
            Some(known) => *known = known.to(change.after),
            None => self.0.push(change),
        }
        self.0
            .retain(|change| !change.is_open() || change.kind().is_some());
    }

    /// All of them, in the order in which they were made.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.0.iter()
    }

    /// All of them, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Change> {
        self.0.iter_mut()
    }

    /// Those that are still to be applied.
    pub fn open(&self) -> impl Iterator<Item = &Change> {
        self.iter().filter(|change| change.is_open())
    }

    /// How many there are, whatever became of them.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none, applied or not.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes out the change of a row.
    pub fn remove(&mut self, id: RowId) -> Option<Change> {
        let index = self.iter().position(|change| change.id == id)?;
        Some(self.0.remove(index))
    }

    /// Takes out those that are applied.
    pub fn clear_applied(&mut self) {
        self.0.retain(Change::is_open);
    }

    /// What is still to be applied, in the order in which it has to be: removing a key makes room for another of its name.
    pub fn to_apply(&self) -> Vec<Change> {
        let mut open: Vec<_> = self.open().cloned().collect();
        open.sort_by_key(|change| Reverse(change.kind()));
        open
    }

    /// Compares all that are open with what is stored now, as [`Change::rebase`] does. Gives the ids of those that can be
    /// applied without surprise.
    pub fn rebase(&mut self, stored: &[Configuration]) -> Vec<RowId> {
        let by_id: HashMap<RowId, &Configuration> = stored
            .iter()
            .map(|record| (RowId::Stored(record.id), record))
            .collect();
        let by_key: HashMap<&str, &Configuration> = stored
            .iter()
            .map(|record| (record.key.as_str(), record))
            .collect();
        let mut fine = Vec::new();
        for change in self.0.iter_mut().filter(|change| change.is_open()) {
            let now = match &change.before {
                Some(_) => by_id.get(&change.id),
                None => by_key.get(change.entry().key.as_str()),
            };
            if change.rebase(now.copied()) {
                fine.push(change.id);
            }
        }
        fine
    }

    /// Notes what became of the change of a row.
    pub fn settle(&mut self, id: RowId, result: Change) {
        if let Some(change) = self.0.iter_mut().find(|change| change.id == id) {
            *change = result;
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

/// How many changes of each kind there are: "2 added, 1 removed"; empty if there is none.
pub fn summarize<'a>(changes: impl Iterator<Item = &'a Change>) -> String {
    let kinds: Vec<ChangeKind> = changes.filter_map(Change::kind).collect();
    let counted = [ChangeKind::Added, ChangeKind::Changed, ChangeKind::Removed].map(|kind| {
        let count = kinds.iter().filter(|own| **own == kind).count();
        let (word, _) = kind.badge();
        (count > 0).then(|| format!("{} {}", group_digits(count as u64), word.to_lowercase()))
    });
    counted.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::change::{Entry, Failure, Status};
    use super::*;

    fn record(id: i64, key: &str, value: &str) -> Configuration {
        Configuration {
            id,
            key: key.into(),
            value: value.into(),
        }
    }

    fn records() -> [Configuration; 3] {
        [record(1, "a", "1"), record(2, "b", "2"), record(3, "c", "3")]
    }

    /// Stages a change of the row that shows that key, or of a new one.
    fn edit(set: &mut ChangeSet, key: &str, after: Option<(&str, &str)>) {
        let after = after.map(|(key, value)| Entry::new(key, value));
        let rows = set.rows(&records());
        let row = rows.iter().find(|row| row.entry().key == key);
        let new = Change::new(RowId::new_draft(), None, None);
        set.stage(row.unwrap_or(&new).to(after));
    }

    fn edited(edits: &[(&str, Option<(&str, &str)>)]) -> ChangeSet {
        let mut set = ChangeSet::default();
        for (key, after) in edits {
            edit(&mut set, key, *after);
        }
        set
    }

    #[test]
    fn edits_of_a_row_become_one_change() {
        let a = Some(("a", "1"));
        for (edits, before, after) in [
            (
                vec![("a", Some(("a", "2"))), ("a", Some(("z", "2")))],
                a,
                Some(("z", "2")),
            ),
            (vec![("a", Some(("z", "2"))), ("z", None)], a, None),
            // A draft is changed as well.
            (
                vec![("", Some(("new", "1"))), ("new", Some(("newer", "2")))],
                None,
                Some(("newer", "2")),
            ),
            // A key that is removed and added again is changed.
            (vec![("a", None), ("", Some(("a", "2")))], a, Some(("a", "2"))),
        ] {
            let set = edited(&edits);
            let entry = |entry: Option<(&str, &str)>| entry.map(|(key, value)| Entry::new(key, value));
            let changes: Vec<_> = set
                .iter()
                .map(|change| (change.before.clone(), change.after.clone()))
                .collect();
            assert_eq!(changes, [(entry(before), entry(after))], "{edits:?}");
        }
        // Back to what is stored, there is nothing to apply.
        for edits in [
            [("a", Some(("a", "2"))), ("a", Some(("a", "1")))],
            [("", Some(("new", "1"))), ("new", None)],
        ] {
            assert!(edited(&edits).is_empty(), "{edits:?}");
        }
    }

    #[test]
    fn rows_show_what_will_be_and_what_is_removed_is_applied_first() {
        let set = edited(&[("", Some(("aa", "4"))), ("a", Some(("z", "1"))), ("b", None)]);
        let rows = set.rows(&records());
        let seen: Vec<_> = rows
            .iter()
            .map(|row| (row.entry().key.as_str(), row.kind()))
            .collect();
        let expected = [
            ("aa", Some(ChangeKind::Added)),
            ("b", Some(ChangeKind::Removed)),
            ("c", None),
            ("z", Some(ChangeKind::Changed)),
        ];
        assert_eq!(seen, expected);
        assert_eq!(summarize(set.open()), "1 added, 1 changed, 1 removed");
        let order: Vec<_> = set
            .to_apply()
            .iter()
            .map(|change| change.entry().key.clone())
            .collect();
        assert_eq!(order, ["b", "z", "aa"]);
    }

    #[test]
    fn groups_stand_together() {
        let records = [record(1, "a-b", ""), record(2, "a.b", ""), record(3, "a", "")];
        let rows = ChangeSet::default().rows(&records);
        let keys: Vec<_> = rows.iter().map(|row| row.entry().key.as_str()).collect();
        assert_eq!(keys, ["a", "a.b", "a-b"]);
    }

    #[test]
    fn what_someone_else_did_is_a_conflict_that_the_next_try_overwrites() {
        let change = ("a", Some(("a", "2")));
        let addition = ("", Some(("x", "2")));
        for (edit, now, status, id) in [
            (
                change,
                vec![record(1, "a", "1")],
                Status::Waiting,
                Some(RowId::Stored(1)),
            ),
            (
                change,
                vec![record(1, "a", "3")],
                Status::Failed(Failure::Changed),
                Some(RowId::Stored(1)),
            ),
            (
                change,
                vec![],
                Status::Failed(Failure::Deleted),
                Some(RowId::Stored(1)),
            ),
            (addition, vec![], Status::Waiting, None),
            (
                addition,
                vec![record(4, "x", "1")],
                Status::Failed(Failure::Created),
                Some(RowId::Stored(4)),
            ),
            // What is wanted is there already.
            (
                change,
                vec![record(1, "a", "2")],
                Status::Unneeded,
                Some(RowId::Stored(1)),
            ),
            (("a", None), vec![], Status::Unneeded, Some(RowId::Stored(1))),
        ] {
            let mut set = edited(&[edit]);
            let fine = set.rebase(&now);
            assert_eq!(fine.len(), usize::from(status == Status::Waiting), "{status:?}");
            assert_eq!(set.0[0].status, status);
            assert!(id.is_none_or(|id| set.0[0].id == id));
            if set.0[0].is_failed() {
                assert_eq!(set.0[0].before, now.first().map(Entry::from));
            }
            assert_eq!(set.rebase(&now).len(), set.open().count());
        }
    }

    #[test]
    fn each_change_has_its_own_result() {
        let mut set: ChangeSet = ["x", "y", "z"]
            .map(|key| Change::added(Entry::new(key, "1")))
            .into_iter()
            .collect();
        let ids: Vec<_> = set.iter().map(|change| change.id).collect();
        for (id, status) in [
            (ids[0], Status::Applied),
            (
                ids[2],
                Status::Failed(Failure::Refused("The network is gone.".into())),
            ),
        ] {
            let change = set.iter().find(|change| change.id == id).unwrap().clone();
            set.settle(id, Change { status, ..change });
        }
        assert_eq!(set.0[2].failure("Apply").as_deref(), Some("The network is gone."));
        set.clear_applied();
        assert_eq!(set.remove(ids[1]).unwrap().entry().key, "y");
        assert_eq!(set.len(), 1);
    }
}
