//! All users of a server that neither filters nor sorts: loaded in the background, page by page, and searched here.

use std::cmp::Ordering;

use api_types::{Timestamp, User};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::filters::{Clock, Needle, filters_of};
use super::list_page::{UserListPage, sort_key};
use crate::api::{Api, ApiError, paging, users};
use crate::query::{ListState, in_order, page_of};
use crate::time;

/// A user, and what a search looks at, which takes too long to make with every key that is pressed.
#[derive(Debug, Clone, PartialEq)]
struct KnownUser {
    user: User,
    haystack: String,
}

impl From<User> for KnownUser {
    fn from(user: User) -> Self {
        let haystack = Needle::haystack(&user);
        Self { user, haystack }
    }
}

/// How far loading has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    /// It hasn't begun: the server filters and sorts by itself.
    Idle,
    /// Pages are on their way.
    Loading,
    /// The person stopped it.
    Stopped,
    /// It failed.
    Failed(ApiError),
    /// All users are here.
    Complete,
}

/// The users that are here, and how far loading has come.
#[derive(Clone, Copy)]
pub struct AllUsers {
    api: Api,
    known: RwSignal<Vec<KnownUser>>,
    /// Those that have come since the list was drawn.
    pending: StoredValue<Vec<KnownUser>>,
    /// How far loading has come.
    pub progress: RwSignal<Progress>,
    /// When all of them were here.
    pub loaded_at: RwSignal<Option<Timestamp>>,
    stopping: StoredValue<bool>,
    /// Whether they are to be loaded anew once loading is through: somebody was changed meanwhile.
    again: StoredValue<bool>,
}

impl AllUsers {
    /// Nobody is here yet.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            known: RwSignal::new(Vec::new()),
            pending: StoredValue::new(Vec::new()),
            progress: RwSignal::new(Progress::Idle),
            loaded_at: RwSignal::new(None),
            stopping: StoredValue::new(false),
            again: StoredValue::new(false),
        }
    }

    /// How many users are here; tracked.
    pub fn count(self) -> usize {
        self.known.with(Vec::len)
    }

    /// How many of them match; tracked.
    pub fn count_matches(self, state: &ListState, clock: Clock) -> u64 {
        self.known.with(|known| found(known, state, clock).count() as u64)
    }

    /// Those of them that match, in the order of the list; tracked.
    pub fn matches(self, state: &ListState, clock: Clock) -> Vec<User> {
        let everybody = ListState {
            page: 1,
            size: u64::MAX,
            ..state.clone()
        };
        self.page(&everybody, clock).users
    }

    /// A page of those that match; tracked.
    pub fn page(self, state: &ListState, clock: Clock) -> UserListPage {
        let known = self.known.read();
        let keys = |user: &User| -> Vec<_> {
            let columns = state.sort.iter();
            columns.map(|sort| sort_key(user, &sort.column)).collect()
        };
        // The server's own order, which is by id, decides between those that are equal.
        let rows: Vec<_> = found(&known, state, clock)
            .map(|known| (keys(&known.user), &known.user))
            .collect();
        let page = page_of(rows, state, |(a, _), (b, _), column, descending| {
            let index = state.sort.iter().position(|sort| sort.column == column);
            index.map_or(Ordering::Equal, |index| {
                in_order(a[index].as_ref(), b[index].as_ref(), descending)
            })
        });
        // A page behind the last has nobody, as it has on a server that does this by itself.
        let rows = page.rows.into_iter().filter(|_| page.info.page == state.page);
        UserListPage {
            state: state.clone(),
            users: rows.map(|(_, user)| user.clone()).collect(),
            total: page.info.total,
        }
    }

    /// Loads them, or loads them anew: until all are here, the list keeps those that it has.
    pub fn load(self) {
        if self.progress.get_untracked() == Progress::Loading {
            return self.again.set_value(true);
        }
        self.progress.set(Progress::Loading);
        self.again.set_value(false);
        self.stopping.set_value(false);
        self.pending.set_value(Vec::new());
        let is_first = self.known.with_untracked(Vec::is_empty);
        spawn_local(async move {
            let fetch = |parameters: paging::PageParameters| async move {
                if self.stopping.try_get_value() != Some(false) {
                    return Err(ApiError::Aborted);
                }
                let users = users::list(self.api, &parameters).await?.users;
                if is_first {
                    self.add(&users);
                }
                Ok(users)
            };
            let result = paging::load_all(paging::SMALL_PAGE, fetch, |user| user.id).await;
            let progress = match result {
                Ok(users) => {
                    let known: Vec<KnownUser> = users.into_iter().map(KnownUser::from).collect();
                    self.known.try_set(known);
                    self.loaded_at.try_set(Some(time::now()));
                    Progress::Complete
                }
                Err(ApiError::Aborted) => Progress::Stopped,
                Err(error) => Progress::Failed(error),
            };
            let is_complete = progress == Progress::Complete;
            self.progress.try_set(progress);
            if is_complete && self.again.try_get_value() == Some(true) {
                self.load();
            }
        });
    }

    /// Shows somebody as they are now, before all are loaded anew.
    pub fn put(self, user: &User) {
        self.known.update(|known| {
            if let Some(own) = known.iter_mut().find(|own| own.user.id == user.id) {
                *own = KnownUser::from(user.clone());
            }
        });
    }

    /// Doesn't show somebody who is deleted, before all are loaded anew.
    pub fn forget(self, id: i64) {
        self.known.update(|known| known.retain(|own| own.user.id != id));
    }

    /// Stops once the page that is on its way has arrived.
    pub fn stop(self) {
        self.stopping.set_value(true);
    }

    /// Shows more users, a good part of those that are shown at a time: drawing a long list takes time.
    fn add(self, users: &[User]) {
        let known = self.known.try_with_untracked(Vec::len).unwrap_or_default();
        self.pending.try_update_value(|pending| {
            pending.extend(users.iter().cloned().map(KnownUser::from));
            if pending.len() * 10 >= known {
                self.known.try_update(|known| known.append(pending));
            }
        });
    }
}

fn found<'a>(known: &'a [KnownUser], state: &ListState, clock: Clock) -> impl Iterator<Item = &'a KnownUser> {
    let (filters, needle) = (filters_of(state), Needle::new(&state.search));
    known.iter().filter(move |KnownUser { user, haystack }| {
        filters.iter().all(|filter| filter.matches(user, clock))
            && needle.as_ref().is_none_or(|needle| needle.is_in(user, haystack))
    })
}
