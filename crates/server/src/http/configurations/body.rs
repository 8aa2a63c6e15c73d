//! The body of a configuration.

use api_types::{AttributeError, ConfigurationChanges, ValidationErrors};

use crate::http::fields::Fields;

/// Reads what a client wants of a configuration, and checks it by `rules`: those of a new one, or those of a change.
pub(super) fn read(
    body: &str,
    rules: fn(&ConfigurationChanges) -> Result<(), ValidationErrors>,
) -> Result<ConfigurationChanges, ValidationErrors> {
    let mut fields = Fields::of(body, &["key", "value"])?;
    let changes = ConfigurationChanges {
        key: fields.required_text("key"),
        value: fields.value("value"),
    };
    fields.finish(rules(&changes))?;
    Ok(changes)
}

/// The error of a key that another configuration of the same owner has.
pub(super) fn refuse_taken(key: &str) -> ValidationErrors {
    ValidationErrors::of("key", AttributeError::taken(key))
}
