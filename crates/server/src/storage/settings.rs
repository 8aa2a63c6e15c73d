//! What the server remembers about itself.

use sea_query::{Expr, ExprTrait as _, OnConflict, Query};

use super::StorageError;
use super::database::Connection;
use super::statements::{execute, fetch_optional, insert_row};

/// The value of that name, if there is one.
pub async fn get(connection: &mut Connection, name: &str) -> Result<Option<String>, StorageError> {
    let query = Query::select()
        .column("value")
        .from("settings")
        .and_where(Expr::col("name").eq(name))
        .take();
    fetch_optional(connection, &query, |row| Ok(row.try_get("value")?)).await
}

/// Sets the value of that name.
pub async fn set(connection: &mut Connection, name: &str, value: &str) -> Result<(), StorageError> {
    let row = [("name", name.into()), ("value", value.into())];
    let statement = insert_row("settings", row)
        .on_conflict(OnConflict::column("name").update_column("value").to_owned())
        .take();
    execute(connection, &statement).await.map(|_| ())
}
