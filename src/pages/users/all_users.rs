//! All users of a server that neither filters nor sorts: loaded in the background, page by page, and searched here.

use api_types::User;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::filters::{Clock, Needle, filters_of};
use super::list_page::{UserListPage, sort_key};
use crate::api::{Api, ApiError, paging, users};
use crate::query::{ListState, in_order, page_of};

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
    stopping: StoredValue<bool>,
}

impl AllUsers {
    /// Nobody is here yet.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            known: RwSignal::new(Vec::new()),
            pending: StoredValue::new(Vec::new()),
            progress: RwSignal::new(Progress::Idle),
            stopping: StoredValue::new(false),
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
        let column = state.sort.as_ref().map_or("", |sort| &sort.column);
        let rows: Vec<_> = found(&known, state, clock)
            .map(|known| (sort_key(&known.user, column), &known.user))
            .collect();
        let page = page_of(rows, state, |(a, one), (b, other), _, descending| {
            in_order(a.as_ref(), b.as_ref(), descending).then(one.id.cmp(&other.id))
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
            return;
        }
        self.progress.set(Progress::Loading);
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
                    Progress::Complete
                }
                Err(ApiError::Aborted) => Progress::Stopped,
                Err(error) => Progress::Failed(error),
            };
            self.progress.try_set(progress);
        });
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
