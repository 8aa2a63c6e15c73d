//! What the form of a key holds, and how its errors are worded.

use api_types::validation::{API_KEY_SCOPES_MAX, api_key_name};
use api_types::{AttributeError, ValidationErrors};
use leptos::prelude::*;

use super::picker::Picker;
use super::scopes::{ScopeSet, join};
use crate::api::ApiError;
use ui::forms::{FormErrors, field_message};

/// What the form holds.
#[derive(Clone, Copy)]
pub struct KeyFormState {
    /// The name as it is typed.
    pub name: RwSignal<String>,
    /// The scope picker.
    pub picker: Picker,
    /// What is wrong.
    pub errors: FormErrors,
    /// Whether it was sent and the answer isn't there yet.
    pub pending: RwSignal<bool>,
}

impl KeyFormState {
    /// A form that is filled in like this.
    pub fn new(name: String, scopes: ScopeSet) -> Self {
        Self {
            name: RwSignal::new(name),
            picker: Picker::new(scopes),
            errors: FormErrors::new(),
            pending: RwSignal::new(false),
        }
    }

    /// The name without spaces around it; tracked.
    pub fn trimmed_name(self) -> String {
        self.name.with(|name| name.trim().to_owned())
    }

    /// The trimmed name if it is valid. Otherwise the field says why it isn't.
    pub fn validated_name(self) -> Option<String> {
        let name = untrack(|| self.trimmed_name());
        match api_key_name(&name) {
            Ok(()) => Some(name),
            Err(error) => {
                self.show_validation(&ValidationErrors::of("name", error));
                None
            }
        }
    }

    /// Shows what the server refuses: at the name, at the picker, or above the form.
    pub fn show_failure(self, failure: &ApiError) {
        match failure {
            ApiError::Invalid(errors) => self.show_validation(errors),
            failure => self.errors.set_banner(failure.sentence()),
        }
    }

    fn show_validation(self, errors: &ValidationErrors) {
        self.errors
            .set_validation(errors, &["name", "api_key_scopes"], |attribute, error| {
                match (attribute, error.error.as_str()) {
                    ("name", "blank") => "Enter a name.".into(),
                    ("name", "invalid") => "Use no line breaks and no invisible characters.".into(),
                    ("api_key_scopes", "too_long") => {
                        format!("A key can have {API_KEY_SCOPES_MAX} scopes at most.")
                    }
                    ("api_key_scopes", "invalid") => refused_scopes(errors).unwrap_or_default(),
                    _ => field_message(error),
                }
            });
    }
}

/// What the server refuses, in one sentence, where there is no form.
pub fn failure_sentence(failure: &ApiError) -> String {
    let refused = match failure {
        ApiError::Invalid(errors) => refused_scopes(errors),
        _ => None,
    };
    refused.unwrap_or_else(|| failure.sentence())
}

/// Which scopes the server refuses, in one sentence; none if it doesn't complain about scopes.
fn refused_scopes(errors: &ValidationErrors) -> Option<String> {
    let name = |error: &AttributeError| {
        let value = error.value.as_ref()?;
        let (controller, action) = (value.get("controller")?.as_str()?, value.get("action")?.as_str()?);
        Some(format!("{controller}/{action}"))
    };
    let names: Vec<String> = errors
        .details
        .get("api_key_scopes")?
        .iter()
        .filter_map(name)
        .collect();
    let scopes = if names.is_empty() {
        "these scopes".to_owned()
    } else {
        join(&names)
    };
    Some(format!("The server doesn’t give this key {scopes}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::ApiKeyScope;
    use api_types::validation::refused_scope;

    #[test]
    fn scopes_that_are_refused_are_named_together() {
        let mut errors = ValidationErrors::of(
            "api_key_scopes",
            refused_scope(&ApiKeyScope::new("moons", "phase")),
        );
        errors.add("api_key_scopes", refused_scope(&ApiKeyScope::new("users", "fly")));
        assert_eq!(
            failure_sentence(&ApiError::Invalid(errors)),
            "The server doesn’t give this key moons/phase and users/fly."
        );
        let unnamed = ValidationErrors::of("api_key_scopes", AttributeError::plain("invalid"));
        assert!(refused_scopes(&unnamed).unwrap().contains("these scopes"));
        assert_eq!(
            refused_scopes(&ValidationErrors::of("name", AttributeError::plain("blank"))),
            None
        );
    }

    #[test]
    fn a_name_is_needed() {
        Owner::new().with(|| {
            for (name, valid) in [
                (" ", None),
                ("a\u{202E}b", None),
                (&*"x".repeat(256), None),
                (" grafana ", Some("grafana")),
            ] {
                let state = KeyFormState::new(name.to_owned(), ScopeSet::default());
                assert_eq!(state.validated_name().as_deref(), valid);
                assert_eq!(state.errors.is_empty(), valid.is_some());
            }
        });
    }
}
