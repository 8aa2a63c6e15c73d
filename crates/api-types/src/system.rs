//! Users and groups of the server's operating system.

use serde::{Deserialize, Serialize};

/// A user of the operating system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemUser {
    /// The name.
    pub name: String,
    /// The POSIX uid.
    pub uid: i64,
    /// The POSIX gid of the user's own group.
    pub gid: i64,
    /// Who it is, as the account database says.
    #[serde(default)]
    pub info: Option<String>,
}

/// All users of the operating system that it enumerates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemUserList {
    /// How many there are.
    pub count: i64,
    /// All of them.
    pub users: Vec<SystemUser>,
}

/// A group of the operating system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemGroup {
    /// The name.
    pub name: String,
    /// The POSIX gid.
    pub gid: i64,
    /// The names of those who belong to it besides those whose own group it is.
    #[serde(default)]
    pub users: Vec<String>,
}

/// All groups of the operating system that it enumerates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemGroupList {
    /// How many there are.
    pub count: i64,
    /// All of them.
    pub groups: Vec<SystemGroup>,
}
