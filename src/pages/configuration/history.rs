//! What was applied since the page was opened, as the changes that undo it.

use std::collections::HashSet;

use super::change::{Change, Status};
use super::change_set::ChangeSet;

/// What undoes the applied changes, in batches: what was applied together is undone together, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    batches: Vec<ChangeSet>,
    /// The batch that was undone last, unless something was applied since.
    last_undone: Option<usize>,
}

impl History {
    /// Notes what was applied together. False if nothing was.
    pub fn record(&mut self, results: &[Change]) -> bool {
        let is_made = |change: &&Change| change.status == Status::Applied && change.kind().is_some();
        let list: Vec<_> = results
            .iter()
            .filter(is_made)
            .rev()
            .map(Change::inverse)
            .collect();
        let is_any = !list.is_empty();
        if is_any {
            self.batches.push(ChangeSet { list });
            self.last_undone = None;
        }
        is_any
    }

    /// The indices of the batches, the latest first.
    pub fn indices(&self) -> impl ExactSizeIterator<Item = usize> + use<> {
        (0..self.batches.len()).rev()
    }

    /// How many changes were applied.
    pub fn change_count(&self) -> usize {
        self.batches.iter().map(|batch| batch.list.len()).sum()
    }

    /// The batch of what happened last. After undoing, that is what was undone: pressing the same button twice undoes no more.
    pub fn last(&self) -> Option<usize> {
        self.last_undone.or(self.batches.len().checked_sub(1))
    }

    /// The changes that undo a batch, the latest first.
    pub fn to_undo(&self, index: usize) -> ChangeSet {
        self.batches.get(index).cloned().unwrap_or_default()
    }

    /// The key because of which a batch can't be undone yet: a later change of it has to be undone first.
    pub fn blocking_key(&self, index: usize) -> Option<&str> {
        let batch = self.batches.get(index)?;
        let own: HashSet<&str> = batch.list.iter().flat_map(Change::keys).collect();
        let later = self.batches.iter().skip(index + 1).rev();
        let mut later_keys = later.flat_map(|batch| batch.open().flat_map(Change::keys));
        later_keys.find(|key| own.contains(key))
    }

    /// Notes what became of the changes of [`History::to_undo`], and why some of them weren't tried.
    pub fn settle(&mut self, index: usize, mut undone: ChangeSet, stopped: Option<String>) {
        let before = self.to_undo(index).list;
        for (old, new) in before.iter().zip(&undone.list) {
            // A key that came back is a new record: the earlier changes of it are undone under its new id.
            let all = self.batches.iter_mut().flat_map(|batch| &mut batch.list);
            for change in all.filter(|change| change.id == old.id) {
                change.id = new.id;
            }
        }
        if let Some(reason) = stopped {
            let changes = undone.list.iter_mut();
            for untried in changes.filter(|change| change.status == Status::Waiting) {
                untried.status = Status::Refused(reason.clone());
            }
        }
        if let Some(batch) = self.batches.get_mut(index) {
            *batch = undone;
        }
        self.last_undone = Some(index);
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::{RowId, record};
    use super::super::entry::Entry;
    use super::*;

    /// A change of a record between texts "key=value", which are empty for nothing.
    fn change(id: i64, before: &str, after: &str) -> Change {
        let entry = |text: &str| text.split_once('=').map(|(key, value)| Entry::new(key, value));
        let status = Status::Applied;
        Change {
            status,
            ..Change::new(RowId::Stored(id), entry(before), entry(after))
        }
    }

    /// Undoes a batch; a key that comes back gets the id 7.
    fn undo(history: &mut History, index: usize) {
        let mut undo = history.to_undo(index);
        for change in &mut undo.list {
            if change.before.is_none() {
                change.id = RowId::Stored(7);
            }
            change.status = Status::Applied;
        }
        history.settle(index, undo, None);
    }

    #[test]
    fn a_later_change_of_the_same_key_is_undone_first() {
        let mut history = History::default();
        history.record(&[change(1, "", "a=")]);
        history.record(&[change(2, "", "b="), change(3, "", "c=")]);
        history.record(&[change(1, "a=", "d=")]);
        history.record(&[]);
        assert_eq!(history.last(), Some(2));
        assert_eq!(
            [0, 1, 2].map(|index| history.blocking_key(index)),
            [Some("a"), None, None]
        );
        undo(&mut history, 2);
        assert_eq!(history.blocking_key(0), None);
        assert_eq!(history.to_undo(2).open().count(), 0);
        // What was undone last stays in sight until something else is applied.
        assert_eq!(history.last(), Some(2));
        undo(&mut history, 1);
        assert_eq!(history.last(), Some(1));
        history.record(&[change(4, "", "e=")]);
        assert_eq!(history.last(), Some(3));
    }

    #[test]
    fn a_key_that_came_back_has_another_id() {
        let mut history = History::default();
        history.record(&[change(1, "a=1", "a=2")]);
        history.record(&[change(1, "a=2", "")]);
        undo(&mut history, 1);
        assert_eq!(history.to_undo(0).list, [change(7, "a=1", "a=2").inverse()]);
    }

    #[test]
    fn what_could_not_be_undone_is_tried_again_on_what_there_is_now() {
        let mut history = History::default();
        history.record(&[change(1, "a=1", "a=2"), change(2, "b=1", "b=2")]);
        let mut undo = history.to_undo(0);
        let stored = [record(1, "a", "2"), record(2, "b", "3")];
        let fine: Vec<bool> = undo
            .list
            .iter_mut()
            .map(|change| change.rebase(&stored))
            .collect();
        assert_eq!(fine, [false, true]);
        history.settle(0, undo, Some("The network is gone.".into()));
        let batch = history.to_undo(0);
        // The latest comes first.
        let failures: Vec<_> = batch.open().filter_map(|change| change.failure("Undo")).collect();
        let conflict =
            "Someone changed this in the meantime: it is now “3”. Undo it again to overwrite that.";
        assert_eq!(failures, [conflict, "The network is gone."]);
        assert_eq!(batch.list[0].before, Some(Entry::new("b", "3")));
    }
}
