//! The token: where this tab keeps it, and when it ends.

use std::time::Duration;

use api_types::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::session::{Session, SignOutReason};
use crate::{browser, paths, time};

/// What proves the session to the server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The JWT.
    pub value: String,
    /// What this browser knows of its life.
    #[serde(default)]
    pub times: Times,
    /// Whether it was an administrator's when the server was asked last: what a page shows is asked for before it is asked again.
    #[serde(default)]
    pub is_admin: bool,
}

/// The life of a session by this device's clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// When the person signed in, if this browser saw it.
    pub since: Option<Timestamp>,
    /// When the server renewed it last, if it did.
    pub renewed_at: Option<Timestamp>,
    /// When it ends, if the token says so.
    pub ends_at: Option<Timestamp>,
}

impl Token {
    /// A token that has just come. Its lifetime is counted from now: this device's clock may differ from the server's.
    pub fn received(value: String, now: Timestamp) -> Self {
        let lifetime = payload(&value).as_deref().and_then(lifetime_ms);
        let times = Times {
            since: Some(now),
            renewed_at: None,
            ends_at: lifetime.map(|lifetime| now.plus_millis(lifetime)),
        };
        Self {
            value,
            times,
            is_admin: false,
        }
    }

    /// The token that the server sent to renew this one.
    pub fn renewed(&self, value: String, now: Timestamp) -> Self {
        let mut token = Self::received(value, now);
        token.is_admin = self.is_admin;
        token.times.since = self.times.since;
        token.times.renewed_at = Some(now);
        token
    }

    /// Whether its time is up.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.times.ends_at.is_some_and(|ends_at| ends_at <= now)
    }
}

#[derive(Deserialize)]
struct Claims {
    iat: i64,
    exp: i64,
}

/// How long a token lives, in milliseconds, by the claims in its payload.
fn lifetime_ms(payload: &str) -> Option<i64> {
    let claims: Claims = serde_json::from_str(payload).ok()?;
    let lifetime = claims.exp.checked_sub(claims.iat)?.checked_mul(1000)?;
    (lifetime > 0).then_some(lifetime)
}

/// The JSON inside a JWT. A token of another kind has none that we could read.
fn payload(token: &str) -> Option<String> {
    let encoded = token.split('.').nth(1)?.replace('-', "+").replace('_', "/");
    browser::window()?.atob(&encoded).ok()
}

/// The token's place in this tab's session storage, where it survives a reload and ends with the tab. Consoles of several servers may
/// live at one origin, and a console may be given another server: a token is shown to none but the one that gave it. `boot.js` knows the
/// beginning and the end of it.
fn key(session: Session) -> String {
    format!("nodeum-admin.session {} {}", session.origin(), paths::home())
}

/// Where `boot.js` reads, before the first paint, whether one of the browser's tabs has a session: it then shows an indicator
/// in place of the sign-in form. Consoles of several servers may live at one origin, under different paths.
fn hint_key() -> String {
    format!("nodeum-admin.signed-in {}", paths::home())
}

/// The stored token, if there is one that can be read.
pub fn read(session: Session) -> Option<Token> {
    let text = browser::session_storage()?.get_item(&key(session)).ok()??;
    serde_json::from_str(&text).ok()
}

/// Stores the token.
pub fn write(session: Session, token: &Token) {
    let store = || {
        let text = serde_json::to_string(token).ok()?;
        browser::session_storage()?.set_item(&key(session), &text).ok()?;
        browser::local_storage()?.set_item(&hint_key(), "").ok()
    };
    if store().is_none() {
        browser::log_warning("The session can't be stored: a reload or a new tab may not find it at once.");
    }
}

/// Forgets the stored token.
pub fn clear(session: Session) {
    let token = browser::session_storage().map(|storage| storage.remove_item(&key(session)));
    let hint = browser::local_storage().map(|storage| storage.remove_item(&hint_key()));
    if matches!(token, Some(Err(_))) || matches!(hint, Some(Err(_))) {
        browser::log_warning("The stored session could not be removed.");
    }
}

/// How long before its end a session that nothing renews is worth a warning, in milliseconds.
const WARNING_MS: i64 = 2 * 60_000;

/// Warns before the session's time is up, and ends it then, to the second, whether or not anything is asked of the server.
pub fn end_in_time(session: Session) {
    Effect::new(move |_| {
        session.ends_soon.set(false);
        let Some(ends_at) = session.times().ends_at else {
            return;
        };
        let left = ends_at.unix_millis() - time::now().unix_millis();
        // Of a short life half is enough.
        time::after(millis(left - WARNING_MS.min(left / 2)), move || {
            session.ends_soon.set(true);
        });
        time::after(millis(left), move || {
            let token = session.token.get_untracked();
            if token.is_some_and(|token| token.has_ended(time::now())) {
                session.lapse(SignOutReason::Expired);
            }
        });
    });
}

/// Nothing for what has passed.
fn millis(left: i64) -> Duration {
    Duration::from_millis(left.max(0).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lifetime_is_a_difference_of_claims() {
        for (payload, lifetime) in [
            (r#"{"sub":"1","iat":1000,"exp":4600}"#, Some(3_600_000)),
            ("", None),
            ("{}", None),
            (r#"{"exp":1}"#, None),
            (r#"{"iat":5,"exp":5}"#, None),
            (r#"{"iat":"x","exp":5}"#, None),
        ] {
            assert_eq!(lifetime_ms(payload), lifetime, "{payload}");
        }
    }

    #[test]
    fn a_token_ends_at_its_time_if_it_has_one() {
        let at = Timestamp::from_unix_millis;
        let mut token = Token::default();
        assert!(!token.has_ended(at(i64::MAX)));
        token.times.ends_at = Some(at(1000));
        assert!(!token.has_ended(at(999)));
        assert!(token.has_ended(at(1000)));
    }
}
