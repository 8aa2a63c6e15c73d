//! Applying many changes: a few at a time, each with its own result, until all are tried or somebody stops it.

use std::future::ready;

use futures_util::{StreamExt, stream};
use leptos::prelude::*;

use super::changes::{AppliedChange, ChangeSet, SaveError};
use super::records::Records;
use super::save::{is_fatal, save};
use crate::api::configurations;
use crate::time;

/// Up to this many changes are compared with the server one by one; more with the whole list.
const FEW: usize = 3;
/// How many requests are on their way at the same time.
const AT_ONCE: usize = 4;
/// How often the screen says how far it is, in milliseconds.
const PROGRESS_EVERY: i64 = 250;

/// Changes that are applied together, and how far that has come.
#[derive(Clone, Copy)]
pub struct Batch {
    /// The changes with their results, which come all at the end: drawing them is slow.
    pub changes: RwSignal<ChangeSet>,
    /// Whether they are being applied.
    pub running: RwSignal<bool>,
    /// How many of how many have been tried.
    pub progress: RwSignal<(usize, usize)>,
    /// The error that ended it early.
    pub stopped: RwSignal<Option<String>>,
    stopping: StoredValue<bool>,
}

impl Batch {
    /// No changes.
    pub fn new() -> Self {
        Self {
            changes: RwSignal::default(),
            running: RwSignal::new(false),
            progress: RwSignal::new((0, 0)),
            stopped: RwSignal::new(None),
            stopping: StoredValue::new(false),
        }
    }

    /// Stops once the changes that are on their way have arrived.
    pub fn stop(self) {
        self.stopping.try_set_value(true);
    }

    fn fail(self, error: String) {
        self.stopped.try_set(Some(error));
        self.stop();
    }

    /// How many are still to be applied; tracked.
    pub fn open_count(self) -> usize {
        self.changes.with(|changes| changes.open().count())
    }

    /// Applies the changes that are open; gives those that it made, with their numbers.
    pub async fn apply(self, records: Records) -> Vec<(u32, AppliedChange)> {
        self.running.set(true);
        self.stopped.set(None);
        self.stopping.set_value(false);
        let mut queue = self.changes.with_untracked(ChangeSet::to_apply);
        self.progress.set((0, queue.len()));
        let is_few = queue.len() <= FEW;
        if !is_few && queue.iter().any(|pending| pending.change.before.is_some()) {
            match configurations::all(records.api).await {
                Ok(now) => {
                    let fine = self.changes.try_update(|changes| changes.rebase(&now));
                    queue.retain(|pending| fine.iter().flatten().any(|number| *number == pending.number));
                    records.list.try_set(now);
                }
                Err(error) => self.fail(error.sentence()),
            }
        }
        // A key that is renamed has to be out of the way before another takes its name.
        let is_renaming = queue.iter().any(|pending| pending.change.new_key().is_some());
        let mut saved = stream::iter(queue)
            .take_while(|_| ready(self.stopping.try_get_value() == Some(false)))
            .map(|pending| async move {
                let result = save(records.api, &pending.change, is_few).await;
                (pending, result)
            })
            .buffer_unordered(if is_renaming { 1 } else { AT_ONCE });
        let mut results = Vec::new();
        let mut shown_at = time::now().unix_millis();
        while let Some((pending, result)) = saved.next().await {
            match &result {
                Err(SaveError::Refused(error)) if is_fatal(error) => self.fail(error.sentence()),
                _ => results.push((pending, result)),
            }
            let now = time::now().unix_millis();
            if now - shown_at > PROGRESS_EVERY {
                shown_at = now;
                self.progress.try_update(|(tried, _)| *tried = results.len());
            }
        }
        let stored = results.iter().filter_map(|(pending, result)| match result {
            Ok(now) | Err(SaveError::Conflict(now)) => Some((pending.change.record_id(), now.clone())),
            Err(SaveError::Refused(_)) => None,
        });
        records.update(stored.collect());
        let made = self.changes.try_update(|changes| {
            let made = results.into_iter().filter_map(|(pending, result)| {
                let applied = changes.settle(pending.number, result)?;
                Some((pending.number, applied))
            });
            made.collect()
        });
        self.running.try_set(false);
        made.unwrap_or_default()
    }
}
