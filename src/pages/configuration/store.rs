//! What the page knows, and how it changes: saved at once, or collected and applied later.

use std::collections::HashSet;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::batch::Batch;
use super::changes::{
    AppliedChange, Change, ChangeSet, Entry, History, PendingChange, Problem, Retry, Row, RowId, SaveError,
};
use super::records::Records;
use super::save::save;
use super::secrets::is_secret;
use super::validation::{key_problem, value_problem};
use crate::api::ApiError;
use crate::query::submit;

/// The state of the page, apart from its address and its editor.
#[derive(Clone, Copy)]
pub struct Store {
    /// The stored records.
    pub records: Records,
    /// The changes that are collected.
    pub collected: Batch,
    /// The records with the collected changes.
    pub rows: Memo<Vec<Row>>,
    /// What was applied since the page was opened.
    pub history: RwSignal<History>,
    /// The changes that undo a part of the history.
    pub undoing: Batch,
    /// Whether changes are collected; else each is saved at once.
    pub collects: RwSignal<bool>,
    /// Whether a change without an editor is being saved, such as a deletion.
    pub busy: RwSignal<bool>,
    /// Why that failed.
    pub error: RwSignal<Option<String>>,
    /// The keys of the secrets that are shown.
    shown_secrets: RwSignal<HashSet<String>>,
}

impl Store {
    /// Nothing is loaded yet.
    pub fn new() -> Self {
        let records = Records::new();
        let collected = Batch::new();
        Self {
            records,
            collected,
            rows: Memo::new(move |_| {
                records
                    .list
                    .with(|list| collected.changes.with(|changes| changes.rows(list)))
            }),
            history: RwSignal::default(),
            undoing: Batch::new(),
            collects: RwSignal::new(false),
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            shown_secrets: RwSignal::default(),
        }
    }

    /// The row with that id; tracked.
    pub fn row(self, id: RowId) -> Option<Row> {
        self.rows
            .with(|rows| rows.iter().find(|row| row.id == id).cloned())
    }

    /// The row of that key; tracked.
    pub fn row_of_key(self, key: &str) -> Option<Row> {
        self.rows
            .with(|rows| rows.iter().find(|row| row.entry.key == key).cloned())
    }

    /// The stored entries, in the order of the list.
    pub fn stored_entries(self) -> Vec<Entry> {
        let rows = self.records.list.with(|list| ChangeSet::default().rows(list));
        rows.into_iter().map(|row| row.entry).collect()
    }

    /// Whether the value of that key is masked; tracked.
    pub fn is_masked(self, key: &str) -> bool {
        is_secret(key) && !self.shown_secrets.with(|shown| shown.contains(key))
    }

    /// Shows the value of that key, or masks it again.
    pub fn toggle_secret(self, key: &str) {
        self.shown_secrets.update(|shown| {
            if !shown.remove(key) {
                shown.insert(key.to_owned());
            }
        });
    }

    /// What can be seen to be wrong with an entry before it is sent.
    fn check(self, row: Option<&Row>, after: &Entry) -> Result<(), Problem> {
        if row.is_none_or(|row| row.entry.key != after.key) {
            if let Some(problem) = key_problem(&after.key) {
                return Err(Problem::of_key(problem));
            }
            let is_taken = self.rows.with_untracked(|rows| {
                let mut others = rows
                    .iter()
                    .filter(|other| row.is_none_or(|row| row.id != other.id));
                others.any(|other| other.entry.key == after.key && !other.is_removed())
            });
            if is_taken {
                return Err(Problem::of_key("There is a key of this name already."));
            }
        }
        value_problem(&after.value).map_or(Ok(()), |problem| Err(Problem::of_value(problem)))
    }

    /// Makes `after` of a row, or of nothing; without `after` the row is removed. `busy` is true until the server has answered,
    /// then `done` is told.
    pub fn submit(
        self,
        row: Option<&Row>,
        after: Option<Entry>,
        busy: RwSignal<bool>,
        done: impl FnOnce(Result<(), Problem>) + 'static,
    ) {
        if let Some(after) = &after
            && let Err(problem) = self.check(row, after)
        {
            return done(Err(problem));
        }
        let id = row.map(|row| row.id);
        let change = match row {
            Some(row) => row.change_to(after),
            None => Change { before: None, after },
        };
        let collected = self.collected.changes;
        if self.collects.get_untracked() {
            collected.update(|changes| changes.stage(id, change));
            return done(Ok(()));
        }
        let request = {
            let (api, change) = (self.records.api, change.clone());
            async move { Ok::<_, ApiError>(save(api, &change, true).await) }
        };
        submit(busy, request, move |result| {
            let Ok(result) = result else { return };
            if let Ok(now) | Err(SaveError::Conflict(now)) = &result {
                self.records.update(vec![(change.record_id(), now.clone())]);
                // A draft that couldn't be saved earlier is settled now.
                if let Some(id) = id {
                    collected.update(|changes| changes.discard(id));
                }
            }
            match result {
                Ok(now) => {
                    let applied = AppliedChange::new(change.before, now);
                    self.history.update(|history| history.record(vec![applied]));
                    done(Ok(()));
                }
                Err(SaveError::Refused(error)) => done(Err(Problem::from_error(&error, &change))),
                Err(SaveError::Conflict(now)) => {
                    let mut pending = PendingChange::new(0, change.clone());
                    pending.rebase(now.as_ref());
                    match pending.failure() {
                        Some(failure) if now.is_some() => {
                            return done(Err(Problem::of_value(failure.sentence(Retry::Save))));
                        }
                        // The key is gone: what was typed is kept among the collected changes.
                        Some(_) => collected.update(|changes| {
                            let number = changes.push(change);
                            changes.settle(number, Err(SaveError::Conflict(None)));
                        }),
                        None => {}
                    }
                    done(Ok(()));
                }
            }
        });
    }

    /// Applies what is open of a batch; what it made goes into the history.
    pub fn apply(self, batch: Batch) {
        if batch.running.get_untracked() {
            return;
        }
        spawn_local(async move {
            let made = batch.apply(self.records).await;
            let made = made.into_iter().map(|(_, applied)| applied).collect();
            self.history.try_update(|history| history.record(made));
        });
    }

    /// Undoes a batch of the history.
    pub async fn undo(self, index: usize) {
        let batch = self.undoing;
        if batch.running.get_untracked() {
            return;
        }
        batch
            .changes
            .set(self.history.with_untracked(|history| history.to_undo(index)));
        let made = batch.apply(self.records).await;
        let stopped = batch.stopped.try_get_untracked().flatten();
        self.history.try_update(|history| {
            batch.changes.try_with_untracked(|changes| {
                history.settle_undo(index, changes, made, stopped.as_deref());
            })
        });
    }
}
