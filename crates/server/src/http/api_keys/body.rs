//! The body of an API key.

use std::collections::BTreeSet;

use api_types::validation::{api_key_name, refused_scope};
use api_types::{ApiKeyScope, AttributeError, Timestamp, ValidationErrors};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::domain::api_level::ApiLevel;
use crate::http::auth::OwnKey;
use crate::http::fields::{Fields, invalid};

/// What a client wants of a key. Which scopes it may have depends on those that it has.
pub(super) struct Wanted {
    /// Its name.
    pub(super) name: Option<String>,
    /// When it is to expire, if ever.
    pub(super) expired_at: Option<Option<Timestamp>>,
    /// Its scopes, each once.
    pub(super) scopes: Option<BTreeSet<ApiKeyScope>>,
}

/// Reads what a client wants of a key, and checks what can be checked without the key. What isn't on `api_level` is ignored as any
/// unknown attribute is.
pub(super) fn read(body: &str, api_level: ApiLevel) -> Result<Wanted, ValidationErrors> {
    let mut fields = Fields::of(body, &["name", "expired_at", "api_key_scopes"])?;
    let mut errors = ValidationErrors::new();
    let name = fields.required_text("name");
    if let Some(text) = &name {
        errors.check("name", api_key_name(text));
    }
    let expired_at = api_level
        .extensions()
        .then(|| fields.value("expired_at"))
        .flatten();
    let scopes = fields
        .value::<Vec<Box<RawValue>>>("api_key_scopes")
        .map(|entries| {
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
    Ok(Wanted {
        name,
        expired_at,
        scopes,
    })
}

fn scope(entry: &RawValue) -> Option<ApiKeyScope> {
    serde_json::from_str(entry.get()).ok()
}

/// Demands that a caller who came with a key gives no other key, nor itself, what their own one lacks. What is already on the
/// key may stay.
pub(super) fn guard_escalation(
    wanted: &BTreeSet<ApiKeyScope>,
    stored: &BTreeSet<ApiKeyScope>,
    callers: Option<&OwnKey>,
) -> Result<(), ValidationErrors> {
    let Some(callers) = callers else {
        return Ok(());
    };
    let mut errors = ValidationErrors::new();
    for scope in wanted
        .difference(stored)
        .filter(|scope| !callers.scopes.contains(scope))
    {
        errors.add("api_key_scopes", refused_scope(scope));
    }
    errors.into_result()
}

/// Demands that a caller who came with a key that expires makes no key that outlives it, nor has one outlive it that didn't.
pub(super) fn guard_expiry(
    wanted: Option<Timestamp>,
    stored: Option<Option<Timestamp>>,
    callers: Option<&OwnKey>,
) -> Result<(), ValidationErrors> {
    let Some(end) = callers.and_then(|callers| callers.expired_at) else {
        return Ok(());
    };
    let outlives = wanted.is_none_or(|at| at > end);
    if outlives && stored != Some(wanted) {
        return Err(refuse_expiry(wanted));
    }
    Ok(())
}

/// Demands that a caller who came with a key prolongs none that has more scopes than their own: one that has ended opens nothing, and would
/// open again what theirs doesn't.
pub(super) fn guard_prolonging(
    wanted: Option<Timestamp>,
    stored: Option<Timestamp>,
    scopes: &BTreeSet<ApiKeyScope>,
    callers: Option<&OwnKey>,
) -> Result<(), ValidationErrors> {
    let prolongs = stored.is_some_and(|stored| wanted.is_none_or(|wanted| wanted > stored));
    match callers {
        Some(callers) if prolongs && !scopes.is_subset(&callers.scopes) => Err(refuse_expiry(wanted)),
        _ => Ok(()),
    }
}

fn refuse_expiry(wanted: Option<Timestamp>) -> ValidationErrors {
    let value = wanted.map_or(Value::Null, |at| at.to_string().into());
    ValidationErrors::of("expired_at", AttributeError::invalid(value))
}
