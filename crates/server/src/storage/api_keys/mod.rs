//! API keys. Whoever asks names the owner, or has the key itself: nobody sees another's.

mod change;
mod scopes;

use api_types::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::StorageError;
use super::database::Connection;
use super::listing::Listing;
use super::statements::{Row, count_rows, fetch_optional};
use crate::domain::api_key::StoredKey;
use crate::domain::list::{self, ListRequest};

pub use change::{create, delete, note_uses, update};
pub use scopes::{has_scope, replace_scopes, scopes};

const COLUMNS: [&str; 7] = [
    "id",
    "owner_id",
    "name",
    "last_four",
    "created_at",
    "last_used_at",
    "expired_at",
];

const LISTING: Listing<StoredKey> = Listing {
    attributes: &list::API_KEYS,
    table: "api_keys",
    columns: &COLUMNS,
    folded: &["name"],
    read,
    search_index: None,
};

fn read(row: &Row) -> Result<StoredKey, StorageError> {
    let last_used_at: Option<i64> = row.try_get("last_used_at")?;
    let expired_at: Option<i64> = row.try_get("expired_at")?;
    Ok(StoredKey {
        id: row.try_get("id")?,
        owner_id: row.try_get("owner_id")?,
        name: row.try_get("name")?,
        last_four: row.try_get("last_four")?,
        created_at: Timestamp::from_unix_millis(row.try_get("created_at")?),
        last_used_at: last_used_at.map(Timestamp::from_unix_millis),
        expired_at: expired_at.map(Timestamp::from_unix_millis),
    })
}

fn owned_by(owner_id: i64) -> Expr {
    Expr::col("owner_id").eq(owner_id)
}

/// The keys of that owner that are asked for, and how many match in all.
pub async fn page(
    connection: &mut Connection,
    owner_id: i64,
    request: &ListRequest,
) -> Result<(i64, Vec<StoredKey>), StorageError> {
    LISTING.page(connection, Some(owned_by(owner_id)), request).await
}

/// How many keys that owner has.
pub async fn count(connection: &mut Connection, owner_id: i64) -> Result<usize, StorageError> {
    let count = count_rows(connection, "api_keys", Some(owned_by(owner_id))).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The key of that owner with that numeric id.
pub async fn by_id(
    connection: &mut Connection,
    owner_id: i64,
    id: i64,
) -> Result<Option<StoredKey>, StorageError> {
    let query = Query::select()
        .columns(COLUMNS)
        .from("api_keys")
        .and_where(owned_by(owner_id))
        .and_where(Expr::col("id").eq(id))
        .take();
    fetch_optional(connection, &query, read).await
}

/// The key of that hash: whoever calls with a key is found by it.
pub async fn by_hash(connection: &mut Connection, hash: &str) -> Result<Option<StoredKey>, StorageError> {
    let query = Query::select()
        .columns(COLUMNS)
        .from("api_keys")
        .and_where(Expr::col("hash").eq(hash))
        .take();
    fetch_optional(connection, &query, read).await
}
