//! What was applied since the page was opened, as the changes that undo it.

use std::collections::HashSet;

use super::change::{Change, Failure, Status};
use super::change_set::ChangeSet;

/// What undoes the applied changes, in batches: what was applied together is undone together, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    batches: Vec<ChangeSet>,
    /// The batch that was undone last, unless something was applied since.
    last_undone: Option<usize>,
}

impl History {
    /// Notes what was applied together.
    pub fn record(&mut self, applied: &[Change]) {
        let changes = applied.iter().filter(|change| change.kind().is_some());
        let undo: ChangeSet = changes.rev().map(Change::inverse).collect();
        if !undo.is_empty() {
            self.batches.push(undo);
            self.last_undone = None;
        }
    }

    /// The batches, the latest first, each with its index.
    pub fn batches(&self) -> impl Iterator<Item = (usize, &ChangeSet)> {
        self.batches.iter().enumerate().rev()
    }

    /// What happened last. After undoing, that is what was undone: pressing the same button twice undoes no more.
    pub fn last(&self) -> Option<(usize, &ChangeSet)> {
        let index = self.last_undone.or(self.batches.len().checked_sub(1))?;
        Some((index, self.batches.get(index)?))
    }

    /// The changes that undo a batch.
    pub fn to_undo(&self, index: usize) -> ChangeSet {
        self.batches.get(index).cloned().unwrap_or_default()
    }

    /// The key because of which a batch can't be undone yet: a later change of it has to be undone first.
    pub fn blocking_key(&self, index: usize) -> Option<&str> {
        let own: HashSet<&str> = self.batches.get(index)?.iter().flat_map(Change::keys).collect();
        let later = self.batches().take_while(|(other, _)| *other > index);
        later
            .flat_map(|(_, batch)| batch.open())
            .flat_map(Change::keys)
            .find(|key| own.contains(key))
    }

    /// Notes what became of the changes of [`History::to_undo`], and why some of them weren't tried.
    pub fn settle(&mut self, index: usize, undone: ChangeSet, stopped: Option<&str>) {
        let before = self.to_undo(index);
        // A key that came back is a new record: the earlier changes of it are undone under its new id.
        for (old, new) in before
            .iter()
            .zip(undone.iter())
            .filter(|(old, new)| old.id != new.id)
        {
            let all = self.batches.iter_mut().flat_map(ChangeSet::iter_mut);
            all.filter(|change| change.id == old.id)
                .for_each(|change| change.id = new.id);
        }
        if let Some(batch) = self.batches.get_mut(index) {
            *batch = undone;
            if let Some(reason) = stopped {
                batch
                    .iter_mut()
                    .filter(|change| change.status == Status::Waiting)
                    .for_each(|change| change.status = Status::Failed(Failure::Refused(reason.to_owned())));
            }
        }
        self.last_undone = Some(index);
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::{Entry, RowId};
    use super::*;
    use api_types::Configuration;

    fn change(id: i64, before: Option<(&str, &str)>, after: Option<(&str, &str)>) -> Change {
        let entry = |entry: Option<(&str, &str)>| entry.map(|(key, value)| Entry::new(key, value));
        Change::new(RowId::Stored(id), entry(before), entry(after))
    }

    /// Undoes a batch; a key that comes back gets the id 7.
    fn undo(history: &mut History, index: usize) {
        let mut undo = history.to_undo(index);
        for change in undo.iter_mut() {
            if change.before.is_none() {
                change.id = RowId::Stored(7);
            }
            change.status = Status::Applied;
        }
        history.settle(index, undo, None);
    }

    #[test]
    fn a_later_change_of_the_same_key_is_undone_first() {
        let added = |id: i64, key: &str| change(id, None, Some((key, "")));
        let mut history = History::default();
        history.record(&[added(1, "a")]);
        history.record(&[added(2, "b"), added(3, "c")]);
        history.record(&[change(1, Some(("a", "")), Some(("d", "")))]);
        history.record(&[]);
        assert_eq!(history.last().unwrap().0, 2);
        assert_eq!(
            [0, 1, 2].map(|index| history.blocking_key(index)),
            [Some("a"), None, None]
        );
        undo(&mut history, 2);
        assert_eq!(history.blocking_key(0), None);
        assert_eq!(history.to_undo(2).open().count(), 0);
        // What was undone last stays in sight until something else is applied.
        assert_eq!(history.last().unwrap().0, 2);
        undo(&mut history, 1);
        assert_eq!(history.last().unwrap().0, 1);
        history.record(&[added(4, "e")]);
        assert_eq!(history.last().unwrap().0, 3);
    }

    #[test]
    fn a_key_that_came_back_has_another_id() {
        let mut history = History::default();
        history.record(&[change(1, Some(("a", "1")), Some(("a", "2")))]);
        history.record(&[change(1, Some(("a", "2")), None)]);
        undo(&mut history, 1);
        let expected = change(7, Some(("a", "2")), Some(("a", "1")));
        assert_eq!(history.to_undo(0).iter().collect::<Vec<_>>(), [&expected]);
    }

    #[test]
    fn what_could_not_be_undone_is_tried_again_on_what_there_is_now() {
        let mut history = History::default();
        history.record(&[
            change(1, Some(("a", "1")), Some(("a", "2"))),
            change(2, Some(("b", "1")), Some(("b", "2"))),
        ]);
        let mut undo = history.to_undo(0);
        let records = [(1, "a", "2"), (2, "b", "3")].map(|(id, key, value)| Configuration {
            id,
            key: key.into(),
            value: value.into(),
        });
        undo.rebase(&records);
        history.settle(0, undo, Some("The network is gone."));
        let (_, batch) = history.last().unwrap();
        // The latest comes first.
        let failures: Vec<_> = batch.iter().filter_map(|change| change.failure("Undo")).collect();
        assert_eq!(
            failures,
            [
                "Someone changed this in the meantime: it is now “3”. Undo it again to overwrite that.",
                "The network is gone."
            ]
        );
        assert_eq!(batch.iter().next().unwrap().before, Some(Entry::new("b", "3")));
        assert_eq!(batch.open().count(), 2);
    }
}
