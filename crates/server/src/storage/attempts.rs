//! Attempts to guess passwords, where several servers share a database: see `domain/throttle.rs`.

use api_types::Timestamp;
use sea_query::{Expr, ExprTrait as _, Iden, IntoColumnRef, IntoTableRef, OnConflict, Query};

use super::database::Connection;
use super::statements::{Row, execute, fetch_all, insert_row, run_script};
use super::tables::{FamiliarAddresses, PaidAttempts};
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
///
/// # Errors
/// The database failed.
pub async fn find(connection: &mut Connection, attempt: Attempt) -> Result<Attempts, StorageError> {
    let paid = Query::select()
        .columns([PaidAttempts::Id, PaidAttempts::At])
        .from(PaidAttempts::Table)
        .and_where(Expr::col(PaidAttempts::Id).is_in(attempt.keys()))
        .take();
    let familiar = Query::select()
        .columns([FamiliarAddresses::Id, FamiliarAddresses::At])
        .from(FamiliarAddresses::Table)
        .and_where(Expr::col(FamiliarAddresses::Id).is_in(attempt.keys()))
        .take();
    Ok(Attempts {
        paid: fetch_all(connection, &paid, read).await?.into_iter().collect(),
        familiar: fetch_all(connection, &familiar, read)
            .await?
            .into_iter()
            .collect(),
    })
}

/// Changes what is remembered of that attempt, with no other server in between.
///
/// # Errors
/// The database failed.
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
    for (id, at) in after.paid {
        if before.paid.get(&id) != Some(&at) {
            put(
                &mut writing,
                PaidAttempts::Table,
                [PaidAttempts::Id, PaidAttempts::At],
                id,
                at,
            )
            .await?;
        }
    }
    for (id, at) in after.familiar {
        if before.familiar.get(&id) != Some(&at) {
            let columns = [FamiliarAddresses::Id, FamiliarAddresses::At];
            put(&mut writing, FamiliarAddresses::Table, columns, id, at).await?;
        }
    }
    writing.commit().await?;
    Ok(result)
}

async fn put<C: Copy + Iden + IntoColumnRef + IntoTableRef>(
    connection: &mut Connection,
    table: C,
    [id_column, at_column]: [C; 2],
    id: i64,
    at: i64,
) -> Result<(), StorageError> {
    let statement = insert_row(table, [(id_column, id.into()), (at_column, at.into())])
        .on_conflict(OnConflict::column(id_column).update_column(at_column).to_owned())
        .take();
    execute(connection, &statement).await.map(|_| ())
}

/// Forgets what is over.
///
/// # Errors
/// The database failed.
pub async fn forget_ended(connection: &mut Connection, now: Timestamp) -> Result<(), StorageError> {
    let paid = Query::delete()
        .from_table(PaidAttempts::Table)
        .and_where(Expr::col(PaidAttempts::At).lte(now.unix_millis()))
        .take();
    execute(connection, &paid).await?;
    let familiar = Query::delete()
        .from_table(FamiliarAddresses::Table)
        .and_where(Expr::col(FamiliarAddresses::At).lte(now.unix_millis() - FAMILIAR_MILLIS))
        .take();
    execute(connection, &familiar).await?;
    Ok(())
}
