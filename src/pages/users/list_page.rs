//! A page of the list of users, from a server that filters and sorts; [`super::all_users`] makes those of others.

use api_types::User;
use futures_util::FutureExt;
use futures_util::future::{join, join_all};
use leptos::prelude::GetValue;

use super::context::VIEWS;
use super::filters::{Clock, filters_of, with_filters};
use crate::api::paging::{self, PageParameters};
use crate::api::{Api, ApiError, users};
use crate::query::{CachedQuery, ListState};

/// A page of users.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UserListPage {
    /// Which page this is, and in which order.
    pub state: ListState,
    /// The rows of the page.
    pub users: Vec<User>,
    /// How many there are on all pages.
    pub total: Option<u64>,
}

/// A page of the list in some state; nothing from a server that neither filters nor sorts.
pub static PAGE: CachedQuery<ListState, Option<UserListPage>> = CachedQuery::new("users", |api, state| {
    async move { load(api, &state, Clock::here()).await }.boxed_local()
});

/// How many users the views of [`VIEWS`] have; nothing from a server that doesn't filter, or not by that.
pub static VIEW_COUNTS: CachedQuery<(), Option<ViewCounts>> =
    CachedQuery::new("view counts", |api, ()| count(api, Clock::here()).boxed_local());

/// As many numbers as there are views.
pub type ViewCounts = [Option<u64>; VIEWS.len()];

/// The lists of the views.
pub fn views() -> [ListState; VIEWS.len()] {
    VIEWS.map(|(_, filter)| with_filters(&ListState::default(), &[filter]))
}

/// Loads a page; nothing if the server neither filters nor sorts.
async fn load(api: Api, state: &ListState, clock: Clock) -> Result<Option<UserListPage>, ApiError> {
    if api.session().honours_filters.get_value() == Some(false) {
        return Ok(None);
    }
    let parameters = parameters(paging::page_parameters(state.size, state.offset()), state, clock);
    // Once a session it has to be asked, and both at once are faster.
    let (list, honoured) = join(users::list(api, &parameters), users::honours_filters(api)).await;
    if !honoured? {
        return Ok(None);
    }
    let list = list?;
    Ok(Some(UserListPage {
        state: state.clone(),
        users: list.users,
        total: u64::try_from(list.count).ok(),
    }))
}

/// Loads all users of a list, on a server that filters and sorts.
pub async fn load_all(api: Api, state: &ListState, clock: Clock) -> Result<Vec<User>, ApiError> {
    let page = |page: PageParameters| async move {
        Ok(users::list(api, &parameters(page, state, clock)).await?.users)
    };
    paging::load_all(api, page, |user| user.id).await
}

/// Counts the users of the views, all at once.
async fn count(api: Api, clock: Clock) -> Result<Option<ViewCounts>, ApiError> {
    if api.session().honours_filters.get_value() == Some(false) {
        return Ok(None);
    }
    let count = |list: ListState| async move {
        let mut parameters = paging::page_parameters(0, 0).to_vec();
        parameters.extend(conditions(&list, clock));
        match users::list(api, &parameters).await {
            Ok(list) => Ok(u64::try_from(list.count).ok()),
            Err(ApiError::Invalid(_)) => Ok(None),
            Err(error) => Err(error),
        }
    };
    let (counted, honoured) = join(join_all(views().map(count)), users::honours_filters(api)).await;
    if !honoured? {
        return Ok(None);
    }
    let mut counts = ViewCounts::default();
    for (count, counted) in counts.iter_mut().zip(counted) {
        *count = counted?;
    }
    Ok(Some(counts))
}

fn parameters(page: PageParameters, state: &ListState, clock: Clock) -> Vec<(&'static str, String)> {
    let mut parameters = page.to_vec();
    parameters.extend(state.sort_by().map(|sort_by| ("sort_by", sort_by)));
    parameters.extend(conditions(state, clock));
    parameters
}

/// The search and the filters as parameters of the API.
fn conditions(state: &ListState, clock: Clock) -> Vec<(&'static str, String)> {
    let search = state.search.trim();
    let search = (!search.is_empty()).then(|| ("search", search.to_owned()));
    let filters = filters_of(state)
        .into_iter()
        .flat_map(|filter| filter.parameters(clock));
    search.into_iter().chain(filters).collect()
}
