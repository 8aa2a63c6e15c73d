//! What is wrong with a form.

use std::collections::BTreeMap;

use api_types::error::{BASE, code};
use api_types::{AttributeError, ValidationErrors};
use leptos::prelude::*;

/// What is wrong with a form as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// What happened and what to do next, in sentences.
    pub message: String,
    /// What to send to whoever looks into it.
    pub details: Option<String>,
    /// Until when it is no use to try again, in milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// Whether it is over once [`ServerReturns`] counts on.
    pub ends_with_return: bool,
}

/// How often the server has come back after it was out of reach: provided as a context.
#[derive(Clone, Copy)]
pub struct ServerReturns(pub Signal<u32>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct State {
    /// What concerns no field.
    banner: Option<Failure>,
    /// What is wrong with which field, by the field's name.
    fields: BTreeMap<String, String>,
    /// The field that gets the focus, where none is wrong by itself.
    focus_field: Option<String>,
}

impl State {
    /// The first error of each known field goes to that field. What has no field goes to the banner, sentence after sentence.
    fn of_validation(
        errors: &ValidationErrors,
        known_fields: &[&str],
        wording: impl Fn(&str, &AttributeError) -> String,
    ) -> Self {
        let mut state = Self::default();
        let mut general = Vec::new();
        for (attribute, errors) in &errors.details {
            for error in errors {
                let text = wording(attribute, error);
                if known_fields.contains(&attribute.as_str()) {
                    state.fields.entry(attribute.clone()).or_insert(text);
                } else if attribute == BASE {
                    general.push(text);
                } else {
                    general.push(format!("{}: {text}", attribute.replace('_', " ")));
                }
            }
        }
        if general.is_empty() && state.fields.is_empty() {
            general.clone_from(&errors.messages);
        }
        state.banner = (!general.is_empty()).then(|| Failure::of(general.join(" ")));
        state
    }
}

impl Failure {
    fn of(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }
}

/// The errors of one form: of the whole, and of its fields. A field forgets its own as soon as somebody types into it.
#[derive(Debug, Clone, Copy, Default)]
pub struct FormErrors(RwSignal<State>);

impl FormErrors {
    /// Nothing wrong so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets them all.
    pub fn clear(self) {
        self.0.try_set(State::default());
    }

    /// Notes what is wrong with a field.
    pub fn set_field(self, name: &str, message: impl Into<String>) {
        self.0
            .try_update(|state| state.fields.insert(name.to_owned(), message.into()));
    }

    /// Notes what is wrong with the form as a whole.
    pub fn set_banner(self, message: impl Into<String>) {
        self.set_failure(Failure::of(message));
    }

    /// Notes why the form as a whole failed.
    pub fn set_failure(self, failure: Failure) {
        self.0.try_update(|state| state.banner = Some(failure));
    }

    /// Notes what is wrong with the form as a whole, and which field gets the focus.
    pub fn set_banner_and_focus(self, message: impl Into<String>, field: &str) {
        self.0.try_update(|state| {
            state.focus_field = Some(field.to_owned());
            state.banner = Some(Failure::of(message));
        });
    }

    /// Takes over what validation found, here or on the server.
    pub fn set_validation(
        self,
        errors: &ValidationErrors,
        known_fields: &[&str],
        wording: impl Fn(&str, &AttributeError) -> String,
    ) {
        self.0
            .try_set(State::of_validation(errors, known_fields, wording));
    }

    /// Forgets what is wrong with that field.
    pub fn clear_field(self, name: &str) {
        self.0
            .try_maybe_update(|state| (state.fields.remove(name).is_some(), ()));
    }

    /// The field that gets the focus, where none is wrong by itself; not tracked.
    pub(super) fn focus_field(self) -> Option<String> {
        self.0.with_untracked(|state| state.focus_field.clone())
    }

    /// What is wrong with that field.
    #[must_use]
    pub fn field(self, name: &'static str) -> Signal<Option<String>> {
        Memo::new(move |_| self.0.read().fields.get(name).cloned()).into()
    }

    /// What is wrong with the form as a whole.
    pub(super) fn banner(self) -> Signal<Option<Failure>> {
        Memo::new(move |_| self.0.read().banner.clone()).into()
    }

    /// Whether nothing is wrong; tracked.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0
            .with(|state| state.banner.is_none() && state.fields.is_empty())
    }
}

/// An error of an attribute as one sentence below its field.
#[must_use]
pub fn field_message(error: &AttributeError) -> String {
    let count = error.count.unwrap_or_default();
    let characters = if count == 1 { "character" } else { "characters" };
    match error.error.as_str() {
        code::BLANK => "Enter a value.".into(),
        code::TAKEN => "Already taken.".into(),
        code::INVALID => "This isn’t a valid value.".into(),
        code::TOO_SHORT => format!("Use at least {count} {characters}."),
        code::TOO_LONG => format!("Use at most {count} {characters}."),
        code::GREATER_THAN => format!("Enter a number above {count}."),
        code::GREATER_THAN_OR_EQUAL_TO => format!("Enter {count} or more."),
        code::LESS_THAN => format!("Enter a number below {count}."),
        code::LESS_THAN_OR_EQUAL_TO => format!("Enter {count} or less."),
        code::TOO_MANY => format!("There can be {count} at most."),
        code::FROZEN => "This can’t be changed.".into(),
        code::NOT_FOUND => "It no longer exists.".into(),
        code::LAST_ADMINISTRATOR => "Nobody else could administer this server. Make someone else an \
                                     administrator whose account never expires first."
            .into(),
        code::OWN_ACCOUNT => "You can’t delete, demote or expire your own account.".into(),
        other => format!("The server refuses this ({other})."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(errors: &ValidationErrors) -> State {
        State::of_validation(errors, &["username", "email"], |_, error| field_message(error))
    }

    #[test]
    fn a_field_shows_its_first_error_alone() {
        let mut errors = ValidationErrors::of("username", AttributeError::blank());
        errors.add("username", AttributeError::too_short(3));
        let state = state(&errors);
        assert_eq!(state.banner, None);
        assert_eq!(state.fields.len(), 1);
        assert_eq!(state.fields["username"], "Enter a value.");
    }

    #[test]
    fn what_has_no_field_goes_to_the_banner() {
        let mut errors = ValidationErrors::of(BASE, AttributeError::plain(code::OWN_ACCOUNT));
        errors.add("user_id", AttributeError::below(-1, 0));
        errors.add("email", AttributeError::blank());
        let state = state(&errors);
        assert_eq!(
            state.banner,
            Some(Failure::of(
                "You can’t delete, demote or expire your own account. user id: Enter 0 or more."
            ))
        );
        assert_eq!(state.fields.len(), 1);
    }

    #[test]
    fn sentences_without_details_are_shown_as_they_are() {
        let errors = ValidationErrors {
            messages: vec!["Quota exceeded".into()],
            ..ValidationErrors::default()
        };
        assert_eq!(state(&errors).banner, Some(Failure::of("Quota exceeded")));
        assert_eq!(state(&ValidationErrors::new()), State::default());
    }

    #[test]
    fn limits_and_codes_of_a_newer_server_are_named() {
        for (error, message) in [
            (AttributeError::taken("ada@nodeum.example"), "Already taken."),
            (AttributeError::too_short(8), "Use at least 8 characters."),
            (AttributeError::too_long(1), "Use at most 1 character."),
            (AttributeError::above(7, 6), "Enter 6 or less."),
            (
                AttributeError::plain("quota_on_cache"),
                "The server refuses this (quota_on_cache).",
            ),
        ] {
            assert_eq!(field_message(&error), message);
        }
    }
}
