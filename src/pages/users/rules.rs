//! What can't be done to a user, and why: said before the server has to say no.

use api_types::User;

/// Who looks, and who may not be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Guards {
    /// The record of who is signed in.
    pub me: Option<i64>,
    /// The only administrator whose account never expires, if there is just one.
    pub last_administrator: Option<i64>,
}

/// Something that the contract's guards are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Deleting the account.
    Delete,
    /// Taking the role of administrator.
    Demote,
    /// Setting an expiry.
    Expire,
}

impl Guards {
    /// Why that can't be done to this user; `None` if it can.
    pub fn reason(self, act: Act, user: &User) -> Option<String> {
        let what = match act {
            Act::Delete => "delete",
            Act::Demote => "demote",
            Act::Expire => "expire",
        };
        if self.me == Some(user.id) {
            Some(format!(
                "You can't {what} your own account. Another administrator can."
            ))
        } else if self.last_administrator == Some(user.id) {
            Some(format!(
                "{} is the only administrator whose account never expires. Make someone else one first.",
                user.username
            ))
        } else {
            None
        }
    }
}

/// What becomes of a user's things with the account.
pub fn consequence(username: &str) -> String {
    format!(
        "{username} is signed out everywhere and can't sign in again. Their API keys stop working at once and are \
         deleted with their configuration. This can't be undone."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(id: i64) -> User {
        serde_json::from_str(&format!(r#"{{"id":{id},"username":"ada","is_admin":true}}"#)).unwrap()
    }

    #[test]
    fn nobody_deletes_themself() {
        let guards = Guards {
            me: Some(1),
            last_administrator: None,
        };
        assert!(
            guards
                .reason(Act::Delete, &user(1))
                .unwrap()
                .contains("your own account")
        );
        assert_eq!(guards.reason(Act::Delete, &user(2)), None);
    }

    #[test]
    fn the_last_administrator_stays() {
        let guards = Guards {
            me: Some(1),
            last_administrator: Some(2),
        };
        for act in [Act::Delete, Act::Demote, Act::Expire] {
            assert!(
                guards
                    .reason(act, &user(2))
                    .unwrap()
                    .contains("only administrator")
            );
            assert_eq!(guards.reason(act, &user(3)), None);
        }
    }
}
