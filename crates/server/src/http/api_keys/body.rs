//! The body of an API key.

use std::collections::BTreeSet;

use api_types::validation::{api_key_name, refused_scope};
use api_types::{ApiKeyScope, AttributeError, ValidationErrors};
use serde_json::Value;

use crate::http::fields::Fields;

/// What a client wants of a key. Which scopes it may have depends on those that it has.
pub(super) struct Wanted {
    /// Its name.
    pub(super) name: Option<String>,
    /// Its scopes, each once.
    pub(super) scopes: Option<BTreeSet<ApiKeyScope>>,
}

/// Reads what a client wants of a key, and checks what can be checked without the key.
pub(super) fn read(body: Value, name_required: bool) -> Result<Wanted, ValidationErrors> {
    let mut fields = Fields::of(body)?;
    let mut errors = ValidationErrors::new();
    let name = fields.required_text("name");
    match &name {
        Some(text) => drop(errors.check("name", api_key_name(text))),
        None if name_required => errors.add("name", AttributeError::blank()),
        None => {}
    }
    let scopes = fields.list("api_key_scopes").map(|entries| {
        let mut scopes = BTreeSet::new();
        for entry in entries {
            match scope(&entry) {
                Some(scope) => drop(scopes.insert(scope)),
                None => errors.add("api_key_scopes", AttributeError::invalid(entry)),
            }
        }
        scopes
    });
    fields.finish(errors.into_result())?;
    Ok(Wanted { name, scopes })
}

fn scope(entry: &Value) -> Option<ApiKeyScope> {
    let text = |name| entry.get(name).and_then(Value::as_str);
    Some(ApiKeyScope::new(text("controller")?, text("action")?))
}

/// Demands that a caller who came with a key gives no other key, nor itself, what their own one lacks. What is already on the
/// key may stay.
pub(super) fn guard_escalation(
    wanted: &BTreeSet<ApiKeyScope>,
    stored: &BTreeSet<ApiKeyScope>,
    callers: Option<&BTreeSet<ApiKeyScope>>,
) -> Result<(), ValidationErrors> {
    let Some(callers) = callers else {
        return Ok(());
    };
    let mut errors = ValidationErrors::new();
    for scope in wanted.difference(stored).filter(|scope| !callers.contains(scope)) {
        errors.add("api_key_scopes", refused_scope(scope));
    }
    errors.into_result()
}
