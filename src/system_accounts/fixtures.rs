//! Entries of the three lists, for tests.

use api_types::{SystemGroup, SystemUser, User};

/// A system user whose full name is "ADA Surname", if the name is "ada".
pub fn account(name: &str, uid: i64, gid: i64) -> SystemUser {
    SystemUser {
        name: name.into(),
        uid,
        gid,
        info: Some(format!("{} Surname,,", name.to_uppercase())),
    }
}

/// A system group that lists these users.
pub fn group(name: &str, gid: i64, users: &[&str]) -> SystemGroup {
    SystemGroup {
        name: name.into(),
        gid,
        users: users.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// A console user with those POSIX ids; the id of the record is 1.
pub fn console_user(username: &str, uid: Option<i64>, gid: Option<i64>) -> User {
    let json = serde_json::json!({"id": 1, "username": username, "user_id": uid, "group_id": gid});
    serde_json::from_value(json).unwrap()
}
