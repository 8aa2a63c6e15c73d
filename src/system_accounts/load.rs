//! Loads the three lists that are joined.

use std::sync::Arc;

use api_types::{SystemGroup, SystemUser, User};
use leptos::prelude::*;

use super::directory::Directory;
use crate::api::{systems, use_api, users};
use crate::query::{Query, QueryStatus, use_query};

/// One of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Users of the operating system.
    SystemUsers,
    /// Groups of the operating system.
    SystemGroups,
    /// Users of the console.
    ConsoleUsers,
}

impl Source {
    /// What it lists, within a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::SystemUsers => "system users",
            Self::SystemGroups => "system groups",
            Self::ConsoleUsers => "console users",
        }
    }
}

/// The queries of the three lists, and the directory that joins their data. Those are shared: there may be thousands of
/// entries.
#[derive(Clone, Copy)]
pub struct SystemAccounts {
    /// Users of the operating system.
    pub users: Query<Arc<Vec<SystemUser>>>,
    /// Groups of the operating system.
    pub groups: Query<Arc<Vec<SystemGroup>>>,
    /// Users of the console; `None` as long as they aren't wanted.
    pub console_users: Query<Option<Arc<Vec<User>>>>,
    /// All of them joined.
    pub directory: Memo<Arc<Directory>>,
}

impl SystemAccounts {
    /// Loads the lists of the system now, and the console users once they are wanted.
    pub fn load(console_users_wanted: Signal<bool>) -> Self {
        let users = use_query(
            || (),
            |()| {
                let api = use_api();
                async move { systems::users(api).await.map(Arc::new) }
            },
        );
        let groups = use_query(
            || (),
            |()| {
                let api = use_api();
                async move { systems::groups(api).await.map(Arc::new) }
            },
        );
        let console_users = use_query(
            move || console_users_wanted.get(),
            |wanted| {
                let api = use_api();
                async move {
                    if wanted {
                        users::all(api).await.map(|users| Some(Arc::new(users)))
                    } else {
                        Ok(None)
                    }
                }
            },
        );
        let directory = Memo::new(move |_| {
            let (users, groups) = (users.data().get(), groups.data().get());
            let console_users = console_users.data().get().flatten();
            Arc::new(Directory::new(
                users.as_deref().map(Vec::as_slice),
                groups.as_deref().map(Vec::as_slice),
                console_users.as_deref().map(Vec::as_slice),
            ))
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
    pub fn status(self, source: Source) -> QueryStatus {
        match source {
            Source::SystemUsers => self.users.into(),
            Source::SystemGroups => self.groups.into(),
            Source::ConsoleUsers => self.console_users.into(),
        }
    }

    /// Loads all three again.
    pub fn reload(self) {
        self.users.reload();
        self.groups.reload();
        self.console_users.reload();
    }
}
