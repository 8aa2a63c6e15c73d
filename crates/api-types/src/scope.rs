//! The scopes that an API key can be given.

use serde::{Deserialize, Serialize};

/// What an API key may do: one action of one controller.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ApiKeyScope {
    /// The part of the API, such as `users`.
    pub controller: String,
    /// What is done there, such as `index`.
    pub action: String,
}

impl ApiKeyScope {
    /// That action of that controller.
    #[must_use]
    pub fn new(controller: &str, action: &str) -> Self {
        Self {
            controller: controller.to_owned(),
            action: action.to_owned(),
        }
    }

    /// The contract's 156 pairs.
    pub fn all() -> impl Iterator<Item = Self> {
        let pairs = |(controller, actions): &(&'static str, &'static [&'static str])| {
            let controller = *controller;
            actions.iter().map(move |action| Self::new(controller, action))
        };
        SCOPES.iter().flat_map(pairs)
    }

    /// Whether it is one of the contract's 156 pairs.
    #[must_use]
    pub fn is_known(&self) -> bool {
        SCOPES
            .iter()
            .any(|(controller, actions)| *controller == self.controller && actions.contains(&&*self.action))
    }
}

/// The contract's 156 pairs: the actions of each of the 33 controllers, both in alphabetical order.
pub const SCOPES: [(&str, &[&str]); 33] = [
    ("api_keys", &["create", "destroy", "index", "show", "update"]),
    (
        "cloud_buckets",
        &[
            "index",
            "mount_status",
            "show",
            "sync",
            "update",
            "update_config_file",
        ],
    ),
    (
        "cloud_connectors",
        &[
            "create",
            "destroy",
            "get_secret_key",
            "index",
            "show",
            "test",
            "update",
        ],
    ),
    (
        "configurations",
        &["create", "destroy", "index", "show", "update"],
    ),
    (
        "container_privileges",
        &["create", "destroy", "index", "show", "update"],
    ),
    ("containers", &["create", "destroy", "index", "show", "update"]),
    ("file_metadata_definitions", &["index", "show"]),
    ("files", &["index", "show", "tapes"]),
    ("groups", &["systems"]),
    ("import_files", &["index", "show"]),
    ("mounts", &["index"]),
    ("nas", &["create", "destroy", "index", "show", "update"]),
    (
        "nas_shares",
        &[
            "create",
            "destroy",
            "get_password",
            "index",
            "mount_status",
            "show",
            "test",
            "update",
        ],
    ),
    ("on_tapes_files", &["index", "show"]),
    (
        "pools",
        &[
            "create",
            "destroy",
            "index",
            "mount",
            "mount_status",
            "show",
            "sync_primary",
            "unmount",
            "update",
        ],
    ),
    ("primary_scans", &["create", "destroy", "show", "update"]),
    ("sessions", &["create", "destroy"]),
    (
        "statistics",
        &[
            "by_date",
            "by_file_extension",
            "by_group_owner",
            "by_metadata",
            "by_primary_cloud",
            "by_primary_name",
            "by_primary_nas",
            "by_primary_storage",
            "by_secondary_cloud",
            "by_secondary_nas",
            "by_secondary_storage",
            "by_secondary_tape",
            "by_size",
            "by_user_owner",
            "storages",
            "task_by_metadata",
            "task_by_status",
            "task_by_storage",
            "task_by_workflow",
        ],
    ),
    ("systems", &["download_traces"]),
    (
        "tape_drives",
        &["create", "destroy", "devices", "index", "show", "update"],
    ),
    (
        "tape_libraries",
        &["create", "destroy", "devices", "index", "show", "update"],
    ),
    ("tape_stats", &["index", "show"]),
    ("tapes", &["destroy", "index", "mount_status", "show"]),
    (
        "task_callbacks",
        &["create", "destroy", "index", "show", "update"],
    ),
    (
        "task_destinations",
        &["create", "destroy", "index", "show", "update"],
    ),
    ("task_executions", &["index", "show"]),
    ("task_metadata", &["create", "destroy", "index", "show", "update"]),
    ("task_metadata_definitions", &["index", "show"]),
    ("task_options", &["create", "destroy", "index", "show", "update"]),
    (
        "task_schedules",
        &["create", "destroy", "index", "show", "update"],
    ),
    ("task_sources", &["create", "destroy", "index", "show", "update"]),
    (
        "tasks",
        &["action", "create", "destroy", "index", "show", "update"],
    ),
    (
        "users",
        &["create", "destroy", "index", "show", "systems", "update"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_as_the_contract_has() {
        let pairs: usize = SCOPES.iter().map(|(_, actions)| actions.len()).sum();
        assert_eq!((SCOPES.len(), pairs), (33, 156));
        assert!(SCOPES.is_sorted());
        assert!(SCOPES.iter().all(|(_, actions)| actions.is_sorted()));
    }

    #[test]
    fn a_pair_is_known_as_a_whole() {
        assert!(ApiKeyScope::new("users", "index").is_known());
        assert!(ApiKeyScope::new("groups", "systems").is_known());
        for (controller, action) in [("users", "sync"), ("Users", "index"), ("", ""), ("users", "")] {
            assert!(!ApiKeyScope::new(controller, action).is_known());
        }
    }
}
