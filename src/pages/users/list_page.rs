//! A page of the list of users, from a server that honours the extensions and from one that doesn't.

use std::cmp::Ordering;

use api_types::{SourceType, User, UserList};
use futures_util::future::join;

use crate::api::users::{self, UserQuery};
use crate::api::{Api, ApiError};
use crate::query::{ListState, in_order};
use ui::table::Sort;

/// A page of users.
#[derive(Debug, Clone, PartialEq)]
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

/// Loads a page. One row more than shown is asked for: it tells whether there is a next page where the count can't be
/// relied on.
///
/// # Errors
/// As any request.
pub async fn load(api: Api, state: &ListState) -> Result<UserListPage, ApiError> {
    let query = UserQuery {
        limit: state.size + 1,
        offset: state.offset(),
        sort_by: state.sort_by(),
    };
    let (list, honoured) = match api.session().honours_filters() {
        Some(honoured) => (users::list(api, &query).await?, honoured),
        None => {
            let (list, honoured) = join(users::list(api, &query), users::honours_filters(api)).await;
            let (list, honoured) = (list?, honoured?);
            api.session().set_honours_filters(honoured);
            (list, honoured)
        }
    };
    Ok(page_of(list, state, honoured))
}

fn page_of(list: UserList, state: &ListState, honoured: bool) -> UserListPage {
    let mut users = list.users;
    let size = usize::try_from(state.size).unwrap_or(usize::MAX);
    let has_more = users.len() > size;
    users.truncate(size);
    let sorted_here_only = !honoured && state.sort.is_some();
    if let Some(sort) = state.sort.as_ref().filter(|_| !honoured) {
        users.sort_by(|a, b| compare(a, b, sort));
    }
    let counted = u64::try_from(list.count).ok().filter(|_| honoured);
    let is_last = !(has_more || users.is_empty() && state.page > 1);
    let total = counted.or_else(|| is_last.then(|| state.offset() + users.len() as u64));
    UserListPage {
        state: state.clone(),
        users,
        total,
        sorted_here_only,
    }
}

/// The order of the contract: text without regard to case, null last, ties by id.
fn compare(a: &User, b: &User, sort: &Sort) -> Ordering {
    let text = |text: &str| text.to_lowercase();
    let down = sort.descending;
    let order = match sort.column.as_str() {
        "username" => in_order(Some(text(&a.username)), Some(text(&b.username)), down),
        "email" => in_order(a.email.as_deref().map(text), b.email.as_deref().map(text), down),
        "is_admin" => in_order(Some(a.is_admin), Some(b.is_admin), down),
        "user_id" => in_order(a.user_id, b.user_id, down),
        "group_id" => in_order(a.group_id, b.group_id, down),
        "source_type" => in_order(
            a.source_type.as_ref().map(SourceType::as_str),
            b.source_type.as_ref().map(SourceType::as_str),
            down,
        ),
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
        let user: User = serde_json::from_str(&text).unwrap();
        User {
            expired_at: Some(expires.map(Timestamp::from_unix_millis)),
            ..user
        }
    }

    fn state(column: &str, descending: bool) -> ListState {
        ListState {
            size: 2,
            ..ListState::default()
        }
        .with_sort(Sort {
            column: column.into(),
            descending,
        })
    }

    #[test]
    fn a_server_that_sorts_is_believed() {
        let list = UserList {
            count: 7,
            users: vec![user(1, "b", None), user(2, "a", None), user(3, "c", None)],
        };
        let page = page_of(list, &state("username", false), true);
        assert_eq!(page.users.iter().map(|user| user.id).collect::<Vec<_>>(), [1, 2]);
        assert_eq!((page.total, page.sorted_here_only), (Some(7), false));
    }

    #[test]
    fn what_a_foreign_server_sends_is_sorted_here_and_its_count_left_alone() {
        let list = UserList {
            count: 2,
            users: vec![user(1, "b", None), user(2, "A", None)],
        };
        let page = page_of(list, &state("username", false), false);
        assert_eq!(page.users.iter().map(|user| user.id).collect::<Vec<_>>(), [2, 1]);
        // Nothing comes after these two: so they are all.
        assert_eq!((page.total, page.sorted_here_only), (Some(2), true));
        let full = UserList {
            count: 3,
            users: vec![user(1, "b", None), user(2, "a", None), user(3, "c", None)],
        };
        assert_eq!(page_of(full, &state("username", false), false).total, None);
    }

    #[test]
    fn null_comes_last_in_both_directions() {
        for (descending, order) in [(false, [2, 3, 1]), (true, [3, 2, 1])] {
            let mut users = [user(1, "a", None), user(2, "b", Some(5)), user(3, "c", Some(9))];
            users.sort_by(|a, b| {
                compare(
                    a,
                    b,
                    &Sort {
                        column: "expired_at".into(),
                        descending,
                    },
                )
            });
            assert_eq!(users.iter().map(|user| user.id).collect::<Vec<_>>(), order);
        }
    }
}
