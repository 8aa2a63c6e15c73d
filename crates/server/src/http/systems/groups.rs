//! `GET /groups/-/systems`

use api_types::SystemGroupList;
use axum::Json;

use crate::http::auth::{Caller, Operation, Right};

pub(in crate::http) struct IndexSystemGroups;

impl Operation for IndexSystemGroups {
    const ID: &'static str = "index_system_groups";
    const SUMMARY: &'static str = "List all system groups.";
    const SCOPE: (&'static str, &'static str) = ("groups", "systems");
    const RIGHT: Right = Right::Anyone;
}

/// All groups of the operating system.
pub(in crate::http) async fn groups(caller: Caller<IndexSystemGroups>) -> Json<SystemGroupList> {
    let groups = caller.state.system.groups().await.to_vec();
    Json(SystemGroupList {
        count: i64::try_from(groups.len()).unwrap_or(i64::MAX),
        groups,
    })
}
