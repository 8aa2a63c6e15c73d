//! The body of an API key.

use std::collections::BTreeSet;

use api_types::validation::{api_key_name, refused_scope};
use api_types::{ApiKeyScope, ValidationErrors};
use serde_json::value::RawValue;

use crate::http::fields::{Fields, invalid};

/// What a client wants of a key. Which scopes it may have depends on those that it has.
pub(super) struct Wanted {
    /// Its name.
    pub(super) name: Option<String>,
    /// Its scopes, each once.
    pub(super) scopes: Option<BTreeSet<ApiKeyScope>>,
}

/// Reads what a client wants of a key, and checks what can be checked without the key.
pub(super) fn read(body: &str) -> Result<Wanted, ValidationErrors> {
    let mut fields = Fields::of(body, &["name", "api_key_scopes"])?;
    let mut errors = ValidationErrors::new();
    let name = fields.required_text("name");
    if let Some(text) = &name {
        errors.check("name", api_key_name(text));
    }
    let scopes = fields.list("api_key_scopes").map(|entries| {
        let mut scopes = BTreeSet::new();
        for entry in entries {
            match scope(&entry) {
                Some(scope) => drop(scopes.insert(scope)),
                None => errors.add("api_key_scopes", invalid(&entry)),
            }
        }
        scopes
    });
    fields.finish(errors.into_result())?;
    Ok(Wanted { name, scopes })
}

fn scope(entry: &RawValue) -> Option<ApiKeyScope> {
    serde_json::from_str(entry.get()).ok()
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
