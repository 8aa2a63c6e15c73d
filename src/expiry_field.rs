//! The field for the expiry of an account or of an API key: never, a number of days from now, or a date.

use api_types::{AttributeError, Timestamp};
use leptos::prelude::*;

use crate::time::{self, DAY, HOUR};
use ui::forms::{Choice, FormErrors, INCOMPLETE, RadioField, TextField};

/// The time of a date that has none.
const END_OF_DAY: &str = "23:59:59";

/// What expires, for the sentence that says what a choice means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ExpirySubject {
    /// A user.
    #[default]
    Account,
    /// Several users.
    Accounts,
    /// An API key.
    Key,
}

impl ExpirySubject {
    fn never(self) -> &'static str {
        match self {
            Self::Account => "This account does not expire.",
            Self::Accounts => "These accounts do not expire.",
            Self::Key => "This key does not expire.",
        }
    }

    fn warning(self) -> &'static str {
        match self {
            Self::Account | Self::Accounts => " Nobody can sign in to an expired account.",
            Self::Key => " An expired key is refused.",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExpiryChoice {
    /// Nothing is chosen yet.
    Unset,
    Never,
    /// That many days after it was chosen.
    Days(i64),
    /// The end of the coming Friday.
    NextFriday,
    /// A date in a field of its own.
    Date,
}

/// What is chosen in the field.
#[derive(Clone, Copy)]
pub struct ExpirySignals {
    choice: RwSignal<ExpiryChoice>,
    date: RwSignal<String>,
    /// The time of day; empty for its end.
    clock: RwSignal<String>,
    /// The instant that the form opened with, or to which days led, and the text that its field had.
    exact: RwSignal<Option<(Timestamp, String)>>,
}

impl ExpirySignals {
    /// The field as it opens.
    pub fn new(at: Option<Timestamp>) -> Self {
        let signals = Self {
            choice: RwSignal::new(ExpiryChoice::Never),
            date: RwSignal::default(),
            clock: RwSignal::default(),
            exact: RwSignal::default(),
        };
        signals.set(at);
        signals
    }

    /// Chooses an instant, or never.
    pub fn set(self, at: Option<Timestamp>) {
        self.choice
            .set(at.map_or(ExpiryChoice::Never, |_| ExpiryChoice::Date));
        self.set_instant(at);
    }

    fn set_instant(self, at: Option<Timestamp>) {
        let exact = at.map(|at| (at, time::to_input(at)));
        let text = exact.clone().map(|(_, text)| text).unwrap_or_default();
        let (date, clock) = text.split_once('T').unwrap_or_default();
        self.date.set(date.to_owned());
        self.clock.set(clock.to_owned());
        self.exact.set(exact);
    }

    /// What stands in the two fields, as [`time::from_input`] reads it; tracked.
    fn text(self) -> String {
        let (date, clock) = (self.date.read(), self.clock.read());
        let clock = if clock.is_empty() { END_OF_DAY } else { &clock };
        if date.is_empty() {
            String::new()
        } else {
            format!("{date}T{clock}")
        }
    }

    /// The field with nothing chosen.
    pub fn unset() -> Self {
        let signals = Self::new(None);
        signals.choice.set(ExpiryChoice::Unset);
        signals
    }

    /// The instant that is meant, `None` for never, unless nothing is chosen, or the date is missing or isn't one; tracked.
    pub fn value(self) -> Result<Option<Timestamp>, AttributeError> {
        match self.choice.get() {
            ExpiryChoice::Never => return Ok(None),
            ExpiryChoice::Unset => return Err(AttributeError::blank()),
            _ => {}
        }
        let exact = self.exact.get();
        read(&self.text(), exact, time::from_input).map(Some)
    }

    /// What the choice means, in a sentence; none while the date is missing or wrong.
    fn sentence(self, now: Timestamp, subject: ExpirySubject) -> Option<String> {
        let is_half = [self.date, self.clock].map(|field| field.with(|text| text == INCOMPLETE));
        match is_half {
            _ if self.choice.get() != ExpiryChoice::Date => {}
            [true, _] => return Some("The date isn’t complete yet.".to_owned()),
            [_, true] => return Some("The time isn’t complete yet. Complete or empty it.".to_owned()),
            _ => {}
        }
        let Some(at) = self.value().ok()? else {
            return Some(subject.never().to_owned());
        };
        let (expired, expires) = match subject {
            ExpirySubject::Accounts => ("They expired", "They expire"),
            ExpirySubject::Account | ExpirySubject::Key => ("Expired", "Expires"),
        };
        let (verb, warning) = if at <= now {
            (expired, subject.warning())
        } else {
            (expires, "")
        };
        let (relative, exact, zone) = (time::relative(at, now), time::exact(at), time::zone());
        // "12:00 UTC, your time (UTC)" would say it twice.
        let whose = if exact.ends_with(&zone) {
            String::new()
        } else {
            format!(", your time ({zone})")
        };
        let shift = shift(
            &self.text(),
            &time::to_input(at),
            &time::to_input(at.plus_millis(HOUR)),
        );
        Some(format!("{verb} {relative}: {exact}{whose}.{shift}{warning}"))
    }
}

/// What is to be said of a time that a change of the clocks leaves out or brings twice. `typed` is what stands in the fields, `read` what its
/// instant reads, and `later` what one hour later reads.
fn shift(typed: &str, read: &str, later: &str) -> &'static str {
    if typed == later {
        " The clocks are set back then, and this time comes twice: the first is meant."
    } else if !typed.starts_with(read) {
        " The clocks are set forward then, and the time that you chose doesn’t exist."
    } else {
        ""
    }
}

/// The instant of a date's text. It shows minutes: as long as it is that of `exact`, the seconds are kept.
fn read(
    date: &str,
    exact: Option<(Timestamp, String)>,
    parse: impl Fn(&str) -> Option<Timestamp>,
) -> Result<Timestamp, AttributeError> {
    match exact {
        _ if date.is_empty() => Err(AttributeError::blank()),
        Some((at, text)) if text == date => Ok(at),
        _ => parse(date).ok_or_else(|| AttributeError::invalid(date)),
    }
}

/// The field.
#[component]
pub fn ExpiryField(
    /// What is chosen.
    signals: ExpirySignals,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// Whose expiry it is.
    #[prop(optional)]
    subject: ExpirySubject,
) -> impl IntoView {
    let ExpirySignals {
        choice, date, clock, ..
    } = signals;
    // Days count from the moment at which they are chosen, and "Date…" begins with the date that they led to.
    Effect::new(move |before: Option<ExpiryChoice>| {
        let choice = choice.get();
        let at = match choice {
            ExpiryChoice::Days(days) => Some(time::now().plus_millis(days * DAY)),
            ExpiryChoice::NextFriday => time::next_friday(time::now()),
            ExpiryChoice::Unset | ExpiryChoice::Never | ExpiryChoice::Date => None,
        };
        if let Some(at) = at.filter(|_| before.is_some_and(|before| before != choice)) {
            signals.set_instant(Some(at));
        }
        choice
    });
    // A field clears its own error, but the field of the date has another name than the attribute.
    let errors = use_context::<FormErrors>();
    Effect::new(move |before: Option<()>| {
        date.track();
        clock.track();
        if let (Some(errors), Some(())) = (errors, before) {
            errors.clear_field("expired_at");
        }
    });
    let is_date = Memo::new(move |_| choice.get() == ExpiryChoice::Date);
    let now = time::use_now();
    let options = vec![
        Choice::new(ExpiryChoice::Never, "Never"),
        Choice::new(ExpiryChoice::NextFriday, "Next Friday"),
        Choice::new(ExpiryChoice::Days(7), "7 days"),
        Choice::new(ExpiryChoice::Days(30), "30 days"),
        Choice::new(ExpiryChoice::Days(90), "90 days"),
        Choice::new(ExpiryChoice::Days(365), "1 year"),
        Choice::new(ExpiryChoice::Date, "Date…"),
    ];
    view! {
        <RadioField chips=true
            name="expired_at"
            label="Expires"
            value=choice
            options
            description=Signal::derive(move || signals.sentence(now.get(), subject))
            error=Signal::derive(move || error.get().filter(|_| !is_date.get()))
            disabled_reason
        />
        <Show when=move || is_date.get() && disabled_reason.with(Option::is_none)>
            <div class="date-and-time">
                <TextField input_type="date" name="expired_at_date" label="Expiry date" value=date error/>
                <TextField
                    input_type="time"
                    name="expired_at_time"
                    label="Expiry time"
                    value=clock
                    description="Empty for the end of the day."
                />
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_is_missing_or_doubled_is_told() {
        let day = "2026-03-29T";
        for (typed, read, later, words) in [
            ("02:30", "03:30", "04:30", "doesn’t exist"),
            ("02:30", "02:30", "02:30", "the first is meant"),
            ("02:30", "02:30", "03:30", ""),
            ("23:59:59", "23:59", "00:59", ""),
        ] {
            let [typed, read, later] = [typed, read, later].map(|clock| format!("{day}{clock}"));
            let said = shift(&typed, &read, &later);
            assert!(
                said.contains(words) && said.is_empty() == words.is_empty(),
                "{typed}"
            );
        }
    }

    #[test]
    fn an_untouched_date_keeps_its_seconds_and_others_are_read() {
        let at = Timestamp::from_unix_millis;
        for (date, expected) in [
            ("1", Ok(at(61_234))),
            ("2", Ok(at(2))),
            ("", Err(AttributeError::blank())),
            ("x", Err(AttributeError::invalid("x"))),
        ] {
            let exact = Some((at(61_234), "1".to_owned()));
            assert_eq!(read(date, exact, |text| text.parse().ok().map(at)), expected);
        }
    }
}
