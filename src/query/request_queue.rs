//! Many requests, sent a few at a time: they can be stopped, and wait while the server asks for that.

use std::future::ready;

use futures_util::{StreamExt, stream};
use leptos::prelude::*;

use super::throttle::Throttle;
use crate::api::ApiError;

/// How many requests are on their way at the same time.
pub const AT_ONCE: usize = 4;

/// Whether requests are on their way, and what ended that early.
#[derive(Clone, Copy, Default)]
pub struct RequestQueue {
    /// Whether requests are on their way.
    pub running: RwSignal<bool>,
    /// The error that ended it early: what is left waits for the person to go on.
    pub stopped: RwSignal<Option<String>>,
    /// Whether the server wants to be left alone for a while.
    pub throttle: Throttle,
    stopping: StoredValue<bool>,
}

impl RequestQueue {
    /// Stops once the requests that are on their way have been answered.
    pub fn stop(self) {
        self.stopping.try_set_value(true);
    }

    /// Ends it early for that reason.
    pub fn fail(self, error: &ApiError) {
        self.stopped.try_set(Some(error.sentence()));
        self.stop();
    }

    /// Begins. False if it is under way already.
    #[must_use]
    pub fn begin(self) -> bool {
        if self.running.get_untracked() {
            return false;
        }
        self.running.set(true);
        self.stopped.set(None);
        self.stopping.set_value(false);
        true
    }

    /// Ends. False if the page has left meanwhile.
    pub fn end(self) -> bool {
        self.running.try_set(false).is_none()
    }

    /// Whether it is to stop, or its page has left.
    fn is_stopping(self) -> bool {
        self.stopping.try_get_value() != Some(false)
    }

    /// Sends a request, again after each wait that the server asks for. No answer comes if it is stopped meanwhile, or by what the
    /// next request would fail of as well.
    pub async fn send<A, F>(self, request: impl Fn() -> F) -> Option<Result<A, ApiError>>
    where
        F: Future<Output = Result<A, ApiError>>,
    {
        match self.throttle.send(request, || self.is_stopping()).await {
            // The person didn't want to wait.
            Err(ApiError::Throttled(_)) => None,
            Err(error) if error.is_fatal() => {
                self.fail(&error);
                None
            }
            answer => Some(answer),
        }
    }

    /// Sends the request of each item, so many at a time, and tells the answers as they come.
    pub async fn send_all<T: Clone, A, F>(
        self,
        items: Vec<T>,
        at_once: usize,
        request: impl Fn(T) -> F,
        mut answered: impl FnMut(T, Result<A, ApiError>),
    ) where
        F: Future<Output = Result<A, ApiError>>,
    {
        let request = &request;
        let mut answers = stream::iter(items)
            .take_while(|_| ready(!self.is_stopping()))
            .map(|item| async move {
                let answer = self.send(|| request(item.clone())).await;
                (item, answer)
            })
            .buffer_unordered(at_once);
        while let Some((item, answer)) = answers.next().await {
            if let Some(answer) = answer {
                answered(item, answer);
            }
        }
    }
}
