//! When an account expires: presets, or a date and time, with a sentence that says what that means.

use api_types::{AttributeError, Timestamp};
use leptos::prelude::*;

use crate::time::{self, DAY};
use ui::forms::{Choice, DateTimeField, FormErrors, SegmentedField};

/// What is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpiryText {
    /// `never`, `date`, or the number of days of a preset.
    pub choice: String,
    /// The date and time of `date`, as its field has it.
    pub date: String,
    /// From when a preset counts: when it was chosen.
    pub chosen_at: Option<Timestamp>,
    /// The instant that the form opened with. Its field shows minutes; unless it is touched, no second gets lost.
    pub opened_with: Option<Timestamp>,
    /// The text that the field of the date opened with.
    pub opened_as: String,
}

impl Default for ExpiryText {
    fn default() -> Self {
        Self {
            choice: "never".into(),
            date: String::new(),
            chosen_at: None,
            opened_with: None,
            opened_as: String::new(),
        }
    }
}

impl ExpiryText {
    /// The form as it opens on that expiry.
    pub fn of(at: Option<Timestamp>, to_input: impl Fn(Timestamp) -> String) -> Self {
        match at {
            None => Self::default(),
            Some(instant) => {
                let date = to_input(instant);
                Self {
                    choice: "date".into(),
                    opened_as: date.clone(),
                    date,
                    chosen_at: None,
                    opened_with: at,
                }
            }
        }
    }

    /// The instant that is meant; `None` for never.
    ///
    /// # Errors
    /// If the date is missing or none.
    pub fn value(
        &self,
        from_input: impl Fn(&str) -> Option<Timestamp>,
    ) -> Result<Option<Timestamp>, AttributeError> {
        match self.choice.as_str() {
            "never" => Ok(None),
            "date" if self.date.is_empty() => Err(AttributeError::blank()),
            "date" if self.opened_with.is_some() && self.date == self.opened_as => Ok(self.opened_with),
            "date" => from_input(&self.date)
                .map(Some)
                .ok_or_else(|| AttributeError::invalid(self.date.as_str())),
            days => {
                let days: i64 = days.parse().map_err(|_| AttributeError::invalid(days))?;
                let from = self.chosen_at.ok_or_else(AttributeError::blank)?;
                Ok(Some(from.plus_millis(days * DAY)))
            }
        }
    }
}

/// The signals of the field.
#[derive(Clone, Copy)]
pub struct ExpirySignals {
    choice: RwSignal<String>,
    date: RwSignal<String>,
    chosen_at: RwSignal<Option<Timestamp>>,
    opened: StoredValue<(Option<Timestamp>, String)>,
}

impl ExpirySignals {
    /// The field as it opens.
    pub fn new(text: &ExpiryText) -> Self {
        Self {
            choice: RwSignal::new(text.choice.clone()),
            date: RwSignal::new(text.date.clone()),
            chosen_at: RwSignal::new(text.chosen_at),
            opened: StoredValue::new((text.opened_with, text.opened_as.clone())),
        }
    }

    /// What is chosen; tracked.
    pub fn text(self) -> ExpiryText {
        let (opened_with, opened_as) = self.opened.get_value();
        let choice = self.choice.get();
        let is_date = choice == "date";
        let is_preset = !is_date && choice != "never";
        ExpiryText {
            choice,
            // What isn't chosen makes no difference.
            date: if is_date { self.date.get() } else { String::new() },
            chosen_at: self.chosen_at.get().filter(|_| is_preset),
            opened_with,
            opened_as,
        }
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
    /// Why it can't be set.
    #[prop(into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let ExpirySignals {
        choice,
        date,
        chosen_at,
        ..
    } = signals;
    // A preset counts from the moment it is chosen, and "Date…" begins where it left off.
    Effect::new(move |before: Option<String>| {
        let choice = choice.get();
        if let (Some(before), Ok(days)) = (before, choice.parse::<i64>())
            && before != choice
        {
            let now = time::now();
            chosen_at.set(Some(now));
            date.set(time::to_input(now.plus_millis(days * DAY)));
        }
        choice
    });
    // Its own field goes by another name.
    let errors = use_context::<FormErrors>();
    Effect::new(move |before: Option<()>| {
        date.track();
        if let (Some(errors), Some(())) = (errors, before) {
            errors.clear_field("expired_at");
        }
    });
    let meaning = Memo::new(move |_| signals.text().value(time::from_input).ok());
    let now = time::use_now();
    let sentence = Signal::derive(move || {
        Some(match meaning.get()? {
            None => "This account does not expire.".to_owned(),
            Some(at) => {
                let past = at <= now.get();
                let verb = if past { "Has expired" } else { "Expires" };
                let then = if past {
                    " Nobody can sign in to an expired account."
                } else {
                    ""
                };
                format!(
                    "{verb} {}: {}, your time ({}).{then}",
                    time::relative(at, now.get()),
                    time::exact(at),
                    time::zone()
                )
            }
        })
    });
    let is_date = Memo::new(move |_| choice.with(|choice| choice == "date"));
    let options = [
        ("never", "Never"),
        ("7", "7 days"),
        ("30", "30 days"),
        ("90", "90 days"),
        ("365", "1 year"),
        ("date", "Date…"),
    ]
    .map(|(value, label)| Choice::new(value.to_owned(), label))
    .to_vec();
    let group_error = Signal::derive(move || error.get().filter(|_| !is_date.get()));
    view! {
        <SegmentedField
            name="expired_at"
            label="Expires"
            value=choice
            options=options
            description=sentence
            error=group_error
            disabled_reason=disabled_reason
        />
        <Show when=move || is_date.get() && disabled_reason.get().is_none()><DateTimeField name="expired_at_date" label="Expiry date and time" value=date error=error/></Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(choice: &str, date: &str) -> ExpiryText {
        ExpiryText {
            choice: choice.into(),
            date: date.into(),
            ..ExpiryText::default()
        }
    }

    fn parse(text: &str) -> Option<Timestamp> {
        text.parse().ok().map(Timestamp::from_unix_millis)
    }

    #[test]
    fn presets_count_from_when_they_were_chosen() {
        let chosen = ExpiryText {
            chosen_at: Some(Timestamp::from_unix_millis(5)),
            ..text("7", "")
        };
        assert_eq!(
            chosen.value(parse),
            Ok(Some(Timestamp::from_unix_millis(5 + 7 * DAY)))
        );
    }

    #[test]
    fn an_untouched_expiry_keeps_its_seconds() {
        let at = Timestamp::from_unix_millis(61_234);
        let opened = ExpiryText::of(Some(at), |_| "1".into());
        assert_eq!(opened.value(parse), Ok(Some(at)));
        let touched = ExpiryText {
            date: "2".into(),
            ..opened
        };
        assert_eq!(touched.value(parse), Ok(Some(Timestamp::from_unix_millis(2))));
    }

    #[test]
    fn a_missing_or_impossible_date_is_an_error() {
        assert_eq!(text("date", "").value(parse), Err(AttributeError::blank()));
        assert_eq!(text("date", "x").value(parse), Err(AttributeError::invalid("x")));
        assert_eq!(text("never", "x").value(parse), Ok(None));
    }
}
