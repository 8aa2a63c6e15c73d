//! Choosing a POSIX uid.

use api_types::validation::ID_MAX;
use sea_query::{Expr, ExprTrait as _, Query, UnionType};

use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::fetch_one;

/// The first uid that is given to people; those below belong to the system.
const FIRST_UID: i64 = 1000;

/// The lowest uid from 1000 that nobody has, or `None` if they are all in use.
pub async fn next_uid(connection: &mut Connection) -> Result<Option<i64>, StorageError> {
    let (used, other) = ("used", "other");
    // What is free comes right after one that is used, or is the first.
    let candidates = Query::select()
        .expr_as(Expr::val(FIRST_UID - 1), "user_id")
        .union(
            UnionType::All,
            Query::select()
                .column("user_id")
                .from("users")
                .and_where(Expr::col("user_id").gte(FIRST_UID))
                .take(),
        )
        .take();
    let neighbour = Query::select()
        .expr(Expr::val(1))
        .from_as("users", other)
        .and_where(Expr::col((other, "user_id")).eq(Expr::col((used, "user_id")).add(1)))
        .take();
    let query = Query::select()
        .expr(Expr::col((used, "user_id")).min())
        .from_subquery(candidates, used)
        .and_where(Expr::exists(neighbour).not())
        .take();
    let before: Option<i64> = fetch_one(connection, &query, |row| Ok(row.try_get(0)?)).await?;
    Ok(before.map(|before| before + 1).filter(|&free| free <= ID_MAX))
}
