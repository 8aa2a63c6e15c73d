//! What becomes of each of several users: the change, or why they are left out.

use api_types::{Timestamp, User, UserChanges};

use crate::time::DAY;
use crate::user_facts::role_name;

/// Why nobody gets a new password from here for themself: there, the current one is asked for.
pub const OWN_PASSWORD: &str = "Your own password is changed on the page of your profile.";

/// What is done with the users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkAction {
    /// They expire at the same instant, or never.
    Expire,
    /// They expire later than they would.
    Extend,
    /// They become administrators, or are none any more.
    Role,
    /// Each gets a new password.
    SetPassword,
    /// They are deleted.
    Delete,
}

/// What is asked for, with its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// To expire then; the inner `None` is never, the outer one a date that is missing as yet.
    Expire(Option<Option<Timestamp>>),
    /// To expire so many days later: than now, if that was before. Nothing while that isn't chosen, here as in the following.
    Extend(Option<i64>),
    /// To be an administrator or not.
    Role(Option<bool>),
    /// To get a new password.
    SetPassword,
    /// To be deleted.
    Delete,
}

impl Intent {
    /// What is still to be chosen, if anything.
    pub fn missing(self) -> Option<&'static str> {
        match self {
            Self::Expire(None) => Some("Choose an expiry first."),
            Self::Extend(None) => Some("Choose first by how much."),
            Self::Role(None) => Some("Choose a role first."),
            _ => None,
        }
    }
}

/// What is sent for a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkChange {
    /// The attributes that change.
    Update(Box<UserChanges>),
    /// A password that is generated when it is sent, handed over under this name.
    SetPassword(String),
    /// The end of the account.
    Delete,
}

/// A user, with the change or why they are left out.
pub type Planned = (User, Result<BulkChange, String>);

/// What the plan has to know besides the user.
pub struct BulkContext<'a> {
    /// The id of the person who is signed in.
    pub me: Option<i64>,
    /// What "later than now" counts from.
    pub now: Timestamp,
    /// Why the server would refuse to "delete", "demote" or "expire" a user.
    pub refusal: &'a dyn Fn(&str, &User) -> Option<String>,
}

/// What becomes of a user.
pub fn plan(
    user: &User,
    intent: Intent,
    BulkContext { me, now, refusal }: &BulkContext,
) -> Result<BulkChange, String> {
    let unless = |reason: Option<String>, changes: UserChanges| match reason {
        Some(reason) => Err(reason),
        None => Ok(BulkChange::Update(Box::new(changes))),
    };
    let already = || Err("Already so.".to_owned());
    let expire = |at: Option<Option<Timestamp>>| UserChanges {
        expired_at: at,
        ..UserChanges::default()
    };
    match intent {
        // While the date is missing, it isn't known who has it already.
        Intent::Expire(Some(at)) if user.expired_at.flatten() == at => already(),
        Intent::Expire(at) => {
            let reason = (at != Some(None)).then(|| refusal("expire", user));
            unless(reason.flatten(), expire(at))
        }
        Intent::Extend(days) => match user.expired_at.flatten() {
            None => Err("Never expires.".to_owned()),
            Some(at) => {
                let later = days.map(|days| Some(at.max(*now).plus_millis(days * DAY)));
                unless(None, expire(later))
            }
        },
        Intent::Role(is_admin) if Some(user.is_admin) == is_admin => already(),
        Intent::Role(is_admin) => {
            let reason = (is_admin == Some(false)).then(|| refusal("demote", user));
            let changes = UserChanges {
                is_admin,
                ..UserChanges::default()
            };
            unless(reason.flatten(), changes)
        }
        Intent::SetPassword if *me == Some(user.id) => Err(OWN_PASSWORD.to_owned()),
        Intent::SetPassword => Ok(BulkChange::SetPassword(user.username.clone())),
        Intent::Delete => match refusal("delete", user) {
            Some(reason) => Err(reason),
            None => Ok(BulkChange::Delete),
        },
    }
}

/// What a change makes of what a user has, in words: the old and the new. `date` and, where that says the same of both, `exact`
/// write an instant. Nothing where both are no words: a password, an end.
pub fn difference(
    user: &User,
    change: &BulkChange,
    date: impl Fn(Timestamp) -> String,
    exact: impl Fn(Timestamp) -> String,
) -> Option<[String; 2]> {
    let BulkChange::Update(changes) = change else {
        return None;
    };
    if let Some(is_admin) = changes.is_admin {
        return Some([user.is_admin, is_admin].map(|is_admin| role_name(is_admin).to_owned()));
    }
    let both = [user.expired_at.flatten(), changes.expired_at?];
    let words = |write: &dyn Fn(Timestamp) -> String| both.map(|at| at.map_or("Never".to_owned(), write));
    let dates = words(&date);
    Some(if dates[0] == dates[1] {
        words(&exact)
    } else {
        dates
    })
}

/// How many users the plan changes.
pub fn count_changes(plan: &[Planned]) -> usize {
    plan.iter().filter(|(_, change)| change.is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 10 * DAY;

    fn user(id: i64, expires: Option<i64>, is_admin: bool) -> User {
        let mut user: User = serde_json::from_str(&format!(r#"{{"id":{id},"username":"u{id}"}}"#)).unwrap();
        user.expired_at = Some(expires.map(Timestamp::from_unix_millis));
        user.is_admin = is_admin;
        user
    }

    fn outcome(user: &User, intent: Intent) -> Result<BulkChange, String> {
        let bulk_context = BulkContext {
            me: Some(1),
            now: Timestamp::from_unix_millis(NOW),
            refusal: &|verb, user| (user.id == 2).then(|| format!("can't {verb}")),
        };
        plan(user, intent, &bulk_context)
    }

    #[test]
    fn who_is_so_already_and_whom_the_server_refuses_are_left_out() {
        let at = Some(Timestamp::from_unix_millis(NOW));
        for (id, expires, is_admin, intent, reason) in [
            (3, Some(NOW), false, Intent::Expire(Some(at)), "Already so."),
            (3, None, false, Intent::Expire(Some(None)), "Already so."),
            (2, None, true, Intent::Expire(Some(at)), "can't expire"),
            (2, None, true, Intent::Expire(None), "can't expire"),
            (3, None, false, Intent::Extend(Some(7)), "Never expires."),
            (3, None, false, Intent::Extend(None), "Never expires."),
            (3, None, true, Intent::Role(Some(true)), "Already so."),
            (2, None, true, Intent::Role(Some(false)), "can't demote"),
            (
                1,
                None,
                true,
                Intent::SetPassword,
                "Your own password is changed on the page of your profile.",
            ),
            (2, None, true, Intent::Delete, "can't delete"),
        ] {
            assert_eq!(
                outcome(&user(id, expires, is_admin), intent),
                Err(reason.to_owned()),
                "{intent:?}"
            );
        }
        for (expires, is_admin, intent) in [
            (Some(NOW), true, Intent::Expire(Some(None))),
            (None, true, Intent::Expire(None)),
            (None, false, Intent::Role(Some(true))),
            (None, true, Intent::Role(None)),
            (Some(NOW), false, Intent::Extend(None)),
            (None, false, Intent::SetPassword),
            (None, false, Intent::Delete),
        ] {
            assert!(outcome(&user(3, expires, is_admin), intent).is_ok(), "{intent:?}");
        }
    }

    #[test]
    fn an_expiry_is_extended_from_what_it_is_and_one_that_is_past_from_now() {
        for (expires, extended) in [(NOW + 5 * DAY, NOW + 12 * DAY), (DAY, NOW + 7 * DAY)] {
            let Ok(BulkChange::Update(changes)) =
                outcome(&user(3, Some(expires), false), Intent::Extend(Some(7)))
            else {
                panic!("it isn't extended");
            };
            assert_eq!(
                changes.expired_at,
                Some(Some(Timestamp::from_unix_millis(extended)))
            );
        }
    }
    #[test]
    fn what_isnt_chosen_yet_is_said() {
        for (intent, is_missing) in [
            (Intent::Expire(None), true),
            (Intent::Expire(Some(None)), false),
            (Intent::Extend(None), true),
            (Intent::Role(None), true),
            (Intent::Role(Some(false)), false),
            (Intent::Delete, false),
        ] {
            assert_eq!(intent.missing().is_some(), is_missing, "{intent:?}");
        }
    }

    #[test]
    fn the_old_stands_beside_the_new() {
        let shown = |expires, intent| {
            let user = user(3, expires, false);
            let change = outcome(&user, intent).unwrap();
            let day = |at: Timestamp| format!("day {}", at.unix_millis() / DAY);
            difference(&user, &change, day, |at| at.unix_millis().to_string())
                .map(|[old, new]| format!("{old} → {new}"))
        };
        let at = |millis| Intent::Expire(Some(Some(Timestamp::from_unix_millis(millis))));
        for (expires, intent, expected) in [
            (None, at(DAY), Some("Never → day 1")),
            (Some(DAY), Intent::Expire(Some(None)), Some("day 1 → Never")),
            (Some(DAY), at(DAY + 1), Some("86400000 → 86400001")),
            (Some(NOW), Intent::Extend(Some(7)), Some("day 10 → day 17")),
            (None, Intent::Role(Some(true)), Some("User → Administrator")),
            (None, Intent::Role(None), None),
            (None, Intent::Expire(None), None),
            (None, Intent::Delete, None),
        ] {
            assert_eq!(shown(expires, intent).as_deref(), expected, "{intent:?}");
        }
    }
}
