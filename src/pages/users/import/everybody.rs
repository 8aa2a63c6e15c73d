//! Everybody there is, whom the rows of a file are compared with: found by id, name and email, loaded once.

use std::collections::HashMap;

use api_types::User;
use leptos::prelude::*;

use crate::api::{use_api, users};
use crate::pages::users::all_users::{AllUsers, Progress};
use crate::pages::users::context::UsersContext;
use crate::query::{Query, QueryStatus, use_query};

/// All users, with an index that is made once and not for each plan.
#[derive(Debug, Default, PartialEq)]
pub struct Everybody {
    users: Vec<User>,
    by_id: HashMap<i64, usize>,
    by_name: HashMap<String, usize>,
    by_email: HashMap<String, usize>,
}

impl From<Vec<User>> for Everybody {
    fn from(users: Vec<User>) -> Self {
        let all = || users.iter().enumerate();
        let by_email = all().filter_map(|(place, user)| Some((user.email.as_ref()?.to_lowercase(), place)));
        Self {
            by_id: all().map(|(place, user)| (user.id, place)).collect(),
            by_name: all()
                .map(|(place, user)| (user.username.to_lowercase(), place))
                .collect(),
            by_email: by_email.collect(),
            users,
        }
    }
}

impl Everybody {
    /// Who has that id.
    pub fn with_id(&self, id: i64) -> Option<&User> {
        self.users.get(*self.by_id.get(&id)?)
    }

    /// Who has that name, without regard to case.
    pub fn named(&self, name: &str) -> Option<&User> {
        self.users.get(*self.by_name.get(&name.to_lowercase())?)
    }

    /// Who has that email, without regard to case.
    pub fn with_email(&self, email: &str) -> Option<&User> {
        self.users.get(*self.by_email.get(&email.to_lowercase())?)
    }
}

/// Where they come from: the list of users, which has them all where the server doesn't search, or else a request.
#[derive(Clone, Copy)]
pub struct EverybodyQuery {
    /// Nothing where the list has them.
    requested: Query<Option<Everybody>>,
    all: AllUsers,
    listed: Memo<Option<Everybody>>,
}

impl EverybodyQuery {
    /// Loads them, unless the list has done so.
    pub fn new(context: UsersContext) -> Self {
        let all = context.all;
        let requested = use_query(
            || (),
            |()| {
                let api = use_api();
                async move {
                    if users::honours_filters(api).await? {
                        users::all(api).await.map(|users| Some(users.into()))
                    } else {
                        Ok(None)
                    }
                }
            },
        );
        let is_listed = Memo::new(move |_| requested.data.with(|users| *users == Some(None)));
        // Not each user who is changed in the list, but each time it is loaded.
        let loaded_at = Memo::new(move |_| all.loaded_at.get().filter(|_| is_listed.get()));
        let list = move |_: Option<&Option<Everybody>>| loaded_at.get().map(|_| all.snapshot().into());
        Effect::new(move |_| {
            let is_missing = is_listed.get() && all.loaded_at.with_untracked(Option::is_none);
            if is_missing && all.progress.get_untracked() != Progress::Loading {
                all.load();
            }
        });
        Self {
            requested,
            all,
            listed: Memo::new_with_compare(list, |_, _| true),
        }
    }

    /// Passes them on, as far as all are here; tracked.
    pub fn with<T>(self, read: impl FnOnce(Option<&Everybody>) -> T) -> T {
        match &*self.requested.data.read() {
            Some(Some(everybody)) => read(Some(everybody)),
            Some(None) => self.listed.with(|everybody| read(everybody.as_ref())),
            None => read(None),
        }
    }

    /// How many the list has so far, while it doesn't have all; tracked.
    pub fn count_so_far(self) -> Option<usize> {
        let is_loading = *self.all.progress.read() == Progress::Loading;
        let is_first = self.all.loaded_at.read().is_none();
        (is_loading && is_first).then(|| self.all.count())
    }

    /// How loading them stands.
    pub fn status(self) -> QueryStatus {
        let Self { requested, all, .. } = self;
        let failure = move || match &*all.progress.read() {
            Progress::Failed(error) => Some(error.clone()),
            _ => None,
        };
        QueryStatus {
            has_data: Signal::derive(move || self.with(|everybody| everybody.is_some())),
            error: Signal::derive(move || requested.error.get().or_else(failure)),
            reload: Callback::new(move |()| {
                if requested.data.with_untracked(|users| *users == Some(None)) {
                    all.load();
                } else {
                    requested.reload();
                }
            }),
            ..requested.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_found_without_regard_to_case() {
        let user = |id: i64, name: &str, email: Option<&str>| -> User {
            let user = serde_json::json!({"id": id, "username": name, "email": email});
            serde_json::from_value(user).unwrap()
        };
        let everybody = Everybody::from(vec![user(7, "Ada", Some("A@x.example")), user(8, "bo", None)]);
        let id = |user: Option<&User>| user.map(|user| user.id);
        assert_eq!(id(everybody.with_id(8)), Some(8));
        assert_eq!(id(everybody.named("aDA")), Some(7));
        assert_eq!(id(everybody.with_email("a@X.example")), Some(7));
        assert_eq!(id(everybody.named("a@x.example")), None);
        assert_eq!(id(everybody.with_id(9)), None);
    }
}
