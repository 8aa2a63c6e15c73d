//! What the page knows, and how it changes: saved at once, or collected and applied later, a few at a time.

use std::collections::HashSet;

use api_types::Configuration;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::batch::Batch;
use super::change::{Change, RowId, Status};
use super::change_set::ChangeSet;
use super::entry::{Entry, Part};
use super::history::History;
use super::save::save;
use super::secrets::is_secret;
use super::tree::is_console_key;
use super::validation::{KEY_TAKEN, Problem, problem_in, refusal};
use crate::api::{Api, ApiError, configurations, use_api};
use crate::preferences::Preferences;
use crate::query::{AT_ONCE, submit};
use ui::{Toasts, use_toasts};

/// Up to this many changes are compared with the server one by one; more with the whole list.
const FEW: usize = 3;

/// The state of the page, apart from its address and its editor.
#[derive(Clone, Copy)]
pub struct Store {
    api: Api,
    preferences: Preferences,
    /// Where it is said what failed without an editor.
    pub toasts: Toasts,
    /// The stored records as the server last told them, in no particular order.
    pub records: RwSignal<Vec<Configuration>>,
    /// The changes that are collected.
    pub collected: Batch,
    /// The records with the collected changes.
    pub rows: Memo<Vec<Change>>,
    /// What was applied since the page was opened.
    pub history: RwSignal<History>,
    /// The changes that undo a part of the history.
    pub undoing: Batch,
    /// Whether changes are collected; else each is saved at once.
    pub collects: RwSignal<bool>,
    /// Whether a change without an editor is being saved, such as a deletion.
    pub busy: RwSignal<bool>,
    /// The keys of the secrets that are shown.
    shown_secrets: RwSignal<HashSet<String>>,
}

impl Store {
    /// Nothing is loaded yet.
    pub fn new() -> Self {
        let records = RwSignal::new(Vec::new());
        let collected = Batch::default();
        Self {
            api: use_api(),
            preferences: Preferences::expect(),
            toasts: use_toasts(),
            records,
            collected,
            rows: Memo::new(move |_| collected.changes.read().rows(&records.read())),
            history: RwSignal::default(),
            undoing: Batch::default(),
            collects: RwSignal::new(false),
            busy: RwSignal::new(false),
            shown_secrets: RwSignal::default(),
        }
    }

    /// The row with that id; tracked.
    pub fn row(self, id: RowId) -> Option<Change> {
        self.rows.read().iter().find(|row| row.id == id).cloned()
    }

    /// The row of that key; tracked.
    pub fn row_of_key(self, key: &str) -> Option<Change> {
        let rows = self.rows.read();
        rows.iter().find(|row| row.entry().key == key).cloned()
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

    /// What can be seen to be wrong with a change before it is sent.
    fn problem_of(self, change: &Change) -> Option<Problem> {
        let Entry { key, value } = change.after.as_ref()?;
        if change.before.as_ref().is_none_or(|before| before.key != *key) {
            let has_key = |row: &Change| row.after.as_ref().is_some_and(|entry| entry.key == *key);
            let is_taken = |rows: &Vec<Change>| rows.iter().any(|row| row.id != change.id && has_key(row));
            let taken = || self.rows.with_untracked(is_taken).then(|| KEY_TAKEN.to_owned());
            if let Some(text) = problem_in(Part::Key, key).or_else(taken) {
                return Some((Part::Key, text));
            }
        }
        Some((Part::Value, problem_in(Part::Value, value)?))
    }

    /// Collects a change or saves it. `busy` is true until the server has answered, then `done` is told.
    pub fn submit(
        self,
        change: Change,
        busy: RwSignal<bool>,
        done: impl FnOnce(Result<(), Problem>) + 'static,
    ) {
        if let Some(problem) = self.problem_of(&change) {
            return done(Err(problem));
        }
        let collected = self.collected.changes;
        if self.collects.get_untracked() {
            collected.update(|changes| changes.stage(change));
            return done(Ok(()));
        }
        submit(busy, save(self.api, change.clone(), true), move |result| {
            let saved = match result {
                Ok(saved) => saved,
                Err(error) => return done(Err(refusal(&error, change.entry()))),
            };
            self.note_stored([&saved]);
            // A new key that couldn't be saved earlier is settled now.
            self.collected.remove(change.id);
            match saved.failure("Save") {
                Some(text) if saved.before.is_some() => {
                    return done(Err((Part::Value, text)));
                }
                // The key is gone: what was typed is kept among the collected changes.
                Some(_) => collected.update(|changes| changes.list.push(saved)),
                None => self.history.maybe_update(|history| history.record(&[saved])),
            }
            done(Ok(()));
        });
    }

    /// Applies what is open of a batch; what it made goes into the history.
    pub fn apply(self, batch: Batch) {
        spawn_local(async move {
            let results = self.run(batch).await;
            self.history
                .try_maybe_update(|history| (history.record(&results), ()));
        });
    }

    /// Undoes a batch of the history.
    pub async fn undo(self, index: usize) {
        let batch = self.undoing;
        if batch.queue.running.get_untracked() {
            return;
        }
        let to_undo = self.history.with_untracked(|history| history.to_undo(index));
        batch.changes.set(to_undo);
        self.run(batch).await;
        let undone = batch.changes.try_get_untracked();
        if let (Some(undone), Some(stopped)) = (undone, batch.queue.stopped.try_get_untracked()) {
            self.history
                .update(|history| history.settle(index, undone, stopped));
        }
    }

    /// Applies what is open of a batch, and gives what became of it.
    async fn run(self, batch: Batch) -> Vec<Change> {
        let queue = batch.queue;
        if !queue.begin() {
            return Vec::new();
        }
        let mut changes = batch.changes.with_untracked(ChangeSet::to_apply);
        batch.progress.set((0, changes.len()));
        let mut results = Vec::new();
        let is_few = changes.len() <= FEW;
        if !is_few && changes.iter().any(|change| change.before.is_some()) {
            match queue.send(|| configurations::all(self.api)).await {
                Some(Ok(stored)) => {
                    changes.retain_mut(|change| {
                        let id = change.id;
                        let is_fine = change.rebase(&stored);
                        if !is_fine {
                            results.push((id, change.clone()));
                        }
                        is_fine
                    });
                    self.records.try_set(stored);
                }
                Some(Err(error)) => queue.fail(&error),
                None => {}
            }
        }
        // A key that is renamed has to be out of the way before another takes its name.
        let is_renaming = changes.iter().any(|change| change.new_key().is_some());
        let at_once = if is_renaming { 1 } else { AT_ONCE };
        let request = |change| save(self.api, change, is_few);
        let answered = |change: Change, answer: Result<Change, ApiError>| {
            let refused = |error| {
                let status = Status::Refused(refusal(&error, change.entry()).1);
                Change {
                    status,
                    ..change.clone()
                }
            };
            results.push((change.id, answer.unwrap_or_else(refused)));
            batch.progress.try_update(|(tried, _)| *tried = results.len());
        };
        queue.send_all(changes, at_once, request, answered).await;
        let made: Vec<Change> = results.iter().map(|(_, change)| change.clone()).collect();
        self.note_stored(&made);
        batch.changes.try_update(|changes| changes.settle(results));
        queue.end();
        made
    }

    /// Notes what is stored now that changes were tried; many at once, because drawing the list is slow.
    fn note_stored<'a>(self, changes: impl IntoIterator<Item = &'a Change>) {
        let mut is_console_changed = false;
        self.records.try_update(|records| {
            for change in changes {
                let RowId::Stored(id) = change.id else { continue };
                let stored = match change.status {
                    Status::Waiting | Status::Refused(_) => continue,
                    Status::Applied | Status::Unneeded => change.after.clone(),
                    _ => change.before.clone(),
                };
                records.retain(|record| record.id != id);
                records.extend(stored.map(|Entry { key, value }| Configuration { id, key, value }));
                is_console_changed |= change.keys().any(is_console_key);
            }
        });
        if is_console_changed {
            self.preferences.reload();
        }
    }
}
