//! What the list of users shares with the drawers over it.

use std::collections::{BTreeSet, HashMap};

use api_types::User;
use futures_util::FutureExt;
use leptos::prelude::*;

use super::all_users::{AllUsers, Progress};
use super::bulk_form::BulkRequest;
use super::filters::{Clock, Filter};
use super::list_page::{self, UserListPage, ViewCounts, views};
use super::saved_views::{self, SavedView};
use super::stable_rows::{RowsBeforeChange, StableRows};
use crate::activity::Activity;
use crate::api::{Api, ApiError, Connection, use_api, users};
use crate::query::{CachedQuery, ListState, Query, QueryStatus};
use crate::session::Session;

/// Lists that administrators ask for every week, each by the filter that makes it.
pub const VIEWS: [(&str, Filter); 4] = [
    ("Expiring soon", Filter::ExpiresWithin(30)),
    ("Expired", Filter::Expired),
    ("Administrators", Filter::Admin(true)),
    ("Not signed in for 90 days", Filter::NotSignedInFor(90)),
];

/// The only administrator whose account never expires, by id.
static LAST_ADMINISTRATOR: CachedQuery<(), Option<i64>> =
    CachedQuery::new("last administrator", |api, ()| {
        users::last_permanent_administrator(api).boxed_local()
    });

/// Loads ahead what the list of an address shows, apart from its rows.
pub fn preload_around_rows() {
    list_page::VIEW_COUNTS.preload(());
    LAST_ADMINISTRATOR.preload(());
    saved_views::ALL.preload(());
}

/// What the list shares with the drawers over it.
#[derive(Clone, Copy)]
pub struct UsersContext {
    /// Which part of the list is shown.
    pub state: Memo<ListState>,
    /// The page of users, as the server or [`AllUsers`] has made it.
    pub page: Memo<Option<UserListPage>>,
    /// The rows of that page as they are shown: after a change they stay where they were.
    pub rows: Memo<StableRows>,
    frozen: RwSignal<Option<RowsBeforeChange>>,
    /// How many users the views have, as far as that is known.
    pub view_counts: Memo<Option<ViewCounts>>,
    /// All users, where the server neither filters nor sorts.
    pub all: AllUsers,
    /// The page from a server that does; nothing from others.
    from_server: Query<Option<UserListPage>>,
    counts_from_server: Query<Option<ViewCounts>>,
    last_administrator: Query<Option<i64>>,
    /// The views that the person has saved.
    pub saved_views: Query<Vec<SavedView>>,
    /// A password that was just generated, and for whom: their page shows it once, because nobody else knows it yet.
    pub generated_password: RwSignal<Option<(i64, String)>>,
    /// The user whose deletion is to be confirmed.
    pub to_delete: RwSignal<Option<User>>,
    /// Whether the form that exports users is open.
    pub exports: RwSignal<bool>,
    /// Whether the server says when users last signed in.
    pub tells_sign_in: Memo<bool>,
    /// Whom the form that changes several users is open for.
    pub bulk_request: RwSignal<Option<BulkRequest>>,
    /// The ids of the users who are selected, on whichever page.
    pub selected: RwSignal<BTreeSet<String>>,
    /// The users that were shown, by id: those who are selected may be on another page by now.
    known: StoredValue<HashMap<i64, User>>,
}

impl UsersContext {
    /// Loads the list in that state, and in each that comes.
    pub fn new(state: Memo<ListState>) -> Self {
        let from_server = list_page::PAGE.use_query(move || state.read().without_columns());
        let counts_from_server = list_page::VIEW_COUNTS.use_query(|| ());
        let all = AllUsers::new(use_api());
        let is_foreign = Memo::new(move |_| from_server.data.with(|page| matches!(page, Some(None))));
        Effect::new(move |_| {
            if is_foreign.get() {
                all.load();
            }
        });
        let has_users = Memo::new(move |_| all.count() > 0 || *all.progress.read() == Progress::Complete);
        let page = Memo::new(move |_| match from_server.data.get()? {
            Some(page) => Some(page),
            None => has_users.get().then(|| all.page(&state.read(), Clock::here())),
        });
        let view_counts = Memo::new(move |_| {
            if is_foreign.get() {
                let is_complete = *all.progress.read() == Progress::Complete;
                return is_complete
                    .then(|| views().map(|view| Some(all.count_matches(&view, Clock::here()))));
            }
            counts_from_server.data.get().flatten()
        });
        let tells_sign_in = Memo::new(move |before| {
            let page = page.read();
            let users = page.iter().flat_map(|page| &page.users);
            // A page without users tells nothing.
            before == Some(&true) || users.map(|user| user.last_sign_in_at).any(|at| at.is_some())
        });
        let known = StoredValue::new(HashMap::<i64, User>::new());
        let frozen = RwSignal::new(None::<RowsBeforeChange>);
        let rows = Memo::new(move |_| {
            let page = page.read();
            let Some(page) = page.as_ref() else {
                return StableRows::default();
            };
            match &*frozen.read() {
                Some(frozen) if frozen.state == page.state => frozen.keep(&page.users, |id| {
                    known.with_value(|known| known.get(&id).cloned())
                }),
                _ => StableRows {
                    users: page.users.clone(),
                    ..StableRows::default()
                },
            }
        });
        // Whoever comes back to a page sees it as it is by then.
        Effect::new(move |_| {
            let is_left = page.with(|page| {
                let state = page.as_ref().map(|page| &page.state);
                frozen.with_untracked(|frozen| {
                    frozen.as_ref().is_some_and(|frozen| Some(&frozen.state) != state)
                })
            });
            if is_left {
                frozen.set(None);
            }
        });
        Effect::new(move |_| {
            let users = page.with(|page| page.as_ref().map(|page| page.users.clone()));
            known.update_value(|known| known.extend(users.into_iter().flatten().map(|user| (user.id, user))));
        });
        // As queries do by themselves.
        let (connection, activity) = (Connection::expect(), Activity::expect());
        Effect::new(move |before: Option<(u32, u32)>| {
            let now = (connection.returns(), activity.undone());
            let (returned, undone) =
                before.map_or((false, false), |before| (before.0 != now.0, before.1 != now.1));
            let progress = all.progress.get_untracked();
            if returned && matches!(progress, Progress::Failed(_)) || undone && progress != Progress::Idle {
                all.load();
            }
            now
        });
        Self {
            state,
            page,
            rows,
            frozen,
            view_counts,
            tells_sign_in,
            all,
            from_server,
            counts_from_server,
            last_administrator: LAST_ADMINISTRATOR.use_query(|| ()),
            saved_views: saved_views::ALL.use_query(|| ()),
            generated_password: RwSignal::new(None),
            to_delete: RwSignal::new(None),
            exports: RwSignal::new(false),
            bulk_request: RwSignal::new(None),
            selected: RwSignal::default(),
            known,
        }
    }

    /// How loading the list stands.
    pub fn status(self) -> QueryStatus {
        let all_failed = move || match &*self.all.progress.read() {
            Progress::Failed(error) => Some(error.clone()),
            _ => None,
        };
        QueryStatus {
            has_data: Signal::derive(move || self.page.with(Option::is_some)),
            // With some users to show, the notice below them says what is missing.
            error: Signal::derive(move || {
                let nobody = self.page.with(Option::is_none);
                self.from_server
                    .error
                    .get()
                    .or_else(|| all_failed().filter(|_| nobody))
            }),
            loaded_at: Signal::derive(move || match &*self.all.progress.read() {
                Progress::Idle => self.from_server.loaded_at.get(),
                _ => self.all.loaded_at.get(),
            }),
            reload: Callback::new(move |()| {
                self.refresh_order();
                self.reload();
            }),
            ..self.from_server.into()
        }
    }

    /// The users who are selected, in the order of their names; not tracked.
    pub fn selected_users(self) -> Vec<User> {
        let selected = self.selected.read_untracked();
        let mut users: Vec<User> = self.known.with_value(|known| {
            let ids = selected.iter().filter_map(|id| id.parse::<i64>().ok());
            ids.filter_map(|id| known.get(&id).cloned()).collect()
        });
        users.sort_by_cached_key(|user| user.username.to_lowercase());
        users
    }

    /// Selects these users as well.
    pub fn select(self, users: Vec<User>) {
        self.selected
            .update(|selected| selected.extend(users.iter().map(|user| user.id.to_string())));
        users.into_iter().for_each(|user| self.remember(user));
    }

    /// Takes users out of the selection.
    pub fn deselect(self, ids: &[i64]) {
        self.selected.update(|selected| {
            for id in ids {
                selected.remove(&id.to_string());
            }
        });
    }

    /// Keeps the rows where they are while the person changes some of them.
    pub fn freeze_order(self) {
        let Some(page) = self.page.get_untracked() else {
            return;
        };
        let before = self
            .frozen
            .get_untracked()
            .filter(|frozen| frozen.state == page.state);
        self.frozen.set(Some(RowsBeforeChange {
            users: self.rows.get_untracked().users,
            state: page.state,
            changed: before
                .as_ref()
                .map(|frozen| frozen.changed.clone())
                .unwrap_or_default(),
            deleted: before.map_or(0, |frozen| frozen.deleted),
        }));
    }

    /// Marks users as changed by the person, in rows that were frozen before, and loads the list again.
    pub fn changed(self, ids: &[i64]) {
        self.frozen.update(|frozen| {
            if let Some(frozen) = frozen {
                frozen.changed.extend(ids);
            }
        });
        self.reload();
    }

    /// The ids of the users whom the person has changed in these rows; tracked.
    pub fn changed_ids(self) -> BTreeSet<i64> {
        let frozen = self.frozen.read();
        let page = self.page.read();
        let state = page.as_ref().map(|page| &page.state);
        let frozen = frozen.as_ref().filter(|frozen| Some(&frozen.state) == state);
        frozen.map(|frozen| frozen.changed.clone()).unwrap_or_default()
    }

    /// Shows the rows in the order that they have by now.
    pub fn refresh_order(self) {
        self.frozen.set(None);
    }

    /// Shows somebody as they were saved, where they were before, and loads the list again.
    pub fn saved(self, user: &User) {
        self.freeze_order();
        self.all.put(user);
        self.remember(user.clone());
        self.changed(&[user.id]);
    }

    /// Doesn't know somebody any more, who is deleted.
    pub fn forget(self, id: i64) {
        self.all.forget(id);
        self.known.try_update_value(|known| known.remove(&id));
        self.frozen.try_update(|frozen| {
            if let Some(frozen) = frozen {
                let before = frozen.users.len();
                frozen.users.retain(|user| user.id != id);
                frozen.deleted += before - frozen.users.len();
            }
        });
        self.selected
            .try_update(|selected| selected.remove(&id.to_string()));
    }

    /// Notes how a user is now.
    pub fn remember(self, user: User) {
        self.known.try_update_value(|known| known.insert(user.id, user));
    }

    /// Why [`Self::load_matches`] wouldn't give everybody now, if so; tracked.
    pub fn incomplete_reason(self) -> Option<String> {
        let reason = match &*self.all.progress.read() {
            _ if self.page.with(Option::is_none) => "The list isn’t loaded yet.",
            Progress::Idle | Progress::Complete => return None,
            Progress::Loading => "Not all users are loaded yet.",
            Progress::Stopped | Progress::Failed(_) => "Not all users are loaded.",
        };
        Some(reason.to_owned())
    }

    /// Loads all users that match the search and the filters, in the order of the list.
    pub async fn load_matches(self, api: Api) -> Result<Vec<User>, ApiError> {
        let state = self.state.get_untracked();
        if users::honours_filters(api).await? {
            list_page::load_all(api, &state, Clock::here()).await
        } else {
            Ok(untrack(|| self.all.matches(&state, Clock::here())))
        }
    }

    /// Loads the list again, after a user was changed.
    pub fn reload(self) {
        self.from_server.reload();
        self.counts_from_server.reload();
        self.last_administrator.reload();
        if self.saved_views.error.with_untracked(Option::is_some) {
            self.saved_views.reload();
        }
        if self
            .all
            .progress
            .with_untracked(|progress| *progress != Progress::Idle)
        {
            self.all.load();
        }
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
