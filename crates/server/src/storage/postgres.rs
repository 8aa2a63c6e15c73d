//! The database of a server: PostgreSQL, which several of these servers may share.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgConnection, Row as _};

use super::database::{Pools, READING_TIME};
use super::{OpenError, StorageError};

/// How many connections of each server read at once.
const READERS: u32 = 8;

/// How long a request waits for a connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// How long PostgreSQL may take to answer anything, before the network is thought to have been cut: longer than all that it limits by
/// itself.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(15);

/// How long a connection may take to go back to its pool.
pub(super) const RETURN_TIMEOUT: Duration = Duration::from_secs(3);

/// How long a transaction that wants to write waits for those before it.
const LOCK_TIMEOUT: Duration = Duration::from_secs(8);

/// How long a transaction that writes may do nothing, before PostgreSQL gives it up: a server that was cut off must not keep the others
/// from writing.
const IDLE_TIMEOUT: Duration = Duration::from_secs(10);

/// How soon PostgreSQL finds out that nobody waits for a statement any more.
const CHECK_CLIENT: Duration = Duration::from_millis(500);

/// Begins a transaction that no other of this database runs beside: one writes at a time, whichever server it is of, so that what one has
/// looked at stays true until it commits. The lock's number is the schema's, above one that stands for this program, and it goes with the
/// transaction.
pub(super) const BEGIN_WRITING: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT pg_advisory_xact_lock((1852793957::bigint << 32) + current_schema()::regnamespace::oid::bigint)";

/// The oldest version that knows all the settings that are made here.
const OLDEST: i32 = 140_000;

/// Connects to the server.
pub(super) async fn open(options: &PgConnectOptions) -> Result<Pools, OpenError> {
    let millis = |time: Duration| time.as_millis().to_string();
    let options = options.clone().application_name("nodeum-admin-server").options([
        ("statement_timeout", millis(READING_TIME)),
        ("client_connection_check_interval", millis(CHECK_CLIENT)),
    ]);
    let pool = |connections| {
        PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
    };
    // By itself, since a pool would try for long and not tell what went wrong.
    let first = tokio::time::timeout(ACQUIRE_TIMEOUT, check_server(&options));
    first.await.map_err(|_| StorageError::NoAnswer)??;
    let reader =
        pool(READERS).connect_lazy_with(options.clone().options([("default_transaction_read_only", "on")]));
    let writer = pool(1).connect_lazy_with(options.options([
        ("lock_timeout", millis(LOCK_TIMEOUT)),
        ("idle_in_transaction_session_timeout", millis(IDLE_TIMEOUT)),
    ]));
    Ok(Pools::Postgres { reader, writer })
}

/// Whether the server is one that keeps what this one stores.
async fn check_server(options: &PgConnectOptions) -> Result<(), OpenError> {
    let mut connection = PgConnection::connect_with(options)
        .await
        .map_err(StorageError::from)?;
    let query = "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')";
    let row = sqlx::query(query)
        .fetch_one(&mut connection)
        .await
        .map_err(StorageError::from)?;
    let version: i32 = row.try_get(0).map_err(StorageError::from)?;
    let encoding: String = row.try_get(1).map_err(StorageError::from)?;
    connection.close().await.map_err(StorageError::from)?;
    if version < OLDEST {
        return Err(OpenError::TooOld(version / 10_000));
    }
    if encoding != "UTF8" {
        return Err(OpenError::Encoding(encoding));
    }
    Ok(())
}
