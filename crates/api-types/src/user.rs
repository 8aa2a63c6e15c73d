//! Users: what a server shows of them, and what a client may write.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Timestamp;

/// A user as the server shows them.
///
/// One of the two published references knows neither `expired_at` nor `source_type`, and a foreign server may leave
/// out more: whatever can be absent is an `Option`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Identifies the record; the console addresses users by it.
    pub id: i64,
    /// The POSIX uid.
    #[serde(default)]
    pub user_id: Option<i64>,
    /// The POSIX gid.
    #[serde(default)]
    pub group_id: Option<i64>,
    /// The name to sign in with.
    pub username: String,
    /// The email, if there is one.
    #[serde(default)]
    pub email: Option<String>,
    /// Whether they may administer everything.
    #[serde(default)]
    pub is_admin: bool,
    /// When the account was created.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When the account was last changed.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
    /// When the account expires: absent if the server doesn't say, `Some(None)` for never.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub expired_at: Option<Option<Timestamp>>,
    /// Where the account comes from, if the server says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_type: Option<SourceType>,
    /// When they last began a session: absent if the server doesn't say, `Some(None)` for never.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_sign_in_at: Option<Option<Timestamp>>,
}

impl User {
    /// Whether the account has expired at that instant.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        matches!(self.expired_at, Some(Some(at)) if at <= now)
    }
}

/// A page of users.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserList {
    /// How many match in all (by the bundled server; a foreign one may count the page alone).
    pub count: i64,
    /// The users of this page.
    pub users: Vec<User>,
}

/// Where an account comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceType {
    /// `web_app`: created by the console or the API. The default.
    WebApp,
    /// `cli_linux_multi_user`: an account of the server's own operating system.
    Linux,
    /// `cli_ldap`: an account of a directory.
    Ldap,
    /// A value that a newer server has and we don't know; kept as it is.
    Other(String),
}

impl SourceType {
    /// The three values of the contract.
    pub const ALL: [Self; 3] = [Self::WebApp, Self::Linux, Self::Ldap];

    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::WebApp => "web_app",
            Self::Linux => "cli_linux_multi_user",
            Self::Ldap => "cli_ldap",
            Self::Other(value) => value,
        }
    }

    /// Reads a value of the wire; one that isn't of the contract becomes [`SourceType::Other`].
    #[must_use]
    pub fn from_wire(value: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|known| known.as_str() == value)
            .unwrap_or_else(|| Self::Other(value.to_owned()))
    }
}

impl Serialize for SourceType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for SourceType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_wire(&String::deserialize(deserializer)?))
    }
}

/// What a client may write: the attributes that are named are set, the others stay as they are.
///
/// The double options tell "leave it" (`None`) from "clear it" (`Some(None)`).
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct UserChanges {
    /// A new username.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// A new password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// A new email, or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Option<String>>,
    /// A new POSIX uid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<i64>,
    /// A new POSIX gid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<i64>,
    /// A new role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_admin: Option<bool>,
    /// A new expiry, or never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired_at: Option<Option<Timestamp>>,
    /// A new source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_type: Option<SourceType>,
}

/// The body that creates a user: a username and a password are required, the rest has defaults.
pub type NewUser = UserChanges;

impl UserChanges {
    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Leaves the password out, so that none reaches a log.
impl fmt::Debug for UserChanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserChanges")
            .field("username", &self.username)
            .field("password", &self.password.as_ref().map(|_| "…"))
            .field("email", &self.email)
            .field("user_id", &self.user_id)
            .field("group_id", &self.group_id)
            .field("is_admin", &self.is_admin)
            .field("expired_at", &self.expired_at)
            .field("source_type", &self.source_type)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_of_the_smaller_reference_is_understood() {
        let user: User = serde_json::from_str(r#"{"id":1,"username":"ada","is_admin":true}"#).unwrap();
        assert_eq!(user.expired_at, None);
        assert_eq!(user.source_type, None);
    }

    #[test]
    fn never_is_told_from_unknown() {
        let user: User = serde_json::from_str(r#"{"id":1,"username":"ada","expired_at":null}"#).unwrap();
        assert_eq!(user.expired_at, Some(None));
        assert!(!user.is_expired(Timestamp::from_unix_millis(0)));
    }

    #[test]
    fn changes_name_only_what_changes() {
        let changes = UserChanges {
            email: Some(None),
            ..UserChanges::default()
        };
        assert_eq!(serde_json::to_string(&changes).unwrap(), r#"{"email":null}"#);
        assert!(UserChanges::default().is_empty());
    }

    #[test]
    fn an_unknown_source_is_kept() {
        let source: SourceType = serde_json::from_str(r#""cli_saml""#).unwrap();
        assert_eq!(serde_json::to_string(&source).unwrap(), r#""cli_saml""#);
    }

    #[test]
    fn a_password_is_never_printed() {
        let changes = UserChanges {
            password: Some("correct horse".into()),
            ..UserChanges::default()
        };
        assert!(!format!("{changes:?}").contains("horse"));
    }
}
