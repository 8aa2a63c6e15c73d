//! Instants as people read them: relative, with the exact local time and zone at hand.

use std::time::Duration;

use api_types::Timestamp;
use js_sys::{Array, Date, Intl, JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

const MINUTE: i64 = 60_000;
/// An hour, in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// A day, in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// The present instant by this device's clock.
pub fn now() -> Timestamp {
    Timestamp::from_unix_millis(Date::now() as i64)
}

#[derive(Clone, Copy)]
struct Clock(RwSignal<Timestamp>);

/// Starts the clock that keeps relative times true while a page stays open.
pub fn provide_clock() {
    let clock = Clock(RwSignal::new(now()));
    provide_context(clock);
    set_interval(move || clock.0.set(now()), Duration::from_secs(15));
}

/// The present instant, renewed every quarter of a minute.
pub fn use_now() -> Signal<Timestamp> {
    expect_context::<Clock>().0.into()
}

/// Runs something after a delay, unless the effect or component around this is gone by then, or the effect runs again.
pub fn after(delay: Duration, run: impl FnOnce() + 'static) {
    // Longer delays overflow the browser's timer.
    const LONGEST: Duration = Duration::from_secs(2_000_000);
    if let Ok(timer) = set_timeout_with_handle(run, delay.min(LONGEST)) {
        on_cleanup(move || timer.clear());
    }
}

/// The instant in so long.
pub fn in_duration(duration: Duration) -> Timestamp {
    now().plus_millis(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}

/// How long it is until an instant; nothing if it has passed.
pub fn until(instant: Timestamp) -> Duration {
    let millis = instant.unix_millis().saturating_sub(now().unix_millis());
    Duration::from_millis(millis.max(0).unsigned_abs())
}

/// How far an instant is: "in 6 days", "2 hours ago", "just now".
pub fn relative(then: Timestamp, now: Timestamp) -> String {
    let distance = then.unix_millis().saturating_sub(now.unix_millis());
    if distance.saturating_abs() < MINUTE {
        return "just now".into();
    }
    let span = span(distance);
    if distance > 0 {
        format!("in {span}")
    } else {
        format!("{span} ago")
    }
}

/// A length of time in its largest unit: "52 min", "6 days".
pub fn span(millis: i64) -> String {
    let length = millis.saturating_abs();
    let unit = |count: i64, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    // What is nearly a unit reads as one: an expiry set to 30 days a second ago is still "in 30 days".
    let rounded = length.saturating_add(30_000);
    if rounded < HOUR {
        format!("{} min", rounded / MINUTE)
    } else if rounded < 2 * DAY {
        unit(rounded / HOUR, "hour")
    } else if rounded < 60 * DAY {
        unit(rounded / DAY, "day")
    } else if rounded < 550 * DAY {
        unit(rounded / (30 * DAY), "month")
    } else {
        unit((rounded + 182 * DAY) / (365 * DAY), "year")
    }
}

thread_local! {
    /// The language of dates; the browser's, if there is none.
    static LOCALE: ArcRwSignal<Option<&'static str>> = ArcRwSignal::new(None);
}

/// Sets the language of dates, by a tag that browsers know. Dates that are on the screen change with it.
pub fn set_locale(locale: Option<&'static str>) {
    LOCALE.with(|signal| signal.set(locale));
}

/// The date in the language of dates and this browser's zone: "9 Aug 2024". Tracked, because the language can be chosen.
pub fn date(instant: Timestamp) -> String {
    format(instant, r#"{"dateStyle": "medium"}"#)
}

/// The exact local time with its zone: "9 Aug 2024, 10:15:30 CEST"; tracked, as [`date`] is.
pub fn exact(instant: Timestamp) -> String {
    let options = r#"{
        "weekday": "short", "year": "numeric", "month": "short", "day": "numeric",
        "hour": "2-digit", "minute": "2-digit", "second": "2-digit", "timeZoneName": "short"
    }"#;
    format(instant, options)
}

/// The zone of this browser: "Europe/Paris".
pub fn zone() -> String {
    let resolved = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let zone = Reflect::get(&resolved, &"timeZone".into()).ok();
    zone.and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// Formats with the options of `Intl.DateTimeFormat`, in JSON.
fn format(instant: Timestamp, options: &str) -> String {
    let options = JSON::parse(options).unwrap_or_default();
    let locales = Array::new();
    if let Some(locale) = LOCALE.with(ArcRwSignal::get) {
        locales.push(&locale.into());
    }
    let format = Intl::DateTimeFormat::new(&locales, options.unchecked_ref()).format();
    let text = format.call1(&JsValue::UNDEFINED, &js_date(instant)).ok();
    text.and_then(|text| text.as_string())
        .unwrap_or_else(|| instant.to_string())
}

fn js_date(instant: Timestamp) -> Date {
    Date::new(&JsValue::from_f64(instant.unix_millis() as f64))
}

/// An instant as the text of a field of the type `datetime-local`, to the minute.
pub fn to_input(instant: Timestamp) -> String {
    let date = js_date(instant);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// The day of an instant in this browser's zone: "2027-03-01".
pub fn day(instant: Timestamp) -> String {
    to_input(instant)
        .chars()
        .take_while(|letter| *letter != 'T')
        .collect()
}

/// The last minute of the Friday after an instant, in this browser's zone; of the one in a week if it is a Friday.
pub fn next_friday(after: Timestamp) -> Option<Timestamp> {
    const FRIDAY: u32 = 5;
    let days = match (7 + FRIDAY - js_date(after).get_day()) % 7 {
        0 => 7,
        days => days,
    };
    let text = to_input(after.plus_millis(i64::from(days) * DAY));
    let (day, _) = text.split_once('T')?;
    from_input(&format!("{day}T23:59"))
}

/// The instant that the text of a field of the type `datetime-local` means in this browser's zone.
pub fn from_input(text: &str) -> Option<Timestamp> {
    let millis = Date::new(&text.into()).get_time();
    (!text.is_empty() && millis.is_finite()).then(|| Timestamp::from_unix_millis(millis as i64))
}

/// A date, with the exact time on hover.
#[component]
pub fn DateOf(
    /// The instant.
    at: Timestamp,
) -> impl IntoView {
    view! { <time datetime=at.to_string() title=move || exact(at)>{move || date(at)}</time> }
}

/// A relative time, with the exact one on hover and focus.
#[component]
pub fn Ago(
    /// The instant.
    at: Timestamp,
) -> impl IntoView {
    let now = use_now();
    view! {
        <time datetime=at.to_string() title=move || exact(at) tabindex="0">
            {move || relative(at, now.get())}
        </time>
    }
}

/// A relative time, and beside it the exact one.
pub fn moment(at: Timestamp) -> AnyView {
    view! { <Ago at/><span class="muted">" · "{move || exact(at)}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_times_read_naturally() {
        for (millis, text) in [
            (0, "just now"),
            (-59_000, "just now"),
            (-5 * MINUTE, "5 min ago"),
            (HOUR, "in 1 hour"),
            (-26 * HOUR, "26 hours ago"),
            (6 * DAY, "in 6 days"),
            (30 * DAY - 1000, "in 30 days"),
            (-90 * DAY, "3 months ago"),
            (800 * DAY, "in 2 years"),
            (-729 * DAY, "2 years ago"),
            (540 * DAY, "in 18 months"),
        ] {
            let at = Timestamp::from_unix_millis;
            assert_eq!(relative(at(millis), at(0)), text);
        }
    }
}
