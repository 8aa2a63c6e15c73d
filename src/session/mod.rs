//! Who is signed in: how a session begins, is found again after a reload, and ends.

mod idle;
mod restore;
mod tabs;
mod token;

use api_types::{Timestamp, User};
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::api::sessions::{self, NewSession};
use crate::config::Config;
use crate::{browser, time};
use tabs::Message;
pub use token::{Times, Token};

/// The state of the session, for the whole app: `Session::provide`, then `Session::expect`.
#[derive(Clone, Copy)]
pub struct Session {
    origin: StoredValue<String>,
    phase: RwSignal<Phase>,
    token: RwSignal<Option<Token>>,
    user: RwSignal<Option<User>>,
    /// Why there is no token although pages are open: until the person has signed in again or leaves them.
    lapse: RwSignal<Option<SignOutReason>>,
    /// Those who wait for the end of the lapse.
    waiting: StoredValue<Vec<oneshot::Sender<()>>>,
    /// Whether something was entered that a sign-out would lose.
    holds_changes: StoredValue<Callback<(), bool>>,
    /// Whether the time that is left is worth a warning.
    ends_soon: RwSignal<bool>,
    /// Whether the server has accepted the token yet.
    proven: StoredValue<bool>,
    /// Who else has signed in, in another tab of this browser.
    elsewhere: RwSignal<Option<String>>,
    /// When somebody did something here last, if anybody did.
    active_at: StoredValue<Option<Timestamp>>,
    /// After how long without that the session is over, in milliseconds; 0 for never.
    idle_limit_ms: i64,
    /// Whether nobody has done anything for so long that it is worth a warning.
    is_idle: RwSignal<bool>,
    /// How often in a row the server couldn't be asked whether the stored token is good.
    failed_checks: RwSignal<usize>,
    /// How many sessions have ended in this tab.
    ended: StoredValue<u32>,
    /// Whether the server honours filters and sorting, once it has been asked.
    pub honours_filters: StoredValue<Option<bool>>,
}

/// Where in its life the session is.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// It isn't known yet whether somebody is signed in.
    Restoring,
    /// There is a token, but the server couldn't be asked whether it is good.
    Failed(ApiError),
    /// Nobody is signed in.
    SignedOut(SignOutReason),
    /// Somebody is.
    SignedIn,
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOutReason {
    /// Nobody was.
    NotSignedIn,
    /// Its time was up, or the server ended it.
    Expired,
    /// The person signed out, here or in another tab.
    SignedOut,
    /// The person signed out, but the server couldn't be told.
    NotRevoked,
    /// Nobody has done anything for as long as `config.json` allows.
    Idle,
    /// The person changed their password, and signing in again by itself didn't work.
    PasswordChanged,
}

impl Session {
    /// Begins to look for a session and makes it known to all components.
    pub fn provide(config: &Config) -> Self {
        let session = Self {
            origin: StoredValue::new(config.origin()),
            phase: RwSignal::new(Phase::Restoring),
            token: RwSignal::new(None),
            user: RwSignal::new(None),
            lapse: RwSignal::new(None),
            waiting: StoredValue::new(Vec::new()),
            holds_changes: StoredValue::new(Callback::new(|()| false)),
            ends_soon: RwSignal::new(false),
            proven: StoredValue::new(false),
            elsewhere: RwSignal::new(None),
            active_at: StoredValue::new(None),
            idle_limit_ms: i64::try_from(config.idle_time().as_millis()).unwrap_or(i64::MAX),
            is_idle: RwSignal::new(false),
            failed_checks: RwSignal::new(0),
            ended: StoredValue::new(0),
            honours_filters: StoredValue::new(None),
        };
        provide_context(session);
        tabs::listen(session);
        token::end_in_time(session);
        idle::watch(session);
        session.restore();
        restore::when_shown_again(session);
        session
    }

    /// The session of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Where in its life the session is; tracked.
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// Where in its life the session is; not tracked.
    pub fn phase_untracked(self) -> Phase {
        self.phase.get_untracked()
    }

    /// Who is signed in; tracked.
    pub fn user(self) -> Option<User> {
        self.user.get()
    }

    /// Who is signed in at this moment; not tracked.
    pub fn current_user(self) -> Option<User> {
        self.user.get_untracked()
    }

    /// The record's id of who is signed in; not tracked, because another person means another session.
    pub fn user_id(self) -> Option<i64> {
        self.user.read_untracked().as_ref().map(|user| user.id)
    }

    /// Whether an administrator is signed in; tracked.
    pub fn is_admin(self) -> bool {
        self.user.read().as_ref().is_some_and(|user| user.is_admin)
    }

    /// Whether it is an administrator's session, as far as that is known before the server has been asked whose it is; not tracked.
    pub fn is_known_admin(self) -> bool {
        let is_admin = |user: &User| user.is_admin;
        let before = || {
            self.token
                .read_untracked()
                .as_ref()
                .is_some_and(|token| token.is_admin)
        };
        self.user.read_untracked().as_ref().map_or_else(before, is_admin)
    }

    /// Milliseconds that are left, as of the present minute, if the server says when it ends; tracked.
    pub fn remaining_ms(self) -> Option<i64> {
        let ends_at = self.times().ends_at?;
        Some(ends_at.unix_millis() - time::use_now().get().unix_millis())
    }

    /// When it began, was renewed and ends, as far as this browser knows; tracked.
    pub fn times(self) -> Times {
        self.token
            .read()
            .as_ref()
            .map(|token| token.times)
            .unwrap_or_default()
    }

    /// The token, for the API's client alone; not tracked. While the server is asked whether it is good, it is there already.
    pub fn token(self) -> Option<String> {
        self.token
            .read_untracked()
            .as_ref()
            .map(|token| token.value.clone())
    }

    /// The host of the API, as a person would name it.
    pub fn host(self) -> String {
        let origin = self.origin();
        origin
            .split_once("://")
            .map_or(&*origin, |(_, host)| host)
            .to_owned()
    }

    /// The whole address of a path of the API.
    pub fn url(self, path: &str) -> String {
        self.origin.with_value(|origin| format!("{origin}{path}"))
    }

    /// The origin of the API.
    pub fn origin(self) -> String {
        self.origin.get_value()
    }

    /// How many sessions have ended in this tab: what belongs to one of them is nothing for the next.
    pub fn ended(self) -> u32 {
        self.ended.get_value()
    }

    /// Begins with a session that the server has just given.
    pub fn begin(self, new: NewSession) {
        let token = Token::received(new.token, time::now());
        tabs::post(&Message::Session(token.clone()));
        self.adopt(token, new.user);
        self.proven.set_value(false);
    }

    /// Goes on with a session that the server has given again, unless the person has left meanwhile: then it ends at once.
    pub fn begin_again(self, new: NewSession) {
        if self.is_lapsed() {
            self.begin(new);
        } else {
            self.revoke(new.token);
        }
    }

    /// Whether the server has accepted the token since it gave it.
    pub fn is_proven(self) -> bool {
        self.proven.get_value()
    }

    /// Notes that the server has accepted the token.
    pub fn prove(self) {
        self.proven.set_value(true);
    }

    /// Takes on a token that is known to be good.
    fn adopt(self, mut token: Token, user: User) {
        token.is_admin = user.is_admin;
        token::write(self, &token);
        self.proven.set_value(true);
        self.failed_checks.set(0);
        idle::begin(self);
        self.token.set(Some(token));
        self.user.set(Some(user));
        self.phase.set(Phase::SignedIn);
        self.lapse.set(None);
        self.elsewhere.set(None);
        for waiting in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            if waiting.send(()).is_err() {
                browser::log_warning("a request that waited for the session is gone");
            }
        }
    }

    /// Ends the session but leaves what is open as it is: the person is asked to sign in again over it.
    pub fn lapse(self, reason: SignOutReason) {
        if self.phase.get_untracked() != Phase::SignedIn {
            return self.end(reason);
        }
        token::clear(self);
        self.token.set(None);
        self.lapse.set(Some(reason));
    }

    /// Learns that the server refuses a token: the session is over, unless a newer token has come meanwhile.
    pub fn refuse(self, token: &str) {
        if self.is_proven() && self.token().as_deref() == Some(token) {
            self.lapse(SignOutReason::Expired);
        }
    }

    /// Why the person has to sign in again to go on with what is open, if so; tracked.
    pub fn lapsed(self) -> Option<SignOutReason> {
        self.lapse.get()
    }

    /// Whether that is so; not tracked.
    pub fn is_lapsed(self) -> bool {
        self.lapse.with_untracked(Option::is_some)
    }

    /// Waits until the person has signed in again; false if they leave, or if there is nothing to wait for.
    pub async fn has_signed_in_again(self) -> bool {
        if !self.is_lapsed() {
            return false;
        }
        let (sender, receiver) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(sender));
        receiver.await.is_ok()
    }

    /// The name of who else has signed in, in another tab of this browser; tracked.
    pub fn elsewhere(self) -> Option<String> {
        self.elsewhere.get()
    }

    /// Forgets that somebody else has signed in elsewhere, once that has been read.
    pub fn forget_elsewhere(self) {
        self.elsewhere.set(None);
    }

    /// Whether less than two minutes are left, or half of a short life; tracked.
    pub fn ends_soon(self) -> bool {
        self.ends_soon.get()
    }

    /// Whether nobody has done anything for so long that they are about to be signed out; tracked.
    pub fn is_idle(self) -> bool {
        self.is_idle.get()
    }

    /// Notes that somebody works here, or that something works for them.
    pub fn note_activity(self) {
        idle::note(self);
    }

    /// Signs out who has gone away; the other tabs find out by themselves. What was entered stays where it is, as does a secret that
    /// is shown once: the person has to sign in again over it.
    fn end_idle(self) {
        self.is_idle.set(false);
        let reason = SignOutReason::Idle;
        match (self.token(), self.holds_changes()) {
            (Some(token), true) => {
                self.lapse(reason);
                self.revoke(token);
            }
            (Some(token), false) => self.leave(token, reason),
            (None, true) => {}
            (None, false) => self.end(reason),
        }
    }

    fn holds_changes(self) -> bool {
        self.holds_changes.get_value().run(())
    }

    /// How often in a row the server couldn't be asked whether the stored session is good; tracked.
    pub fn failed_checks(self) -> usize {
        self.failed_checks.get()
    }

    /// Takes on who tells whether something was entered that a sign-out would lose.
    pub fn ask_for_changes(self, holds_changes: Callback<(), bool>) {
        self.holds_changes.set_value(holds_changes);
    }

    /// Notes what has become of the person who is signed in.
    pub fn set_user(self, user: User) {
        self.user.set(Some(user));
    }

    /// Takes on a token that the server sent to renew the one that was used.
    pub fn renew(self, used: &str, renewed: &str) {
        let mine = self.token.get_untracked();
        if let Some(mine) = mine.filter(|mine| mine.value == used && used != renewed) {
            let renewed = mine.renewed(renewed.to_owned(), time::now());
            token::write(self, &renewed);
            self.token.set(Some(renewed));
        }
    }

    /// Ends the session in this tab.
    pub fn end(self, ending: SignOutReason) {
        token::clear(self);
        self.ended.update_value(|ended| *ended = ended.wrapping_add(1));
        self.token.set(None);
        self.user.set(None);
        self.honours_filters.set_value(None);
        self.lapse.set(None);
        self.elsewhere.set(None);
        self.waiting.update_value(Vec::clear);
        self.phase.set(Phase::SignedOut(ending));
    }

    /// Signs out: here at once, in the other tabs, and on the server.
    pub fn sign_out(self) {
        let Some(token) = self.token() else {
            return self.end(SignOutReason::SignedOut);
        };
        tabs::post(&Message::SignedOut(token.clone(), self.user_id()));
        self.leave(token, SignOutReason::SignedOut);
    }

    /// Ends the session here and on the server.
    fn leave(self, token: String, reason: SignOutReason) {
        self.end(reason);
        self.revoke(token);
    }

    /// Ends a session on the server, and says where nobody is signed in that this didn't work.
    fn revoke(self, token: String) {
        let origin = self.origin();
        spawn_local(async move {
            if sessions::sign_out(&origin, &token).await.is_err() {
                // Unless somebody has signed in meanwhile.
                self.phase.update(|phase| {
                    if *phase == Phase::SignedOut(SignOutReason::SignedOut) {
                        *phase = Phase::SignedOut(SignOutReason::NotRevoked);
                    }
                });
            }
        });
    }
}
