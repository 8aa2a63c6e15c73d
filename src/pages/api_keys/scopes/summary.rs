//! What a set of scopes lets a key do, in one sentence.

use super::abilities::join;
use super::groups::GROUPS;
use super::scope::Scope;
use super::set::ScopeSet;

/// How much of each group a set covers, of the scopes that read or of those that change.
#[derive(Default, PartialEq, Eq)]
struct Coverage {
    /// Whether nothing is missing of any group.
    everything: bool,
    /// The groups that are covered whole.
    whole: Vec<String>,
    /// The groups of which something is missing.
    parts: Vec<String>,
}

impl Coverage {
    /// How much `set` covers of `all`.
    fn of(set: ScopeSet, all: ScopeSet) -> Self {
        let mut coverage = Self {
            everything: all.difference(set).is_empty(),
            ..Self::default()
        };
        for group in &GROUPS {
            let wanted = group.scopes().intersection(all);
            let covered = wanted.intersection(set);
            let title = group.title.to_lowercase();
            if !covered.is_empty() && covered == wanted {
                coverage.whole.push(title);
            } else if !covered.is_empty() {
                coverage.parts.push(title);
            }
        }
        coverage
    }

    /// "everything about tape and parts of tasks"; `prefix` stands before the groups that are covered whole.
    fn describe(&self, prefix: &str) -> Option<String> {
        if self.everything {
            return Some("everything".to_owned());
        }
        let whole = (!self.whole.is_empty()).then(|| format!("{prefix}{}", join(&self.whole)));
        let parts = (!self.parts.is_empty()).then(|| format!("parts of {}", join(&self.parts)));
        let described: Vec<String> = whole.into_iter().chain(parts).collect();
        (!described.is_empty()).then(|| described.join(" and "))
    }
}

/// One sentence without its full stop: "Can read everything about tape and storage; can’t change anything". `unknown` is how
/// many scopes the key has that this console doesn’t know.
pub fn summarize(set: ScopeSet, unknown: usize) -> String {
    if set.is_empty() && unknown == 0 {
        return "Can call nothing".to_owned();
    }
    let changes = |scope: Scope| {
        !(scope.only_reads()
            || scope.reveals_secrets()
            || scope.has_no_effect()
            || scope.controller == "systems")
    };
    let reading = Coverage::of(set, ScopeSet::matching(Scope::only_reads));
    let changing = Coverage::of(set, ScopeSet::matching(changes));
    let mut clauses = Vec::new();
    match (reading.describe("everything about "), changing.describe("")) {
        (Some(_), Some(groups)) if reading == changing && !reading.everything => {
            clauses.push(format!("can read and change {groups}"));
        }
        (read, changed) => {
            let only_reads = read.is_some() && changed.is_none();
            clauses.extend(read.map(|groups| format!("can read {groups}")));
            clauses.extend(changed.map(|groups| format!("can change {groups}")));
            clauses.extend(only_reads.then(|| "can’t change anything".to_owned()));
        }
    }
    let facts = [
        (
            "can download logs",
            set.iter().any(|scope| scope.controller == "systems"),
        ),
        ("reveals stored secrets", set.iter().any(Scope::reveals_secrets)),
        ("can raise rights", set.iter().any(Scope::raises_rights)),
    ];
    for (clause, applies) in facts {
        if applies {
            clauses.push(clause.to_owned());
        }
    }
    if clauses.is_empty() && unknown == 0 {
        clauses.push("can do nothing: its scopes have no effect".to_owned());
    }
    if unknown > 0 {
        let scopes = if unknown == 1 { "scope" } else { "scopes" };
        clauses.push(format!("has {unknown} {scopes} that this console doesn’t know"));
    }
    let sentence = clauses.join("; ");
    let (first, rest) = sentence.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::api_keys::scopes::PRESETS;

    fn set(names: &str) -> ScopeSet {
        let (set, unknown) = ScopeSet::parse(names);
        assert!(unknown.is_empty());
        set
    }

    #[test]
    fn a_sentence_says_what_a_key_can_do() {
        for (set, said) in [
            (ScopeSet::default(), "Can call nothing"),
            (PRESETS[0].scopes(), "Can read everything; can’t change anything"),
            (
                PRESETS[4].scopes(),
                "Can read everything; can change everything; can download logs; can raise rights",
            ),
            (
                ScopeSet::all(),
                "Can read everything; can change everything; can download logs; reveals stored secrets; can raise rights",
            ),
            (
                GROUPS[1]
                    .scopes()
                    .union(GROUPS[2].scopes())
                    .intersection(PRESETS[0].scopes()),
                "Can read everything about storage and tape; can’t change anything",
            ),
            (
                set("users/index,users/show"),
                "Can read parts of users and access; can’t change anything",
            ),
            (set("tasks/create"), "Can change parts of tasks"),
            (
                set("users/index,users/update"),
                "Can read and change parts of users and access; can raise rights",
            ),
            (
                GROUPS[3].scopes().union(set("pools/index")),
                "Can read everything about tasks and parts of storage; can change tasks",
            ),
            (
                set("sessions/create"),
                "Can do nothing: its scopes have no effect",
            ),
            (set("nas_shares/get_password"), "Reveals stored secrets"),
        ] {
            assert_eq!(summarize(set, 0), said);
        }
        assert_eq!(
            summarize(set("systems/download_traces"), 2),
            "Can download logs; has 2 scopes that this console doesn’t know"
        );
    }

    #[test]
    fn reading_and_changing_are_told_apart_when_only_one_is_complete() {
        let set = ScopeSet::all().difference(GROUPS[4].scopes());
        assert!(summarize(set, 0).starts_with(
            "Can read everything about users and access, storage, tape and tasks; can change everything;"
        ));
    }
}
