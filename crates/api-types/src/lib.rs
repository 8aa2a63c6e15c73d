//! What goes over the wire between the console and a Nodeum server, and the rules that both sides check.
//!
//! The source of every rule here is the contract of API v2, users section. The server is the authority; the console calls
//! the same functions to answer while somebody types.

pub mod api_key;
pub mod audit;
pub mod configuration;
pub mod error;
pub mod scope;
pub mod scope_endpoints;
pub mod session;
pub mod system;
pub mod timestamp;
pub mod user;
pub mod validation;

use serde::{Deserialize, Deserializer};

pub use api_key::{ApiKey, ApiKeyChanges, ApiKeyList};
pub use audit::{AttributeChange, AuditEvent, AuditEventList};
pub use configuration::{Configuration, ConfigurationChanges, ConfigurationList};
pub use error::{AttributeError, ErrorSentence, ValidationErrors};
pub use scope::{ApiKeyScope, SCOPES};
pub use scope_endpoints::{Endpoint, scope_endpoints};
pub use session::{SignIn, SignInCredentials};
pub use system::{SystemGroup, SystemGroupList, SystemUser, SystemUserList};
pub use timestamp::Timestamp;
pub use user::{NewUser, SourceType, User, UserChanges, UserList};

/// Where the API lives, below the address of its server.
pub const API_PREFIX: &str = "/api/v2";

/// How many rows a list returns when the request names no `limit`.
pub const DEFAULT_LIMIT: u64 = 100;

/// The highest `limit` that a request may name.
pub const MAX_LIMIT: u64 = 10_000;

/// Reads an attribute that may be null, keeping "null" apart from "absent".
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
