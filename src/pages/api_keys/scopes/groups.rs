//! The parts of the API in groups, as the picker draws them.

use super::sentences::scopes;
use super::set::ScopeSet;

/// A group of controllers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Its heading.
    pub title: &'static str,
    /// Its controllers, each with what its records are called in a sentence.
    pub controllers: &'static [(&'static str, &'static str)],
}

/// All groups, in the order in which the picker draws them.
pub const GROUPS: [Group; 6] = [
    Group {
        title: "Users and access",
        controllers: &[
            ("users", "users"),
            ("groups", "system groups"),
            ("api_keys", "your API keys"),
            ("configurations", "your configuration"),
            ("sessions", "sessions"),
        ],
    },
    Group {
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
    Group {
        title: "Tape",
        controllers: &[
            ("tapes", "tapes"),
            ("tape_libraries", "tape libraries"),
            ("tape_drives", "tape drives"),
            ("tape_stats", "tape wear"),
            ("on_tapes_files", "files on tapes"),
        ],
    },
    Group {
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
    Group {
        title: "Statistics",
        controllers: &[("statistics", "statistics")],
    },
    Group {
        title: "System",
        controllers: &[("systems", "the server's logs")],
    },
];

/// The actions that have a column of their own, each with a plain word where the API's says less.
pub const COLUMNS: [(&str, &str); 5] = [
    ("index", "list"),
    ("show", "look into"),
    ("create", ""),
    ("update", "change"),
    ("destroy", "delete"),
];

impl Group {
    /// Its scopes.
    pub fn scopes(self) -> ScopeSet {
        let mut set = ScopeSet::default();
        for (controller, _) in self.controllers {
            set = set.with(of_controller(controller));
        }
        set
    }
}

/// The scopes of a controller.
pub fn of_controller(controller: &str) -> ScopeSet {
    ScopeSet::of(|number| scopes()[usize::from(number)].controller == controller)
}

/// The scopes of an action that has a column.
pub fn of_action(action: &str) -> ScopeSet {
    ScopeSet::of(|number| scopes()[usize::from(number)].action == action)
}

/// The place of an action's column; none for an action that is a chip.
pub fn column_of(action: &str) -> Option<usize> {
    COLUMNS.iter().position(|(column, _)| *column == action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_controller_is_in_one_group() {
        let mut all = ScopeSet::default();
        let mut counts = 0;
        for group in GROUPS {
            for (controller, noun) in group.controllers {
                assert!(!of_controller(controller).is_empty(), "{controller}");
                assert!(!noun.is_empty());
            }
            counts += group.scopes().count();
            all = all.with(group.scopes());
        }
        assert_eq!((all.count(), counts), (156, 156));
        let controllers: usize = GROUPS.iter().map(|group| group.controllers.len()).sum();
        assert_eq!(controllers, 33);
    }

    #[test]
    fn the_39_other_actions_are_chips() {
        let chips = ScopeSet::of(|number| column_of(scopes()[usize::from(number)].action).is_none());
        assert_eq!(chips.count(), 39);
    }
}
