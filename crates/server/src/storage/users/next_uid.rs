//! Choosing a POSIX uid.

use api_types::validation::ID_MAX;
use sea_query::{Alias, Expr, ExprTrait as _, Query, UnionType};

use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::fetch_one;
use crate::storage::tables::Users;

/// The first uid that is given to people; those below belong to the system.
const FIRST_UID: i64 = 1000;

/// The lowest uid from 1000 that nobody has, or `None` if they are all in use.
///
/// # Errors
/// The database failed.
pub async fn next_uid(connection: &mut Connection) -> Result<Option<i64>, StorageError> {
    let (used, other) = (Alias::new("used"), Alias::new("other"));
    // What is free comes right after one that is used, or is the first.
    let candidates = Query::select()
        .expr_as(Expr::val(FIRST_UID - 1), Users::UserId)
        .union(
            UnionType::All,
            Query::select()
                .column(Users::UserId)
                .from(Users::Table)
                .and_where(Expr::col(Users::UserId).gte(FIRST_UID))
                .take(),
        )
        .take();
    let neighbour = Query::select()
        .expr(Expr::val(1))
        .from_as(Users::Table, other.clone())
        .and_where(Expr::col((other, Users::UserId)).eq(Expr::col((used.clone(), Users::UserId)).add(1)))
        .take();
    let query = Query::select()
        .expr(Expr::col((used.clone(), Users::UserId)).min())
        .from_subquery(candidates, used)
        .and_where(Expr::exists(neighbour).not())
        .take();
    let before: Option<i64> = fetch_one(connection, &query, |row| Ok(row.try_get(0)?)).await?;
    Ok(before.map(|before| before + 1).filter(|&free| free <= ID_MAX))
}
