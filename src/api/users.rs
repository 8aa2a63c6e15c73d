//! Users.

use api_types::{User, UserChanges, UserList};
use gloo_net::http::Method;

use crate::api::{Api, ApiError, paging};
use crate::paths;

/// How many pages [`last_permanent_administrator`] reads at most.
const MAX_PAGES: u64 = 20;

/// Which users to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserQuery {
    /// How many at most.
    pub limit: u64,
    /// How many to skip.
    pub offset: u64,
    /// `sort_by` of the contract, such as `email:desc`: an extension that a server may ignore.
    pub sort_by: Option<String>,
}

/// Lists a page of users.
///
/// # Errors
/// As any request.
pub async fn list(api: Api, query: &UserQuery) -> Result<UserList, ApiError> {
    let mut parameters = vec![
        ("limit", query.limit.to_string()),
        ("offset", query.offset.to_string()),
    ];
    if let Some(sort_by) = &query.sort_by {
        parameters.push(("sort_by", sort_by.clone()));
    }
    api.get(paths::api::users(&parameters)).await
}

/// All users.
///
/// # Errors
/// As any request.
pub async fn all(api: Api) -> Result<Vec<User>, ApiError> {
    let page = |limit, offset| async move {
        let query = UserQuery {
            limit,
            offset,
            sort_by: None,
        };
        Ok(list(api, &query).await?.users)
    };
    paging::load_all(api, page, |user| user.id).await
}

/// Loads a user.
///
/// # Errors
/// [`ApiError::NotFound`] if there is none.
pub async fn show(api: Api, id: i64) -> Result<User, ApiError> {
    api.get(paths::api::user(id)).await
}

/// Creates a user.
///
/// # Errors
/// [`ApiError::Invalid`] names each attribute that the server refuses.
pub async fn create(api: Api, user: &UserChanges) -> Result<User, ApiError> {
    api.send_json(Method::POST, paths::api::users(&[]), user).await
}

/// Changes the attributes that are named.
///
/// # Errors
/// [`ApiError::Invalid`] names each attribute that the server refuses.
pub async fn update(api: Api, id: i64, changes: &UserChanges) -> Result<User, ApiError> {
    api.send_json(Method::PUT, paths::api::user(id), changes).await
}

/// Deletes a user, with their configurations, API keys and sessions.
///
/// # Errors
/// [`ApiError::Invalid`] if it is the last administrator, or oneself.
pub async fn delete(api: Api, id: i64) -> Result<(), ApiError> {
    api.delete(paths::api::user(id)).await
}

/// Whether the server supports filters, which are an extension. It is asked for the user with the id 0, whom only a server
/// that ignores filters finds.
///
/// # Errors
/// As any request.
pub async fn honours_filters(api: Api) -> Result<bool, ApiError> {
    let parameters = [("limit", "1".to_owned()), ("id", "0".to_owned())];
    // A server that refuses the parameter doesn't support it either.
    match api.get::<UserList>(paths::api::users(&parameters)).await {
        Ok(list) => Ok(list.users.is_empty()),
        Err(ApiError::Invalid(_) | ApiError::Refused { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The id of the only administrator whose account never expires, if there is just one: the server refuses to delete, demote
/// or expire them.
///
/// The response is filtered again, because a server may ignore filters. After [`MAX_PAGES`] pages the search ends with
/// `None`: the page offers more then than it should, and the server refuses.
///
/// # Errors
/// As any request.
pub async fn last_permanent_administrator(api: Api) -> Result<Option<i64>, ApiError> {
    const PAGE_SIZE: u64 = 100;
    let mut found: Vec<i64> = Vec::new();
    for page in 0..MAX_PAGES {
        let parameters = [
            ("limit", PAGE_SIZE.to_string()),
            ("offset", (page * PAGE_SIZE).to_string()),
            ("is_admin", "true".into()),
            ("expired_at", "=".into()),
        ];
        let list: UserList = api.get(paths::api::users(&parameters)).await?;
        let permanent = list
            .users
            .iter()
            .filter(|user| user.is_admin && matches!(user.expired_at, None | Some(None)));
        found.extend(permanent.map(|user| user.id));
        if found.len() > 1 {
            return Ok(None);
        }
        if (list.users.len() as u64) < PAGE_SIZE {
            return Ok(found.first().copied());
        }
    }
    Ok(None)
}
