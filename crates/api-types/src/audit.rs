//! The audit trail: who changed what, and when.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Timestamp;

/// A change that somebody made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// Identifies the event; later ones have higher ids.
    pub id: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// The numeric id of the user who made it; `None` if it was made at the command line.
    #[serde(default)]
    pub actor_id: Option<i64>,
    /// What they were called then.
    pub actor: String,
    /// How they came: `session`, `password`, `api_key` or `command_line`.
    pub origin: String,
    /// What was done, such as `users/update`: the scope that an API key needs for it.
    pub action: String,
    /// The numeric id of what was changed.
    pub record_id: i64,
    /// What it was called then; empty for what nobody but its owner sees.
    #[serde(default)]
    pub record: String,
    /// What became different.
    #[serde(default)]
    pub changes: Vec<AttributeChange>,
}

/// An attribute that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeChange {
    /// Its name.
    pub attribute: String,
    /// What it was; absent for a new record, and for what is kept secret.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub from: Option<Value>,
    /// What it is; absent for a deleted record, and for what is kept secret.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<Value>,
}

/// A page of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEventList {
    /// How many match in all.
    pub count: i64,
    /// The events of this page.
    pub audit_events: Vec<AuditEvent>,
}
