//! API keys: what a program uses in place of its owner's password.

use serde::{Deserialize, Serialize};

use crate::{ApiKeyScope, Timestamp};

/// An API key of the current user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Identifies the record.
    pub id: i64,
    /// 18 asterisks and the key's last four characters; whole only in the answer that creates it.
    #[serde(default)]
    pub key: String,
    /// What its owner calls it; names may repeat.
    pub name: String,
    /// When it was created, if the server says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it was last used: absent if the server doesn't say, `Some(None)` for never.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_used_at: Option<Option<Timestamp>>,
    /// When it expires: absent if the server doesn't say, `Some(None)` for never.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub expired_at: Option<Option<Timestamp>>,
    /// What it may do; absent in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_key_scopes: Option<Vec<ApiKeyScope>>,
}

/// A page of API keys, without their scopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyList {
    /// How many match in all (by the bundled server; a foreign one may count the page alone).
    pub count: i64,
    /// The keys of this page.
    pub api_keys: Vec<ApiKey>,
}

/// What a client may write: the attributes that are named are set, the others stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ApiKeyChanges {
    /// A new name; required for a new key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A new expiry, or never; for servers that know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired_at: Option<Option<Timestamp>>,
    /// All that the key may do from now on; by default nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key_scopes: Option<Vec<ApiKeyScope>>,
}
