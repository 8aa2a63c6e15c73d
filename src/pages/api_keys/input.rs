//! What is entered in the form of a key, and how it is saved.

use api_types::validation::api_key_name;
use api_types::{ApiKey, ApiKeyChanges, ApiKeyScope, Timestamp, ValidationErrors};
use leptos::prelude::*;

use super::changes_card::changes;
use super::scopes::{Scope, ScopeSet};
use crate::activity::Call;
use crate::api::{Api, ApiError, Method, api_keys};
use crate::drafts::Fields;
use crate::expiry_field::ExpirySignals;
use crate::paths;

/// What is entered, next to what the form opened with.
#[derive(Clone, Copy)]
pub struct KeyInput {
    /// The record's id of the key that is edited; none for a new one.
    pub edited_id: Option<i64>,
    /// The name.
    pub name: RwSignal<String>,
    /// The scopes.
    pub scopes: RwSignal<ScopeSet>,
    /// The expiry.
    pub expiry: ExpirySignals,
    /// The scopes that the form opened with.
    pub initial_scopes: ScopeSet,
    initial_expiry: Option<Timestamp>,
    initial_name: StoredValue<String>,
    /// Scopes of the edited key that this console doesn't know: they stay.
    unknown: StoredValue<Vec<ApiKeyScope>>,
    /// The stored name that a new one replaces: the first one, or another that somebody has given the key meanwhile.
    replaced_name: StoredValue<String>,
}

impl KeyInput {
    /// What the form opens with; the picker changes the scopes.
    pub fn new(name: &str, scopes: RwSignal<ScopeSet>, edited: Option<&ApiKey>) -> Self {
        let name = name.trim().to_owned();
        let initial_expiry = edited.and_then(|key| key.expired_at.flatten());
        let unknown = edited.map_or_else(Vec::new, |key| ScopeSet::of_key(key).1);
        Self {
            edited_id: edited.map(|key| key.id),
            name: RwSignal::new(name.clone()),
            scopes,
            expiry: ExpirySignals::new(initial_expiry),
            initial_scopes: scopes.get_untracked(),
            initial_expiry,
            initial_name: StoredValue::new(name.clone()),
            unknown: StoredValue::new(unknown),
            replaced_name: StoredValue::new(name),
        }
    }

    /// Whether the key would be new.
    pub fn is_new(self) -> bool {
        self.edited_id.is_none()
    }

    /// The scopes of the edited key that this console doesn't know.
    pub fn unknown(self) -> Vec<ApiKeyScope> {
        self.unknown.get_value()
    }

    /// The name as it is saved; tracked.
    pub fn trimmed_name(self) -> String {
        self.name.with(|name| name.trim().to_owned())
    }

    /// The stored name that a new one replaces.
    pub fn replaced_name(self) -> String {
        self.replaced_name.get_value()
    }

    /// Learns which name somebody else has given the key; what is entered replaces it.
    pub fn replace_name(self, theirs: String) {
        self.replaced_name.set_value(theirs);
    }

    fn is_renamed(self) -> bool {
        let initial = self.initial_name.read_value();
        self.name.with(|name| name.trim() != *initial)
    }

    fn expires_otherwise(self) -> bool {
        self.expiry.value() != Ok(self.initial_expiry)
    }

    /// How much differs from what the form opened with: a name, an expiry and a scope count one each; tracked.
    pub fn change_count(self) -> usize {
        let (gained, lost) = changes(self.initial_scopes, self.scopes.get());
        gained.len() + lost.len() + usize::from(self.is_renamed()) + usize::from(self.expires_otherwise())
    }

    /// What the server is asked for, if the key is as it was when the form opened. An expiry that isn't complete is left out; tracked.
    pub fn request(self) -> ApiKeyChanges {
        let (scopes, is_new) = (self.scopes.get(), self.is_new());
        let expiry = self.expiry.value().ok();
        ApiKeyChanges {
            name: (is_new || self.is_renamed()).then(|| self.trimmed_name()),
            expired_at: expiry.filter(|at| *at != self.initial_expiry),
            api_key_scopes: (is_new || scopes != self.initial_scopes)
                .then(|| self.unknown.with_value(|unknown| scopes.to_wire(unknown))),
        }
    }

    /// The call that saves it, unless there is nothing to save; tracked.
    pub fn call(self) -> Option<Call> {
        let (method, path) = match self.edited_id {
            Some(_) if self.change_count() == 0 => return None,
            Some(id) => (Method::PUT, paths::api::api_key(id)),
            None => (Method::POST, paths::api::api_keys(&[])),
        };
        Some(Call::with_json(method, path, &self.request()))
    }

    /// What can be seen to be wrong before it is sent; tracked.
    pub fn check(self) -> Result<(), ValidationErrors> {
        let name = self.request().name;
        let name = name.as_deref().map_or(Ok(()), api_key_name);
        name.map_err(|error| ValidationErrors::of("name", error))?;
        let expiry = self.expiry.value();
        expiry.map_or_else(|error| Err(ValidationErrors::of("expired_at", error)), |_| Ok(()))
    }

    /// Creates the key, or changes what differs of it. What another tab has changed meanwhile stays as it is.
    pub async fn save(self, api: Api, mut request: ApiKeyChanges) -> Result<SaveOutcome, ApiError> {
        let Some(id) = self.edited_id else {
            let key = Box::new(api_keys::create(api, &request).await?);
            return Ok(SaveOutcome::Saved { key, was: None });
        };
        let now = api_keys::show(api, id).await?;
        // A name that both have changed is for the person to decide; they are asked once.
        let is_renamed_twice = request.name.as_ref().is_some_and(|name| *name != now.name);
        if is_renamed_twice && now.name != self.replaced_name() {
            return Ok(SaveOutcome::Renamed(now.name));
        }
        if request.api_key_scopes.is_some() {
            let (current, unknown) = ScopeSet::of_key(&now);
            let (gained, lost) = changes(self.initial_scopes, self.scopes.get_untracked());
            request.api_key_scopes = Some(current.union(gained).difference(lost).to_wire(&unknown));
        }
        let key = Box::new(api_keys::update(api, id, &request).await?);
        let was = Some(Box::new(now));
        Ok(SaveOutcome::Saved { key, was })
    }

    /// The address of a form that is filled in like this one; tracked.
    pub fn filled_address(self) -> String {
        let scopes = self.scopes.get().names().join(",");
        self.name.with(|name| paths::filled_api_key(name, &scopes))
    }

    /// What the form opened with, as it is kept.
    pub fn initial_fields(self) -> Fields {
        let name = self.initial_name.get_value();
        kept_fields(&name, self.initial_scopes, self.initial_expiry)
    }

    /// What is entered, as it is kept; tracked.
    pub fn fields(self) -> Fields {
        let expires = self.expiry.value().ok().flatten();
        self.name
            .with(|name| kept_fields(name, self.scopes.get(), expires))
    }

    /// Goes on with what was kept.
    pub fn restore(self, fields: Fields) {
        let (name, scopes, expires) = read_fields(fields);
        self.expiry.set(expires);
        self.name.set(name);
        self.scopes.set(scopes);
    }
}

/// What became of saving.
pub enum SaveOutcome {
    /// It is saved; `was` is the key as it was before, if there was one.
    Saved {
        key: Box<ApiKey>,
        was: Option<Box<ApiKey>>,
    },
    /// Nothing is saved: somebody else has given the key this name since the form was opened.
    Renamed(String),
}

/// What is kept of the form: the name, the expiry if there is one, and a field for each scope.
fn kept_fields(name: &str, scopes: ScopeSet, expires: Option<Timestamp>) -> Fields {
    let scopes = scopes.names().into_iter().map(|scope| (scope, true.into()));
    let mut fields: Fields = scopes.collect();
    fields.insert("name".to_owned(), name.into());
    if let Some(at) = expires {
        fields.insert("expired_at".to_owned(), at.to_string().into());
    }
    fields
}

/// What was kept of a form: its name, its scopes and its expiry.
fn read_fields(mut fields: Fields) -> (String, ScopeSet, Option<Timestamp>) {
    let name = fields.remove("name");
    let name = name.as_ref().and_then(|name| name.as_str()).unwrap_or_default();
    let scopes = fields.keys().filter_map(|scope| Scope::find(scope));
    let expires = fields.get("expired_at").and_then(|at| at.as_str()?.parse().ok());
    (name.to_owned(), scopes.collect(), expires)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let (scopes, _) = ScopeSet::parse("users/index,tapes/show");
        for expires in [None, Some(Timestamp::from_unix_millis(61_234))] {
            assert_eq!(
                read_fields(kept_fields("name", scopes, expires)),
                ("name".to_owned(), scopes, expires)
            );
        }
    }
}
