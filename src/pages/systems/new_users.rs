//! Console users that are made from accounts: what is asked for each, and what came of it.

use api_types::UserChanges;

use super::directory::{Directory, Match};

/// What came of creating a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Waiting,
    /// The user is there.
    Created,
    /// Why it didn't work.
    Failed(String),
}

/// A user who is to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The name.
    pub name: String,
    /// The POSIX uid.
    pub uid: i64,
    /// The POSIX gid.
    pub gid: i64,
    /// The first password.
    pub password: String,
    /// What came of it.
    pub outcome: Outcome,
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

/// Those of the accounts chosen who have no console user.
pub fn new_users<'a>(all: &Directory, chosen: impl IntoIterator<Item = &'a String>) -> Vec<NewUser> {
    let accounts = chosen.into_iter().filter_map(|name| {
        let mut named = all.accounts_named(name).into_iter();
        let account = named.find(|account| all.account(*account).person == Match::None)?;
        let account = all.account(account);
        Some(NewUser {
            name: account.name.clone(),
            uid: account.uid,
            gid: account.gid,
            password: String::new(),
            outcome: Outcome::Waiting,
        })
    });
    accounts.collect()
}

/// How many were created, and how many failed.
pub fn counts(users: &[NewUser]) -> (usize, usize) {
    let created = users.iter().filter(|user| user.outcome == Outcome::Created);
    let failed = users
        .iter()
        .filter(|user| matches!(user.outcome, Outcome::Failed(_)));
    (created.count(), failed.count())
}

/// Those who were created with their passwords, for a spreadsheet.
pub fn to_csv(users: &[NewUser]) -> String {
    let mut text = "username,uid,gid,password\r\n".to_owned();
    for user in users.iter().filter(|user| user.outcome == Outcome::Created) {
        let line = format!(
            "{},{},{},{}\r\n",
            cell(&user.name),
            user.uid,
            user.gid,
            cell(&user.password)
        );
        text.push_str(&line);
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
    use api_types::{SystemUser, User};

    fn user(name: &str, password: &str, outcome: Outcome) -> NewUser {
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
        let users: Vec<SystemUser> =
            serde_json::from_str(r#"[{"name":"ada","uid":7,"gid":50},{"name":"bob","uid":8,"gid":50}]"#)
                .unwrap();
        let people: Vec<User> = serde_json::from_str(r#"[{"id":1,"username":"ADA","user_id":3}]"#).unwrap();
        let all = Directory::new(Some(&users), None, Some(&people));
        let chosen = ["ada", "bob", "gone"].map(String::from);
        let found = new_users(&all, &chosen);
        assert_eq!(found.len(), 1);
        assert_eq!((&*found[0].name, found[0].uid, found[0].gid), ("bob", 8, 50));
    }

    #[test]
    fn the_file_holds_who_was_created() {
        let users = [
            user("ada", "secret", Outcome::Created),
            user("a,\"b\"", "x,y", Outcome::Created),
            user("bob", "no", Outcome::Failed("taken".into())),
            user("eve", "no", Outcome::Waiting),
        ];
        assert_eq!(
            to_csv(&users),
            "username,uid,gid,password\r\nada,7,8,secret\r\n\"a,\"\"b\"\"\",7,8,\"x,y\"\r\n"
        );
        assert_eq!(counts(&users), (2, 1));
    }

    #[test]
    fn the_request_names_what_the_account_has() {
        let request = user("ada", "secret", Outcome::Waiting).to_request();
        assert_eq!(
            serde_json::to_string(&request).unwrap(),
            r#"{"username":"ada","password":"secret","user_id":7,"group_id":8,"is_admin":false}"#
        );
    }
}
