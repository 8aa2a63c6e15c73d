//! Configurations. Whoever asks names the owner: nobody sees another's.

use api_types::Configuration;
use api_types::validation::fold_case;
use sea_query::{Expr, ExprTrait as _, Query};

use super::StorageError;
use super::database::Connection;
use super::listing::Listing;
use super::statements::{Row, count_rows, delete_rows, execute, fetch_one, fetch_optional, insert_row};
use crate::domain::list::{self, ListRequest};
use crate::domain::reference::PathReference;

const COLUMNS: [&str; 3] = ["id", "key", "value"];

const LISTING: Listing<Configuration> = Listing {
    attributes: &list::CONFIGURATIONS,
    table: "configurations",
    columns: &COLUMNS,
    folded: &["key", "value"],
    read,
    search_index: None,
};

/// The key is that of another configuration of the same owner. Nothing may be committed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyTaken;

fn read(row: &Row) -> Result<Configuration, StorageError> {
    Ok(Configuration {
        id: row.try_get("id")?,
        key: row.try_get("key")?,
        value: row.try_get("value")?,
    })
}

fn owned_by(owner_id: i64) -> Expr {
    Expr::col("owner_id").eq(owner_id)
}

/// The configurations of that owner that are asked for, and how many match in all.
pub async fn page(
    connection: &mut Connection,
    owner_id: i64,
    request: &ListRequest,
) -> Result<(i64, Vec<Configuration>), StorageError> {
    LISTING.page(connection, Some(owned_by(owner_id)), request).await
}

/// The configuration of that owner that a path names: by numeric id as the API writes it, or key. No key is all digits, so a number is an id.
pub async fn by_reference(
    connection: &mut Connection,
    owner_id: i64,
    reference: &str,
) -> Result<Option<Configuration>, StorageError> {
    let named = match PathReference::read(reference) {
        PathReference::Id(id) => Expr::col("id").eq(id),
        PathReference::Nothing => return Ok(None),
        PathReference::Name => Expr::col("key").eq(reference),
    };
    let query = Query::select()
        .columns(COLUMNS)
        .from("configurations")
        .and_where(owned_by(owner_id))
        .and_where(named)
        .take();
    fetch_optional(connection, &query, read).await
}

/// How many configurations that owner has.
pub async fn count(connection: &mut Connection, owner_id: i64) -> Result<usize, StorageError> {
    let count = count_rows(connection, "configurations", Some(owned_by(owner_id))).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Stores a new configuration, whose id the database chooses, and returns it.
pub async fn create(
    connection: &mut Connection,
    owner_id: i64,
    key: String,
    value: String,
) -> Result<Result<Configuration, KeyTaken>, StorageError> {
    if by_key(connection, owner_id, &key).await?.is_some() {
        return Ok(Err(KeyTaken));
    }
    let row = [
        ("owner_id", owner_id.into()),
        ("key_folded", fold_case(&key).into()),
        ("key", key.clone().into()),
        ("value_folded", fold_case(&value).into()),
        ("value", value.clone().into()),
    ];
    let insert = insert_row("configurations", row).returning_col("id").take();
    let id = fetch_one(connection, &insert, |row| Ok(row.try_get("id")?)).await?;
    Ok(Ok(Configuration { id, key, value }))
}

/// Stores a changed configuration.
pub async fn update(
    connection: &mut Connection,
    owner_id: i64,
    configuration: &Configuration,
) -> Result<Result<(), KeyTaken>, StorageError> {
    let holder = by_key(connection, owner_id, &configuration.key).await?;
    if holder.is_some_and(|holder| holder != configuration.id) {
        return Ok(Err(KeyTaken));
    }
    let statement = Query::update()
        .table("configurations")
        .values([
            ("key", configuration.key.as_str().into()),
            ("key_folded", fold_case(&configuration.key).into()),
            ("value", configuration.value.as_str().into()),
            ("value_folded", fold_case(&configuration.value).into()),
        ])
        .and_where(owned_by(owner_id))
        .and_where(Expr::col("id").eq(configuration.id))
        .take();
    execute(connection, &statement).await?;
    Ok(Ok(()))
}

/// Deletes a configuration of that owner.
pub async fn delete(connection: &mut Connection, owner_id: i64, id: i64) -> Result<(), StorageError> {
    let own = owned_by(owner_id).and(Expr::col("id").eq(id));
    delete_rows(connection, "configurations", own).await?;
    Ok(())
}

/// The id of the owner's configuration of that key. In a transaction that writes it stays true until the end; the table's
/// unique index is there for whoever forgets one.
async fn by_key(connection: &mut Connection, owner_id: i64, key: &str) -> Result<Option<i64>, StorageError> {
    let query = Query::select()
        .column("id")
        .from("configurations")
        .and_where(owned_by(owner_id))
        .and_where(Expr::col("key").eq(key))
        .take();
    fetch_optional(connection, &query, |row| Ok(row.try_get("id")?)).await
}
