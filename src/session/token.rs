//! The token, and when it ends.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::browser;
use crate::session::{Session, SignOutReason};
use crate::time;
use api_types::Timestamp;

/// What proves the session to the server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The JWT.
    pub value: String,
    /// When it ends, in milliseconds of this device's clock, if it says so.
    pub ends_at: Option<i64>,
    /// When the session began, likewise, if this browser saw it begin.
    pub since: Option<i64>,
    /// When the server renewed it last, if it did.
    pub renewed_at: Option<i64>,
}

impl Token {
    /// A token that a session has just begun with. Its lifetime is counted from now, because this device's clock may
    /// differ from the server's.
    pub fn received(value: String, now: Timestamp) -> Self {
        let ends_at = payload(&value)
            .as_deref()
            .and_then(lifetime_ms)
            .map(|lifetime| now.unix_millis() + lifetime);
        Self {
            value,
            ends_at,
            since: Some(now.unix_millis()),
            renewed_at: None,
        }
    }

    /// The token that the server sent to renew this one.
    pub fn renewed(&self, value: String, now: Timestamp) -> Self {
        Self {
            since: self.since,
            renewed_at: Some(now.unix_millis()),
            ..Self::received(value, now)
        }
    }

    /// Whether its time is up.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.ends_at.is_some_and(|ends_at| ends_at <= now.unix_millis())
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
    claims
        .exp
        .checked_sub(claims.iat)?
        .checked_mul(1000)
        .filter(|lifetime| *lifetime > 0)
}

/// The JSON inside a JWT. A token of another kind has none that we could read.
fn payload(token: &str) -> Option<String> {
    let encoded = token.split('.').nth(1)?.replace('-', "+").replace('_', "/");
    browser::window()?.atob(&encoded).ok()
}

/// Ends the session when its time is up, to the second, whether or not anything is asked of the server.
pub fn end_in_time(session: Session) {
    // Longer delays overflow the browser's timer.
    const LONGEST_MS: i64 = 2_000_000_000;
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = timer {
            timer.clear();
        }
        let ends_at = session
            .token
            .with(|token| token.as_ref().and_then(|token| token.ends_at))?;
        let left = (ends_at - time::now().unix_millis()).clamp(0, LONGEST_MS);
        set_timeout_with_handle(
            move || {
                let ended = session
                    .token
                    .with_untracked(|token| token.as_ref().is_some_and(|token| token.has_ended(time::now())));
                if ended {
                    session.end(SignOutReason::Expired);
                }
            },
            Duration::from_millis(left.unsigned_abs()),
        )
        .ok()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lifetime_is_a_difference_of_claims() {
        assert_eq!(
            lifetime_ms(r#"{"sub":"1","iat":1000,"exp":4600}"#),
            Some(3_600_000)
        );
    }

    #[test]
    fn a_token_without_claims_has_no_end() {
        for payload in [
            "",
            "{}",
            r#"{"exp":1}"#,
            r#"{"iat":5,"exp":5}"#,
            r#"{"iat":"x","exp":5}"#,
        ] {
            assert_eq!(lifetime_ms(payload), None, "{payload}");
        }
        let token = Token {
            value: "opaque".into(),
            ..Token::default()
        };
        assert!(!token.has_ended(Timestamp::from_unix_millis(i64::MAX)));
    }

    #[test]
    fn a_token_ends_at_its_time() {
        let token = Token {
            value: "a.b.c".into(),
            ends_at: Some(1000),
            ..Token::default()
        };
        assert!(!token.has_ended(Timestamp::from_unix_millis(999)));
        assert!(token.has_ended(Timestamp::from_unix_millis(1000)));
    }
}
