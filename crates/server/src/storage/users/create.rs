//! Creating users.

use sea_query::{Expr, Query};

use super::{Taken, names, row};
use crate::domain::account::Account;
use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{execute, fetch_one, highest_id, insert_row, keep_ids_above};

/// How many rows one statement of [`fill`] inserts: well below the number of values that a statement may have.
const BATCH: usize = 500;

/// Stores a new user, whose id the database chooses, and returns it, or which of its names are taken. Nothing may be
/// committed in that case.
pub async fn create(
    connection: &mut Connection,
    account: &Account,
) -> Result<Result<Account, Taken>, StorageError> {
    let insert = insert_row("users", row(account)).returning_col("id").take();
    let id = fetch_one(connection, &insert, |row| Ok(row.try_get("id")?)).await?;
    let account = Account {
        id,
        ..account.clone()
    };
    let taken = names::claim(connection, &account).await?;
    Ok(if taken.any() { Err(taken) } else { Ok(account) })
}

/// Stores many users with the ids that they bring, whose names are known to be free.
///
/// # Errors
/// The database failed, or a name or id was taken after all.
pub async fn fill(connection: &mut Connection, accounts: &[Account]) -> Result<(), StorageError> {
    for batch in accounts.chunks(BATCH) {
        let mut users = Query::insert().into_table("users").take();
        let mut names = Query::insert()
            .into_table("names")
            .columns(["name", "owner_id"])
            .take();
        for account in batch {
            let (mut columns, mut values) = (vec!["id"], vec![Expr::from(account.id)]);
            for (column, value) in row(account) {
                columns.push(column);
                values.push(value);
            }
            users.columns(columns).values_panic(values);
            for name in names::of(account) {
                names.values_panic([name.into(), account.id.into()]);
            }
        }
        execute(connection, &users).await?;
        execute(connection, &names).await?;
    }
    let highest = highest_id(connection, "users").await?;
    keep_ids_above(connection, "users", highest).await
}
