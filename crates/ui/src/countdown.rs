//! Counting down to an instant.

use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::js_sys::Date;

/// The seconds until an instant, in milliseconds since 1970 by this device's clock; counted down to 0.
#[must_use]
pub fn use_seconds_until(until_ms: i64) -> Signal<u32> {
    let left = move || {
        let left_ms = (until_ms as f64 - Date::now()).max(0.0);
        (left_ms / 1000.0).ceil() as u32
    };
    let seconds = RwSignal::new(left());
    if let Ok(timer) = set_interval_with_handle(move || seconds.set(left()), Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
    seconds.into()
}
