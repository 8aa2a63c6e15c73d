//! The database and its connections, of either kind.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::{Postgres, Sqlite};
use tokio::sync::OwnedSemaphorePermit;

use super::StorageError;
use super::statements::run_script;
use super::{postgres, sqlite};

/// How long whoever reads may keep the database working. Then the statement that is under way is interrupted.
pub(super) const READING_TIME: Duration = Duration::from_secs(10);

/// The database.
#[derive(Debug, Clone)]
pub struct Store(pub(super) Pools);

/// Its connections: those that only read, and the one that also writes.
#[derive(Debug, Clone)]
pub(super) enum Pools {
    Sqlite { reader: SqlitePool, writer: SqlitePool },
    Postgres { reader: PgPool, writer: PgPool },
}

impl Store {
    /// A connection to read from, for some seconds.
    ///
    /// # Errors
    /// None became free in time, or the database failed.
    pub async fn read(&self) -> Result<Reading, StorageError> {
        let (connection, interrupt) = match &self.0 {
            Pools::Sqlite { reader, .. } => {
                let mut connection = reader.acquire().await?;
                let interrupt = sqlite::interrupt_after(&mut connection, READING_TIME).await?;
                (Connection::Sqlite(connection), Some(interrupt))
            }
            Pools::Postgres { reader, .. } => {
                let connection = PostgresConnection::new(reader.acquire().await?);
                (Connection::Postgres(connection), None)
            }
        };
        Ok(Reading {
            connection,
            _interrupt: interrupt,
            _share: None,
        })
    }

    /// A connection to read from for as long as it takes: for an operator, not for a request.
    pub(super) async fn read_patiently(&self) -> Result<Reading, StorageError> {
        let mut reading = self.read().await?;
        if let Connection::Sqlite(connection) = &mut *reading {
            sqlite::never_interrupt(connection).await?;
        }
        Ok(reading)
    }

    /// A transaction that may write; it waits for the one before it, also for those of other servers on the same database, and
    /// vanishes unless it is committed.
    ///
    /// # Errors
    /// The one before it took too long, or the database failed.
    pub async fn write(&self) -> Result<Writing, StorageError> {
        let (connection, begin) = match &self.0 {
            Pools::Sqlite { writer, .. } => {
                (Connection::Sqlite(writer.acquire().await?), sqlite::BEGIN_WRITING)
            }
            Pools::Postgres { writer, .. } => (
                Connection::Postgres(PostgresConnection::new(writer.acquire().await?)),
                postgres::BEGIN_WRITING,
            ),
        };
        let mut writing = Writing {
            connection,
            committed: false,
        };
        run_script(&mut writing, begin).await?;
        Ok(writing)
    }

    /// Whether other servers may be at work on the same database.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Pools::Postgres { .. })
    }

    /// The pools: the name, how many connections there are, and how many of them are idle.
    #[must_use]
    pub fn connections(&self) -> [(&'static str, usize, usize); 2] {
        let (reader, writer) = match &self.0 {
            Pools::Sqlite { reader, writer } => (
                (reader.size(), reader.num_idle()),
                (writer.size(), writer.num_idle()),
            ),
            Pools::Postgres { reader, writer } => (
                (reader.size(), reader.num_idle()),
                (writer.size(), writer.num_idle()),
            ),
        };
        [("reader", reader), ("writer", writer)]
            .map(|(name, (size, idle))| (name, usize::try_from(size).unwrap_or(usize::MAX), idle))
    }

    /// Waits for what is under way and closes the database.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { reader, writer } => {
                reader.close().await;
                writer.close().await;
            }
            Pools::Postgres { reader, writer } => {
                reader.close().await;
                writer.close().await;
            }
        }
    }
}

/// A connection that statements run on.
#[derive(Debug)]
pub enum Connection {
    /// To a file.
    Sqlite(PoolConnection<Sqlite>),
    /// To a server.
    Postgres(PostgresConnection),
}

/// A connection to PostgreSQL, which is closed if nobody waits any more for a statement that is under way: the server then interrupts it.
#[derive(Debug)]
pub struct PostgresConnection {
    connection: PoolConnection<Postgres>,
    is_under_way: bool,
}

impl PostgresConnection {
    fn new(connection: PoolConnection<Postgres>) -> Self {
        Self {
            connection,
            is_under_way: false,
        }
    }

    /// What runs a statement that takes as long as it takes.
    pub(super) fn for_long(&mut self) -> &mut sqlx::PgConnection {
        &mut self.connection
    }

    /// Runs something that the server must answer in time: the network between the two may have been cut.
    pub(super) async fn run<T>(
        &mut self,
        statement: impl AsyncFnOnce(&mut sqlx::PgConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StorageError> {
        self.is_under_way = true;
        let answer = tokio::time::timeout(postgres::ANSWER_TIMEOUT, statement(&mut self.connection))
            .await
            .map_err(|_| StorageError::NoAnswer)?;
        self.is_under_way = false;
        Ok(answer?)
    }
}

impl Drop for PostgresConnection {
    fn drop(&mut self) {
        if self.is_under_way {
            self.connection.close_on_drop();
        } else {
            // It is asked whether it is still good, which takes for ever if the network has just been cut; and until it has answered,
            // nobody has another in its place.
            let returned = self.connection.return_to_pool();
            tokio::spawn(tokio::time::timeout(postgres::RETURN_TIMEOUT, returned));
        }
    }
}

/// A connection that only reads.
pub struct Reading {
    connection: Connection,
    _interrupt: Option<sqlite::Interrupt>,
    _share: Option<OwnedSemaphorePermit>,
}

impl Reading {
    /// Counts towards a share of the connections until it is dropped.
    #[must_use]
    pub fn of_share(mut self, share: OwnedSemaphorePermit) -> Self {
        self._share = Some(share);
        self
    }
}

/// A transaction that may write.
pub struct Writing {
    connection: Connection,
    committed: bool,
}

impl Writing {
    /// Makes what was written last, on disk, before it returns.
    ///
    /// # Errors
    /// The database failed. Nothing was written then, unless the connection broke while the database was at it.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        run_script(&mut self, "COMMIT").await?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for Writing {
    /// What isn't committed goes with its connection, after a refusal as after an error, of which nobody can tell in which state it
    /// leaves the connection: a full disk, for one, may have ended the transaction, or not. The next writer opens a new one, in a few
    /// milliseconds.
    fn drop(&mut self) {
        if !self.committed {
            match &mut self.connection {
                Connection::Sqlite(connection) => connection.close_on_drop(),
                Connection::Postgres(connection) => connection.is_under_way = true,
            }
        }
    }
}

impl Deref for Reading {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Reading {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl Deref for Writing {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{DatabaseUrl, settings};

    #[tokio::test]
    async fn what_is_not_committed_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&DatabaseUrl::Sqlite(folder.path().join("x.db")))
            .await
            .unwrap();
        for commits in [false, true, false] {
            let mut writing = store.write().await.unwrap();
            settings::set(&mut writing, &commits.to_string(), "x")
                .await
                .unwrap();
            if commits {
                writing.commit().await.unwrap();
            }
        }
        let mut reading = store.read().await.unwrap();
        for (name, is_there) in [("false", false), ("true", true)] {
            let value = settings::get(&mut reading, name).await.unwrap();
            assert_eq!(value.is_some(), is_there);
        }
    }
}
