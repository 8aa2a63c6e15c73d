//! The audit trail, an extension of the API: a server may have none.

use api_types::AuditEventList;

use crate::api::{Api, ApiError};
use crate::paths;

/// Lists a page of events.
pub async fn list(api: Api, parameters: &[(&'static str, String)]) -> Result<AuditEventList, ApiError> {
    api.get(paths::api::audit_events(parameters)).await
}
