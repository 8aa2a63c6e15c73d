//! What the audit trail says of a change. Never a secret: of passwords and of the values of configurations it says that they were changed,
//! and it names no configuration and no API key, which nobody but their owner sees.

use std::collections::BTreeSet;

use api_types::{ApiKeyScope, AttributeChange, Timestamp};
use serde_json::{Value, json};

use super::account::Account;
use super::api_key::StoredKey;

/// How somebody came who makes a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// With a token of a session.
    Session,
    /// With a name and a password.
    Password,
    /// With an API key.
    ApiKey,
    /// At the command line of the server's machine.
    CommandLine,
}

impl Origin {
    /// As the API writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Password => "password",
            Self::ApiKey => "api_key",
            Self::CommandLine => "command_line",
        }
    }
}

/// What became different about a user. Either is `None` for one that isn't there.
#[must_use]
pub fn changes_of_user(before: Option<&Account>, after: Option<&Account>) -> Vec<AttributeChange> {
    let values = |user: &Account| {
        [
            ("username", json!(user.username)),
            ("email", json!(user.email)),
            ("user_id", json!(user.user_id)),
            ("group_id", json!(user.group_id)),
            ("is_admin", json!(user.is_admin)),
            ("source_type", json!(user.source_type)),
            ("expired_at", json!(user.expired_at)),
        ]
    };
    let mut changes = differences(before.map(values), after.map(values));
    let hash = |account: Option<&Account>| account.map(|account| account.password_hash.clone());
    if after.is_some() && hash(before) != hash(after) {
        changes.push(secret("password"));
    }
    changes
}

/// What became different about an API key and its scopes. Either is `None` for one that isn't there.
#[must_use]
pub fn changes_of_key(
    before: Option<(&StoredKey, &BTreeSet<ApiKeyScope>)>,
    after: Option<(&StoredKey, &BTreeSet<ApiKeyScope>)>,
) -> Vec<AttributeChange> {
    let values = |(key, scopes): (&StoredKey, &BTreeSet<ApiKeyScope>)| {
        let scopes = scopes.iter();
        let scopes = scopes.map(|scope| format!("{}/{}", scope.controller, scope.action));
        [
            ("expired_at", json!(key.expired_at)),
            ("api_key_scopes", scopes.collect()),
        ]
    };
    let mut changes = differences(before.map(values), after.map(values));
    if let (Some((before, _)), Some((after, _))) = (before, after)
        && before.name != after.name
    {
        changes.push(secret("name"));
    }
    changes
}

/// An attribute of which the trail says that it was changed, and no more.
#[must_use]
pub fn secret(attribute: &str) -> AttributeChange {
    AttributeChange {
        attribute: attribute.to_owned(),
        from: None,
        to: None,
    }
}

type Values<const N: usize> = [(&'static str, Value); N];

fn differences<const N: usize>(before: Option<Values<N>>, after: Option<Values<N>>) -> Vec<AttributeChange> {
    let (mut before, mut after) = (before.into_iter().flatten(), after.into_iter().flatten());
    let changes = std::iter::from_fn(|| {
        let (from, to) = (before.next(), after.next());
        let (attribute, _) = from.as_ref().or(to.as_ref())?;
        Some(AttributeChange {
            attribute: (*attribute).to_owned(),
            from: from.map(|(_, value)| value),
            to: to.map(|(_, value)| value),
        })
    });
    changes.filter(|change| change.from != change.to).collect()
}

/// An event that is to be noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent<'a> {
    /// When.
    pub at: Timestamp,
    /// The numeric id and the name of the user who makes the change; no id at the command line.
    pub actor: (Option<i64>, &'a str),
    /// How they came.
    pub origin: Origin,
    /// What is done: a controller and an action.
    pub action: (&'a str, &'a str),
    /// The numeric id of what is changed, and its name if others may know it.
    pub record: (i64, &'a str),
    /// What becomes different.
    pub changes: Vec<AttributeChange>,
}
