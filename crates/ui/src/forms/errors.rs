//! What is wrong with a form.

use leptos::prelude::*;
use std::collections::BTreeMap;

use api_types::error::{BASE, code};
use api_types::{AttributeError, ValidationErrors};

/// What is wrong with a form: as a whole, and field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrorState {
    /// What concerns no field.
    pub banner: Option<String>,
    /// What is wrong with which field, by the field's name.
    pub fields: BTreeMap<String, String>,
    /// The field that gets the focus, where none is wrong by itself.
    pub focus_field: Option<String>,
}

impl FormErrorState {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.banner.is_none() && self.fields.is_empty()
    }

    /// The first error of each known field goes to that field. What has no field goes to the banner, sentence after sentence.
    pub fn of_validation(
        errors: &ValidationErrors,
        known_fields: &[&str],
        wording: impl Fn(&str, &AttributeError) -> String,
    ) -> Self {
        let mut state = Self::default();
        let mut general = Vec::new();
        for (attribute, errors) in &errors.details {
            let known = known_fields.contains(&attribute.as_str());
            for error in errors {
                let text = wording(attribute, error);
                if known {
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
        state.banner = (!general.is_empty()).then(|| general.join(" "));
        state
    }
}

/// The errors of one form. A field forgets its own as soon as somebody types into it.
#[derive(Debug, Clone, Copy)]
pub struct FormErrors(RwSignal<FormErrorState>);

impl Default for FormErrors {
    fn default() -> Self {
        Self::new()
    }
}

impl FormErrors {
    /// Nothing wrong so far.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(FormErrorState::default()))
    }

    /// Forgets them all.
    pub fn clear(&self) {
        self.0.try_set(FormErrorState::default());
    }

    /// Notes what is wrong with a field.
    pub fn set_field(&self, name: &str, message: impl Into<String>) {
        self.0.try_update(|state| {
            state.fields.insert(name.to_owned(), message.into());
        });
    }

    /// Notes what is wrong with the form as a whole.
    pub fn set_banner(&self, message: impl Into<String>) {
        self.0.try_update(|state| state.banner = Some(message.into()));
    }

    /// Notes what is wrong with the form as a whole, and which field gets the focus.
    pub fn set_banner_and_focus(&self, message: impl Into<String>, field: &str) {
        self.0.try_update(|state| {
            state.focus_field = Some(field.to_owned());
            state.banner = Some(message.into());
        });
    }

    /// The field that gets the focus, where none is wrong by itself; not tracked.
    pub(super) fn focus_field(self) -> Option<String> {
        self.0.with_untracked(|state| state.focus_field.clone())
    }

    /// What is wrong with that field.
    #[must_use]
    pub fn field(&self, name: &'static str) -> Signal<Option<String>> {
        let state = self.0;
        Memo::new(move |_| state.with(|state| state.fields.get(name).cloned())).into()
    }

    /// What is wrong with the form as a whole.
    #[must_use]
    pub fn banner(&self) -> Signal<Option<String>> {
        let state = self.0;
        Memo::new(move |_| state.with(|state| state.banner.clone())).into()
    }

    /// Forgets what is wrong with that field.
    pub fn clear_field(&self, name: &str) {
        let wrong = self.0.try_with_untracked(|state| state.fields.contains_key(name));
        if wrong.unwrap_or_default() {
            self.0.try_update(|state| state.fields.remove(name));
        }
    }

    /// Whether nothing is wrong; tracked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.with(FormErrorState::is_empty)
    }

    /// Takes over what validation found, here or on the server.
    pub fn set_validation(
        &self,
        errors: &ValidationErrors,
        known_fields: &[&str],
        wording: impl Fn(&str, &AttributeError) -> String,
    ) {
        let state = FormErrorState::of_validation(errors, known_fields, wording);
        self.0.try_set(state);
    }
}

/// An error of an attribute as one sentence below its field.
#[must_use]
pub fn field_message(error: &AttributeError) -> String {
    let count = error.count.unwrap_or_default();
    match error.error.as_str() {
        code::BLANK => "Enter a value.".into(),
        code::TAKEN => "Already taken.".into(),
        code::INVALID => "This isn’t a valid value.".into(),
        code::TOO_SHORT => format!("Use at least {}.", characters(count)),
        code::TOO_LONG => format!("Use at most {}.", characters(count)),
        code::GREATER_THAN => format!("Enter a number above {count}."),
        code::GREATER_THAN_OR_EQUAL_TO => format!("Enter {count} or more."),
        code::LESS_THAN => format!("Enter a number below {count}."),
        code::LESS_THAN_OR_EQUAL_TO => format!("Enter {count} or less."),
        code::FROZEN => "This can’t be changed.".into(),
        code::NOT_FOUND => "It no longer exists.".into(),
        code::LAST_ADMINISTRATOR => "Nobody else could administer this server. Make someone else an \
                                     administrator whose account never expires first."
            .into(),
        code::OWN_ACCOUNT => "You can’t delete, demote or expire your own account.".into(),
        other => format!("The server refuses this ({other})."),
    }
}

fn characters(count: i64) -> String {
    if count == 1 {
        "1 character".into()
    } else {
        format!("{count} characters")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 2] = ["username", "email"];

    fn state(errors: &ValidationErrors) -> FormErrorState {
        FormErrorState::of_validation(errors, &FIELDS, |_, error| field_message(error))
    }

    #[test]
    fn an_error_lands_on_its_field() {
        let state = state(&ValidationErrors::of(
            "email",
            AttributeError::taken("ada@nodeum.example"),
        ));
        assert_eq!(state.banner, None);
        assert_eq!(state.fields["email"], "Already taken.");
    }

    #[test]
    fn a_field_shows_its_first_error_alone() {
        let mut errors = ValidationErrors::of("username", AttributeError::blank());
        errors.add("username", AttributeError::too_short(3));
        let state = state(&errors);
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
            state.banner.as_deref(),
            Some("You can’t delete, demote or expire your own account. user id: Enter 0 or more.")
        );
        assert_eq!(state.fields.len(), 1);
    }

    #[test]
    fn sentences_without_details_are_shown_as_they_are() {
        let errors = ValidationErrors {
            messages: vec!["Quota exceeded".into()],
            ..ValidationErrors::default()
        };
        assert_eq!(state(&errors).banner.as_deref(), Some("Quota exceeded"));
    }

    #[test]
    fn nothing_wrong_is_empty() {
        assert!(state(&ValidationErrors::new()).is_empty());
    }

    #[test]
    fn limits_are_named() {
        assert_eq!(
            field_message(&AttributeError::too_short(8)),
            "Use at least 8 characters."
        );
        assert_eq!(
            field_message(&AttributeError::too_long(1)),
            "Use at most 1 character."
        );
        assert_eq!(field_message(&AttributeError::above(7, 6)), "Enter 6 or less.");
    }

    #[test]
    fn a_code_of_a_newer_server_is_named() {
        assert_eq!(
            field_message(&AttributeError::plain("quota_on_cache")),
            "The server refuses this (quota_on_cache)."
        );
    }
}
