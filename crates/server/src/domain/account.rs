//! A user as the server stores them, and the rules about who may change what of whom.

use api_types::error::{BASE, code};
use api_types::{AttributeError, SourceType, Timestamp, User, UserChanges, ValidationErrors};

use super::api_level::ApiLevel;

/// The gid of those for whom none is named.
pub const DEFAULT_GID: i64 = 1000;

/// A stored user.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Identifies the record; never given to another.
    pub id: i64,
    /// The POSIX uid.
    pub user_id: i64,
    /// The POSIX gid.
    pub group_id: i64,
    /// The name to sign in with.
    pub username: String,
    /// The email, if there is one.
    pub email: Option<String>,
    /// The password's hash, or [`NO_PASSWORD`](super::password::NO_PASSWORD).
    pub password_hash: String,
    /// Whether they may administer everything.
    pub is_admin: bool,
    /// Where the account comes from.
    pub source_type: SourceType,
    /// From when on it can't be used; `None` for never.
    pub expired_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When its owner last began a session; `None` for never, or not since this is noted.
    pub last_sign_in_at: Option<Timestamp>,
}

impl Account {
    /// Whether it has expired at that instant.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expired_at.is_some_and(|at| at <= now)
    }

    /// Whether it is one of those of which there must always be one: an administrator who never expires.
    #[must_use]
    pub fn is_lasting_administrator(&self) -> bool {
        self.is_admin && self.expired_at.is_none()
    }

    /// The account with these changes. A new password comes as its hash.
    #[must_use]
    pub fn with(&self, changes: &UserChanges, password_hash: Option<&str>) -> Self {
        Self {
            id: self.id,
            user_id: changes.user_id.unwrap_or(self.user_id),
            group_id: changes.group_id.unwrap_or(self.group_id),
            username: changes.username.as_ref().unwrap_or(&self.username).clone(),
            email: changes.email.as_ref().unwrap_or(&self.email).clone(),
            password_hash: password_hash.unwrap_or(&self.password_hash).to_owned(),
            is_admin: changes.is_admin.unwrap_or(self.is_admin),
            source_type: changes.source_type.as_ref().unwrap_or(&self.source_type).clone(),
            expired_at: changes.expired_at.unwrap_or(self.expired_at),
            created_at: self.created_at,
            updated_at: self.updated_at,
            last_sign_in_at: self.last_sign_in_at,
        }
    }

    /// Whether the other differs in nothing but what its owner may change: email and password.
    #[must_use]
    pub fn differs_only_in_own_matters(&self, other: &Self) -> bool {
        let same = Self {
            email: self.email.clone(),
            password_hash: self.password_hash.clone(),
            ..other.clone()
        };
        *self == same
    }

    /// The account as the API shows it, without its password, and with as much of it as `api_level` has.
    #[must_use]
    pub fn to_user(&self, api_level: ApiLevel) -> User {
        let whole = api_level.expiry_and_source();
        User {
            id: self.id,
            user_id: Some(self.user_id),
            group_id: Some(self.group_id),
            username: self.username.clone(),
            email: self.email.clone(),
            is_admin: self.is_admin,
            created_at: Some(self.created_at),
            updated_at: Some(self.updated_at),
            expired_at: whole.then_some(self.expired_at),
            source_type: whole.then(|| self.source_type.clone()),
            last_sign_in_at: api_level.extensions().then_some(self.last_sign_in_at),
        }
    }
}

/// Checks what nobody may do to themself, and what would leave nobody to administer the server.
///
/// `after` is `None` for a deletion; `others` tells whether another administrator never expires.
///
/// # Errors
/// `own_account` and `last_administrator`, on `base`.
pub fn guard_administration(
    caller_id: i64,
    before: &Account,
    after: Option<&Account>,
    others: bool,
) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    if caller_id == before.id && harms(before, after) {
        errors.add(BASE, AttributeError::plain(code::OWN_ACCOUNT));
    }
    let lasts = after.is_some_and(Account::is_lasting_administrator);
    if before.is_lasting_administrator() && !lasts && !others {
        errors.add(BASE, AttributeError::plain(code::LAST_ADMINISTRATOR));
    }
    errors.into_result()
}

/// Checks what an API key that lacks any scope must not do: whoever makes an administrator, or has an administrator's or its owner's
/// password, can sign in and do everything. `before` is `None` for a new account.
///
/// # Errors
/// A sentence that says what it may not.
pub fn guard_limited_key(
    owner_id: i64,
    before: Option<&Account>,
    after: &Account,
) -> Result<(), &'static str> {
    if after.is_admin && before.is_none_or(|before| !before.is_admin) {
        return Err("Only an API key with all scopes may make somebody an administrator");
    }
    let Some(before) = before else {
        return Ok(());
    };
    let ways_in = |account: &Account| {
        (
            account.password_hash.clone(),
            account.email.clone(),
            account.expired_at,
        )
    };
    if (before.id == owner_id || before.is_admin) && ways_in(before) != ways_in(after) {
        return Err(
            "Only an API key with all scopes may change the password, email or expiry of its owner or of an administrator",
        );
    }
    Ok(())
}

/// Whether the change deletes the account, demotes it, or brings its end nearer.
fn harms(before: &Account, after: Option<&Account>) -> bool {
    let Some(after) = after else {
        return true;
    };
    let demoted = before.is_admin && !after.is_admin;
    let shortened = match (before.expired_at, after.expired_at) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) => after < before,
    };
    demoted || shortened
}

#[cfg(test)]
mod tests {
    use super::*;

    fn administrator() -> Account {
        Account {
            id: 1,
            user_id: 1000,
            group_id: 1000,
            username: "admin".into(),
            email: None,
            password_hash: "hash".into(),
            is_admin: true,
            source_type: SourceType::WebApp,
            expired_at: None,
            created_at: Timestamp::from_unix_millis(0),
            updated_at: Timestamp::from_unix_millis(0),
            last_sign_in_at: None,
        }
    }

    fn codes(result: Result<(), ValidationErrors>) -> Vec<String> {
        let errors = result.err().unwrap_or_default();
        errors
            .details
            .into_values()
            .flatten()
            .map(|error| error.error)
            .collect()
    }

    #[test]
    fn nobody_deletes_demotes_or_expires_themself() {
        let before = administrator();
        let demoted = Account {
            is_admin: false,
            ..before.clone()
        };
        let expiring = Account {
            expired_at: Some(Timestamp::from_unix_millis(9)),
            ..before.clone()
        };
        for after in [None, Some(&demoted), Some(&expiring)] {
            assert_eq!(
                codes(guard_administration(1, &before, after, true)),
                [code::OWN_ACCOUNT]
            );
            assert_eq!(codes(guard_administration(2, &before, after, true)), [""; 0]);
        }
    }

    #[test]
    fn the_last_administrator_stays() {
        let before = administrator();
        assert_eq!(
            codes(guard_administration(2, &before, None, false)),
            [code::LAST_ADMINISTRATOR]
        );
        assert_eq!(
            codes(guard_administration(1, &before, None, false)),
            [code::OWN_ACCOUNT, code::LAST_ADMINISTRATOR]
        );
    }

    #[test]
    fn one_may_prolong_ones_own_life() {
        let before = Account {
            expired_at: Some(Timestamp::from_unix_millis(9)),
            ..administrator()
        };
        let never = administrator();
        assert_eq!(guard_administration(1, &before, Some(&never), false), Ok(()));
        assert_eq!(guard_administration(1, &before, Some(&before), false), Ok(()));
    }

    #[test]
    fn own_matters_are_email_and_password() {
        let before = administrator();
        let email = Account {
            email: Some("a@b.example".into()),
            password_hash: "x".into(),
            ..before.clone()
        };
        let role = Account {
            is_admin: false,
            ..before.clone()
        };
        assert!(before.differs_only_in_own_matters(&email));
        assert!(!before.differs_only_in_own_matters(&role));
    }
}
