//! Sets of scopes that are often wanted.

use super::danger::reveals_secrets;
use super::groups::GROUPS;
use super::sentences::{Scope, scopes};
use super::set::ScopeSet;

/// The names of the sets, each with what it is for.
pub const PRESETS: [(&str, &str); 5] = [
    (
        "Read only",
        "Everything can be read, no secret is revealed, nothing can be changed.",
    ),
    (
        "Monitoring",
        "Statistics, runs of tasks and the state of storage and tape, for Grafana, Zabbix and the like.",
    ),
    (
        "User administration",
        "Users and system accounts: for on-boarding scripts.",
    ),
    (
        "Automation",
        "Tasks with all that belongs to them, and reading the storage that they work on.",
    ),
    (
        "Everything but secrets",
        "All but the two scopes that reveal stored secrets.",
    ),
];

/// The scopes of the set with that number.
pub fn preset(number: usize) -> ScopeSet {
    let all = |holds: fn(Scope) -> bool| ScopeSet::of(|number| holds(scopes()[usize::from(number)]));
    match number {
        0 => all(reads),
        1 => all(monitors),
        2 => all(|scope| scope.controller == "users" || scope.controller == "groups"),
        3 => all(automates),
        _ => ScopeSet::all().without(reveals_secrets()),
    }
}

/// Whether it reads and nothing else.
pub fn reads(scope: Scope) -> bool {
    scope.controller == "statistics"
        || matches!(
            scope.action,
            "index" | "show" | "mount_status" | "devices" | "tapes" | "systems"
        )
}

fn monitors(scope: Scope) -> bool {
    let watched = match scope.controller {
        "statistics" | "tasks" | "task_executions" | "task_schedules" | "pools" | "nas_shares"
        | "cloud_buckets" | "mounts" | "tapes" | "tape_libraries" | "tape_drives" | "tape_stats"
        | "primary_scans" => true,
        // So that a key can ask whose it is.
        "users" => scope.action == "show",
        _ => false,
    };
    watched && scope.action != "devices" && reads(scope)
}

fn automates(scope: Scope) -> bool {
    let is_of = |title: &str| {
        GROUPS
            .iter()
            .filter(|group| group.title == title)
            .any(|group| group.controllers.iter().any(|(own, _)| *own == scope.controller))
    };
    is_of("Tasks")
        || is_of("Storage") && reads(scope)
        || (scope.controller, scope.action) == ("users", "show")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::api_keys::scopes::danger;

    #[test]
    fn no_preset_reveals_secrets() {
        for (number, (name, _)) in PRESETS.iter().enumerate() {
            let set = preset(number);
            assert!(
                set.both(reveals_secrets()).is_empty() && !set.is_empty(),
                "{name}"
            );
        }
        assert_eq!(preset(4).count(), 154);
    }

    #[test]
    fn what_reads_and_what_watches_changes_nothing() {
        for set in [preset(0), preset(1)] {
            for scope in set.numbers().filter_map(crate::pages::api_keys::scopes::scope) {
                assert!(
                    ![
                        "create",
                        "update",
                        "destroy",
                        "action",
                        "mount",
                        "unmount",
                        "sync",
                        "sync_primary"
                    ]
                    .contains(&scope.action),
                    "{}",
                    scope.name()
                );
                assert!(scope.calls().any(|call| call.method == "GET"), "{}", scope.name());
            }
        }
        assert!(preset(1).without(preset(0)).is_empty());
        assert!(preset(0).numbers().all(|number| danger(number).is_none()));
    }

    #[test]
    fn presets_are_of_a_size() {
        let sizes: Vec<u32> = (0..PRESETS.len()).map(|number| preset(number).count()).collect();
        assert_eq!(sizes, [84, 46, 7, 67, 154]);
    }
}
