//! The changes that wait to be applied, with the result of each.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::fmt;

use api_types::Configuration;

use super::applied::AppliedChange;
use super::change::{Change, ChangeKind, Entry};
use super::status::{Conflict, Failure, Problem, SaveError, Status};
use ui::table::group_digits;

/// A change that waits to be applied, or waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingChange {
    /// Its number in its set, which no other change of the set ever had.
    pub number: u32,
    /// The change.
    pub change: Change,
    /// How far it has come.
    pub status: Status,
}

impl PendingChange {
    /// A change that waits.
    pub fn new(number: u32, change: Change) -> Self {
        Self {
            number,
            change,
            status: Status::Waiting,
        }
    }

    /// Whether it is still to be applied.
    pub fn is_open(&self) -> bool {
        self.status != Status::Applied
    }

    /// Why it couldn't be applied.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.status {
            Status::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// The row that shows it.
    fn row(&self) -> RowId {
        self.change
            .record_id()
            .map_or(RowId::Draft(self.number), RowId::Stored)
    }

    /// Compares what the change was made from with what is stored now. On a conflict it is made from that, so that applying it
    /// again overwrites knowingly; if what it wants is stored already, it counts as applied.
    pub fn rebase(&mut self, now: Option<&Configuration>) {
        let Change { before, after } = &self.change;
        if *after == now.map(Entry::from) {
            self.status = Status::Applied;
        } else if before.as_ref() != now {
            self.status = Status::Failed(Failure::Conflict(match (before, now) {
                (_, None) => Conflict::Deleted,
                (None, _) => Conflict::Created,
                (_, Some(now)) => Conflict::Changed(now.clone()),
            }));
            self.change.before = now.cloned();
        }
    }
}

/// Identifies a row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowId {
    /// A stored record, by its id.
    Stored(i64),
    /// A key that a pending change adds, by the number of the change.
    Draft(u32),
}

/// For the `id` of an element.
impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored(id) => write!(f, "{id}"),
            Self::Draft(number) => write!(f, "draft-{number}"),
        }
    }
}

/// A row of the list: a key as it will be once the pending changes are applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Identifies it.
    pub id: RowId,
    /// Key and value; if the key is about to be removed, as they are stored.
    pub entry: Entry,
    /// What a pending change does to it.
    pub pending: Option<ChangeKind>,
    /// Why that change couldn't be applied.
    pub failure: Option<Failure>,
}

impl Row {
    fn new(id: RowId, entry: Entry, pending: Option<&PendingChange>) -> Self {
        Self {
            id,
            entry,
            pending: pending.map(|pending| pending.change.kind()),
            failure: pending.and_then(PendingChange::failure).cloned(),
        }
    }

    /// Whether a pending change removes it.
    pub fn is_removed(&self) -> bool {
        self.pending == Some(ChangeKind::Removed)
    }

    /// The change that makes `after` of it, or removes it if that is none.
    pub fn change_to(&self, after: Option<Entry>) -> Change {
        let before = match self.id {
            RowId::Draft(_) => None,
            RowId::Stored(id) => Some(Configuration {
                id,
                key: self.entry.key.clone(),
                value: self.entry.value.clone(),
            }),
        };
        Change { before, after }
    }
}

/// Changes that are reviewed and applied together. Those that were applied stay until they are cleared, to show their result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSet {
    changes: Vec<PendingChange>,
    next_number: u32,
}

impl FromIterator<Change> for ChangeSet {
    fn from_iter<T: IntoIterator<Item = Change>>(changes: T) -> Self {
        Self::with_numbers((0..).zip(changes))
    }
}

impl ChangeSet {
    /// Changes that have numbers already.
    pub fn with_numbers(changes: impl IntoIterator<Item = (u32, Change)>) -> Self {
        let changes: Vec<_> = changes
            .into_iter()
            .map(|(number, change)| PendingChange::new(number, change))
            .collect();
        let next_number = changes.iter().map(|pending| pending.number + 1).max();
        Self {
            changes,
            next_number: next_number.unwrap_or_default(),
        }
    }

    /// Appends a change as it is, and gives its number.
    pub fn push(&mut self, change: Change) -> u32 {
        let number = self.next_number;
        self.changes.push(PendingChange::new(number, change));
        self.next_number += 1;
        number
    }

    /// Adds a change of a row, or of a new key. A further change of a row continues the one that waits already; one that leads
    /// back to what is stored ends it.
    pub fn stage(&mut self, row: Option<RowId>, change: Change) {
        let mut open = self.changes.iter_mut().filter(|pending| pending.is_open());
        let continued = open.find(|pending| match row {
            Some(row) => pending.row() == row,
            // A key that is removed and added again stays, perhaps with another value.
            None => pending.change.after.is_none() && pending.change.key() == change.key(),
        });
        match continued {
            Some(pending) => {
                pending.change.after = change.after;
                pending.status = Status::Waiting;
            }
            None => drop(self.push(change)),
        }
        self.changes
            .retain(|pending| !pending.is_open() || pending.change.old() != pending.change.after);
    }

    /// All of them, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &PendingChange> {
        self.changes.iter()
    }

    /// Those that are still to be applied.
    pub fn open(&self) -> impl Iterator<Item = &PendingChange> {
        self.iter().filter(|pending| pending.is_open())
    }

    /// How many couldn't be applied.
    pub fn failed_count(&self) -> usize {
        self.iter().filter(|pending| pending.failure().is_some()).count()
    }

    /// How many are applied.
    pub fn applied_count(&self) -> usize {
        self.changes.len() - self.open().count()
    }

    /// How many there are, whatever became of them.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether there is none, applied or not.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Those for review: what failed comes first.
    pub fn failed_first(&self) -> impl Iterator<Item = &PendingChange> {
        let failed = |pending: &&PendingChange| pending.failure().is_some();
        let others = self.iter().filter(move |pending| !failed(pending));
        self.iter().filter(failed).chain(others)
    }

    /// Takes out one change.
    pub fn remove(&mut self, number: u32) -> Option<Change> {
        let index = self.iter().position(|pending| pending.number == number)?;
        Some(self.changes.remove(index).change)
    }

    /// Takes out what waits for a row.
    pub fn discard(&mut self, row: RowId) {
        self.changes.retain(|pending| pending.row() != row);
    }

    /// Takes out those that are applied.
    pub fn clear_applied(&mut self) {
        self.changes.retain(PendingChange::is_open);
    }

    /// What is still to be applied, in the order in which it has to be: removing a key makes room for another of its name.
    pub fn to_apply(&self) -> Vec<PendingChange> {
        let mut open: Vec<_> = self.open().cloned().collect();
        open.sort_by_key(|pending| Reverse(pending.change.kind()));
        open
    }

    /// Compares all that are open with what is stored now, as [`PendingChange::rebase`] does. Gives the numbers of those that
    /// can be applied without surprise.
    pub fn rebase(&mut self, stored: &[Configuration]) -> Vec<u32> {
        let by_id: HashMap<i64, &Configuration> = stored.iter().map(|record| (record.id, record)).collect();
        let by_key: HashMap<&str, &Configuration> = stored
            .iter()
            .map(|record| (record.key.as_str(), record))
            .collect();
        let mut fine = Vec::new();
        for pending in self.changes.iter_mut().filter(|pending| pending.is_open()) {
            let now = match pending.change.record_id() {
                Some(id) => by_id.get(&id),
                None => by_key.get(pending.change.key()),
            };
            let known = pending.clone();
            pending.rebase(now.copied());
            if *pending == known {
                fine.push(pending.number);
            }
        }
        fine
    }

    /// Notes the result of saving a change; `Ok` holds the record as it is stored now, if there still is one. Gives what was
    /// applied, for the history.
    pub fn settle(
        &mut self,
        number: u32,
        result: Result<Option<Configuration>, SaveError>,
    ) -> Option<AppliedChange> {
        let pending = self.changes.iter_mut().find(|pending| pending.number == number)?;
        match result {
            Ok(after) => {
                pending.status = Status::Applied;
                return Some(AppliedChange::new(pending.change.before.clone(), after));
            }
            Err(SaveError::Conflict(now)) => pending.rebase(now.as_ref()),
            Err(SaveError::Refused(error)) => {
                let reason = Problem::from_error(&error, &pending.change).text;
                pending.status = Status::Failed(Failure::Refused(reason));
            }
        }
        None
    }

    /// The stored records with these changes, in the order of their keys.
    pub fn rows(&self, records: &[Configuration]) -> Vec<Row> {
        let by_row: HashMap<RowId, &PendingChange> =
            self.open().map(|pending| (pending.row(), pending)).collect();
        let stored = records.iter().map(|record| {
            let id = RowId::Stored(record.id);
            let pending = by_row.get(&id).copied();
            let after = pending.and_then(|pending| pending.change.after.clone());
            Row::new(id, after.unwrap_or_else(|| record.into()), pending)
        });
        let drafts = self.open().filter_map(|pending| match pending.row() {
            RowId::Stored(_) => None,
            id => Some(Row::new(id, pending.change.after.clone()?, Some(pending))),
        });
        let mut rows: Vec<Row> = stored.chain(drafts).collect();
        rows.sort_by(|a, b| group_order(&a.entry.key, &b.entry.key).then(a.id.cmp(&b.id)));
        rows
    }
}

/// Orders keys so that those of a group stand together: a dot comes before anything else.
fn group_order(a: &str, b: &str) -> Ordering {
    let dot_first = |byte: u8| if byte == b'.' { 0 } else { byte };
    a.bytes().map(dot_first).cmp(b.bytes().map(dot_first))
}

/// How many changes of each kind there are: "2 added, 1 removed"; empty if there is none.
pub fn summarize<'a>(changes: impl Iterator<Item = &'a PendingChange>) -> String {
    let kinds: Vec<ChangeKind> = changes.map(|pending| pending.change.kind()).collect();
    let counted = ChangeKind::ALL.into_iter().filter_map(|kind| {
        let count = kinds.iter().filter(|own| **own == kind).count();
        (count > 0).then(|| format!("{} {}", group_digits(count as u64), kind.label().to_lowercase()))
    });
    counted.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
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

    /// Stages a change of the row that shows that key.
    fn edit(set: &mut ChangeSet, key: &str, after: Option<Entry>) {
        let rows = set.rows(&records());
        let row = rows.iter().find(|row| row.entry.key == key).unwrap();
        set.stage(Some(row.id), row.change_to(after));
    }

    fn added(key: &str, value: &str) -> Change {
        Change {
            before: None,
            after: Some(Entry::new(key, value)),
        }
    }

    fn add(set: &mut ChangeSet, key: &str, value: &str) {
        set.stage(None, added(key, value));
    }

    #[test]
    fn changes_of_one_record_become_one() {
        let mut set = ChangeSet::default();
        edit(&mut set, "a", Some(Entry::new("a", "2")));
        edit(&mut set, "a", Some(Entry::new("z", "2")));
        assert_eq!(set.len(), 1);
        assert_eq!(set.changes[0].change.before, Some(record(1, "a", "1")));
        assert_eq!(set.changes[0].change.after, Some(Entry::new("z", "2")));
        edit(&mut set, "z", None);
        assert_eq!(set.changes[0].change.kind(), ChangeKind::Removed);
        // Back to what is stored: there is nothing to apply.
        edit(&mut set, "a", Some(Entry::new("a", "1")));
        assert!(set.is_empty());
    }

    #[test]
    fn a_draft_can_be_changed_and_dropped() {
        let mut set = ChangeSet::default();
        add(&mut set, "new", "1");
        edit(&mut set, "new", Some(Entry::new("newer", "2")));
        assert_eq!(set.len(), 1);
        assert_eq!(set.changes[0].change, added("newer", "2"));
        edit(&mut set, "newer", None);
        assert!(set.is_empty());
        // A number is never given twice: a row that is gone can't be taken for a new one.
        add(&mut set, "other", "1");
        assert_eq!(set.changes[0].row(), RowId::Draft(1));
    }

    #[test]
    fn a_key_that_is_removed_and_added_again_is_changed() {
        let mut set = ChangeSet::default();
        edit(&mut set, "a", None);
        add(&mut set, "a", "2");
        assert_eq!(set.len(), 1);
        assert_eq!(set.changes[0].change.kind(), ChangeKind::Changed);
        assert_eq!(set.changes[0].change.old(), Some(Entry::new("a", "1")));
    }

    #[test]
    fn rows_show_what_will_be_and_what_is_removed_is_applied_first() {
        let mut set = ChangeSet::default();
        add(&mut set, "aa", "4");
        edit(&mut set, "a", Some(Entry::new("z", "1")));
        edit(&mut set, "b", None);
        let rows = set.rows(&records());
        let seen: Vec<_> = rows
            .iter()
            .map(|row| (row.id, row.entry.key.as_str(), row.pending))
            .collect();
        let expected = [
            (RowId::Draft(0), "aa", Some(ChangeKind::Added)),
            (RowId::Stored(2), "b", Some(ChangeKind::Removed)),
            (RowId::Stored(3), "c", None),
            (RowId::Stored(1), "z", Some(ChangeKind::Changed)),
        ];
        assert_eq!(seen, expected);
        assert_eq!(summarize(set.open()), "1 added, 1 changed, 1 removed");
        let order: Vec<_> = set.to_apply().iter().map(|pending| pending.number).collect();
        assert_eq!(order, [2, 1, 0]);
    }

    #[test]
    fn groups_stand_together() {
        let records = [record(1, "a-b", ""), record(2, "a.b", ""), record(3, "a", "")];
        let rows = ChangeSet::default().rows(&records);
        let keys: Vec<_> = rows.iter().map(|row| row.entry.key.as_str()).collect();
        assert_eq!(keys, ["a", "a.b", "a-b"]);
    }

    #[test]
    fn what_someone_else_did_is_a_conflict_that_the_next_try_overwrites() {
        let edited = || {
            let mut set = ChangeSet::default();
            edit(&mut set, "a", Some(Entry::new("a", "2")));
            set
        };
        let mut set = edited();
        assert_eq!(set.rebase(&records()), [0]);
        assert_eq!(set, edited());

        let mut set = edited();
        assert!(set.rebase(&[record(1, "a", "3")]).is_empty());
        let failure = set.changes[0].failure().unwrap();
        assert_eq!(
            *failure,
            Failure::Conflict(Conflict::Changed(record(1, "a", "3")))
        );
        assert_eq!(set.changes[0].change.old(), Some(Entry::new("a", "3")));
        assert_eq!(set.rebase(&[record(1, "a", "3")]), [0]);

        let mut set = edited();
        set.rebase(&[]);
        assert_eq!(
            set.changes[0].failure(),
            Some(&Failure::Conflict(Conflict::Deleted))
        );
        assert_eq!(set.changes[0].change, added("a", "2"));
        set.rebase(&[record(4, "a", "1")]);
        assert_eq!(
            set.changes[0].failure(),
            Some(&Failure::Conflict(Conflict::Created))
        );
        assert_eq!(set.changes[0].row(), RowId::Stored(4));

        // What is wanted is there already.
        let mut set = edited();
        set.rebase(&[record(1, "a", "2")]);
        assert_eq!((set.applied_count(), set.open().count()), (1, 0));
        let mut set = ChangeSet::default();
        edit(&mut set, "a", None);
        set.rebase(&[]);
        assert_eq!(set.applied_count(), 1);
    }

    #[test]
    fn each_change_has_its_own_result() {
        let mut set = ChangeSet::default();
        add(&mut set, "x", "1");
        add(&mut set, "y", "1");
        add(&mut set, "z", "1");
        let applied = set.settle(0, Ok(Some(record(9, "x", "1"))));
        assert_eq!(applied, Some(AppliedChange::new(None, Some(record(9, "x", "1")))));
        let offline = SaveError::Refused(crate::api::ApiError::Offline);
        assert_eq!(set.settle(2, Err(offline)), None);
        assert_eq!(
            (set.applied_count(), set.failed_count(), set.open().count()),
            (1, 1, 2)
        );
        let numbers: Vec<_> = set.failed_first().map(|pending| pending.number).collect();
        assert_eq!(numbers, [2, 0, 1]);
        set.clear_applied();
        assert_eq!(set.remove(1).unwrap().key(), "y");
        assert_eq!(set.len(), 1);
    }
}
