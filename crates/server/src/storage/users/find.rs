//! Finding users.

use sea_query::{Expr, ExprTrait as _, Query, SelectStatement};

use super::{COLUMNS, read};
use crate::domain::account::Account;
use crate::domain::name::name_key;
use crate::domain::reference::PathReference;
use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{count_rows, fetch_optional};

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from("users").take()
}

/// The user of that numeric id.
pub async fn by_id(connection: &mut Connection, id: i64) -> Result<Option<Account>, StorageError> {
    let query = select().and_where(Expr::col("id").eq(id)).take();
    fetch_optional(connection, &query, read).await
}

/// The user of that username or email, in whichever of its forms.
pub async fn by_name(connection: &mut Connection, name: &str) -> Result<Option<Account>, StorageError> {
    if name.contains('\0') {
        // PostgreSQL takes no text with it, not even to compare.
        return Ok(None);
    }
    let owner = Query::select()
        .column("owner_id")
        .from("names")
        .and_where(Expr::col("name").eq(name_key(name)))
        .take();
    let query = select().and_where(Expr::col("id").in_subquery(owner)).take();
    fetch_optional(connection, &query, read).await
}

/// The user whom a path names: by numeric id as the API writes it, username or email. No username is all digits, so a number is an id.
pub async fn by_reference(
    connection: &mut Connection,
    reference: &str,
) -> Result<Option<Account>, StorageError> {
    match PathReference::read(reference) {
        PathReference::Id(id) => by_id(connection, id).await,
        PathReference::Nothing => Ok(None),
        PathReference::Name => by_name(connection, reference).await,
    }
}

/// Whether there is an administrator who never expires besides that one.
pub async fn lasting_administrator_besides(
    connection: &mut Connection,
    id: i64,
) -> Result<bool, StorageError> {
    let query = Query::select()
        .column("id")
        .from("users")
        .and_where(Expr::col("is_admin").eq(true))
        .and_where(Expr::col("expired_at").is_null())
        .and_where(Expr::col("id").ne(id))
        .limit(1)
        .take();
    Ok(fetch_optional(connection, &query, |_| Ok(())).await?.is_some())
}

/// Whether there are no users at all.
pub async fn is_empty(connection: &mut Connection) -> Result<bool, StorageError> {
    Ok(count_rows(connection, "users", None).await? == 0)
}
