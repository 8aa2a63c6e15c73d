//! A page of the list of users, from a server that filters and sorts; [`super::all_users`] makes those of others.

use api_types::User;
use futures_util::future::join;
use leptos::prelude::GetValue;

use super::filters::{Clock, filters_of};
use crate::api::paging::{self, PageParameters};
use crate::api::{Api, ApiError, users};
use crate::query::ListState;

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

/// Loads a page; nothing if the server neither filters nor sorts.
pub async fn load(api: Api, state: &ListState, clock: Clock) -> Result<Option<UserListPage>, ApiError> {
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
    paging::load_all(paging::page_size(api).await?, page, |user| user.id).await
}

/// Counts the users of several lists; nothing if the server doesn't filter, or not by that.
pub async fn count<const N: usize>(
    api: Api,
    lists: [ListState; N],
    clock: Clock,
) -> Result<Option<[Option<u64>; N]>, ApiError> {
    if !users::honours_filters(api).await? {
        return Ok(None);
    }
    let mut counts = [None; N];
    for (list, count) in lists.iter().zip(&mut counts) {
        let mut parameters = paging::page_parameters(0, 0).to_vec();
        parameters.extend(conditions(list, clock));
        *count = match users::list(api, &parameters).await {
            Ok(list) => u64::try_from(list.count).ok(),
            Err(ApiError::Invalid(_)) => None,
            Err(error) => return Err(error),
        };
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
