//! Carrying out many changes: a few at a time, each with its own result, and one can stop.

use api_types::Timestamp;
use futures_util::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change::{Change, Item, Nature, Progress, reconcile};
use super::save::{Outcome, note, save, stops_all};
use super::store::Store;
use crate::api::{ApiError, configurations};
use crate::order::sorted;
use crate::time;

/// Up to this many changes are compared with the server one by one; more with the whole list.
const FEW: usize = 3;
/// How often the screen says how far it is, in milliseconds. The lists follow at the end: drawing them is dear.
const SHOWN_EVERY: i64 = 250;

/// Changes that are carried out together.
#[derive(Clone, Copy)]
pub struct Batch {
    /// The changes.
    pub items: RwSignal<Vec<Item>>,
    /// Whether they are being carried out.
    pub running: RwSignal<bool>,
    /// How many of how many have been tried.
    pub tried: RwSignal<(usize, usize)>,
    /// What stopped it before its end.
    pub stopped: RwSignal<Option<String>>,
    queue: StoredValue<Vec<Item>>,
    results: StoredValue<Vec<(Item, Option<Change>)>>,
    shown: StoredValue<Option<Timestamp>>,
    number: StoredValue<u32>,
    /// Whether these changes take back what was done.
    undoes: bool,
}

impl Batch {
    /// None so far.
    pub fn new(undoes: bool) -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            running: RwSignal::new(false),
            tried: RwSignal::new((0, 0)),
            stopped: RwSignal::new(None),
            queue: StoredValue::new(Vec::new()),
            results: StoredValue::new(Vec::new()),
            shown: StoredValue::new(None),
            number: StoredValue::new(0),
            undoes,
        }
    }

    /// Stops after the changes that are on their way.
    pub fn stop(self) {
        self.queue.set_value(Vec::new());
    }

    /// Carries out the changes that are still open; `done` is called at the end.
    pub fn run(self, store: Store, done: Box<dyn FnOnce()>) {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.stopped.set(None);
        let mut queue: Vec<Item> = self
            .items
            .with_untracked(|items| items.iter().filter(|item| item.is_open()).cloned().collect());
        self.tried.set((0, queue.len()));
        // It is worked off from its end. What goes makes room for what comes.
        queue.reverse();
        let turn = |item: &Item| match item.change.nature() {
            Nature::Removed => 2,
            Nature::Changed => 1,
            Nature::Added => 0,
        };
        let mut queue = sorted(queue, |a, b| turn(a).cmp(&turn(b)));
        self.number.set_value(store.next_number());
        spawn_local(async move {
            let few = queue.len() <= FEW;
            if !few && queue.iter().any(|item| item.change.id.is_some()) {
                match configurations::all(store.api).await {
                    Ok(now) => self.compare(store, &mut queue, now),
                    Err(error) => {
                        self.fail(&error);
                        queue.clear();
                    }
                }
            }
            // A key that is given up has to be free before another takes it.
            let in_turn = queue.iter().any(|item| item.change.renames());
            self.queue.set_value(queue);
            let work = || self.work(store, few);
            if in_turn {
                work().await;
            } else {
                join(join(work(), work()), join(work(), work())).await;
            }
            self.show(store);
            if self.running.try_set(false).is_none() {
                done();
            }
        });
    }

    /// Takes out of the queue what somebody else was faster with.
    fn compare(self, store: Store, queue: &mut Vec<Item>, now: Vec<api_types::Configuration>) {
        self.items.try_update(|items| {
            queue.retain(|queued| {
                let Some(item) = items.iter_mut().find(|item| item.number == queued.number) else {
                    return false;
                };
                let key = item.change.key();
                let record = match item.change.id {
                    Some(id) => now.iter().find(|record| record.id == id),
                    None => now.iter().find(|record| record.key == key),
                };
                reconcile(item, record);
                item.progress == queued.progress && item.change == queued.change
            });
        });
        store.records.try_set(now);
    }

    async fn work(self, store: Store, verifies: bool) {
        while let Some(item) = self.queue.try_update_value(Vec::pop).flatten() {
            let outcome = save(store.api, &item.change, verifies).await;
            if let Outcome::Refused(error) = &outcome
                && stops_all(error)
            {
                self.fail(error);
                self.stop();
                return;
            }
            let mut after = item.clone();
            note(&mut after, &outcome);
            let applied = match &outcome {
                Outcome::Applied(record) => {
                    store.put(item.change.id, record.clone());
                    Some(Change {
                        id: record.as_ref().map(|record| record.id).or(item.change.id),
                        ..item.change
                    })
                }
                Outcome::Elsewhere(now) => {
                    store.put(item.change.id, now.clone());
                    None
                }
                Outcome::Refused(_) => None,
            };
            self.results
                .try_update_value(|results| results.push((after, applied)));
            let now = time::now();
            let shown = self.shown.try_get_value().flatten();
            if shown.is_none_or(|shown| now.unix_millis() - shown.unix_millis() > SHOWN_EVERY) {
                self.shown.set_value(Some(now));
                let tried = self.results.try_with_value(Vec::len).unwrap_or_default();
                self.tried.try_update(|shown| shown.0 = tried);
            }
        }
    }

    fn fail(self, error: &ApiError) {
        self.stopped.try_set(Some(error.sentence()));
    }

    /// Brings the results to the screen, all at once.
    fn show(self, store: Store) {
        let results = self.results.try_update_value(std::mem::take).unwrap_or_default();
        store.flush();
        let mut applied = Vec::new();
        self.items.try_update(|items| {
            for (after, change) in results {
                applied.extend(change.map(|change| (after.number, change)));
                if let Some(item) = items.iter_mut().find(|item| item.number == after.number) {
                    *item = after;
                }
            }
        });
        if self.undoes {
            store.learn(&applied);
        } else {
            let number = self.number.try_get_value().unwrap_or_default();
            store.remember(number, applied);
        }
    }

    /// How many are still to be applied; tracked.
    pub fn open(self) -> usize {
        self.items
            .with(|items| items.iter().filter(|item| item.is_open()).count())
    }

    /// How many have been applied, and how many have failed; tracked.
    pub fn counts(self) -> (usize, usize) {
        self.items.with(|items| {
            let done = items.iter().filter(|item| !item.is_open()).count();
            let failed = items
                .iter()
                .filter(|item| matches!(item.progress, Progress::Failed(_)))
                .count();
            (done, failed)
        })
    }
}
