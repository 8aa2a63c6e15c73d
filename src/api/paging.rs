//! Loading whole lists, page by page.

use std::collections::HashSet;

use futures_util::future::join;
use leptos::prelude::GetValue;

use crate::api::{Api, ApiError, users};

/// The page size that every server takes.
pub const SMALL_PAGE: u64 = 100;
/// The page size for servers that support the contract's extensions, and with them its limits.
const LARGE_PAGE: u64 = 5_000;

/// The parameters that ask for a page of a list.
pub type PageParameters = [(&'static str, String); 2];

/// Those of so many rows from the one at `offset`.
pub fn page_parameters(limit: u64, offset: u64) -> PageParameters {
    [("limit", limit.to_string()), ("offset", offset.to_string())]
}

/// Loads all rows of a list, in pages as large as the server takes. While that isn't known, the first page is a small one: it needn't
/// wait for the answer, and most lists have no other.
pub async fn load_all<T, F>(
    api: Api,
    fetch: impl Fn(PageParameters) -> F,
    id: impl Fn(&T) -> i64,
) -> Result<Vec<T>, ApiError>
where
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    if api.session().honours_filters.get_value().is_some() {
        return load_pages(page_size(api).await?, fetch, id).await;
    }
    let small = fetch(page_parameters(SMALL_PAGE, 0));
    let (first, page_size) = join(small, page_size(api)).await;
    let first = first?;
    if (first.len() as u64) < SMALL_PAGE {
        return Ok(first);
    }
    let (rows, _) = load_after(first, usize::MAX, page_size?, fetch, id).await?;
    Ok(rows)
}

/// Loads all rows of a list, in pages of one size. The list ends with a page that isn't full, because not
/// every server counts its rows right. A row that comes twice, because another was created meanwhile, is kept once. A page
/// without a new row ends the list as well: a server that ignores `offset` would never send another.
pub async fn load_pages<T, F>(
    page_size: u64,
    fetch: impl Fn(PageParameters) -> F,
    id: impl Fn(&T) -> i64,
) -> Result<Vec<T>, ApiError>
where
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    let (rows, _) = load_first(usize::MAX, page_size, fetch, id).await?;
    Ok(rows)
}

/// As [`load_pages`], but ends as soon as there are `enough` rows; says as well whether these are all.
pub async fn load_first<T, F>(
    enough: usize,
    page_size: u64,
    fetch: impl Fn(PageParameters) -> F,
    id: impl Fn(&T) -> i64,
) -> Result<(Vec<T>, bool), ApiError>
where
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    load_after(Vec::new(), enough, page_size, fetch, id).await
}

/// Goes on after the first rows.
async fn load_after<T, F>(
    mut rows: Vec<T>,
    enough: usize,
    page_size: u64,
    fetch: impl Fn(PageParameters) -> F,
    id: impl Fn(&T) -> i64,
) -> Result<(Vec<T>, bool), ApiError>
where
    F: Future<Output = Result<Vec<T>, ApiError>>,
{
    let mut known: HashSet<i64> = rows.iter().map(&id).collect();
    let mut offset = rows.len() as u64;
    loop {
        let page = fetch(page_parameters(page_size, offset)).await?;
        let length = page.len() as u64;
        let before = rows.len();
        rows.extend(page.into_iter().filter(|row| known.insert(id(row))));
        if length < page_size || rows.len() == before {
            return Ok((rows, true));
        }
        if rows.len() >= enough {
            return Ok((rows, false));
        }
        offset += length;
    }
}

/// The condition that a text holds another, for servers that support conditions.
pub fn containing(text: &str) -> String {
    let mut pattern = "~%".to_owned();
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '|' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

/// The page size that the server takes. Only administrators may ask; others use small pages.
async fn page_size(api: Api) -> Result<u64, ApiError> {
    let is_large = api.session().is_known_admin() && users::honours_filters(api).await?;
    Ok(if is_large { LARGE_PAGE } else { SMALL_PAGE })
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn a_pattern_takes_what_is_typed_literally() {
        assert_eq!(containing("ada"), "~%ada%");
        assert_eq!(containing(r"50%_a|b\"), r"~%50\%\_a\|b\\%");
    }
}
