//! What the list of users shares with the drawers over it.

use api_types::User;
use leptos::prelude::*;

use super::list_page::UserListPage;
use super::rules::ProtectedUsers;
use crate::passwords::NewPassword;
use crate::query::Query;
use crate::session::Session;

/// What the list shares with the drawers over it.
#[derive(Clone, Copy)]
pub struct UsersContext {
    page: Query<UserListPage>,
    last_administrator: Query<Option<i64>>,
    generated_password: RwSignal<Option<(i64, String)>>,
}

impl UsersContext {
    /// Provides it to the drawers.
    pub fn provide(page: Query<UserListPage>, last_administrator: Query<Option<i64>>) -> Self {
        let context = Self {
            page,
            last_administrator,
            generated_password: RwSignal::new(None),
        };
        provide_context(context);
        context
    }

    /// That of the list under this drawer.
    pub fn expect() -> Self {
        expect_context()
    }

    /// A user of the list's present page.
    pub fn find(self, id: i64) -> Option<User> {
        let page = self.page.data();
        page.with_untracked(|page| page.as_ref()?.users.iter().find(|user| user.id == id).cloned())
    }

    /// Loads the list again, after a user was changed.
    pub fn reload(self) {
        self.page.reload();
        self.last_administrator.reload();
    }

    /// Keeps a password that was generated for that user: their page shows it once, because nobody else knows it yet.
    pub fn keep_generated_password(self, id: i64, password: NewPassword) {
        let text = password.value.get_untracked();
        self.generated_password
            .set(untrack(|| password.is_generated()).then_some((id, text)));
    }

    /// The password that was just generated for that user; tracked.
    pub fn generated_password(self, id: i64) -> Option<String> {
        self.generated_password.with(|kept| {
            kept.as_ref()
                .filter(|(owner, _)| *owner == id)
                .map(|(_, text)| text.clone())
        })
    }

    /// Forgets the generated password.
    pub fn forget_generated_password(self) {
        self.generated_password.try_set(None);
    }

    /// The users who may not be lost; tracked.
    pub fn protected(self) -> ProtectedUsers {
        ProtectedUsers {
            current: Session::expect().user_id(),
            last_administrator: self.last_administrator.data().get().flatten(),
        }
    }
}
