//! The field for the expiry of an account: never, a number of days from now, or a date.

use api_types::{AttributeError, Timestamp};
use leptos::prelude::*;

use crate::time::{self, DAY};
use ui::forms::{Choice, FormErrors, RadioField, TextField};

/// A segment of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExpiryChoice {
    /// The account doesn't expire.
    #[default]
    Never,
    /// That many days after it was chosen.
    Days(i64),
    /// A date in a field of its own.
    Date,
}

/// The content of the field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExpiryDraft {
    /// The segment that is selected.
    pub choice: ExpiryChoice,
    /// The date and time of [`ExpiryChoice::Date`], as its field has it.
    pub date: String,
    /// When [`ExpiryChoice::Days`] was chosen.
    pub chosen_at: Option<Timestamp>,
    /// The instant that the form opened with, and the text that its field had. The field shows minutes: as long as it isn't
    /// changed, the seconds are kept.
    pub opened: Option<(Timestamp, String)>,
}

impl ExpiryDraft {
    /// The form as it opens on that expiry; `to_input` writes an instant as its field has it.
    pub fn of(at: Option<Timestamp>, to_input: impl Fn(Timestamp) -> String) -> Self {
        let Some(at) = at else {
            return Self::default();
        };
        let date = to_input(at);
        Self {
            choice: ExpiryChoice::Date,
            opened: Some((at, date.clone())),
            date,
            chosen_at: None,
        }
    }

    /// The instant that is meant; `None` for never. `from_input` reads the text of the date's field.
    ///
    /// # Errors
    /// If the date is missing or isn't one.
    pub fn value(
        &self,
        from_input: impl Fn(&str) -> Option<Timestamp>,
    ) -> Result<Option<Timestamp>, AttributeError> {
        let at = match (self.choice, &self.opened) {
            (ExpiryChoice::Never, _) => return Ok(None),
            (ExpiryChoice::Days(days), _) => self.chosen_at.map(|at| at.plus_millis(days * DAY)),
            (ExpiryChoice::Date, Some((at, text))) if self.date == *text => Some(*at),
            (ExpiryChoice::Date, _) if self.date.is_empty() => None,
            (ExpiryChoice::Date, _) => {
                let at = from_input(&self.date);
                return at
                    .map(Some)
                    .ok_or_else(|| AttributeError::invalid(self.date.as_str()));
            }
        };
        at.map(Some).ok_or_else(AttributeError::blank)
    }
}

/// The signals of the field.
#[derive(Clone, Copy)]
pub struct ExpirySignals {
    choice: RwSignal<ExpiryChoice>,
    date: RwSignal<String>,
    chosen_at: RwSignal<Option<Timestamp>>,
    opened: StoredValue<Option<(Timestamp, String)>>,
}

impl ExpirySignals {
    /// The field as it opens.
    pub fn new(draft: &ExpiryDraft) -> Self {
        Self {
            choice: RwSignal::new(draft.choice),
            date: RwSignal::new(draft.date.clone()),
            chosen_at: RwSignal::new(draft.chosen_at),
            opened: StoredValue::new(draft.opened.clone()),
        }
    }

    /// The content of the field; tracked. What the selected segment doesn't need is left out, so that it makes no difference.
    pub fn draft(self) -> ExpiryDraft {
        let choice = self.choice.get();
        let mut draft = ExpiryDraft {
            choice,
            opened: self.opened.get_value(),
            ..ExpiryDraft::default()
        };
        match choice {
            ExpiryChoice::Never => {}
            ExpiryChoice::Days(_) => draft.chosen_at = self.chosen_at.get(),
            ExpiryChoice::Date => draft.date = self.date.get(),
        }
        draft
    }

    /// What the choice means, in a sentence; none while the date is missing or wrong.
    fn sentence(self, now: Timestamp) -> Option<String> {
        let Some(at) = self.draft().value(time::from_input).ok()? else {
            return Some("This account does not expire.".to_owned());
        };
        let (verb, warning) = if at <= now {
            ("Has expired", " Nobody can sign in to an expired account.")
        } else {
            ("Expires", "")
        };
        let relative = time::relative(at, now);
        Some(format!(
            "{verb} {relative}: {}, your time ({}).{warning}",
            time::exact(at),
            time::zone()
        ))
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
    #[prop(into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let ExpirySignals {
        choice,
        date,
        chosen_at,
        ..
    } = signals;
    // Days count from the moment at which they are chosen, and "Date…" begins with the date that they led to.
    Effect::new(move |before: Option<ExpiryChoice>| {
        let choice = choice.get();
        if let ExpiryChoice::Days(days) = choice
            && before.is_some_and(|before| before != choice)
        {
            let now = time::now();
            chosen_at.set(Some(now));
            date.set(time::to_input(now.plus_millis(days * DAY)));
        }
        choice
    });
    // A field clears its own error, but the field of the date has another name than the attribute.
    let errors = use_context::<FormErrors>();
    Effect::new(move |before: Option<()>| {
        date.track();
        if let (Some(errors), Some(())) = (errors, before) {
            errors.clear_field("expired_at");
        }
    });
    let is_date = Memo::new(move |_| choice.get() == ExpiryChoice::Date);
    let now = time::use_now();
    let options = vec![
        Choice::new(ExpiryChoice::Never, "Never"),
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
            description=Signal::derive(move || signals.sentence(now.get()))
            error=Signal::derive(move || error.get().filter(|_| !is_date.get()))
            disabled_reason
        />
        <Show when=move || is_date.get() && disabled_reason.with(Option::is_none)>
            <TextField input_type="datetime-local" name="expired_at_date" label="Expiry date and time" value=date error/>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_date(date: &str) -> ExpiryDraft {
        ExpiryDraft {
            choice: ExpiryChoice::Date,
            date: date.into(),
            ..ExpiryDraft::default()
        }
    }

    fn parse(text: &str) -> Option<Timestamp> {
        text.parse().ok().map(Timestamp::from_unix_millis)
    }

    #[test]
    fn days_count_from_when_they_were_chosen() {
        let chosen = ExpiryDraft {
            choice: ExpiryChoice::Days(7),
            chosen_at: Some(Timestamp::from_unix_millis(5)),
            ..ExpiryDraft::default()
        };
        assert_eq!(
            chosen.value(parse),
            Ok(Some(Timestamp::from_unix_millis(5 + 7 * DAY)))
        );
    }

    #[test]
    fn an_untouched_expiry_keeps_its_seconds() {
        let at = Timestamp::from_unix_millis(61_234);
        let opened = ExpiryDraft::of(Some(at), |_| "1".into());
        assert_eq!(opened.value(parse), Ok(Some(at)));
        let touched = ExpiryDraft {
            date: "2".into(),
            ..opened
        };
        assert_eq!(touched.value(parse), Ok(Some(Timestamp::from_unix_millis(2))));
    }

    #[test]
    fn a_missing_or_impossible_date_is_an_error() {
        assert_eq!(on_date("").value(parse), Err(AttributeError::blank()));
        assert_eq!(on_date("x").value(parse), Err(AttributeError::invalid("x")));
        assert_eq!(ExpiryDraft::default().value(parse), Ok(None));
    }
}
