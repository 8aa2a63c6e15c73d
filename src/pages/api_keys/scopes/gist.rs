//! What a set of scopes lets a key do, in words.

use super::danger::{danger, reveals_secrets};
use super::groups::{COLUMNS, GROUPS, column_of, of_controller};
use super::presets::reads;
use super::sentences::{Scope, scope, scopes};
use super::set::ScopeSet;

/// The scopes that read and nothing else.
fn reading() -> ScopeSet {
    ScopeSet::of(|number| reads(scopes()[usize::from(number)]))
}

/// Whether a set changes nothing.
pub fn only_reads(set: ScopeSet) -> bool {
    set.numbers()
        .filter_map(scope)
        .all(|scope| reads(scope) || is_inert(scope))
}

/// One sentence: "Can read everything about tape and storage; can't change anything".
pub fn gist(set: ScopeSet, unknown: usize) -> String {
    if set.is_empty() && unknown == 0 {
        return "Can call nothing".to_owned();
    }
    let reading = reading();
    let secrets = reveals_secrets();
    let (mut whole, mut parts, mut changed, mut partly_changed) = (vec![], vec![], vec![], vec![]);
    let mut everything = (true, true);
    for group in GROUPS {
        let title = group.title.to_lowercase();
        let readable = group.scopes().both(reading);
        let changeable = group.scopes().without(reading).without(secrets).without(apart());
        for (all, some_whole, some_parts, everything) in [
            (readable, &mut whole, &mut parts, &mut everything.0),
            (changeable, &mut changed, &mut partly_changed, &mut everything.1),
        ] {
            let have = set.both(all);
            if have != all {
                *everything = false;
            }
            if !have.is_empty() {
                if have == all { some_whole } else { some_parts }.push(title.clone());
            }
        }
    }
    let mut said = Vec::new();
    let read = what(everything.0, "everything about ", &whole, &parts);
    let change = what(everything.1, "", &changed, &partly_changed);
    let is_alike = whole == changed && parts == partly_changed;
    match (read, change) {
        (Some(_), Some(what)) if is_alike && !everything.0 => {
            said.push(format!("can read and change {what}"));
        }
        (read, change) => {
            let changes_nothing = change.is_none() && read.is_some();
            said.extend(read.map(|what| format!("can read {what}")));
            said.extend(change.map(|what| format!("can change {what}")));
            if changes_nothing {
                said.push("can't change anything".to_owned());
            }
        }
    }
    if set
        .numbers()
        .filter_map(scope)
        .any(|scope| scope.controller == "systems")
    {
        said.push("can download logs".to_owned());
    }
    if !set.both(secrets).is_empty() {
        said.push("reveals stored secrets".to_owned());
    }
    if set
        .without(secrets)
        .numbers()
        .any(|number| danger(number).is_some())
    {
        said.push("can raise rights".to_owned());
    }
    if said.is_empty() && unknown == 0 {
        said.push("can do nothing: its scopes have no effect".to_owned());
    }
    if unknown > 0 {
        let scopes = if unknown == 1 { "scope" } else { "scopes" };
        said.push(format!("has {unknown} {scopes} that this console doesn't know"));
    }
    upper_first(&said.join("; "))
}

/// "everything about tape and parts of tasks"
fn what(everything: bool, whole_is: &str, whole: &[String], parts: &[String]) -> Option<String> {
    if everything {
        return Some("everything".to_owned());
    }
    let mut said = Vec::new();
    if !whole.is_empty() {
        said.push([whole_is, &*join(whole)].concat());
    }
    if !parts.is_empty() {
        said.push(format!("parts of {}", join(parts)));
    }
    (!said.is_empty()).then(|| said.join(" and "))
}

/// What the key can do, point by point; each goes on after "This key can".
pub fn abilities(set: ScopeSet) -> Vec<String> {
    let mut said = Vec::new();
    let mut rest = set;
    let all_reading = reading();
    if set.both(all_reading) == all_reading {
        said.push("read everything, without stored secrets".to_owned());
        rest = rest.without(all_reading);
    }
    let statistics = rest.both(of_controller("statistics")).count();
    match statistics {
        0 => (),
        19 => said.push("read all statistics".to_owned()),
        count => said.push(format!("read {count} of 19 statistics")),
    }
    for reads in [true, false] {
        let mut points: Vec<(String, Vec<String>)> = Vec::new();
        for (controller, noun) in GROUPS.iter().flat_map(|group| group.controllers) {
            let Some(verbs) = verbs(rest, controller, reads) else {
                continue;
            };
            match points.iter_mut().find(|(own, _)| *own == verbs) {
                Some((_, nouns)) => nouns.push((*noun).to_owned()),
                None => points.push((verbs, vec![(*noun).to_owned()])),
            }
        }
        // "#" is where the nouns stand.
        said.extend(
            points
                .into_iter()
                .map(|(verbs, nouns)| verbs.replace('#', &join(&nouns))),
        );
    }
    for other in rest.numbers().filter_map(scope) {
        let is_alone =
            column_of(other.action).is_none() && other.controller != "statistics" || is_inert(other);
        if is_alone {
            said.push(lower_first(other.sentence));
        }
    }
    said
}

/// The verbs of the columns that are chosen of a controller, of those that read or of those that change.
fn verbs(set: ScopeSet, controller: &str, reads: bool) -> Option<String> {
    let own = of_controller(controller);
    let chosen = |action: &str| {
        own.both(set)
            .numbers()
            .filter_map(scope)
            .any(|scope| scope.action == action && !is_inert(scope))
    };
    if reads {
        let exists = |action: &str| {
            own.numbers()
                .filter_map(scope)
                .any(|scope| scope.action == action)
        };
        let said = match (chosen("index"), chosen("show")) {
            (true, false) if exists("show") => "list #, without looking into one",
            (false, true) if exists("index") => "look into single #, without the list",
            (true, _) | (_, true) => "read #",
            (false, false) => return None,
        };
        return Some(said.to_owned());
    }
    let words: Vec<String> = COLUMNS[2..]
        .iter()
        .filter(|(action, _)| chosen(action))
        .map(|(action, plain)| if plain.is_empty() { *action } else { *plain }.to_owned())
        .collect();
    (!words.is_empty()).then(|| [&*join(&words), " #"].concat())
}

/// What neither reads nor changes a group.
fn apart() -> ScopeSet {
    of_controller("sessions").with(of_controller("systems"))
}

/// A key has no session: its scopes do nothing.
fn is_inert(scope: Scope) -> bool {
    scope.controller == "sessions"
}

/// "a, b and c"
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::api_keys::scopes::{GROUPS, preset};

    fn set(names: &str) -> ScopeSet {
        let (set, unknown) = ScopeSet::parse(names);
        assert!(unknown.is_empty());
        set
    }

    #[test]
    fn a_sentence_says_what_a_key_can_do() {
        for (set, said) in [
            (ScopeSet::default(), "Can call nothing"),
            (preset(0), "Can read everything; can't change anything"),
            (
                preset(4),
                "Can read everything; can change everything; can download logs; can raise rights",
            ),
            (
                ScopeSet::all(),
                "Can read everything; can change everything; can download logs; reveals stored secrets; can raise rights",
            ),
            (
                GROUPS[1].scopes().with(GROUPS[2].scopes()).both(preset(0)),
                "Can read everything about storage and tape; can't change anything",
            ),
            (
                set("users/index,users/show"),
                "Can read parts of users and access; can't change anything",
            ),
            (set("tasks/create"), "Can change parts of tasks"),
            (
                set("users/index,users/update"),
                "Can read and change parts of users and access; can raise rights",
            ),
            (
                GROUPS[3].scopes().with(set("pools/index")),
                "Can read everything about tasks and parts of storage; can change tasks",
            ),
            (
                set("sessions/create"),
                "Can do nothing: its scopes have no effect",
            ),
            (set("nas_shares/get_password"), "Reveals stored secrets"),
        ] {
            assert_eq!(gist(set, 0), said);
        }
        assert_eq!(
            gist(set("systems/download_traces"), 2),
            "Can download logs; has 2 scopes that this console doesn't know"
        );
    }

    #[test]
    fn the_points_say_it_in_detail() {
        assert_eq!(
            abilities(set(
                "users/show,tasks/index,tasks/show,pools/index,pools/show,pools/mount_status,mounts/index,tapes/index"
            )),
            [
                "look into single users, without the list",
                "read pools, mounts and tasks",
                "list tapes, without looking into one",
                "see whether a pool is mounted",
            ]
        );
        assert_eq!(
            abilities(set(
                "nas/create,nas/update,nas/destroy,pools/update,pools/create,pools/destroy"
            )),
            ["create, change and delete pools and NAS systems"]
        );
        assert_eq!(abilities(of_controller("statistics")), ["read all statistics"]);
        assert_eq!(abilities(preset(0)), ["read everything, without stored secrets"]);
        assert!(abilities(ScopeSet::default()).is_empty());
    }

    #[test]
    fn nothing_that_is_chosen_goes_unsaid() {
        for number in ScopeSet::all().numbers() {
            let mut one = ScopeSet::default();
            one.insert(number);
            assert_eq!(abilities(one).len(), 1, "{:?}", one.names());
            assert!(!gist(one, 0).is_empty());
        }
    }
}
