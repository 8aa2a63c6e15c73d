//! What is refused of a key, by the form or by the server, in words.

use api_types::validation::API_KEY_SCOPES_MAX;
use api_types::{ApiKeyScope, ValidationErrors};

use super::scopes::{join, qualified_name};
use crate::api::ApiError;
use ui::forms::{FormErrors, field_message};

/// Shows what is refused: at the name, at the picker, or above the form.
pub fn show_failure(form: FormErrors, failure: &ApiError) {
    let ApiError::Invalid(errors) = failure else {
        return form.set_failure(failure.failure());
    };
    form.set_validation(
        errors,
        &["name", "expired_at", "api_key_scopes"],
        |attribute, error| match (attribute, error.error.as_str()) {
            ("name", "blank") => "Enter a name.".into(),
            ("name", "invalid") => "Use no line breaks and no invisible characters.".into(),
            ("expired_at", "blank") => "Choose a date.".into(),
            ("expired_at", "invalid") => "The date or the time isn’t complete.".into(),
            ("api_key_scopes", "too_long") => format!("A key can have {API_KEY_SCOPES_MAX} scopes at most."),
            ("api_key_scopes", "invalid") => refused_scopes(errors).unwrap_or_default(),
            _ => field_message(error),
        },
    );
}

/// What the server refuses, in one sentence, where there is no form.
pub fn failure_sentence(failure: &ApiError) -> String {
    match failure {
        ApiError::Invalid(errors) => refused_scopes(errors).unwrap_or_else(|| failure.sentence()),
        _ => failure.sentence(),
    }
}

/// Which scopes the server refuses, in one sentence; none if it doesn't complain about scopes.
fn refused_scopes(errors: &ValidationErrors) -> Option<String> {
    let errors = errors.details.get("api_key_scopes")?;
    let values = errors.iter().filter_map(|error| error.value.clone());
    let scopes = values.filter_map(|value| serde_json::from_value::<ApiKeyScope>(value).ok());
    let names: Vec<String> = scopes.map(|scope| qualified_name(&scope)).collect();
    Some(match &*names {
        [] => "The server doesn’t give this key these scopes.".to_owned(),
        names => format!("The server doesn’t give this key {}.", join(names)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::AttributeError;
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
        let name = ValidationErrors::of("name", AttributeError::plain("blank"));
        assert_eq!(refused_scopes(&name), None);
    }
}
