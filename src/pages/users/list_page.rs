//! A page of the list of users, from a server that honours the extensions and from one that doesn't.

use std::cmp::Ordering;

use api_types::{User, UserList};
use futures_util::future::join;

use crate::api::{Api, ApiError, users};
use crate::query::{ListState, in_order};
use ui::table::Sort;

/// A page of users.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UserListPage {
    /// Which page this is, and in which order.
    pub state: ListState,
    /// The rows of the page.
    pub users: Vec<User>,
    /// How many there are in all, where that is known: a count that can be relied on, or the last page.
    pub total: Option<u64>,
    /// Whether the order holds for this page alone, because the server can't sort.
    pub sorted_here_only: bool,
}

/// Loads a page, with one row more: it tells whether there is a next page where the count can't be relied on.
pub async fn load(api: Api, state: &ListState) -> Result<UserListPage, ApiError> {
    let list = users::list(api, state.size + 1, state.offset(), state.sort_by());
    let (list, honoured) = join(list, users::honours_filters(api)).await;
    Ok(page_of(list?, state, honoured?))
}

fn page_of(list: UserList, state: &ListState, honoured: bool) -> UserListPage {
    let mut users = list.users;
    let size = usize::try_from(state.size).unwrap_or(usize::MAX);
    let has_more = users.len() > size;
    users.truncate(size);
    let own_sort = state.sort.as_ref().filter(|_| !honoured);
    if let Some(sort) = own_sort {
        users.sort_by(|a, b| compare(a, b, sort));
    }
    let counted = u64::try_from(list.count).ok().filter(|_| honoured);
    let is_last = !(has_more || users.is_empty() && state.page > 1);
    let total = counted.or_else(|| is_last.then(|| state.offset() + users.len() as u64));
    UserListPage {
        state: state.clone(),
        users,
        total,
        sorted_here_only: own_sort.is_some(),
    }
}

/// The order of the contract: text without regard to case, null last, ties by id.
fn compare(a: &User, b: &User, sort: &Sort) -> Ordering {
    let text = |text: &str| text.to_lowercase();
    let source = |user: &User| user.source_type.as_ref().map(|source| source.as_str().to_owned());
    let down = sort.descending;
    let order = match sort.column.as_str() {
        "username" => in_order(Some(text(&a.username)), Some(text(&b.username)), down),
        "email" => in_order(a.email.as_deref().map(text), b.email.as_deref().map(text), down),
        "is_admin" => in_order(Some(a.is_admin), Some(b.is_admin), down),
        "user_id" => in_order(a.user_id, b.user_id, down),
        "group_id" => in_order(a.group_id, b.group_id, down),
        "source_type" => in_order(source(a), source(b), down),
        "expired_at" => in_order(a.expired_at.flatten(), b.expired_at.flatten(), down),
        "created_at" => in_order(a.created_at, b.created_at, down),
        _ => Ordering::Equal,
    };
    order.then(a.id.cmp(&b.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::Timestamp;

    fn user(id: i64, username: &str, expires: Option<i64>) -> User {
        let text = format!(r#"{{"id":{id},"username":"{username}"}}"#);
        let mut user: User = serde_json::from_str(&text).unwrap();
        user.expired_at = Some(expires.map(Timestamp::from_unix_millis));
        user
    }

    fn sort(column: &str, descending: bool) -> Sort {
        Sort {
            column: column.into(),
            descending,
        }
    }

    fn ids(users: &[User]) -> Vec<i64> {
        users.iter().map(|user| user.id).collect()
    }

    #[test]
    fn a_server_that_cannot_sort_is_sorted_for_and_its_count_left_alone() {
        let state = ListState {
            size: 2,
            ..ListState::default()
        }
        .with_sort(sort("username", false));
        for (names, count, honoured, expected, total) in [
            (&["b", "a", "c"][..], 7, true, [1, 2], Some(7)),
            // Nothing comes after these two: so they are all.
            (&["b", "A"], 9, false, [2, 1], Some(2)),
            (&["b", "a", "c"], 3, false, [2, 1], None),
        ] {
            let users = (1..).zip(names).map(|(id, name)| user(id, name, None)).collect();
            let page = page_of(UserList { count, users }, &state, honoured);
            assert_eq!(ids(&page.users), expected);
            assert_eq!((page.total, page.sorted_here_only), (total, !honoured));
        }
    }

    #[test]
    fn null_comes_last_in_both_directions() {
        for (descending, order) in [(false, [2, 3, 1]), (true, [3, 2, 1])] {
            let mut users = [user(1, "a", None), user(2, "b", Some(5)), user(3, "c", Some(9))];
            users.sort_by(|a, b| compare(a, b, &sort("expired_at", descending)));
            assert_eq!(ids(&users), order);
        }
    }
}
