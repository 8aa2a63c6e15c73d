//! Lists that are loaded whole, page by page.

use std::collections::HashSet;
use std::hash::Hash;

use leptos::prelude::untrack;

use crate::api::{Api, ApiError, users};

/// Rows of a page that is asked of a server that honours the reference alone.
const PAGE: u64 = 100;
/// Rows of a page that is asked of a server that honours the extensions, and with them the contract's limits.
const LARGE_PAGE: u64 = 5_000;

/// Loads all pages of a list, until a short one: the count isn't relied on. `fetch` is given `limit` and `offset`. A row
/// that comes twice, because something was created meanwhile, is kept once; a page without a new row ends it too, so that
/// a server that ignores `offset` isn't asked for ever.
///
/// # Errors
/// As any request.
pub async fn all<T, I, F>(
    api: Api,
    fetch: impl Fn(u64, u64) -> F,
    id: impl Fn(&T) -> I,
) -> Result<Vec<T>, ApiError>
where
    I: Hash + Eq,
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    let size = page_size(api).await?;
    by(size, fetch, id).await
}

/// As [`all`], for lists that are short as a rule: whether the server takes large pages isn't found out.
///
/// # Errors
/// As any request.
pub async fn by_hundreds<T, I, F>(
    fetch: impl Fn(u64, u64) -> F,
    id: impl Fn(&T) -> I,
) -> Result<Vec<T>, ApiError>
where
    I: Hash + Eq,
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    by(PAGE, fetch, id).await
}

async fn by<T, I, F>(
    size: u64,
    fetch: impl Fn(u64, u64) -> F,
    id: impl Fn(&T) -> I,
) -> Result<Vec<T>, ApiError>
where
    I: Hash + Eq,
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    let mut rows = Vec::new();
    let mut known = HashSet::new();
    let mut offset = 0;
    loop {
        let page = fetch(size, offset).await?;
        let length = page.len() as u64;
        let before = rows.len();
        rows.extend(page.into_iter().filter(|row| known.insert(id(row))));
        if length < size || rows.len() == before {
            return Ok(rows);
        }
        offset += length;
    }
}

/// Large pages for a server that is known to take them. It is asked once a session, and only administrators may ask.
async fn page_size(api: Api) -> Result<u64, ApiError> {
    let session = api.session();
    let honoured = match session.honours_filters() {
        Some(honoured) => honoured,
        None if untrack(|| session.is_admin()) => {
            let honoured = users::honours_filters(api).await?;
            session.set_honours_filters(honoured);
            honoured
        }
        None => false,
    };
    Ok(if honoured { LARGE_PAGE } else { PAGE })
}
