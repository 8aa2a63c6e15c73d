//! Signing out who has gone away: nothing was pressed, pointed at or changed in any tab for as long as `config.json` says.

use std::time::Duration;

use api_types::Timestamp;
use leptos::prelude::*;

use crate::session::{Phase, Session};
use crate::{browser, paths, time};

/// How often it is looked, and how exactly tabs know of one another, in milliseconds.
const STEP_MS: u64 = 5_000;
const STEP: Duration = Duration::from_millis(STEP_MS);

/// How long before somebody is signed out they are warned, in milliseconds; half of a shorter time.
const WARNING_MS: i64 = 2 * 60_000;

/// Where the tabs of one browser note when something was done last, by this device's clock. Consoles of several servers may
/// live at one origin, under different paths.
fn key() -> String {
    format!("nodeum-admin.active {}", paths::home())
}

/// Watches for as long as the app runs.
pub fn watch(session: Session) {
    if session.idle_limit_ms == 0 {
        return;
    }
    let note = move || session.note_activity();
    // Assistive technology clicks and types without a key or a pointer.
    for name in ["keydown", "pointerdown", "pointermove", "wheel", "click", "input"] {
        window_event_listener_untyped(name, move |_| note());
    }
    let look = move || {
        if session.phase.get_untracked() != Phase::SignedIn {
            return;
        }
        let limit_ms = session.idle_limit_ms;
        let warned = idle_ms(session) >= limit_ms - WARNING_MS.min(limit_ms / 2);
        if session.is_idle.get_untracked() != warned {
            session.is_idle.set(warned);
        }
        if has_passed(session) {
            session.end_idle();
        }
    };
    set_interval(look, STEP);
}

/// Whether nobody has done anything, in any tab, for so long that the session is over. A device that slept hears of the first
/// movement before it looks at the clock, and a page that is loaded anew begins with nothing done: neither prolongs anything.
pub fn has_passed(session: Session) -> bool {
    session.idle_limit_ms > 0 && idle_ms(session) >= session.idle_limit_ms
}

/// Notes that somebody does something, unless it comes too late.
pub fn note(session: Session) {
    if session.phase.get_untracked() != Phase::SignedIn {
        return;
    }
    if has_passed(session) {
        return session.end_idle();
    }
    begin(session);
}

/// Counts from now on: somebody does something, or has just signed in.
pub fn begin(session: Session) {
    let now = time::now();
    session.active_at.set_value(Some(now));
    if session.is_idle.get_untracked() {
        session.is_idle.set(false);
    }
    // Rarely: a pointer that moves tells this many times a second.
    let is_known = |noted: Timestamp| now.unix_millis().abs_diff(noted.unix_millis()) < STEP_MS;
    if stored().is_some_and(is_known) {
        return;
    }
    if let Some(storage) = browser::local_storage()
        && storage.set_item(&key(), &now.unix_millis().to_string()).is_err()
    {
        browser::log_warning("the other tabs don't learn that somebody works here");
    }
}

/// How long nothing has been done, in any tab, in milliseconds; 0 where that isn't known.
fn idle_ms(session: Session) -> i64 {
    let last = session.active_at.get_value().max(stored());
    last.map_or(0, |last| time::now().unix_millis() - last.unix_millis())
}

/// When something was done last, as far as the tabs have noted it.
fn stored() -> Option<Timestamp> {
    let text = browser::local_storage()?.get_item(&key()).ok()??;
    Some(Timestamp::from_unix_millis(text.parse().ok()?))
}
