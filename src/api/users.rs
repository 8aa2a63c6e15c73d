//! Users.

use api_types::{User, UserChanges, UserList};
use gloo_net::http::Method;
use leptos::prelude::{GetValue, SetValue};

use crate::api::paging::{self, PageParameters};
use crate::api::{Api, ApiError};
use crate::paths;

/// Lists a page of users. Order and conditions among the parameters are extensions that a server may ignore.
pub async fn list(api: Api, parameters: &[(&'static str, String)]) -> Result<UserList, ApiError> {
    api.get(paths::api::users(parameters)).await
}

/// All users.
pub async fn all(api: Api) -> Result<Vec<User>, ApiError> {
    let page = |parameters: PageParameters| async move { Ok(list(api, &parameters).await?.users) };
    paging::load_all(api, page, |user| user.id).await
}

/// Loads a user by the record's id, the username or the email, which the server tries in that order.
pub async fn show(api: Api, id: &str) -> Result<User, ApiError> {
    api.get(paths::api::user(id)).await
}

/// Loads who is signed in, which everybody may.
pub async fn me(api: Api) -> Result<User, ApiError> {
    api.get(paths::api::me()).await
}

/// Creates a user.
pub async fn create(api: Api, user: &UserChanges) -> Result<User, ApiError> {
    api.send_json(Method::POST, paths::api::users(&[]), user).await
}

/// Changes the attributes that are named.
pub async fn update(api: Api, id: i64, changes: &UserChanges) -> Result<User, ApiError> {
    api.send_json(Method::PUT, paths::api::user(id), changes).await
}

/// Deletes a user, with their configurations, API keys and sessions.
pub async fn delete(api: Api, id: i64) -> Result<(), ApiError> {
    api.delete(paths::api::user(id)).await
}

/// Whether the server supports filters, an extension. Asked once a session, for the id 0: whoever is found, no filter held.
pub async fn honours_filters(api: Api) -> Result<bool, ApiError> {
    if let Some(honours) = api.session().honours_filters.get_value() {
        return Ok(honours);
    }
    let parameters = [("limit", "1".to_owned()), ("id", "0".to_owned())];
    let honours = match api.get::<UserList>(paths::api::users(&parameters)).await {
        // A server that refuses the parameter doesn't support it either.
        Err(ApiError::Invalid(_) | ApiError::Refused { .. }) => false,
        list => list?.users.is_empty(),
    };
    api.session().honours_filters.set_value(Some(honours));
    Ok(honours)
}

/// The id of the only administrator whose account never expires, whom the server refuses to delete, demote or expire. The
/// response is filtered again, because a server may ignore filters; the search ends after 20 pages, and the server refuses.
pub async fn last_permanent_administrator(api: Api) -> Result<Option<i64>, ApiError> {
    const PAGE_SIZE: u64 = 100;
    let mut found: Vec<i64> = Vec::new();
    for page in 0..20 {
        let mut parameters = paging::page_parameters(PAGE_SIZE, page * PAGE_SIZE).to_vec();
        parameters.extend([("is_admin", "true".into()), ("expired_at", "=".into())]);
        let list = list(api, &parameters).await?;
        let is_last = (list.users.len() as u64) < PAGE_SIZE;
        let permanent = list
            .users
            .iter()
            .filter(|user| user.is_admin && user.expired_at.flatten().is_none());
        found.extend(permanent.map(|user| user.id));
        match found[..] {
            [only] if is_last => return Ok(Some(only)),
            [] | [_] if !is_last => {}
            _ => break,
        }
    }
    Ok(None)
}
