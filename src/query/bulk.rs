//! The same request for many records: a few at a time, with progress, a stop, and a result for each.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::request_queue::{AT_ONCE, RequestQueue};
use crate::api::ApiError;
use crate::unsaved::Question;
use ui::table::group_digits;

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
    /// The requests.
    pub queue: RequestQueue,
}

impl Bulk {
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

    /// Runs `left` if the page leaves while requests are on their way, which `done` isn't told of: what they did shows elsewhere.
    pub fn when_left(self, left: impl FnOnce() + Send + Sync + 'static) {
        on_cleanup(move || {
            if self.queue.running.try_get_untracked() == Some(true) {
                left();
            }
        });
    }

    /// Sends the request for each of the records that hasn't succeeded yet, then calls `done`, unless the page has left. While the
    /// server asks to wait it waits, and sends the request again that was refused.
    pub fn run<F>(self, ids: &[i64], request: impl Fn(i64) -> F + 'static, done: impl FnOnce() + 'static)
    where
        F: Future<Output = Result<(), ApiError>> + 'static,
    {
        if !self.queue.begin() {
            return;
        }
        let results = self.results.read_untracked();
        let open: Vec<i64> = ids
            .iter()
            .copied()
            .filter(|id| results.get(id) != Some(&Ok(())))
            .collect();
        drop(results);
        spawn_local(async move {
            let answered = |id, answer: Result<(), ApiError>| {
                let result = answer.map_err(|error| error.sentence());
                self.results.try_update(|results| results.insert(id, result));
            };
            self.queue.send_all(open, AT_ONCE, request, answered).await;
            if self.queue.end() {
                done();
            }
        });
    }
}
