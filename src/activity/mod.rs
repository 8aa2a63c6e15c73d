//! What was asked of the server since somebody signed in here: kept in memory, for the panel that shows it.

mod curl;
mod panel;
mod undo;

use std::collections::VecDeque;

use api_types::Timestamp;
use leptos::prelude::*;

use crate::api::{Api, ApiError};
use crate::session::Session;
use ui::{Toasts, use_toasts};

pub use curl::{Call, CopyCall, CopyCalls, use_copy_call};
pub use panel::ActivityDialog;
pub use undo::{Undo, Undone, not_undone};

/// How many requests are kept; the oldest go first.
const KEPT: usize = 300;

/// The requests of this tab: `Activity::provide`, then `Activity::expect`.
#[derive(Clone, Copy)]
pub struct Activity {
    sent: RwSignal<VecDeque<Sent>>,
    undos: RwSignal<Vec<Undo>>,
    undone: RwSignal<u32>,
    next_id: StoredValue<u32>,
    changes: StoredValue<u32>,
    session: Session,
    toasts: Toasts,
    /// What is taken back is so after the page has been left that changed it.
    api: StoredValue<Option<Api>>,
}

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// Tells it from the others.
    pub id: u32,
    /// When it was sent.
    pub at: Timestamp,
    /// What was asked.
    pub call: Call,
    /// HTTP's status; none if there was no answer.
    pub status: Option<u16>,
    /// Why it failed, in a few words, if it did.
    pub failure: Option<&'static str>,
    /// Until the whole answer was there, in milliseconds.
    pub duration_ms: i64,
}

impl Activity {
    /// Makes it known to all components, and forgets everything, with what is still said of it, once the person is another.
    pub fn provide(session: Session) {
        let activity = Self {
            sent: RwSignal::default(),
            undos: RwSignal::default(),
            undone: RwSignal::new(0),
            next_id: StoredValue::new(0),
            changes: StoredValue::new(0),
            session,
            toasts: use_toasts(),
            api: StoredValue::new(None),
        };
        provide_context(activity);
        let user = Memo::new(move |_| session.user().map(|user| user.id));
        Effect::new(move |before: Option<Option<i64>>| {
            let user = user.get();
            if before.flatten().is_some_and(|before| Some(before) != user) {
                activity.sent.update(VecDeque::clear);
                activity.undos.update(Vec::clear);
                activity.toasts.clear();
            }
            user
        });
    }

    /// Takes on the client that takes changes back.
    pub fn set_api(self, api: Api) {
        self.api.set_value(Some(api));
    }

    /// The activity of this tab.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The newest first; tracked.
    pub fn sent(self) -> Vec<Sent> {
        self.sent.read().iter().rev().cloned().collect()
    }

    /// How many requests that may have changed something have ended; not tracked. What was loaded before one did may be out of date.
    pub fn changes(self) -> u32 {
        self.changes.get_value()
    }

    /// Notes a request whose answer has just come, or hasn't.
    pub fn note(self, call: Call, at: Timestamp, duration_ms: i64, outcome: Result<u16, &ApiError>) {
        if !call.is_read() {
            self.changes
                .update_value(|changes| *changes = changes.wrapping_add(1));
        }
        let (status, failure) = match outcome {
            // It is no news that a page was left.
            Err(ApiError::Aborted) => return,
            Ok(status) => (Some(status), None),
            Err(error) => (error.status(), Some(error.title())),
        };
        // Never given twice: what could be taken back of another person's mustn't be taken for this one's.
        let id = self.next_id.get_value();
        self.next_id.set_value(id.wrapping_add(1));
        self.sent.update(|sent| {
            sent.push_back(Sent {
                id,
                at,
                call,
                status,
                failure,
                duration_ms,
            });
            if sent.len() > KEPT {
                sent.pop_front();
            }
        });
    }
}
