//! Users who are here, and their order, where the server sorts no list.

use std::cmp::Ordering;
use std::ops::Range;

use api_types::User;

use super::filters::Needle;
use crate::query::in_order;
use ui::table::Sort;

/// A user, and what a search and an order look at, which takes too long to make with every key that is pressed.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownUser {
    /// The user.
    pub user: User,
    /// What is searched: the username and the email, folded.
    pub haystack: String,
    /// Where the username ends in it.
    name_end: usize,
}

impl From<User> for KnownUser {
    fn from(user: User) -> Self {
        let haystack = Needle::haystack(&user);
        let name_end = haystack.find('\n').unwrap_or(haystack.len());
        Self {
            user,
            haystack,
            name_end,
        }
    }
}

impl KnownUser {
    fn folded_name(&self) -> &str {
        self.haystack.get(..self.name_end).unwrap_or_default()
    }

    fn folded_email(&self) -> Option<&str> {
        let email = self.haystack.get(self.name_end + 1..);
        email.filter(|_| self.user.email.is_some())
    }
}

/// What users are ordered by in a column.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    /// A number, an instant, or a truth value.
    Number(i64),
    /// A text that is folded already.
    Text(&'a str),
}

type KeyOf = fn(&KnownUser) -> Option<Key<'_>>;

/// The key of users in a column; nothing for a column that there isn't.
fn key_of(column: &str) -> Option<KeyOf> {
    let key: KeyOf = match column {
        "username" => |known| Some(Key::Text(known.folded_name())),
        "email" => |known| known.folded_email().map(Key::Text),
        "is_admin" => |known| Some(Key::Number(known.user.is_admin.into())),
        "id" => |known| Some(Key::Number(known.user.id)),
        "user_id" => |known| known.user.user_id.map(Key::Number),
        "group_id" => |known| known.user.group_id.map(Key::Number),
        // Its values have no capitals.
        "source_type" => |known| {
            let source = known.user.source_type.as_ref();
            source.map(|source| Key::Text(source.as_str()))
        },
        "expired_at" => |known| {
            let at = known.user.expired_at.flatten();
            at.map(|at| Key::Number(at.unix_millis()))
        },
        "last_sign_in_at" => |known| {
            let at = known.user.last_sign_in_at.flatten();
            at.map(|at| Key::Number(at.unix_millis()))
        },
        "updated_at" => |known| known.user.updated_at.map(|at| Key::Number(at.unix_millis())),
        "created_at" => |known| known.user.created_at.map(|at| Key::Number(at.unix_millis())),
        _ => return None,
    };
    Some(key)
}

/// An order of users: by these columns, one after the other, and then by id, as a server has it that sorts.
pub struct Order(Vec<(KeyOf, bool)>);

impl Order {
    /// The order that a list asks for.
    pub fn new(sort: &[Sort]) -> Self {
        let columns = sort
            .iter()
            .filter_map(|sort| Some((key_of(&sort.column)?, sort.descending)));
        Self(columns.collect())
    }

    fn compare(&self, a: &KnownUser, b: &KnownUser) -> Ordering {
        let columns = self.0.iter();
        let mut orders = columns.map(|(key, descending)| in_order(key(a), key(b), *descending));
        let order = orders.find(|order| order.is_ne());
        order.unwrap_or_else(|| a.user.id.cmp(&b.user.id))
    }

    /// Those of the users who are at these places once all are in order; without a column, they stay as they came. No others are
    /// sorted: finding out who belongs on a page is quick, and sorting a hundred thousand for it isn't.
    pub fn part<'a>(&self, mut users: Vec<&'a KnownUser>, places: Range<usize>) -> Vec<&'a KnownUser> {
        if self.0.is_empty() {
            return users.into_iter().skip(places.start).take(places.len()).collect();
        }
        let compare = |a: &&KnownUser, b: &&KnownUser| self.compare(a, b);
        if places.end < users.len() {
            users.select_nth_unstable_by(places.end, compare);
            users.truncate(places.end);
        }
        if places.start >= users.len() {
            return Vec::new();
        }
        if places.start > 0 {
            users.select_nth_unstable_by(places.start, compare);
            users.drain(..places.start);
        }
        users.sort_unstable_by(compare);
        users
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(json: &str) -> KnownUser {
        serde_json::from_str::<User>(json).unwrap().into()
    }

    fn sort(text: &str) -> Vec<Sort> {
        let columns = text.split_whitespace();
        let sort = columns.map(|column| Sort {
            column: column.trim_start_matches('-').to_owned(),
            descending: column.starts_with('-'),
        });
        sort.collect()
    }

    #[test]
    fn every_column_has_its_order() {
        let users = [
            r#"{"id":1,"username":"Zoe","email":"b@x.example","user_id":5,"group_id":9,"is_admin":true,"source_type":"web_app",
                "created_at":"2026-01-03T00:00:00Z","updated_at":"2026-01-03T00:00:00Z","expired_at":null}"#,
            r#"{"id":2,"username":"ada","email":null,"user_id":7,"group_id":8,"is_admin":false,"source_type":"cli_ldap",
                "created_at":"2026-01-02T00:00:00Z","updated_at":"2026-01-04T00:00:00Z","expired_at":"2027-01-01T00:00:00Z"}"#,
            r#"{"id":3,"username":"Bo","email":"A@x.example","user_id":null,"group_id":7,"is_admin":false,"source_type":null,
                "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-05T00:00:00Z","expired_at":"2026-06-01T00:00:00Z"}"#,
        ]
        .map(|json| known(&json.replace(r#""source_type":null,"#, "")));
        for (columns, ids) in [
            ("", [1, 2, 3]),
            ("shoe", [1, 2, 3]),
            ("-id", [3, 2, 1]),
            ("username", [2, 3, 1]),
            ("-username", [1, 3, 2]),
            // What is absent comes last in both directions.
            ("email", [3, 1, 2]),
            ("-email", [1, 3, 2]),
            ("user_id", [1, 2, 3]),
            ("-user_id", [2, 1, 3]),
            ("group_id", [3, 2, 1]),
            ("is_admin", [2, 3, 1]),
            ("source_type", [2, 1, 3]),
            ("expired_at", [3, 2, 1]),
            ("created_at", [3, 2, 1]),
            ("-updated_at", [3, 2, 1]),
            ("is_admin -username", [3, 2, 1]),
        ] {
            let sorted = Order::new(&sort(columns)).part(users.iter().collect(), 0..3);
            let found: Vec<_> = sorted.iter().map(|known| known.user.id).collect();
            assert_eq!(found, ids, "{columns}");
        }
    }

    proptest! {
        #[test]
        fn a_part_is_that_of_the_whole(
            names in proptest::collection::vec("[ab]{1,2}", 0..60), start in 0_usize..70, length in 0_usize..70,
        ) {
            let users: Vec<_> = (1..).zip(names).map(|(id, name)| known(&format!(r#"{{"id":{id},"username":"{name}"}}"#))).collect();
            let order = Order::new(&sort("-username"));
            let whole = order.part(users.iter().collect(), 0..users.len());
            prop_assert!(whole.is_sorted_by(|a, b| order.compare(a, b).is_le()));
            let part = order.part(users.iter().collect(), start..start + length);
            let same: Vec<_> = whole.into_iter().skip(start).take(length).collect();
            prop_assert_eq!(part, same);
        }
    }
}
