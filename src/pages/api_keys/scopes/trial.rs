//! A call with which a key can be tried: one that reads, and needs no id.

use super::presets::reads;
use super::sentences::{position, scope};
use super::set::ScopeSet;

/// The call that asks whose a key is.
pub const WHOAMI: &str = "/users/me";

/// The first of these that a key may call is tried, before any other.
const FIRST: [(&str, &str); 6] = [
    ("users", "show"),
    ("api_keys", "index"),
    ("configurations", "index"),
    ("users", "systems"),
    ("groups", "systems"),
    ("users", "index"),
];

/// The path of a call that the scopes allow; none if all need an id or change something.
pub fn trial(set: ScopeSet) -> Option<&'static str> {
    let first = FIRST
        .iter()
        .filter_map(|(controller, action)| position(controller, action))
        .filter(|number| set.has(*number));
    first
        .chain(set.numbers())
        .filter_map(scope)
        .filter(|scope| reads(*scope))
        .find_map(|scope| {
            scope
                .calls()
                .find(|call| call.method == "GET" && !call.path.contains('{'))
                .map(|call| call.path)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_reads_and_needs_no_id() {
        let of = |names: &str| trial(ScopeSet::parse(names).0);
        assert_eq!(of("pools/index,users/show"), Some(WHOAMI));
        assert_eq!(of("tapes/show,pools/index,pools/create"), Some("/pools"));
        for none in [
            "",
            "tasks/show",
            "users/create",
            "cloud_connectors/test",
            "systems/download_traces",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
