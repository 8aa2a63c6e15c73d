//! Console users that are made from system users.

use api_types::UserChanges;

use crate::system_accounts::{ConsoleMatch, Directory};

/// Whether a user was created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateOutcome {
    /// Not tried yet.
    Pending,
    /// The user exists now.
    Created,
    /// Why it failed.
    Failed(String),
}

/// A user who is to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The username.
    pub name: String,
    /// The POSIX uid.
    pub uid: i64,
    /// The POSIX gid.
    pub gid: i64,
    /// The first password; empty until the user is being created.
    pub password: String,
    /// Whether the user was created.
    pub outcome: CreateOutcome,
}

impl NewUser {
    /// The request that creates the user.
    pub fn to_request(&self) -> UserChanges {
        UserChanges {
            username: Some(self.name.clone()),
            password: Some(self.password.clone()),
            user_id: Some(self.uid),
            group_id: Some(self.gid),
            is_admin: Some(false),
            ..UserChanges::default()
        }
    }
}

/// A new user for each of the accounts of these names that has no console user.
pub fn new_users<'a>(all: &Directory, names: impl IntoIterator<Item = &'a String>) -> Vec<NewUser> {
    let accounts = names.into_iter().filter_map(|name| {
        all.accounts_named(name)
            .find(|account| account.console_user == ConsoleMatch::None)
    });
    accounts
        .map(|account| NewUser {
            name: account.name.clone(),
            uid: account.uid,
            gid: account.gid,
            password: String::new(),
            outcome: CreateOutcome::Pending,
        })
        .collect()
}

/// How many were created, and how many failed.
pub fn counts(users: &[NewUser]) -> (usize, usize) {
    let created = users.iter().filter(|user| user.outcome == CreateOutcome::Created);
    let failed = users
        .iter()
        .filter(|user| matches!(user.outcome, CreateOutcome::Failed(_)));
    (created.count(), failed.count())
}

/// Those who were created, with their passwords, as CSV.
pub fn to_csv(users: &[NewUser]) -> String {
    let mut text = "username,uid,gid,password\r\n".to_owned();
    for user in users.iter().filter(|user| user.outcome == CreateOutcome::Created) {
        let (name, password) = (cell(&user.name), cell(&user.password));
        text += &format!("{name},{},{},{password}\r\n", user.uid, user.gid);
    }
    text
}

fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_accounts::fixtures::{account, console_user};

    fn user(name: &str, password: &str, outcome: CreateOutcome) -> NewUser {
        NewUser {
            name: name.into(),
            uid: 7,
            gid: 8,
            password: password.into(),
            outcome,
        }
    }

    #[test]
    fn only_who_has_no_console_user_is_created() {
        let users = [account("ada", 7, 50), account("bob", 8, 50)];
        let all = Directory::new(Some(&users), None, Some(&[console_user("ADA", Some(3), None)]));
        let chosen = ["ada", "bob", "gone"].map(String::from);
        let found = new_users(&all, &chosen);
        assert_eq!(found.len(), 1);
        assert_eq!((&*found[0].name, found[0].uid, found[0].gid), ("bob", 8, 50));
    }

    #[test]
    fn the_file_holds_who_was_created() {
        let users = [
            user("ada", "secret", CreateOutcome::Created),
            user("a,\"b\"", "x,y", CreateOutcome::Created),
            user("bob", "no", CreateOutcome::Failed("taken".into())),
            user("eve", "no", CreateOutcome::Pending),
        ];
        assert_eq!(
            to_csv(&users),
            "username,uid,gid,password\r\nada,7,8,secret\r\n\"a,\"\"b\"\"\",7,8,\"x,y\"\r\n"
        );
        assert_eq!(counts(&users), (2, 1));
    }

    #[test]
    fn the_request_names_what_the_account_has() {
        let request = user("ada", "secret", CreateOutcome::Pending).to_request();
        assert_eq!(
            serde_json::to_string(&request).unwrap(),
            r#"{"username":"ada","password":"secret","user_id":7,"group_id":8,"is_admin":false}"#
        );
    }
}
