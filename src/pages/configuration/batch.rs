//! Changes that are applied together.

use leptos::prelude::*;

use super::change::{Change, RowId};
use super::change_set::ChangeSet;
use crate::query::RequestQueue;
use ui::table::group_digits;

/// Changes that are applied together, and how far that has come.
#[derive(Clone, Copy, Default)]
pub struct Batch {
    /// The changes with their results, which come all at the end: drawing them is slow.
    pub changes: RwSignal<ChangeSet>,
    /// The requests that apply them.
    pub queue: RequestQueue,
    /// How many of how many have been tried.
    pub progress: RwSignal<(usize, usize)>,
}

impl Batch {
    /// Begins anew with other changes.
    pub fn reset(self, changes: ChangeSet) {
        self.changes.set(changes);
        self.progress.set((0, 0));
        self.queue.stopped.set(None);
    }

    /// Whether some of them were tried; tracked.
    pub fn is_started(self) -> bool {
        self.progress.with(|(_, all)| *all > 0)
    }

    /// Takes out the change of a row.
    pub fn remove(self, id: RowId) -> Option<Change> {
        self.changes.try_update(|changes| changes.remove(id)).flatten()
    }

    /// How many of the changes are like that; tracked.
    pub fn count(self, is_wanted: impl Fn(&Change) -> bool) -> usize {
        let changes = self.changes.read();
        changes.list.iter().filter(|change| is_wanted(change)).count()
    }

    /// How many are still to be applied; tracked.
    pub fn open_count(self) -> usize {
        self.count(Change::is_open)
    }

    /// "20 of 1,000 done…"; tracked.
    pub fn progress_words(self) -> String {
        let (tried, all) = self.progress.get();
        let [tried, all] = [tried, all].map(|count| group_digits(count as u64));
        format!("{tried} of {all} done…")
    }
}
