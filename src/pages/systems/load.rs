//! Loading the three lists that are joined, and joining them.

use std::ops::Deref;
use std::sync::Arc;

use api_types::{SystemGroup, SystemUser, User};
use leptos::prelude::*;

use super::directory::Directory;
use crate::api::{ApiError, systems, use_api, users};
use crate::query::{Query, use_query};

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Users of the operating system.
    Accounts,
    /// Groups of the operating system.
    Groups,
    /// Users of the console.
    People,
}

/// One of the lists, loaded: one type, so that loading is compiled once.
#[derive(Debug, PartialEq)]
pub enum Loaded {
    /// It wasn't asked for yet.
    Nothing,
    /// Users of the operating system.
    Accounts(Vec<SystemUser>),
    /// Groups of the operating system.
    Groups(Vec<SystemGroup>),
    /// Users of the console.
    People(Vec<User>),
}

/// What is loaded is shared: thousands of accounts are never copied.
pub type List = Query<Arc<Loaded>>;

/// Loads a list as soon as it is wanted.
fn load(what: What, wanted: Signal<bool>) -> List {
    use_query(
        move || wanted.get(),
        move |wanted| {
            let api = use_api();
            async move {
                let loaded = match what {
                    _ if !wanted => Loaded::Nothing,
                    What::Accounts => Loaded::Accounts(systems::users(api).await?),
                    What::Groups => Loaded::Groups(systems::groups(api).await?),
                    What::People => Loaded::People(users::all(api).await?),
                };
                Ok(Arc::new(loaded))
            }
        },
    )
}

/// A directory that is shared; another one only if it was made anew.
#[derive(Debug, Clone)]
pub struct Shared(Arc<Directory>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = Directory;

    fn deref(&self) -> &Directory {
        &self.0
    }
}

/// The three lists, and what comes of joining them.
#[derive(Clone, Copy)]
pub struct Systems {
    /// Users of the operating system.
    pub accounts: List,
    /// Groups of the operating system.
    pub groups: List,
    /// Users of the console.
    pub people: List,
    /// All of them joined.
    pub all: Memo<Shared>,
}

impl Systems {
    /// Loads the lists of the system, and the console's users, as soon as they are wanted.
    pub fn load(systems_wanted: Signal<bool>, people_wanted: Signal<bool>) -> Self {
        let accounts = load(What::Accounts, systems_wanted);
        let groups = load(What::Groups, systems_wanted);
        let people = load(What::People, people_wanted);
        let lists = [accounts.data(), groups.data(), people.data()];
        let all = Memo::new(move |_| {
            let [accounts, groups, people] = lists.map(|list| list.get());
            let accounts = match accounts.as_deref() {
                Some(Loaded::Accounts(accounts)) => Some(&**accounts),
                _ => None,
            };
            let groups = match groups.as_deref() {
                Some(Loaded::Groups(groups)) => Some(&**groups),
                _ => None,
            };
            let people = match people.as_deref() {
                Some(Loaded::People(people)) => Some(&**people),
                _ => None,
            };
            Shared(Arc::new(Directory::new(accounts, groups, people)))
        });
        Self {
            accounts,
            groups,
            people,
            all,
        }
    }

    /// The lists around the present drawer.
    pub fn expect() -> Self {
        expect_context()
    }

    /// One of the lists.
    pub fn list(self, what: What) -> List {
        match what {
            What::Accounts => self.accounts,
            What::Groups => self.groups,
            What::People => self.people,
        }
    }

    /// Loads all of them again.
    pub fn reload(self) {
        for list in [self.accounts, self.groups, self.people] {
            list.reload();
        }
    }
}

/// Why a list isn't here, in a sentence.
pub fn reason(error: &ApiError) -> String {
    match error {
        ApiError::NotFound => "The server doesn't offer this list.".into(),
        error => error.sentence(),
    }
}
