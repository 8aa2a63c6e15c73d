//! Configurations: what the server keeps for a user under keys, such as the language.

use serde::{Deserialize, Serialize};

/// A configuration of the current user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// Identifies the record.
    pub id: i64,
    /// The key, unique among those of its owner; case counts.
    pub key: String,
    /// The value, which is always a text.
    #[serde(default)]
    pub value: String,
}

/// A page of configurations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigurationList {
    /// How many match in all (by the bundled server; a foreign one may count the page alone).
    pub count: i64,
    /// The configurations of this page.
    pub configurations: Vec<Configuration>,
}

/// What a client may write: the attributes that are named are set, the others stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ConfigurationChanges {
    /// A new key; required for a new configuration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// A new value; `""` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}
