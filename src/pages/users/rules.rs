//! Which users can't be deleted, demoted or expired: the page says why before the server has to refuse.

use api_types::User;

/// The users who may not be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProtectedUsers {
    /// Who is signed in.
    pub current: Option<i64>,
    /// The only administrator whose account never expires, if there is just one.
    pub last_administrator: Option<i64>,
}

/// What the server refuses to do to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserAction {
    /// Deleting the account.
    Delete,
    /// Taking the role of administrator away.
    Demote,
    /// Setting an expiry.
    Expire,
}

impl ProtectedUsers {
    /// Why that can't be done to this user; `None` if it can.
    pub fn refusal(self, action: UserAction, user: &User) -> Option<String> {
        let verb = match action {
            UserAction::Delete => "delete",
            UserAction::Demote => "demote",
            UserAction::Expire => "expire",
        };
        if self.current == Some(user.id) {
            Some(format!(
                "You can’t {verb} your own account. Another administrator can."
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

/// What deleting a user entails, for the confirmation.
pub fn deletion_warning(username: &str) -> String {
    format!(
        "{username} is signed out everywhere and can’t sign in again. Their API keys stop working at once and are \
         deleted with their configuration. This can’t be undone."
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
        let protected = ProtectedUsers {
            current: Some(1),
            last_administrator: None,
        };
        assert!(
            protected
                .refusal(UserAction::Delete, &user(1))
                .unwrap()
                .contains("your own account")
        );
        assert_eq!(protected.refusal(UserAction::Delete, &user(2)), None);
    }

    #[test]
    fn the_last_administrator_stays() {
        let protected = ProtectedUsers {
            current: Some(1),
            last_administrator: Some(2),
        };
        for action in [UserAction::Delete, UserAction::Demote, UserAction::Expire] {
            assert!(
                protected
                    .refusal(action, &user(2))
                    .unwrap()
                    .contains("only administrator")
            );
            assert_eq!(protected.refusal(action, &user(3)), None);
        }
    }
}
