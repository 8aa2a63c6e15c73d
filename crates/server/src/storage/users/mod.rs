//! Users.

mod change;
mod create;
mod find;
mod names;
mod next_uid;

use api_types::{AttributeError, SourceType, Timestamp, ValidationErrors};

use super::StorageError;
use super::database::Connection;
use super::listing::Listing;
use super::statements::Row;
use crate::domain::account::Account;
use crate::domain::list::{self, ListRequest};

pub use change::{delete, note_sign_in, update};
pub use create::{create, fill};
pub use find::{by_id, by_name, by_reference, is_empty, lasting_administrator_besides};
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
const COLUMNS: [&str; 12] = [
    "id",
    "user_id",
    "group_id",
    "username",
    "email",
    "password_hash",
    "is_admin",
    "source_type",
    "expired_at",
    "created_at",
    "updated_at",
    "last_sign_in_at",
];

const LISTING: Listing<Account> = Listing {
    attributes: &list::USERS,
    table: "users",
    columns: &COLUMNS,
    // The values of `source_type` have no capitals.
    folded: &["username", "email"],
    read,
    search_index: Some("users_search"),
};

/// The users that are asked for, and how many match in all.
pub async fn page(
    connection: &mut Connection,
    request: &ListRequest,
) -> Result<(i64, Vec<Account>), StorageError> {
    LISTING.page(connection, None, request).await
}

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
fn row(account: &Account) -> [(&'static str, sea_query::Expr); 13] {
    let folded = |text: &str| api_types::validation::fold_case(text);
    [
        ("user_id", account.user_id.into()),
        ("group_id", account.group_id.into()),
        ("username", account.username.as_str().into()),
        ("username_folded", folded(&account.username).into()),
        ("email", account.email.clone().into()),
        ("email_folded", account.email.as_deref().map(folded).into()),
        ("password_hash", account.password_hash.as_str().into()),
        ("is_admin", account.is_admin.into()),
        ("source_type", account.source_type.as_str().into()),
        (
            "expired_at",
            account.expired_at.map(Timestamp::unix_millis).into(),
        ),
        ("created_at", account.created_at.unix_millis().into()),
        ("updated_at", account.updated_at.unix_millis().into()),
        (
            "last_sign_in_at",
            account.last_sign_in_at.map(Timestamp::unix_millis).into(),
        ),
    ]
}
