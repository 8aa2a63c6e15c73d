//! Loading whole lists, page by page.

use std::collections::HashSet;
use std::hash::Hash;

use leptos::prelude::untrack;

use crate::api::{Api, ApiError, users};

/// The page size that every server takes.
const SMALL_PAGE: u64 = 100;
/// The page size for servers that support the contract's extensions, and with them its limits.
const LARGE_PAGE: u64 = 5_000;

/// Loads all rows of a list. `fetch` is given `limit` and `offset`. The list ends with a page that isn't full, because not
/// every server counts its rows right. A row that comes twice, because another was created meanwhile, is kept once. A page
/// without a new row ends the list as well: a server that ignores `offset` would never send another.
///
/// # Errors
/// As any request.
pub async fn load_all<T, I, F>(
    api: Api,
    fetch: impl Fn(u64, u64) -> F,
    id: impl Fn(&T) -> I,
) -> Result<Vec<T>, ApiError>
where
    I: Hash + Eq,
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    let size = page_size(api).await?;
    load_pages(size, fetch, id).await
}

/// As [`load_all`], for lists that are short as a rule: saves the request that finds out whether the server takes large pages.
///
/// # Errors
/// As any request.
pub async fn load_all_in_small_pages<T, I, F>(
    fetch: impl Fn(u64, u64) -> F,
    id: impl Fn(&T) -> I,
) -> Result<Vec<T>, ApiError>
where
    I: Hash + Eq,
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    load_pages(SMALL_PAGE, fetch, id).await
}

async fn load_pages<T, I, F>(
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

/// The page size that the server takes. It is asked once a session; only administrators may ask, others use small pages.
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
    Ok(if honoured { LARGE_PAGE } else { SMALL_PAGE })
}
