//! Lists of users.

use super::{COLUMNS, read};
use crate::domain::account::Account;
use crate::domain::list::{ListRequest, UserAttribute};
use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::listing::Listing;
use crate::storage::tables::Users;

const LISTING: Listing<UserAttribute, Users, Account> = Listing {
    table: Users::Table,
    columns: &COLUMNS,
    column,
    read,
    search_index: Some("users_search"),
};

/// The users that are asked for, and how many match in all.
///
/// # Errors
/// The database failed.
pub async fn page(
    connection: &mut Connection,
    request: &ListRequest<UserAttribute>,
) -> Result<(i64, Vec<Account>), StorageError> {
    LISTING.page(connection, None, request).await
}

fn column(attribute: UserAttribute) -> Users {
    match attribute {
        UserAttribute::Id => Users::Id,
        UserAttribute::UserId => Users::UserId,
        UserAttribute::GroupId => Users::GroupId,
        UserAttribute::Username => Users::UsernameFolded,
        UserAttribute::Email => Users::EmailFolded,
        UserAttribute::IsAdmin => Users::IsAdmin,
        // Its values have no capitals.
        UserAttribute::SourceType => Users::SourceType,
        UserAttribute::ExpiredAt => Users::ExpiredAt,
        UserAttribute::CreatedAt => Users::CreatedAt,
        UserAttribute::UpdatedAt => Users::UpdatedAt,
        UserAttribute::LastSignInAt => Users::LastSignInAt,
    }
}
