//! Attempts to guess passwords, where several servers share a database: see `domain/throttle.rs`.

use api_types::Timestamp;
use sea_query::{Expr, ExprTrait as _, OnConflict, Query};

use super::database::Connection;
use super::statements::{Row, delete_rows, execute, fetch_all, insert_row, run_script};
use super::{StorageError, Store};
use crate::domain::throttle::{Attempt, Attempts};

/// How long an address stays familiar to whom it was once right: three months.
const FAMILIAR_MILLIS: i64 = 90 * 24 * 60 * 60 * 1000;

/// A crash of the database may well forget it, and so nobody waits for a disk.
const DONT_WAIT: &str = "SET LOCAL synchronous_commit = off";

fn read(row: &Row) -> Result<(i64, i64), StorageError> {
    Ok((row.try_get("id")?, row.try_get("at")?))
}

/// What is remembered of that attempt.
pub async fn find(connection: &mut Connection, attempt: Attempt) -> Result<Attempts, StorageError> {
    let of = |table: &'static str| {
        Query::select()
            .columns(["id", "at"])
            .from(table)
            .and_where(Expr::col("id").is_in(attempt.keys()))
            .take()
    };
    let (paid, familiar) = (of("paid_attempts"), of("familiar_addresses"));
    let paid = fetch_all(connection, &paid, read).await?;
    let familiar = fetch_all(connection, &familiar, read).await?;
    Ok(Attempts {
        paid: paid.into_iter().collect(),
        familiar: familiar.into_iter().collect(),
    })
}

/// Changes what is remembered of that attempt, with no other server in between.
pub async fn change<T>(
    store: &Store,
    attempt: Attempt,
    with: impl FnOnce(&mut Attempts) -> T,
) -> Result<T, StorageError> {
    let mut writing = store.write().await?;
    run_script(&mut writing, DONT_WAIT).await?;
    let before = find(&mut writing, attempt).await?;
    let mut after = before.clone();
    let result = with(&mut after);
    for (table, before, after) in [
        ("paid_attempts", before.paid, after.paid),
        ("familiar_addresses", before.familiar, after.familiar),
    ] {
        for (id, at) in after {
            if before.get(&id) != Some(&at) {
                let put = insert_row(table, [("id", id.into()), ("at", at.into())])
                    .on_conflict(OnConflict::column("id").update_column("at").to_owned())
                    .take();
                execute(&mut writing, &put).await?;
            }
        }
    }
    writing.commit().await?;
    Ok(result)
}

/// Forgets what is over.
pub async fn forget_ended(connection: &mut Connection, now: Timestamp) -> Result<(), StorageError> {
    let now = now.unix_millis();
    for (table, end) in [
        ("paid_attempts", now),
        ("familiar_addresses", now - FAMILIAR_MILLIS),
    ] {
        delete_rows(connection, table, Expr::col("at").lte(end)).await?;
    }
    Ok(())
}
