//! Sets of scopes that are often wanted.

use super::groups::Group;
use super::scope::Scope;
use super::set::ScopeSet;

/// A set of scopes that is often wanted.
pub struct Preset {
    /// "Read only"
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    includes: fn(Scope) -> bool,
}

/// All presets.
pub static PRESETS: [Preset; 5] = [
    Preset {
        name: "Read only",
        description: "Everything can be read, no secret is revealed, nothing can be changed.",
        includes: Scope::only_reads,
    },
    Preset {
        name: "Monitoring",
        description: "Statistics, runs of tasks and the state of storage and tape, for Grafana, Zabbix and the like.",
        includes: |scope| match scope.controller {
            "statistics" | "tasks" | "task_executions" | "task_schedules" | "pools" | "nas_shares"
            | "cloud_buckets" | "mounts" | "tapes" | "tape_libraries" | "tape_drives" | "tape_stats"
            | "primary_scans" => scope.action != "devices" && scope.only_reads(),
            _ => is_whoami(scope),
        },
    },
    Preset {
        name: "User administration",
        description: "Users and system accounts: for on-boarding scripts.",
        includes: |scope| matches!(scope.controller, "users" | "groups"),
    },
    Preset {
        name: "Automation",
        description: "Tasks with all that belongs to them, and reading the storage that they work on.",
        includes: |scope| match Group::of(scope.controller).map(|group| group.title) {
            Some("Tasks") => true,
            Some("Storage") => scope.only_reads(),
            _ => is_whoami(scope),
        },
    },
    Preset {
        name: "Everything but secrets",
        description: "All but the two scopes that reveal stored secrets.",
        includes: |scope| !scope.reveals_secrets(),
    },
];

impl Preset {
    /// Its scopes.
    pub fn scopes(&self) -> ScopeSet {
        ScopeSet::matching(self.includes)
    }
}

/// The scope by which a key can ask whose it is.
fn is_whoami(scope: Scope) -> bool {
    (scope.controller, scope.action) == ("users", "show")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_have_the_expected_sizes_and_reveal_no_secrets() {
        let sizes = PRESETS.each_ref().map(|preset| preset.scopes().len());
        assert_eq!(sizes, [84, 46, 7, 67, 154]);
        let all = PRESETS
            .iter()
            .map(Preset::scopes)
            .reduce(ScopeSet::union)
            .unwrap();
        assert!(!all.iter().any(Scope::reveals_secrets));
    }

    #[test]
    fn reading_and_monitoring_change_nothing() {
        const CHANGES: &str = "create update destroy action mount unmount sync sync_primary";
        let [reading, monitoring, ..] = PRESETS.each_ref().map(Preset::scopes);
        assert!(monitoring.difference(reading).is_empty());
        for scope in reading.iter() {
            let changes = CHANGES.split(' ').any(|action| action == scope.action);
            let reads = scope.calls().any(|call| call.method == "GET");
            assert!(reads && !changes && scope.risk.is_none(), "{}", scope.name());
        }
    }
}
