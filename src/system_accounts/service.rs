//! Which accounts belong to services rather than to people.

/// Whether an account with that uid runs a service. Root counts as a person: administrators look for it. The ranges are those
/// of `login.defs` (below 1000), of systemd's dynamic users, and of the two accounts that stand for nobody.
pub fn is_service(uid: i64) -> bool {
    matches!(uid, 1..=999 | 61_184..=65_535 | 4_294_967_294..=4_294_967_295)
}

#[cfg(test)]
mod tests {
    use super::is_service;

    #[test]
    fn people_begin_at_a_thousand() {
        for uid in [0, 1000, 1001, 60_000, 60_513, 65_536, 1_000_000] {
            assert!(!is_service(uid), "{uid}");
        }
        for uid in [1, 33, 999, 61_184, 65_534, 4_294_967_294] {
            assert!(is_service(uid), "{uid}");
        }
    }
}
