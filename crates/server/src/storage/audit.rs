//! The audit trail. Events are written in the transaction of the change that they tell of, and never changed.

use api_types::validation::fold_case;
use api_types::{AuditEvent, Timestamp};

use super::StorageError;
use super::database::Connection;
use super::listing::Listing;
use super::statements::{Row, execute, insert_row};
use crate::domain::audit::NewEvent;
use crate::domain::list::{self, ListRequest};

const LISTING: Listing<AuditEvent> = Listing {
    attributes: &list::AUDIT_EVENTS,
    table: "audit_events",
    columns: &[
        "id",
        "created_at",
        "actor_id",
        "actor",
        "origin",
        "action",
        "record_id",
        "record",
        "changes",
    ],
    // The values of `origin` and `action` have no capitals.
    folded: &["actor", "record"],
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
pub async fn page(
    connection: &mut Connection,
    request: &ListRequest,
) -> Result<(i64, Vec<AuditEvent>), StorageError> {
    LISTING.page(connection, None, request).await
}

/// Notes an event.
pub async fn note(connection: &mut Connection, event: &NewEvent<'_>) -> Result<(), StorageError> {
    let ((actor_id, actor), (record_id, record)) = (event.actor, event.record);
    let (controller, action) = event.action;
    let changes = serde_json::to_string(&event.changes)
        .map_err(|_| StorageError::Corrupt("the changes of an audit event"))?;
    let row = [
        ("created_at", event.at.unix_millis().into()),
        ("actor_id", actor_id.into()),
        ("actor", actor.into()),
        ("actor_folded", fold_case(actor).into()),
        ("origin", event.origin.name().into()),
        ("action", format!("{controller}/{action}").into()),
        ("record_id", record_id.into()),
        ("record", record.into()),
        ("record_folded", fold_case(record).into()),
        ("changes", changes.into()),
    ];
    execute(connection, &insert_row("audit_events", row))
        .await
        .map(|_| ())
}
