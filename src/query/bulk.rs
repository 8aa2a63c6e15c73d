//! The same request for many records: a few at a time, with progress, a stop, and a result for each.

use std::collections::BTreeMap;
use std::future::ready;

use futures_util::{StreamExt, stream};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Throttle;
use crate::api::ApiError;
use crate::unsaved::Question;
use ui::table::group_digits;

/// How many requests are on their way at the same time.
const AT_ONCE: usize = 4;

/// What is asked before a page is left whose requests are still on their way.
pub const LEAVE_RUNNING: Question = Question {
    title: "Stop and leave?",
    text: "Not all is done yet. What is done stays done; the rest is left as it is.",
    leave: "Stop and leave",
    stay: "Wait for the rest",
};

/// How far it has come. What has succeeded isn't tried again.
#[derive(Clone, Copy, Default)]
pub struct Bulk {
    /// What became of the records, by id; those that weren't tried have none.
    pub results: RwSignal<BTreeMap<i64, Result<(), String>>>,
    /// Whether requests are on their way.
    pub running: RwSignal<bool>,
    /// The error that ended it early: what is left waits for the person to go on.
    pub stopped: RwSignal<Option<String>>,
    /// Whether the server wants to be left alone for a while.
    pub throttle: Throttle,
    stopping: StoredValue<bool>,
}

impl Bulk {
    /// Stops once the requests that are on their way have been answered.
    pub fn stop(self) {
        self.stopping.try_set_value(true);
    }

    /// Whether it is to stop, or its page has left.
    fn is_stopping(self) -> bool {
        self.stopping.try_get_value() != Some(false)
    }

    /// How many have succeeded, and how many have failed; tracked.
    pub fn counts(self) -> (usize, usize) {
        let results = self.results.read();
        let done = results.values().filter(|result| result.is_ok()).count();
        (done, results.len() - done)
    }

    /// What the button says that sends those requests again that are `open`: failed, or not sent yet; tracked.
    pub fn resume_label(self, open: usize) -> String {
        let (_, failed) = self.counts();
        let count = group_digits(open as u64);
        if open == failed {
            format!("Try {count} again")
        } else {
            format!("Go on with {count}")
        }
    }

    /// Sends the request for each of the records that hasn't succeeded yet, then calls `done`, unless the page has left. While the
    /// server asks to wait it waits, and sends the request again that was refused.
    pub fn run<F>(self, ids: &[i64], request: impl Fn(i64) -> F + 'static, done: impl FnOnce() + 'static)
    where
        F: Future<Output = Result<(), ApiError>> + 'static,
    {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.stopped.set(None);
        self.stopping.set_value(false);
        let results = self.results.read_untracked();
        let open: Vec<i64> = ids
            .iter()
            .copied()
            .filter(|id| results.get(id) != Some(&Ok(())))
            .collect();
        drop(results);
        spawn_local(async move {
            let mut answers = stream::iter(open)
                .take_while(|_| ready(!self.is_stopping()))
                .map(|id| {
                    let request = &request;
                    let answer = self
                        .throttle
                        .send(move || request(id), move || self.is_stopping());
                    async move { (id, answer.await) }
                })
                .buffer_unordered(AT_ONCE);
            while let Some((id, answer)) = answers.next().await {
                match answer {
                    // The person didn't want to wait.
                    Err(ApiError::Throttled(_)) => {}
                    Err(error) if error.is_fatal() => {
                        self.stopped.try_set(Some(error.sentence()));
                        self.stop();
                    }
                    answer => {
                        let result = answer.map_err(|error| error.sentence());
                        self.results.try_update(|results| results.insert(id, result));
                    }
                }
            }
            let page_is_gone = self.running.try_set(false).is_some();
            if !page_is_gone {
                done();
            }
        });
    }
}
