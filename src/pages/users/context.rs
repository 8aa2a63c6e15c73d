//! What the list of users shares with the drawers over it.

use api_types::User;
use leptos::prelude::*;

use super::list_page::UserListPage;
use crate::query::{ListState, Query};
use crate::session::Session;

/// What the list shares with the drawers over it.
#[derive(Clone, Copy)]
pub struct UsersContext {
    /// Which part of the list is shown.
    pub state: Memo<ListState>,
    pub(super) page: Query<UserListPage>,
    pub(super) last_administrator: Query<Option<i64>>,
    /// A password that was just generated, and for whom: their page shows it once, because nobody else knows it yet.
    pub generated_password: RwSignal<Option<(i64, String)>>,
    /// The user whose deletion is to be confirmed.
    pub to_delete: RwSignal<Option<User>>,
}

impl UsersContext {
    /// Loads the list again, after a user was changed.
    pub fn reload(self) {
        self.page.reload();
        self.last_administrator.reload();
    }

    /// Why the server would refuse to "delete", "demote" or "expire" this user; tracked. `None` if it wouldn't.
    pub fn refusal(self, verb: &str, user: &User) -> Option<String> {
        let last_administrator = self.last_administrator.data.get().flatten();
        refusal(verb, user, Session::expect().user_id(), last_administrator)
    }
}

fn refusal(verb: &str, user: &User, me: Option<i64>, last_administrator: Option<i64>) -> Option<String> {
    if me == Some(user.id) {
        Some(format!(
            "You can’t {verb} your own account. Another administrator can."
        ))
    } else if last_administrator == Some(user.id) {
        Some(format!(
            "{} is the only administrator whose account never expires. Make someone else one first.",
            user.username
        ))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oneself_and_the_last_administrator_stay() {
        for (id, words) in [
            (1, Some("delete your own account")),
            (2, Some("only administrator")),
            (3, None),
        ] {
            let text = format!(r#"{{"id":{id},"username":"ada","is_admin":true}}"#);
            let user: User = serde_json::from_str(&text).unwrap();
            let reason = refusal("delete", &user, Some(1), Some(2));
            assert_eq!(reason.is_some(), words.is_some());
            assert!(reason.unwrap_or_default().contains(words.unwrap_or_default()));
        }
    }
}
