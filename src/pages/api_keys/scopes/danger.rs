//! The scopes that deserve a second thought, each with the reason.

use super::sentences::scope;
use super::set::ScopeSet;

/// Those that make stored secrets appear in other calls' answers.
const SECRETS: [(&str, &str); 2] = [
    ("cloud_connectors", "get_secret_key"),
    ("nas_shares", "get_password"),
];

/// Why a scope deserves a second thought, if it does.
pub fn danger(number: u8) -> Option<&'static str> {
    let scope = scope(number)?;
    Some(match (scope.controller, scope.action) {
        ("cloud_connectors", "get_secret_key") => {
            "Reveals stored secrets: whoever has the key can read the secret keys of your cloud accounts."
        }
        ("nas_shares", "get_password") => {
            "Reveals stored secrets: whoever has the key can read the passwords of your NAS shares."
        }
        ("users", "create") => "Can raise rights: it can create an administrator.",
        ("users", "update") => {
            "Can raise rights: it can make anyone an administrator and set anyone's password."
        }
        ("api_keys", "create") => {
            "Can raise rights: it can create further keys, which stay when this one is revoked."
        }
        ("api_keys", "update") => "Can raise rights: it can change what your other keys may do.",
        _ => return None,
    })
}

/// The scopes that reveal stored secrets. They are chosen one by one only, never along with others.
pub fn reveals_secrets() -> ScopeSet {
    ScopeSet::of(|number| {
        scope(number).is_some_and(|scope| SECRETS.contains(&(scope.controller, scope.action)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::api_keys::scopes::sentences::position;

    #[test]
    fn six_are_marked_with_a_reason() {
        let marked = ScopeSet::of(|number| danger(number).is_some());
        assert_eq!(
            marked.names(),
            [
                "api_keys/create",
                "api_keys/update",
                "cloud_connectors/get_secret_key",
                "nas_shares/get_password",
                "users/create",
                "users/update"
            ]
        );
        assert_eq!(reveals_secrets().count(), 2);
        for number in reveals_secrets().numbers() {
            assert!(danger(number).unwrap().starts_with("Reveals stored secrets"));
        }
        assert!(position("users", "destroy").is_some_and(|number| danger(number).is_none()));
    }
}
