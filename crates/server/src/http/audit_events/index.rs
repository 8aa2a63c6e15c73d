//! `GET /audit_events`

use api_types::AuditEventList;
use axum::Json;

use crate::domain::list::AUDIT_EVENTS;
use crate::http::auth::{Caller, Operation, Right};
use crate::http::error::ApiError;
use crate::http::page::Query;
use crate::storage::audit;

pub(in crate::http) struct IndexAuditEvents;

impl Operation for IndexAuditEvents {
    const ID: &'static str = "index_audit_events";
    const SUMMARY: &'static str = "Lists who changed what, and when.";
    // None of the reference's scopes is about it: whoever may list users may see what became of them.
    const SCOPE: (&'static str, &'static str) = ("users", "index");
    const RIGHT: Right = Right::Administrator;
}

/// The events that are asked for, and how many match in all.
pub(in crate::http) async fn index(
    caller: Caller<IndexAuditEvents>,
    query: Query,
) -> Result<Json<AuditEventList>, ApiError> {
    let request = query.list(&AUDIT_EVENTS, caller.api_level().extensions())?;
    let mut reading = caller.read().await?;
    let (count, audit_events) = audit::page(&mut reading, &request).await?;
    Ok(Json(AuditEventList { count, audit_events }))
}
