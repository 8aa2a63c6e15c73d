//! What a set of scopes lets a key do, in words: point by point, and in one sentence.

use std::borrow::Borrow;

use super::groups::{COLUMNS, GROUPS};
use super::scope::Scope;
use super::set::ScopeSet;
use ui::table::counted;

/// Where the names of what is read or changed go in a point.
const NOUNS: &str = "#";

/// The points; each goes on after "This key can".
pub fn abilities(set: ScopeSet) -> Vec<String> {
    let mut points = Vec::new();
    let mut rest = set;
    let reading = ScopeSet::matching(Scope::only_reads);
    if reading.difference(set).is_empty() {
        points.push("read everything, without stored secrets".to_owned());
        rest = rest.difference(reading);
    }
    let statistics = ScopeSet::of_controller("statistics");
    match rest.intersection(statistics).len() {
        0 => (),
        count if count == statistics.len() => points.push("read all statistics".to_owned()),
        count => points.push(format!("read {count} of {} statistics", statistics.len())),
    }
    for verbs in [reading_verbs, changing_verbs] {
        // Controllers of which a key can do the same are one point.
        let mut nouns_by_verbs: Vec<(String, Vec<&str>)> = Vec::new();
        for (controller, noun) in GROUPS.iter().flat_map(|group| group.controllers) {
            let Some(verbs) = verbs(rest, controller) else {
                continue;
            };
            match nouns_by_verbs.iter_mut().find(|(own, _)| *own == verbs) {
                Some((_, nouns)) => nouns.push(noun),
                None => nouns_by_verbs.push((verbs, vec![noun])),
            }
        }
        let point = |(verbs, nouns): (String, Vec<&str>)| verbs.replace(NOUNS, &join(&nouns));
        points.extend(nouns_by_verbs.into_iter().map(point));
    }
    let said_alone =
        |scope: &Scope| scope.column().is_none() && scope.controller != "statistics" || scope.has_no_effect();
    let alone = rest.iter().filter(said_alone);
    points.extend(alone.map(|scope| with_first(scope.sentence, str::to_lowercase)));
    points
}

fn has(set: ScopeSet, controller: &str, action: &str) -> bool {
    let is_named = |scope: &Scope| (scope.controller, scope.action) == (controller, action);
    set.iter().any(|scope| is_named(&scope) && !scope.has_no_effect())
}

/// "read #", if anything of the controller can be read.
fn reading_verbs(set: ScopeSet, controller: &str) -> Option<String> {
    let exists = |action| has(ScopeSet::of_controller(controller), controller, action);
    let verbs = match (has(set, controller, "index"), has(set, controller, "show")) {
        (false, false) => return None,
        (true, false) if exists("show") => "list #, without looking into one",
        (false, true) if exists("index") => "look into single #, without the list",
        _ => "read #",
    };
    Some(verbs.to_owned())
}

/// "create, change and delete #", if anything of the controller can be changed.
fn changing_verbs(set: ScopeSet, controller: &str) -> Option<String> {
    let verbs: Vec<&str> = COLUMNS[2..]
        .iter()
        .filter(|(action, _)| has(set, controller, action))
        .map(|(action, plain)| if plain.is_empty() { *action } else { *plain })
        .collect();
    (!verbs.is_empty()).then(|| format!("{} {NOUNS}", join(&verbs)))
}

/// One sentence without its full stop: "Can read everything about tape and storage; can’t change anything". `unknown` is how
/// many scopes the key has that this console doesn’t know.
pub fn summarize(set: ScopeSet, unknown: usize) -> String {
    if set.is_empty() && unknown == 0 {
        return "Can call nothing".to_owned();
    }
    let reading = ScopeSet::matching(Scope::only_reads);
    let changing = ScopeSet::matching(|scope| {
        !(scope.only_reads()
            || scope.reveals_secrets()
            || scope.has_no_effect()
            || scope.controller == "systems")
    });
    let read = coverage(set, reading, "everything about ");
    let changed = coverage(set, changing, "");
    let mut clauses = Vec::new();
    match &changed {
        Some(groups) if groups != EVERYTHING && changed == coverage(set, reading, "") => {
            clauses.push(format!("can read and change {groups}"));
        }
        _ => {
            let only_reads = read.is_some() && changed.is_none();
            clauses.extend(read.map(|groups| format!("can read {groups}")));
            clauses.extend(changed.map(|groups| format!("can change {groups}")));
            clauses.extend(only_reads.then(|| "can’t change anything".to_owned()));
        }
    }
    let any = |predicate: fn(Scope) -> bool| set.iter().any(predicate);
    for (applies, clause) in [
        (any(|scope| scope.controller == "systems"), "can download logs"),
        (any(Scope::reveals_secrets), "reveals stored secrets"),
        (any(Scope::raises_rights), "can raise rights"),
    ] {
        clauses.extend(applies.then(|| clause.to_owned()));
    }
    if unknown > 0 {
        let scopes = counted(unknown, "scope");
        clauses.push(format!("has {scopes} that this console doesn’t know"));
    } else if clauses.is_empty() {
        clauses.push("can do nothing: its scopes have no effect".to_owned());
    }
    with_first(&clauses.join("; "), str::to_uppercase)
}

const EVERYTHING: &str = "everything";

/// How much a set covers of `all`: "everything about tape and parts of tasks"; `prefix` stands before the groups that are
/// covered whole.
fn coverage(set: ScopeSet, all: ScopeSet, prefix: &str) -> Option<String> {
    if all.difference(set).is_empty() {
        return Some(EVERYTHING.to_owned());
    }
    let (mut whole, mut parts) = (Vec::new(), Vec::new());
    for group in &GROUPS {
        let wanted = group.scopes().intersection(all);
        let covered = wanted.intersection(set);
        if !covered.is_empty() {
            let groups = if covered == wanted { &mut whole } else { &mut parts };
            groups.push(group.title.to_lowercase());
        }
    }
    let whole = (!whole.is_empty()).then(|| format!("{prefix}{}", join(&whole)));
    let parts = (!parts.is_empty()).then(|| format!("parts of {}", join(&parts)));
    let described: Vec<String> = whole.into_iter().chain(parts).collect();
    (!described.is_empty()).then(|| described.join(" and "))
}

/// "a, b and c"
pub fn join<S: Borrow<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.borrow().to_owned(),
        [first @ .., last] => format!("{} and {}", first.join(", "), last.borrow()),
    }
}

/// A sentence with its first letter, which is one of ASCII, in another case.
fn with_first(sentence: &str, case: fn(&str) -> String) -> String {
    let (first, rest) = sentence.split_at(1);
    case(first) + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::api_keys::scopes::groups::{PRESETS, Preset, ScopeGroup};

    fn set(names: &str) -> ScopeSet {
        let (set, unknown) = ScopeSet::parse(names);
        assert!(unknown.is_empty());
        set
    }

    #[test]
    fn the_points_say_it_in_detail() {
        let users = set("users/show,tasks/index,tasks/show,pools/index,pools/show,mounts/index,tapes/index");
        let storage = set("nas/create,nas/update,nas/destroy,pools/update,pools/create,pools/destroy");
        for (set, points) in [
            (
                users.union(set("pools/mount_status")),
                &[
                    "look into single users, without the list",
                    "read pools, mounts and tasks",
                    "list tapes, without looking into one",
                    "see whether a pool is mounted",
                ][..],
            ),
            (storage, &["create, change and delete pools and NAS systems"]),
            (ScopeSet::of_controller("statistics"), &["read all statistics"]),
            (PRESETS[0].scopes(), &["read everything, without stored secrets"]),
            (ScopeSet::default(), &[]),
        ] {
            assert_eq!(abilities(set), points);
        }
    }

    #[test]
    fn nothing_that_is_chosen_goes_unsaid() {
        for scope in Scope::all() {
            let one = ScopeSet::from(*scope);
            assert_eq!(abilities(one).len(), 1, "{:?}", one.names());
            assert!(!summarize(one, 0).is_empty());
        }
    }

    #[test]
    fn a_sentence_says_what_a_key_can_do() {
        for (names, said) in [
            ": Can call nothing",
            "users/index,users/show: Can read parts of users and access; can’t change anything",
            "tasks/create: Can change parts of tasks",
            "users/index,users/update: Can read and change parts of users and access; can raise rights",
            "sessions/create: Can do nothing: its scopes have no effect",
            "nas_shares/get_password: Reveals stored secrets",
        ]
        .iter()
        .filter_map(|case| case.split_once(": "))
        {
            assert_eq!(summarize(set(names), 0), said);
        }
        assert_eq!(
            summarize(set("systems/download_traces"), 2),
            "Can download logs; has 2 scopes that this console doesn’t know"
        );
    }

    #[test]
    fn a_sentence_says_which_groups_are_complete() {
        let [reading, .., all_but_secrets] = PRESETS.each_ref().map(Preset::scopes);
        let [_, storage, tape, tasks, ..] = GROUPS.each_ref().map(ScopeGroup::scopes);
        let all_but_statistics = ScopeSet::matching(|scope| scope.controller != "statistics");
        let everything = "Can read everything; can change everything; can download logs";
        for (set, said) in [
            (reading, "Can read everything; can’t change anything"),
            (all_but_secrets, &format!("{everything}; can raise rights")),
            (
                ScopeSet::matching(|_| true),
                &format!("{everything}; reveals stored secrets; can raise rights"),
            ),
            (
                storage.union(tape).intersection(reading),
                "Can read everything about storage and tape; can’t change anything",
            ),
            (
                tasks.union(set("pools/index")),
                "Can read everything about tasks and parts of storage; can change tasks",
            ),
            (
                all_but_statistics.intersection(all_but_secrets),
                "Can read everything about users and access, storage, tape and tasks; can change everything; \
                 can download logs; can raise rights",
            ),
        ] {
            assert_eq!(summarize(set, 0), said);
        }
    }
}
