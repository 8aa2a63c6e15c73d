//! Whether the server can be reached: what the last request told, and asking again while it can't be.

use std::time::Duration;

use api_types::Timestamp;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::VisibilityState;

use crate::api::{ApiError, sessions};
use crate::session::{Phase, Session};
use crate::{browser, time};
use ui::forms::ServerReturns;

/// How long to wait before the server is asked again, in seconds: longer each time.
const PAUSES: [u64; 6] = [1, 2, 4, 8, 15, 30];

/// How long to wait before a server is asked again that has been asked so often in vain.
pub fn retry_pause(tries: usize) -> Duration {
    Duration::from_secs(PAUSES[tries.min(PAUSES.len() - 1)])
}

/// How long nothing may be heard of the server, in milliseconds, before it is asked whether it is still there.
const SILENCE_MS: i64 = 30_000;

/// The connection to the server, for the whole app: `Connection::provide`, then `Connection::expect`.
#[derive(Clone, Copy)]
pub struct Connection {
    session: Session,
    lost: RwSignal<Option<Lost>>,
    asking: RwSignal<bool>,
    heard_at: StoredValue<Timestamp>,
    returns: RwSignal<u32>,
}

/// That the server is out of reach.
#[derive(Clone, PartialEq)]
pub struct Lost {
    /// One of those that [`ApiError::is_out_of_reach`].
    pub error: ApiError,
    /// When the server was heard of last.
    pub heard_at: Timestamp,
    /// How often it has been asked since.
    tries: usize,
}

impl Connection {
    /// Makes it known to all components, and watches over it for as long as somebody is signed in.
    pub fn provide(session: Session) {
        let connection = Self {
            session,
            lost: RwSignal::new(None),
            asking: RwSignal::new(false),
            heard_at: StoredValue::new(time::now()),
            returns: RwSignal::new(0),
        };
        provide_context(connection);
        provide_context(ServerReturns(connection.returns.into()));
        Effect::new(move |_| {
            let tries = connection.lost.with(|lost| lost.as_ref().map(|lost| lost.tries));
            if let Some(tries) = tries {
                time::after(retry_pause(tries), move || connection.ask());
            }
        });
        window_event_listener(ev::online, move |_| connection.ask());
        window_event_listener(ev::offline, move |_| connection.lose(&ApiError::Offline));
        // Nobody presses anything, and still the page says whether the server is there.
        let ask_after_silence = move || connection.ask_after_silence();
        set_interval(ask_after_silence, Duration::from_secs(10));
        window_event_listener(ev::visibilitychange, move |_| ask_after_silence());
    }

    /// The connection of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// That the server is out of reach, if it is; tracked.
    pub fn lost(self) -> Option<Lost> {
        self.lost.get()
    }

    /// Whether the server is being asked at this moment; tracked.
    pub fn is_asking(self) -> bool {
        self.asking.get()
    }

    /// How often the server has come back; tracked.
    pub fn returns(self) -> u32 {
        self.returns.get()
    }

    /// Learns from what became of a request.
    pub fn note<T>(self, outcome: &Result<T, ApiError>) {
        let is_lost = self.lost.with_untracked(Option::is_some);
        match outcome {
            Err(error) if error.is_out_of_reach() && is_lost => {}
            Err(error @ ApiError::Offline) => self.lose(error),
            // One request may fail for reasons of its own: another one tells.
            Err(error) if error.is_out_of_reach() => self.ask(),
            // Neither says anything about the server.
            Err(ApiError::Aborted | ApiError::TimedOut) => {}
            _ => self.hear(),
        }
    }

    /// Any answer says that the server is there.
    fn hear(self) {
        self.heard_at.set_value(time::now());
        if self.lost.with_untracked(Option::is_some) {
            self.lost.set(None);
            self.returns.update(|count| *count = count.wrapping_add(1));
        }
    }

    /// Notes that the server is out of reach, or that asking again was in vain.
    fn lose(self, error: &ApiError) {
        self.lost.update(|lost| match lost {
            Some(lost) => {
                lost.tries += 1;
                if error.is_out_of_reach() {
                    lost.error = error.clone();
                }
            }
            None => {
                *lost = Some(Lost {
                    error: error.clone(),
                    heard_at: self.heard_at.get_value(),
                    tries: 0,
                });
            }
        });
    }

    /// Asks the server whether it is there.
    pub fn ask(self) {
        if self.asking.get_untracked() || self.session.phase_untracked() != Phase::SignedIn {
            return;
        }
        self.asking.set(true);
        spawn_local(async move {
            let token = self.session.token().unwrap_or_default();
            // A token that renews this one is left alone: that nobody works here mustn't prolong the session.
            let answer = sessions::current_user(&self.session.origin(), &token).await;
            self.asking.set(false);
            let is_lost = self.lost.with_untracked(Option::is_some);
            match answer {
                Err(error) if error.is_out_of_reach() => self.lose(&error),
                Err(error @ (ApiError::Aborted | ApiError::TimedOut)) if is_lost => self.lose(&error),
                Err(ApiError::Aborted | ApiError::TimedOut) => {}
                Err(ApiError::Unauthorized(_)) => {
                    self.session.refuse(&token);
                    self.hear();
                }
                _ => self.hear(),
            }
        });
    }

    fn ask_after_silence(self) {
        let is_shown =
            browser::document().is_some_and(|page| page.visibility_state() == VisibilityState::Visible);
        let silence = time::now().unix_millis() - self.heard_at.get_value().unix_millis();
        if is_shown && silence >= SILENCE_MS && self.lost.with_untracked(Option::is_none) {
            self.ask();
        }
    }
}
