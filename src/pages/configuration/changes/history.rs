//! What was applied since the page was opened, and what undoes it.

use std::collections::HashSet;

use super::applied::AppliedChange;
use super::change_set::ChangeSet;
use super::status::{Failure, Status};

/// The applied changes, in batches: what was applied together is undone together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    batches: Vec<Vec<AppliedChange>>,
    /// The batch that was undone last, unless something was applied since.
    last_undone: Option<usize>,
}

impl History {
    /// Notes what was applied together.
    pub fn record(&mut self, applied: Vec<AppliedChange>) {
        if !applied.is_empty() {
            self.batches.push(applied);
            self.last_undone = None;
        }
    }

    /// The batches, the latest first, each with its index.
    pub fn batches(&self) -> impl Iterator<Item = (usize, &[AppliedChange])> {
        self.batches.iter().map(Vec::as_slice).enumerate().rev()
    }

    /// How many changes there are in all.
    pub fn len(&self) -> usize {
        self.batches.iter().map(Vec::len).sum()
    }

    /// What happened last. After undoing, that is what was undone: pressing the same button twice undoes no more.
    pub fn last(&self) -> Option<(usize, &[AppliedChange])> {
        let index = self.last_undone.or(self.batches.len().checked_sub(1))?;
        Some((index, self.batches.get(index)?))
    }

    /// The key because of which a batch can't be undone yet: a later change of it has to be undone first.
    pub fn blocking_key(&self, index: usize) -> Option<&str> {
        let own: HashSet<&str> = self
            .batches
            .get(index)?
            .iter()
            .flat_map(AppliedChange::keys)
            .collect();
        let later = self.batches().take_while(|(other, _)| *other > index);
        later
            .flat_map(|(_, batch)| batch)
            .filter(|applied| !applied.is_undone())
            .flat_map(AppliedChange::keys)
            .find(|key| own.contains(key))
    }

    /// The changes that undo what is left of a batch, the latest first; each has the place of the applied change as its number.
    pub fn to_undo(&self, index: usize) -> ChangeSet {
        let batch = self.batches.get(index).map(Vec::as_slice).unwrap_or_default();
        let numbered: Vec<_> = (0..).zip(batch).collect();
        let left = numbered
            .into_iter()
            .rev()
            .filter(|(_, applied)| !applied.is_undone());
        ChangeSet::with_numbers(left.map(|(place, applied)| (place, applied.inverse())))
    }

    /// Notes how undoing a batch ended: with the changes of [`History::to_undo`] and their results, those of them that were
    /// made, and why the others weren't tried.
    pub fn settle_undo(
        &mut self,
        index: usize,
        changes: &ChangeSet,
        made: Vec<(u32, AppliedChange)>,
        stopped: Option<&str>,
    ) {
        let Some(batch) = self.batches.get_mut(index) else {
            return;
        };
        for pending in changes.iter() {
            let Some(applied) = batch.get_mut(pending.number as usize) else {
                continue;
            };
            if pending.is_open() {
                // Tried again, it overwrites what there is now.
                applied.after.clone_from(&pending.change.before);
            }
            applied.undo = match (&pending.status, stopped) {
                (Status::Waiting, Some(reason)) => Status::Failed(Failure::Refused(reason.to_owned())),
                (status, _) => status.clone(),
            };
        }
        self.last_undone = Some(index);
        // A key that came back is a new record: the earlier changes of it are undone under its new id.
        for (place, undone) in made {
            let removed = self
                .batches
                .get(index)
                .and_then(|batch| batch.get(place as usize));
            let old = removed.and_then(|removed| removed.before.as_ref());
            if let (None, Some(old), Some(new)) = (undone.before, old.map(|old| old.id), undone.after) {
                self.change_id(old, new.id);
            }
        }
    }

    fn change_id(&mut self, old: i64, new: i64) {
        for applied in self.batches.iter_mut().flatten() {
            for record in [&mut applied.before, &mut applied.after].into_iter().flatten() {
                if record.id == old {
                    record.id = new;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::Configuration;

    fn record(id: i64, key: &str, value: &str) -> Option<Configuration> {
        Some(Configuration {
            id,
            key: key.into(),
            value: value.into(),
        })
    }

    #[test]
    fn a_later_change_of_the_same_key_is_undone_first() {
        let added = |id: i64, key: &str| AppliedChange::new(None, record(id, key, ""));
        let mut history = History::default();
        history.record(vec![added(1, "a")]);
        history.record(vec![added(2, "b"), added(3, "c")]);
        history.record(vec![AppliedChange::new(record(1, "a", ""), record(1, "d", ""))]);
        history.record(Vec::new());
        assert_eq!((history.len(), history.last().unwrap().0), (4, 2));
        assert_eq!(history.blocking_key(2), None);
        assert_eq!(history.blocking_key(1), None);
        assert_eq!(history.blocking_key(0), Some("a"));
        let mut undo = history.to_undo(2);
        let made = undo.settle(0, Ok(record(1, "a", ""))).unwrap();
        history.settle_undo(2, &undo, vec![(0, made)], None);
        assert_eq!(history.blocking_key(0), None);
        assert!(history.to_undo(2).is_empty());
        // What was undone last stays in sight until something else is applied.
        assert_eq!(history.last().unwrap().0, 2);
        history.settle_undo(1, &ChangeSet::default(), Vec::new(), None);
        assert_eq!(history.last().unwrap().0, 1);
        history.record(vec![added(4, "e")]);
        assert_eq!(history.last().unwrap().0, 3);
    }

    #[test]
    fn a_key_that_came_back_has_another_id() {
        let mut history = History::default();
        history.record(vec![AppliedChange::new(record(1, "a", "1"), record(1, "a", "2"))]);
        history.record(vec![AppliedChange::new(record(1, "a", "2"), None)]);
        let mut undo = history.to_undo(1);
        let made = undo.settle(0, Ok(record(7, "a", "2"))).unwrap();
        history.settle_undo(1, &undo, vec![(0, made)], None);
        let undo = history.to_undo(0);
        assert_eq!(undo.iter().next().unwrap().change.before, record(7, "a", "2"));
    }

    #[test]
    fn what_could_not_be_undone_is_tried_again_on_what_there_is_now() {
        let mut history = History::default();
        let changed = |key: &str, id: i64| AppliedChange::new(record(id, key, "1"), record(id, key, "2"));
        history.record(vec![changed("a", 1), changed("b", 2)]);
        let mut undo = history.to_undo(0);
        let numbers: Vec<u32> = undo.iter().map(|pending| pending.number).collect();
        assert_eq!(numbers, [1, 0]);
        undo.rebase(&[record(1, "a", "2").unwrap(), record(2, "b", "3").unwrap()]);
        history.settle_undo(0, &undo, Vec::new(), Some("The network is gone."));
        let (_, batch) = history.last().unwrap();
        assert_eq!(batch[1].after, record(2, "b", "3"));
        assert!(matches!(&batch[1].undo, Status::Failed(Failure::Conflict(_))));
        assert_eq!(
            batch[0].undo,
            Status::Failed(Failure::Refused("The network is gone.".into()))
        );
        assert_eq!(history.to_undo(0).len(), 2);
    }
}
