//! Pages of users.

use sea_query::{Expr, ExprTrait as _, Order, Query};
use sqlx::Row as _;

use super::{COLUMNS, read};
use crate::domain::account::Account;
use crate::storage::StorageError;
use crate::storage::database::{Connection, fetch_all, fetch_one};
use crate::storage::tables::Users;

/// Up to `limit` users after the first `offset` ones, by id, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn page(
    connection: &mut Connection,
    limit: u64,
    offset: u64,
) -> Result<(i64, Vec<Account>), StorageError> {
    let all = Query::select()
        .expr(Expr::col(Users::Id).count())
        .from(Users::Table)
        .take();
    let count = fetch_one(connection, &all, |row| Ok(row.try_get(0)?)).await?;
    let query = Query::select()
        .columns(COLUMNS)
        .from(Users::Table)
        .order_by(Users::Id, Order::Asc)
        .limit(limit)
        .offset(offset)
        .take();
    Ok((count, fetch_all(connection, &query, read).await?))
}
