//! The rows of the list after a change: they stay where they were, and what has moved is counted.

use std::collections::BTreeSet;

use api_types::User;

use crate::query::ListState;

/// The rows as they were before the person changed some of them.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsBeforeChange {
    /// The part of the list that they are; in another, nothing is kept in place.
    pub state: ListState,
    /// The rows.
    pub users: Vec<User>,
    /// The ids of those who were changed.
    pub changed: BTreeSet<i64>,
    /// How many of the rows the person has deleted: as many others come up to this page.
    pub deleted: usize,
}

/// The rows that are shown, and what a newer order of the list would change about them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StableRows {
    /// The rows, each as it is now.
    pub users: Vec<User>,
    /// How many of those that the person changed stand elsewhere by now.
    pub moved: usize,
    /// How many changes others have made to this page.
    pub others: usize,
}

impl RowsBeforeChange {
    /// The rows in the order in which they were; `fresh` are those of the page by now, `known` tells how somebody who isn't
    /// on it any more was seen last.
    pub fn keep(&self, fresh: &[User], known: impl Fn(i64) -> Option<User>) -> StableRows {
        let is_changed = |user: &User| self.changed.contains(&user.id);
        let find = |users: &[User], id: i64| users.iter().position(|user| user.id == id);
        let users = self.users.iter().map(|old| {
            let now = find(fresh, old.id).map(|index| fresh[index].clone());
            now.or_else(|| known(old.id)).unwrap_or_else(|| old.clone())
        });
        // A row has moved if others stand before it than did: those that were changed themselves don't count.
        let before = |users: &[User], index: usize| -> BTreeSet<i64> {
            let others = users[..index].iter().filter(|user| !is_changed(user));
            others.map(|user| user.id).collect()
        };
        let held_changed = self.users.iter().enumerate().filter(|(_, user)| is_changed(user));
        let has_moved = held_changed.filter(|(index, user)| {
            let now = find(fresh, user.id);
            now.is_none_or(|now| before(fresh, now) != before(&self.users, *index))
        });
        let moved = has_moved.count();
        // Who left this page made room for others, and who came to it pushed others off: that is nobody else's change.
        let missing = |from: &[User], own: bool| {
            let other = if own { &self.users[..] } else { fresh };
            let missing = other.iter().filter(|user| find(from, user.id).is_none());
            missing.fold((0_usize, 0_usize), |(changed, others), user| {
                if is_changed(user) {
                    (changed + 1, others)
                } else {
                    (changed, others + 1)
                }
            })
        };
        let ((left, gone), (came, new)) = (missing(fresh, true), missing(&self.users, false));
        let edited = self.users.iter().filter(|old| {
            let now = find(fresh, old.id);
            !is_changed(old) && now.is_some_and(|now| fresh[now] != **old)
        });
        let slid = left + came + self.deleted;
        StableRows {
            users: users.collect(),
            moved,
            others: edited.count() + (gone + new).saturating_sub(slid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(ids: &[i64]) -> Vec<User> {
        let user = |id: &i64| serde_json::from_str(&format!(r#"{{"id":{id},"username":"u{id}"}}"#)).unwrap();
        ids.iter().map(user).collect()
    }

    #[test]
    fn rows_stay_and_what_has_moved_is_counted() {
        for (fresh, edited, kept, moved, others) in [
            (vec![1, 2, 3, 4], None, [1, 2, 3, 4], 0, 0),
            // Within the page, off the page with another in its place, and off it at the end of the list.
            (vec![1, 3, 4, 2], None, [1, 2, 3, 4], 1, 0),
            (vec![1, 3, 4, 5], None, [1, 2, 3, 4], 1, 0),
            (vec![1, 3, 4], None, [1, 2, 3, 4], 1, 0),
            // Somebody else deletes, creates, and changes.
            (vec![1, 2, 4], None, [1, 2, 3, 4], 0, 1),
            (vec![1, 2, 3, 4, 5], None, [1, 2, 3, 4], 0, 1),
            (vec![1, 2, 3, 4], Some(3), [1, 2, 3, 4], 0, 1),
        ] {
            let old = RowsBeforeChange {
                state: ListState::default(),
                users: users(&[1, 2, 3, 4]),
                changed: BTreeSet::from([2]),
                deleted: 0,
            };
            let mut fresh = users(&fresh);
            for user in &mut fresh {
                if Some(user.id) == edited {
                    user.username.push('x');
                }
            }
            let place = old.keep(&fresh, |_| None);
            let ids: Vec<i64> = place.users.iter().map(|user| user.id).collect();
            assert_eq!((&ids[..], place.moved, place.others), (&kept[..], moved, others));
        }
    }

    #[test]
    fn who_comes_up_after_a_deletion_is_nobody_elses_change() {
        let old = RowsBeforeChange {
            state: ListState::default(),
            users: users(&[1, 2, 4]),
            changed: BTreeSet::from([2]),
            deleted: 1,
        };
        let place = old.keep(&users(&[1, 2, 4, 5]), |_| None);
        assert_eq!((place.moved, place.others), (0, 0));
    }

    #[test]
    fn who_was_changed_is_shown_as_they_are_now() {
        let old = RowsBeforeChange {
            state: ListState::default(),
            users: users(&[1, 2]),
            changed: BTreeSet::from([1]),
            deleted: 0,
        };
        let mut now = users(&[1, 2]);
        now[0].is_admin = true;
        assert!(old.keep(&now, |_| None).users[0].is_admin);
        let gone = old.keep(&now[1..], |id| now.iter().find(|user| user.id == id).cloned());
        assert!(gone.users[0].is_admin && gone.moved == 1);
    }
}
