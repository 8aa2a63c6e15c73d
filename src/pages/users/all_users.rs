//! All users of a server that neither filters nor sorts: loaded in the background, page by page, and searched here.

use api_types::{Timestamp, User};
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::filters::{Clock, Needle, filters_of};
use super::known_user::{KnownUser, Order};
use super::list_page::UserListPage;
use crate::api::{Api, ApiError, paging, users};
use crate::query::{CachedQuery, ListState, QueryCache};
use crate::time;

/// The users that were here when the list was shown last.
static KEPT: CachedQuery<(), Vec<User>> =
    CachedQuery::new("all users", |api, ()| users::all(api).boxed_local());

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
    cache: QueryCache,
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
            cache: QueryCache::expect(),
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

    /// All that are here, in no particular order; not tracked.
    pub fn snapshot(self) -> Vec<User> {
        let known = self.known.read_untracked();
        known.iter().map(|known| known.user.clone()).collect()
    }

    /// A page of those that match; tracked.
    pub fn page(self, state: &ListState, clock: Clock) -> UserListPage {
        let known = self.known.read();
        let rows: Vec<_> = found(&known, state, clock).collect();
        let total = rows.len();
        let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).min(total);
        let start = state.offset();
        // A page behind the last has nobody, as it has on a server that does this by itself.
        let places = place(start)..place(start.saturating_add(state.size));
        let users = Order::new(&state.sort).part(rows, places);
        UserListPage {
            state: state.clone(),
            users: users.into_iter().map(|known| known.user.clone()).collect(),
            total: Some(total as u64),
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
        if self.known.with_untracked(Vec::is_empty)
            && let Some(kept) = KEPT.cached(self.cache, &())
        {
            self.known.set(kept.into_iter().map(KnownUser::from).collect());
        }
        let is_first = self.known.with_untracked(Vec::is_empty);
        let age = self.cache.age();
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
            let result = paging::load_pages(paging::SMALL_PAGE, fetch, |user| user.id).await;
            let progress = match result {
                Ok(users) => {
                    KEPT.keep(self.cache, (), users.clone(), age);
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
    let filters = filters_of(state).into_iter();
    let filters: Vec<_> = filters.map(|filter| filter.into_predicate(clock)).collect();
    let needle = Needle::new(&state.search);
    known.iter().filter(move |KnownUser { user, haystack, .. }| {
        filters.iter().all(|is_match| is_match(user))
            && needle.as_ref().is_none_or(|needle| needle.is_in(user, haystack))
    })
}
