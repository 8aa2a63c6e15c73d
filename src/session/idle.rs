//! Signing out who has gone away: nothing was pressed, pointed at or changed in any tab for as long as `config.json` says.

use std::time::Duration;

use api_types::Timestamp;
use leptos::prelude::*;

use crate::session::{Phase, Session};
use crate::{browser, paths, time};

/// How often it is looked, and how exactly tabs know of one another.
const STEP: Duration = Duration::from_secs(5);

/// How long before somebody is signed out they are warned, in milliseconds; half of a shorter time.
const WARNING_MS: i64 = 2 * 60_000;

/// Where the tabs of one browser note when something was done last, by this device's clock. Consoles of several servers may
/// live at one origin, under different paths.
fn key() -> String {
    format!("nodeum-admin.active {}", paths::home())
}

/// Watches for as long as the app runs; `limit` of 0 means never.
pub fn watch(session: Session, limit: Duration) {
    if limit.is_zero() {
        return;
    }
    let limit_ms = i64::try_from(limit.as_millis()).unwrap_or(i64::MAX);
    let note = move || session.note_activity();
    for name in ["keydown", "pointerdown", "pointermove", "wheel"] {
        window_event_listener_untyped(name, move |_| note());
    }
    // A new session begins with somebody who does something.
    Effect::new(move |_| {
        if session.phase() == Phase::SignedIn {
            note();
        }
    });
    set_interval(
        move || {
            if session.phase.get_untracked() != Phase::SignedIn {
                return;
            }
            let idle_ms = time::now().unix_millis() - last(session).unix_millis();
            let warned = idle_ms >= limit_ms - WARNING_MS.min(limit_ms / 2);
            if session.is_idle.get_untracked() != warned {
                session.is_idle.set(warned);
            }
            if idle_ms >= limit_ms {
                session.end_idle();
            }
        },
        STEP,
    );
}

/// Notes that somebody does something.
pub fn note(session: Session) {
    let now = time::now();
    let before = session.active_at.get_value();
    session.active_at.set_value(now);
    if session.is_idle.get_untracked() {
        session.is_idle.set(false);
    }
    // Rarely: a pointer that moves tells this many times a second.
    if Duration::from_millis(now.unix_millis().abs_diff(before.unix_millis())) < STEP {
        return;
    }
    if let Some(storage) = browser::local_storage()
        && storage.set_item(&key(), &now.unix_millis().to_string()).is_err()
    {
        browser::log_warning("the other tabs don't learn that somebody works here");
    }
}

/// When something was done last, in any tab.
fn last(session: Session) -> Timestamp {
    let elsewhere = browser::local_storage().and_then(|storage| storage.get_item(&key()).ok()?);
    let elsewhere = elsewhere
        .and_then(|text| text.parse().ok())
        .map(Timestamp::from_unix_millis);
    let here = session.active_at.get_value();
    elsewhere.map_or(here, |elsewhere| here.max(elsewhere))
}
