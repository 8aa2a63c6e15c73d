//! What the page knows: the records, the changes that wait, and those that can be undone.

use api_types::Configuration;
use leptos::prelude::*;

use super::batch::Batch;
use super::change::{Change, Entry, Item, Nature, Progress, Row, rows, stage};
use super::draft::Draft;
use super::kind::{key_problem, value_problem};
use super::save::{Outcome, Refusal, note, refusal, save};
use super::secrets::is_secret;
use super::tree::is_own;
use crate::api::{Api, ApiError, use_api};
use crate::layouts::focus_when_drawn;
use crate::preferences::Preferences;
use crate::query::submit;

/// A change that was applied since the page was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Tells it from all others.
    pub number: u32,
    /// What was applied at once has the same.
    pub batch: u32,
    /// The change.
    pub change: Change,
    /// How far undoing it has come.
    pub undoing: Progress,
}

/// What follows a change: it is told what is wrong with it. No callback of Leptos, which goes with the menu or the button that
/// made it.
pub type Then = Box<dyn FnOnce(Option<Refusal>)>;

/// The state of the page.
#[derive(Clone, Copy)]
pub struct Store {
    /// The server.
    pub api: Api,
    /// The records as the server last told them.
    pub records: RwSignal<Vec<Configuration>>,
    /// The changes that are collected.
    pub pending: Batch,
    /// The changes that were applied, the latest at the end.
    pub done: RwSignal<Vec<Done>>,
    /// Changes that are being taken back.
    pub undoing: Batch,
    /// What was taken back last, unless something was applied since.
    pub undone: RwSignal<Option<u32>>,
    /// Whether changes are collected rather than saved one by one.
    pub collects: RwSignal<bool>,
    /// The keys of the secrets that are shown.
    pub shown: RwSignal<Vec<String>>,
    /// The records with the collected changes.
    pub rows: Memo<Vec<Row>>,
    /// What is being edited.
    pub draft: Draft,
    /// Whether something that has no editor, such as a deletion, is under way.
    pub busy: RwSignal<bool>,
    /// Why that didn't work.
    pub trouble: RwSignal<Option<String>>,
    numbers: StoredValue<u32>,
    preferences: Preferences,
    /// Records that a batch has changed and that aren't on the screen yet.
    changed: StoredValue<Vec<(Option<i64>, Option<Configuration>)>>,
}

impl Store {
    /// Nothing so far.
    pub fn new() -> Self {
        let records = RwSignal::new(Vec::new());
        let pending = Batch::new(false);
        Self {
            api: use_api(),
            records,
            pending,
            done: RwSignal::new(Vec::new()),
            undoing: Batch::new(true),
            undone: RwSignal::new(None),
            collects: RwSignal::new(false),
            shown: RwSignal::new(Vec::new()),
            rows: Memo::new(move |_| {
                records.with(|records: &Vec<Configuration>| pending.items.with(|items| rows(records, items)))
            }),
            draft: Draft::new(),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            numbers: StoredValue::new(0),
            preferences: Preferences::expect(),
            changed: StoredValue::new(Vec::new()),
        }
    }

    /// A number that was never given before.
    pub fn next_number(self) -> u32 {
        self.numbers
            .try_update_value(|number| {
                *number += 1;
                *number
            })
            .unwrap_or_default()
    }

    /// The row of that id; not tracked.
    pub fn row(self, id: i64) -> Option<Row> {
        self.rows
            .with_untracked(|rows| rows.iter().find(|row| row.id == id).cloned())
    }

    /// Whether the value of that key is masked; tracked.
    pub fn is_masked(self, key: &str) -> bool {
        is_secret(key) && !self.shown.with(|shown| shown.iter().any(|own| own == key))
    }

    /// Shows the value of that key, or masks it again.
    pub fn toggle(self, key: &str) {
        self.shown.update(|shown| {
            let before = shown.len();
            shown.retain(|own| own != key);
            if shown.len() == before {
                shown.push(key.to_owned());
            }
        });
    }

    /// What is wrong with a change, on the spot.
    pub fn check(self, change: &Change) -> Option<Refusal> {
        let after = change.after.as_ref()?;
        let key = |text| Refusal { of_key: true, text };
        if change.before.as_ref().map(|before| &before.key) != Some(&after.key) {
            if let Some(problem) = key_problem(&after.key) {
                return Some(key(problem));
            }
            let taken = self.rows.with_untracked(|rows| {
                rows.iter().any(|row| {
                    row.key == after.key && Some(row.id) != change.id && row.mark != Some(Nature::Removed)
                })
            });
            if taken {
                return Some(key("There is a key of this name already.".into()));
            }
        }
        value_problem(&after.value).map(|text| Refusal { of_key: false, text })
    }

    /// Collects a change, or saves it at once. `then` is told what is wrong with it.
    pub fn submit(self, change: Change, busy: RwSignal<bool>, then: Then) {
        if let Some(refusal) = self.check(&change) {
            return then(Some(refusal));
        }
        let number = self.next_number();
        if self.collects.get_untracked() {
            self.pending.items.update(|items| stage(items, change, number));
            return then(None);
        }
        // One that is only collected because it couldn't be saved is created now.
        let collected = change.id.filter(|id| *id < 0);
        let change = match collected {
            Some(_) => Change {
                id: None,
                before: None,
                ..change
            },
            None => change,
        };
        let drop_collected = move || {
            if let Some(id) = collected {
                self.pending
                    .items
                    .update(|items| items.retain(|item| -i64::from(item.number) != id));
            }
        };
        let api = self.api;
        let sent = change.clone();
        let future = async move { Ok::<_, ApiError>(save(api, &sent, true).await) };
        submit(busy, future, move |outcome| {
            let Ok(outcome) = outcome else { return };
            match &outcome {
                Outcome::Applied(record) => {
                    drop_collected();
                    self.put(change.id, record.clone());
                    self.flush();
                    let id = record.as_ref().map(|record| record.id).or(change.id);
                    self.remember(number, vec![(number, Change { id, ..change })]);
                    then(None);
                }
                Outcome::Refused(error) => then(Some(refusal(error, &change))),
                Outcome::Elsewhere(now) => {
                    let mut item = Item::new(number, change.clone());
                    note(&mut item, &outcome);
                    self.put(change.id, now.clone());
                    self.flush();
                    match (item.progress.clone(), now) {
                        (Progress::Failed(text), Some(_)) => {
                            let text = text.replace("Apply it again", "Save it again");
                            then(Some(Refusal { of_key: false, text }));
                        }
                        (Progress::Failed(_), None) => {
                            // What was typed is kept among the collected changes.
                            self.pending.items.update(|items| items.push(item));
                            then(None);
                        }
                        _ => then(None),
                    }
                }
            }
        });
    }

    /// Notes what the server has of a record; [`Store::flush`] brings it to the screen.
    pub fn put(self, id: Option<i64>, record: Option<Configuration>) {
        self.changed
            .try_update_value(|changed| changed.push((id, record)));
    }

    /// Brings to the screen what was noted.
    pub fn flush(self) {
        let changed = self.changed.try_update_value(std::mem::take).unwrap_or_default();
        if changed.is_empty() {
            return;
        }
        // What the console keeps for itself takes effect.
        let concerns = self.records.try_with_untracked(|records| {
            let was = |id: &Option<i64>| records.iter().find(|own| Some(own.id) == *id);
            let mut touched = changed.iter().flat_map(|(id, record)| [was(id), record.as_ref()]);
            touched.any(|record| record.is_some_and(|record| is_own(&record.key)))
        });
        if concerns == Some(true) {
            self.preferences.reload();
        }
        self.records.try_update(|records| {
            for (id, record) in changed {
                let id = record.as_ref().map(|record| record.id).or(id);
                let place = records.iter().position(|own| Some(own.id) == id);
                match (place, record) {
                    (Some(place), Some(record)) => records[place] = record,
                    (Some(place), None) => drop(records.swap_remove(place)),
                    (None, Some(record)) => records.push(record),
                    (None, None) => {}
                }
            }
        });
    }

    /// Keeps applied changes, to undo them.
    pub fn remember(self, batch: u32, applied: Vec<(u32, Change)>) {
        if applied.is_empty() {
            return;
        }
        self.undone.try_set(None);
        self.done.try_update(|done| {
            done.extend(applied.into_iter().map(|(_, change)| Done {
                number: self.next_number(),
                batch,
                change,
                undoing: Progress::Waiting,
            }));
        });
    }

    /// Keys that undoing created anew have other ids, which the earlier changes learn.
    pub fn learn(self, undone: &[(u32, Change)]) {
        self.done.try_update(|done| {
            for (number, undoing) in undone {
                let own = done.iter().find(|done| done.number == *number);
                let Some(old) = own
                    .map(|own| own.change.clone())
                    .filter(|old| old.after.is_none())
                else {
                    continue;
                };
                for earlier in done.iter_mut().filter(|done| done.change.id == old.id) {
                    earlier.change.id = undoing.id;
                }
            }
        });
    }

    /// Takes back what was applied at once.
    pub fn undo(self, batch: u32) {
        if self.undoing.running.get_untracked() {
            return;
        }
        let items = self.done.with_untracked(|done| {
            let of_batch = done.iter().rev();
            of_batch
                .filter(|done| done.batch == batch && done.undoing != Progress::Done)
                .map(|done| Item::new(done.number, done.change.inverse()))
                .collect()
        });
        self.undoing.items.set(items);
        let finished = Box::new(move || {
            let stopped = self.undoing.stopped.get_untracked();
            self.done.update(|done| {
                for item in self.undoing.items.get_untracked() {
                    let Some(done) = done.iter_mut().find(|done| done.number == item.number) else {
                        continue;
                    };
                    if item.is_open() {
                        // Tried again, it overwrites what there is now.
                        done.change = Change {
                            id: item.change.id.or(done.change.id),
                            ..item.change.inverse()
                        };
                    }
                    done.undoing = match (item.progress, stopped.clone()) {
                        (Progress::Failed(reason), _) => {
                            Progress::Failed(reason.replace("Apply it again", "Undo it again"))
                        }
                        (Progress::Waiting, Some(reason)) => Progress::Failed(reason),
                        (progress, _) => progress,
                    };
                }
            });
            self.undone.set(Some(batch));
            focus_after_undoing(self.done.with_untracked(|done| {
                done.iter()
                    .any(|done| done.batch != batch || done.undoing != Progress::Done)
            }));
        });
        self.undoing.run(self, finished);
    }

    /// What the server has, in the order of the list: what is only collected isn't exported.
    pub fn entries(self) -> Vec<Entry> {
        self.records
            .with_untracked(|records| rows(records, &[]).iter().map(Row::entry).collect())
    }
}

/// The button that was pressed goes with what it took back.
fn focus_after_undoing(more: bool) {
    let document = crate::browser::document();
    let dialog = document.and_then(|document| document.query_selector("dialog[open]").ok().flatten());
    focus_when_drawn(
        match (dialog.is_some(), more) {
            (true, _) => "dialog[open] .modal-title",
            (false, true) => ".config-last button",
            (false, false) => "#config-last",
        }
        .to_owned(),
    );
}
