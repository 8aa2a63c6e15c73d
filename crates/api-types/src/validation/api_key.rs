//! The rules for API keys.

use std::collections::BTreeSet;

use serde_json::json;

use super::text::single_line;
use crate::{ApiKeyScope, AttributeError, ValidationErrors};

/// The most characters that the name of an API key may have.
pub const API_KEY_NAME_MAX: usize = 255;
/// The most API keys that a user may have.
pub const API_KEYS_MAX: usize = 100;
/// The most scopes that an API key may have.
pub const API_KEY_SCOPES_MAX: usize = 1000;

/// Checks the name of an API key: 1 to 255 characters. It may repeat.
///
/// # Errors
/// The first rule that is broken.
pub fn api_key_name(text: &str) -> Result<(), AttributeError> {
    single_line(text, API_KEY_NAME_MAX).map_err(|error| error.into_attribute_error(text))
}

/// The error of a scope that a key can't be given.
#[must_use]
pub fn refused_scope(scope: &ApiKeyScope) -> AttributeError {
    AttributeError::invalid(json!({"controller": scope.controller, "action": scope.action}))
}

/// Checks the scopes that a key is to have: at most 1,000, each one of the contract's 156 or on that key already.
///
/// # Errors
/// `too_long`, or `invalid` for each one that is unknown.
pub fn api_key_scopes(
    wanted: &BTreeSet<ApiKeyScope>,
    stored: &BTreeSet<ApiKeyScope>,
) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    if wanted.len() > API_KEY_SCOPES_MAX {
        errors.add("api_key_scopes", AttributeError::too_long(API_KEY_SCOPES_MAX));
    } else {
        for scope in wanted.difference(stored).filter(|scope| !scope.is_known()) {
            errors.add("api_key_scopes", refused_scope(scope));
        }
    }
    errors.into_result()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_can_be_read() {
        let too_long = "x".repeat(API_KEY_NAME_MAX + 1);
        for invalid in ["", "a\nb", "a\u{202E}b", &too_long] {
            assert!(api_key_name(invalid).is_err(), "{invalid:?}");
        }
        for valid in ["grafana", &"x".repeat(API_KEY_NAME_MAX)] {
            assert_eq!(api_key_name(valid), Ok(()));
        }
    }

    #[test]
    fn unknown_scopes_are_kept_and_not_given() {
        let (known, unknown) = (
            ApiKeyScope::new("users", "index"),
            ApiKeyScope::new("moons", "phase"),
        );
        let both = BTreeSet::from([known.clone(), unknown.clone()]);
        assert_eq!(api_key_scopes(&both, &BTreeSet::from([unknown.clone()])), Ok(()));
        let errors = api_key_scopes(&both, &BTreeSet::from([known])).unwrap_err();
        assert_eq!(errors.details["api_key_scopes"], [refused_scope(&unknown)]);
    }

    #[test]
    fn there_are_a_thousand_at_most() {
        let many: BTreeSet<_> = (0..1001)
            .map(|number| ApiKeyScope::new("users", &number.to_string()))
            .collect();
        let errors = api_key_scopes(&many, &many).unwrap_err();
        assert_eq!(errors.details["api_key_scopes"], [AttributeError::too_long(1000)]);
    }
}
