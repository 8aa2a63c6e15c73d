//! What a set of scopes lets a key do, point by point.

use super::groups::{COLUMNS, GROUPS};
use super::scope::Scope;
use super::set::ScopeSet;

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
        let mut nouns_by_verbs: Vec<(String, Vec<String>)> = Vec::new();
        for (controller, noun) in GROUPS.iter().flat_map(|group| group.controllers) {
            let Some(verbs) = verbs(rest, controller) else {
                continue;
            };
            match nouns_by_verbs.iter_mut().find(|(own, _)| *own == verbs) {
                Some((_, nouns)) => nouns.push((*noun).to_owned()),
                None => nouns_by_verbs.push((verbs, vec![(*noun).to_owned()])),
            }
        }
        let point = |(verbs, nouns): (String, Vec<String>)| verbs.replace(NOUNS, &join(&nouns));
        points.extend(nouns_by_verbs.into_iter().map(point));
    }
    let said_alone =
        |scope: &Scope| scope.column().is_none() && scope.controller != "statistics" || scope.has_no_effect();
    let alone = rest.iter().filter(said_alone);
    points.extend(alone.map(|scope| lower_first(scope.sentence)));
    points
}

/// Where the names of what is read or changed go in a point.
const NOUNS: char = '#';

fn has(set: ScopeSet, controller: &str, action: &str) -> bool {
    Scope::find(controller, action).is_some_and(|scope| set.contains(scope) && !scope.has_no_effect())
}

/// "read #", if anything of the controller can be read.
fn reading_verbs(set: ScopeSet, controller: &str) -> Option<String> {
    let exists = |action| Scope::find(controller, action).is_some();
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
    let verbs: Vec<String> = COLUMNS[2..]
        .iter()
        .filter(|(action, _)| has(set, controller, action))
        .map(|(action, plain)| if plain.is_empty() { *action } else { *plain }.to_owned())
        .collect();
    (!verbs.is_empty()).then(|| format!("{} {NOUNS}", join(&verbs)))
}

/// "a, b and c"
pub fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The first letter in lower case, which in a sentence of the table is one of ASCII.
fn lower_first(sentence: &str) -> String {
    let (first, rest) = sentence.split_at(1);
    first.to_lowercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::api_keys::scopes::{PRESETS, summarize};

    fn set(names: &str) -> ScopeSet {
        let (set, unknown) = ScopeSet::parse(names);
        assert!(unknown.is_empty());
        set
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
        assert_eq!(
            abilities(ScopeSet::of_controller("statistics")),
            ["read all statistics"]
        );
        assert_eq!(
            abilities(PRESETS[0].scopes()),
            ["read everything, without stored secrets"]
        );
        assert!(abilities(ScopeSet::default()).is_empty());
    }

    #[test]
    fn nothing_that_is_chosen_goes_unsaid() {
        for scope in Scope::all() {
            let one = ScopeSet::from(*scope);
            assert_eq!(abilities(one).len(), 1, "{:?}", one.names());
            assert!(!summarize(one, 0).is_empty());
        }
    }
}
