//! What API keys may do.

use std::collections::BTreeSet;

use api_types::ApiKeyScope;
use sea_query::{Expr, ExprTrait as _, Query};

use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{Row, execute, fetch_all, fetch_optional};
use crate::storage::tables::ApiKeyScopes;

fn read(row: &Row) -> Result<ApiKeyScope, StorageError> {
    Ok(ApiKeyScope {
        controller: row.try_get("controller")?,
        action: row.try_get("action")?,
    })
}

/// The scopes of a key.
///
/// # Errors
/// The database failed.
pub async fn scopes(connection: &mut Connection, id: i64) -> Result<BTreeSet<ApiKeyScope>, StorageError> {
    let query = Query::select()
        .columns([ApiKeyScopes::Controller, ApiKeyScopes::Action])
        .from(ApiKeyScopes::Table)
        .and_where(Expr::col(ApiKeyScopes::ApiKeyId).eq(id))
        .take();
    Ok(fetch_all(connection, &query, read).await?.into_iter().collect())
}

/// Whether a key has that scope.
///
/// # Errors
/// The database failed.
pub async fn has_scope(
    connection: &mut Connection,
    id: i64,
    (controller, action): (&str, &str),
) -> Result<bool, StorageError> {
    let query = Query::select()
        .expr(Expr::val(1))
        .from(ApiKeyScopes::Table)
        .and_where(Expr::col(ApiKeyScopes::ApiKeyId).eq(id))
        .and_where(Expr::col(ApiKeyScopes::Controller).eq(controller))
        .and_where(Expr::col(ApiKeyScopes::Action).eq(action))
        .take();
    Ok(fetch_optional(connection, &query, |_| Ok(())).await?.is_some())
}

/// Gives a key these scopes and no others.
///
/// # Errors
/// The database failed.
pub async fn replace_scopes(
    connection: &mut Connection,
    id: i64,
    scopes: &BTreeSet<ApiKeyScope>,
) -> Result<(), StorageError> {
    let delete = Query::delete()
        .from_table(ApiKeyScopes::Table)
        .and_where(Expr::col(ApiKeyScopes::ApiKeyId).eq(id))
        .take();
    execute(connection, &delete).await?;
    if scopes.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert();
    insert.into_table(ApiKeyScopes::Table).columns([
        ApiKeyScopes::ApiKeyId,
        ApiKeyScopes::Controller,
        ApiKeyScopes::Action,
    ]);
    for scope in scopes {
        insert.values_panic([
            id.into(),
            scope.controller.as_str().into(),
            scope.action.as_str().into(),
        ]);
    }
    execute(connection, &insert).await.map(|_| ())
}
