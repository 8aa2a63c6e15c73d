//! The audit trail. Events are written in the transaction of the change that they tell of, and never changed.

use api_types::validation::fold_case;
use api_types::{AuditEvent, Timestamp};

use super::StorageError;
use super::database::Connection;
use super::listing::Listing;
use super::statements::{Row, execute, insert_row};
use super::tables::AuditEvents;
use crate::domain::audit::NewEvent;
use crate::domain::list::{AuditEventAttribute, ListRequest};

const LISTING: Listing<AuditEventAttribute, AuditEvents, AuditEvent> = Listing {
    table: AuditEvents::Table,
    columns: &[
        AuditEvents::Id,
        AuditEvents::CreatedAt,
        AuditEvents::ActorId,
        AuditEvents::Actor,
        AuditEvents::Origin,
        AuditEvents::Action,
        AuditEvents::RecordId,
        AuditEvents::Record,
        AuditEvents::Changes,
    ],
    column: |attribute| match attribute {
        AuditEventAttribute::Id => AuditEvents::Id,
        AuditEventAttribute::CreatedAt => AuditEvents::CreatedAt,
        AuditEventAttribute::ActorId => AuditEvents::ActorId,
        AuditEventAttribute::Actor => AuditEvents::ActorFolded,
        // The values of these two have no capitals.
        AuditEventAttribute::Origin => AuditEvents::Origin,
        AuditEventAttribute::Action => AuditEvents::Action,
        AuditEventAttribute::RecordId => AuditEvents::RecordId,
        AuditEventAttribute::Record => AuditEvents::RecordFolded,
    },
    read,
    search_index: None,
};

fn read(row: &Row) -> Result<AuditEvent, StorageError> {
    let changes: String = row.try_get("changes")?;
    Ok(AuditEvent {
        id: row.try_get("id")?,
        created_at: Timestamp::from_unix_millis(row.try_get("created_at")?),
        actor_id: row.try_get("actor_id")?,
        actor: row.try_get("actor")?,
        origin: row.try_get("origin")?,
        action: row.try_get("action")?,
        record_id: row.try_get("record_id")?,
        record: row.try_get("record")?,
        changes: serde_json::from_str(&changes).map_err(|_| StorageError::Corrupt("an audit event"))?,
    })
}

/// The events that are asked for, and how many match in all.
///
/// # Errors
/// The database failed.
pub async fn page(
    connection: &mut Connection,
    request: &ListRequest<AuditEventAttribute>,
) -> Result<(i64, Vec<AuditEvent>), StorageError> {
    LISTING.page(connection, None, request).await
}

/// Notes an event.
///
/// # Errors
/// The database failed.
pub async fn note(connection: &mut Connection, event: &NewEvent<'_>) -> Result<(), StorageError> {
    let ((actor_id, actor), (record_id, record)) = (event.actor, event.record);
    let (controller, action) = event.action;
    let changes = serde_json::to_string(&event.changes)
        .map_err(|_| StorageError::Corrupt("the changes of an audit event"))?;
    let row = [
        (AuditEvents::CreatedAt, event.at.unix_millis().into()),
        (AuditEvents::ActorId, actor_id.into()),
        (AuditEvents::Actor, actor.into()),
        (AuditEvents::ActorFolded, fold_case(actor).into()),
        (AuditEvents::Origin, event.origin.name().into()),
        (AuditEvents::Action, format!("{controller}/{action}").into()),
        (AuditEvents::RecordId, record_id.into()),
        (AuditEvents::Record, record.into()),
        (AuditEvents::RecordFolded, fold_case(record).into()),
        (AuditEvents::Changes, changes.into()),
    ];
    execute(connection, &insert_row(AuditEvents::Table, row))
        .await
        .map(|_| ())
}
