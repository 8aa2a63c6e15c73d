//! Users.

mod change;
mod create;
mod find;
mod list;
mod names;
mod next_uid;

use api_types::{AttributeError, SourceType, Timestamp, ValidationErrors};

use super::StorageError;
use super::statements::Row;
use super::tables::Users;
use crate::domain::account::Account;

pub use change::{delete, note_sign_in, update};
pub use create::{create, fill};
pub use find::{by_id, by_name, by_reference, is_empty, lasting_administrator_besides};
pub use list::page;
pub(super) use names::rebuild_name_keys;
pub use next_uid::next_uid;

/// Names that somebody else has, by the attribute that asked for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// The username is somebody's username or email.
    pub username: bool,
    /// The email is.
    pub email: bool,
}

impl Taken {
    /// Whether any is.
    #[must_use]
    pub fn any(&self) -> bool {
        self.username || self.email
    }

    /// The errors that say so, of a user who was to have these.
    #[must_use]
    pub fn errors(&self, wanted: &Account) -> ValidationErrors {
        let mut errors = ValidationErrors::new();
        if self.username {
            errors.add("username", AttributeError::taken(wanted.username.as_str()));
        }
        if self.email {
            errors.add("email", AttributeError::taken(wanted.email.as_deref()));
        }
        errors
    }
}

/// The columns that [`read`] reads.
const COLUMNS: [Users; 12] = [
    Users::Id,
    Users::UserId,
    Users::GroupId,
    Users::Username,
    Users::Email,
    Users::PasswordHash,
    Users::IsAdmin,
    Users::SourceType,
    Users::ExpiredAt,
    Users::CreatedAt,
    Users::UpdatedAt,
    Users::LastSignInAt,
];

fn read(row: &Row) -> Result<Account, StorageError> {
    let source: String = row.try_get("source_type")?;
    let expired_at: Option<i64> = row.try_get("expired_at")?;
    let last_sign_in_at: Option<i64> = row.try_get("last_sign_in_at")?;
    Ok(Account {
        id: row.try_get("id")?,
        user_id: row.try_get("user_id")?,
        group_id: row.try_get("group_id")?,
        username: row.try_get("username")?,
        email: row.try_get("email")?,
        password_hash: row.try_get("password_hash")?,
        is_admin: row.try_get("is_admin")?,
        source_type: SourceType::from_wire(&source),
        expired_at: expired_at.map(Timestamp::from_unix_millis),
        created_at: Timestamp::from_unix_millis(row.try_get("created_at")?),
        updated_at: Timestamp::from_unix_millis(row.try_get("updated_at")?),
        last_sign_in_at: last_sign_in_at.map(Timestamp::from_unix_millis),
    })
}

/// The columns of a row besides its id, with their values.
fn row(account: &Account) -> [(Users, sea_query::Expr); 13] {
    let folded = |text: &str| api_types::validation::fold_case(text);
    [
        (Users::UserId, account.user_id.into()),
        (Users::GroupId, account.group_id.into()),
        (Users::Username, account.username.as_str().into()),
        (Users::UsernameFolded, folded(&account.username).into()),
        (Users::Email, account.email.clone().into()),
        (Users::EmailFolded, account.email.as_deref().map(folded).into()),
        (Users::PasswordHash, account.password_hash.as_str().into()),
        (Users::IsAdmin, account.is_admin.into()),
        (Users::SourceType, account.source_type.as_str().into()),
        (
            Users::ExpiredAt,
            account.expired_at.map(Timestamp::unix_millis).into(),
        ),
        (Users::CreatedAt, account.created_at.unix_millis().into()),
        (Users::UpdatedAt, account.updated_at.unix_millis().into()),
        (
            Users::LastSignInAt,
            account.last_sign_in_at.map(Timestamp::unix_millis).into(),
        ),
    ]
}
