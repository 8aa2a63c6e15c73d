//! What API keys may do.

use std::collections::BTreeSet;

use api_types::ApiKeyScope;
use sea_query::{Expr, ExprTrait as _, Query};

use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{Row, delete_rows, execute, fetch_all, fetch_optional};

fn read(row: &Row) -> Result<ApiKeyScope, StorageError> {
    Ok(ApiKeyScope {
        controller: row.try_get("controller")?,
        action: row.try_get("action")?,
    })
}

/// The scopes of a key.
pub async fn scopes(connection: &mut Connection, id: i64) -> Result<BTreeSet<ApiKeyScope>, StorageError> {
    let query = Query::select()
        .columns(["controller", "action"])
        .from("api_key_scopes")
        .and_where(Expr::col("api_key_id").eq(id))
        .take();
    Ok(fetch_all(connection, &query, read).await?.into_iter().collect())
}

/// Whether a key has that scope.
pub async fn has_scope(
    connection: &mut Connection,
    id: i64,
    (controller, action): (&str, &str),
) -> Result<bool, StorageError> {
    let query = Query::select()
        .expr(Expr::val(1))
        .from("api_key_scopes")
        .and_where(Expr::col("api_key_id").eq(id))
        .and_where(Expr::col("controller").eq(controller))
        .and_where(Expr::col("action").eq(action))
        .take();
    Ok(fetch_optional(connection, &query, |_| Ok(())).await?.is_some())
}

/// Gives a key these scopes and no others.
pub async fn replace_scopes(
    connection: &mut Connection,
    id: i64,
    scopes: &BTreeSet<ApiKeyScope>,
) -> Result<(), StorageError> {
    delete_rows(connection, "api_key_scopes", Expr::col("api_key_id").eq(id)).await?;
    if scopes.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert();
    insert
        .into_table("api_key_scopes")
        .columns(["api_key_id", "controller", "action"]);
    for scope in scopes {
        insert.values_panic([
            id.into(),
            scope.controller.as_str().into(),
            scope.action.as_str().into(),
        ]);
    }
    execute(connection, &insert).await.map(|_| ())
}
