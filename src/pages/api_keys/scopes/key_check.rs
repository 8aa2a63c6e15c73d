//! The call by which a key can be checked: one that reads, and needs no id.

use super::scope::Scope;
use super::set::ScopeSet;

/// The call that asks whose a key is.
pub const WHOAMI: &str = "/users/me";

/// These come before all others, in this order.
const PREFERRED: [(&str, &str); 6] = [
    ("users", "show"),
    ("api_keys", "index"),
    ("configurations", "index"),
    ("users", "systems"),
    ("groups", "systems"),
    ("users", "index"),
];

/// The path of a call that the scopes allow; none if all need an id or change something.
pub fn check_path(set: ScopeSet) -> Option<&'static str> {
    PREFERRED
        .iter()
        .filter_map(|(controller, action)| Scope::find(controller, action))
        .filter(|scope| set.contains(*scope))
        .chain(set.iter())
        .filter(|scope| scope.only_reads())
        .flat_map(Scope::calls)
        .find(|call| call.method == "GET" && !call.path.contains('{'))
        .map(|call| call.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_reads_and_needs_no_id() {
        let of = |names: &str| check_path(ScopeSet::parse(names).0);
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
