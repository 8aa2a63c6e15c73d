//! Loads the three lists that are joined.

use std::sync::Arc;

use api_types::{SystemGroup, SystemUser, User};
use futures_util::FutureExt;
use leptos::prelude::*;

use super::directory::Directory;
use crate::api::{systems, users};
use crate::query::{CachedQuery, Query, QueryStatus};

/// One of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountSource {
    /// Users of the operating system.
    SystemUsers,
    /// Groups of the operating system.
    SystemGroups,
    /// Users of the console.
    ConsoleUsers,
}

impl AccountSource {
    /// What it lists, within a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::SystemUsers => "system users",
            Self::SystemGroups => "system groups",
            Self::ConsoleUsers => "console users",
        }
    }
}

static SYSTEM_USERS: CachedQuery<(), Vec<SystemUser>> =
    CachedQuery::new("system users", |api, ()| systems::users(api).boxed_local());

static SYSTEM_GROUPS: CachedQuery<(), Vec<SystemGroup>> =
    CachedQuery::new("system groups", |api, ()| systems::groups(api).boxed_local());

/// The users of the console, if they are wanted.
static CONSOLE_USERS: CachedQuery<bool, Option<Vec<User>>> =
    CachedQuery::new("console users", |api, wanted| {
        async move {
            match wanted {
                true => users::all(api).await.map(Some),
                false => Ok(None),
            }
        }
        .boxed_local()
    });

/// Loads all three lists ahead.
pub fn preload_system_accounts() {
    SYSTEM_USERS.preload(());
    SYSTEM_GROUPS.preload(());
    CONSOLE_USERS.preload(true);
}

/// The queries of the three lists, and the directory that joins their data.
#[derive(Clone, Copy)]
pub struct SystemAccounts {
    /// Users of the operating system.
    pub users: Query<Vec<SystemUser>>,
    /// Groups of the operating system.
    pub groups: Query<Vec<SystemGroup>>,
    /// Users of the console; `None` as long as they aren't wanted.
    pub console_users: Query<Option<Vec<User>>>,
    /// All of them joined; it is shared, as there may be thousands of entries.
    pub directory: Memo<Arc<Directory>>,
}

impl SystemAccounts {
    /// Loads the lists of the system now, and the console users once they are wanted.
    pub fn load(console_users_wanted: Signal<bool>) -> Self {
        let users = SYSTEM_USERS.use_query(|| ());
        let groups = SYSTEM_GROUPS.use_query(|| ());
        let console_users = CONSOLE_USERS.use_query(move || console_users_wanted.get());
        let directory = Memo::new(move |_| {
            let (users, groups) = (users.data.read(), groups.data.read());
            let console_users = console_users.data.read();
            let console_users = console_users.as_ref().and_then(Option::as_deref);
            Arc::new(Directory::new(users.as_deref(), groups.as_deref(), console_users))
        });
        Self {
            users,
            groups,
            console_users,
            directory,
        }
    }

    /// Those that the page around this has provided.
    pub fn expect() -> Self {
        expect_context()
    }

    /// How loading one of the lists stands.
    pub fn status(self, source: AccountSource) -> QueryStatus {
        match source {
            AccountSource::SystemUsers => self.users.into(),
            AccountSource::SystemGroups => self.groups.into(),
            AccountSource::ConsoleUsers => self.console_users.into(),
        }
    }

    /// Loads all three again.
    pub fn reload(self) {
        self.users.reload();
        self.groups.reload();
        self.console_users.reload();
    }
}
