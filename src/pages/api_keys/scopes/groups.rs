//! Named sets of scopes: the groups of the picker, and the presets.

use super::scope::Scope;
use super::set::ScopeSet;

/// A group of controllers.
#[derive(Debug, PartialEq, Eq)]
pub struct ScopeGroup {
    /// The heading: "Users and access".
    pub title: &'static str,
    /// Its controllers, each with what its records are called in a sentence.
    pub controllers: &'static [(&'static str, &'static str)],
}

/// All groups, in the order in which the picker draws them.
pub static GROUPS: [ScopeGroup; 6] = [
    ScopeGroup {
        title: "Users and access",
        controllers: &[
            ("users", "users"),
            ("groups", "system groups"),
            ("api_keys", "your API keys"),
            ("configurations", "your configuration"),
            ("sessions", "sessions"),
        ],
    },
    ScopeGroup {
        title: "Storage",
        controllers: &[
            ("pools", "pools"),
            ("containers", "containers"),
            ("container_privileges", "rights to containers"),
            ("files", "files"),
            ("import_files", "files to import"),
            ("file_metadata_definitions", "kinds of file metadata"),
            ("nas", "NAS systems"),
            ("nas_shares", "NAS shares"),
            ("cloud_connectors", "cloud connectors"),
            ("cloud_buckets", "cloud buckets"),
            ("mounts", "mounts"),
            ("primary_scans", "scans of primary storage"),
        ],
    },
    ScopeGroup {
        title: "Tape",
        controllers: &[
            ("tapes", "tapes"),
            ("tape_libraries", "tape libraries"),
            ("tape_drives", "tape drives"),
            ("tape_stats", "tape wear"),
            ("on_tapes_files", "files on tapes"),
        ],
    },
    ScopeGroup {
        title: "Tasks",
        controllers: &[
            ("tasks", "tasks"),
            ("task_executions", "runs of tasks"),
            ("task_schedules", "schedules"),
            ("task_sources", "task sources"),
            ("task_destinations", "task destinations"),
            ("task_options", "task options"),
            ("task_metadata", "task metadata"),
            ("task_metadata_definitions", "kinds of task metadata"),
            ("task_callbacks", "task callbacks"),
        ],
    },
    ScopeGroup {
        title: "Statistics",
        controllers: &[("statistics", "statistics")],
    },
    ScopeGroup {
        title: "System",
        controllers: &[("systems", "the server’s logs")],
    },
];

/// The actions that have a column of their own, each with a plainer word where the API’s isn’t plain.
pub const COLUMNS: [(&str, &str); 5] = [
    ("index", "list"),
    ("show", "look into"),
    ("create", ""),
    ("update", "change"),
    ("destroy", "delete"),
];

impl ScopeGroup {
    /// The group of a controller.
    pub fn of(controller: &str) -> Option<&'static Self> {
        GROUPS.iter().find(|group| group.has(controller))
    }

    /// All scopes of its controllers.
    pub fn scopes(&self) -> ScopeSet {
        ScopeSet::matching(|scope| self.has(scope.controller))
    }

    fn has(&self, controller: &str) -> bool {
        self.controllers.iter().any(|(own, _)| *own == controller)
    }
}

impl Scope {
    /// The place of its action in [`COLUMNS`]; none for an action without a column.
    pub fn column(self) -> Option<usize> {
        COLUMNS.iter().position(|(action, _)| *action == self.action)
    }
}

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
            _ => scope.name() == "users/show",
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
        includes: |scope| match ScopeGroup::of(scope.controller).map(|group| group.title) {
            Some("Tasks") => true,
            Some("Storage") => scope.only_reads(),
            _ => scope.name() == "users/show",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_controller_is_in_one_group() {
        let mut all = ScopeSet::default();
        let mut counts = 0;
        for (controller, noun) in GROUPS.iter().flat_map(|group| group.controllers) {
            let scopes = ScopeSet::of_controller(controller);
            assert!(!scopes.is_empty() && !noun.is_empty(), "{controller}");
            counts += scopes.len();
            all = all.union(scopes);
        }
        assert_eq!((all.len(), counts), (156, 156));
    }

    #[test]
    fn the_39_other_actions_have_no_column() {
        let chips = ScopeSet::matching(|scope| scope.column().is_none());
        assert_eq!(chips.len(), 39);
    }

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
