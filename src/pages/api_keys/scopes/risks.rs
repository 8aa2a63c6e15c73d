//! The scopes that are sensitive, each with the reason.

use super::scope::Scope;
use super::set::ScopeSet;

impl Scope {
    /// Whether it makes stored secrets appear in the answers to other calls.
    pub fn reveals_secrets(self) -> bool {
        matches!(
            (self.controller, self.action),
            ("cloud_connectors", "get_secret_key") | ("nas_shares", "get_password")
        )
    }

    /// Why it is sensitive, if it is.
    pub fn risk(self) -> Option<&'static str> {
        Some(match (self.controller, self.action) {
            ("cloud_connectors", "get_secret_key") => {
                "Reveals stored secrets: whoever has the key can read the secret keys of your cloud accounts."
            }
            ("nas_shares", "get_password") => {
                "Reveals stored secrets: whoever has the key can read the passwords of your NAS shares."
            }
            ("users", "create") => "Can raise rights: it can create an administrator.",
            ("users", "update") => {
                "Can raise rights: it can make anyone an administrator and set anyone’s password."
            }
            ("api_keys", "create") => {
                "Can raise rights: it can create further keys, which stay when this one is revoked."
            }
            ("api_keys", "update") => "Can raise rights: it can change what your other keys may do.",
            _ => return None,
        })
    }

    /// Whether whoever has it can get rights that the key itself doesn't have.
    pub fn raises_rights(self) -> bool {
        self.risk().is_some() && !self.reveals_secrets()
    }
}

/// The scopes that reveal stored secrets. They are selected one by one only, never along with others.
pub fn secret_scopes() -> ScopeSet {
    ScopeSet::matching(Scope::reveals_secrets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_are_sensitive() {
        let sensitive = ScopeSet::matching(|scope| scope.risk().is_some());
        assert_eq!(
            sensitive.names(),
            [
                "api_keys/create",
                "api_keys/update",
                "cloud_connectors/get_secret_key",
                "nas_shares/get_password",
                "users/create",
                "users/update"
            ]
        );
        assert_eq!(secret_scopes().len(), 2);
        for scope in secret_scopes().iter() {
            assert!(scope.risk().unwrap().starts_with("Reveals stored secrets"));
        }
    }
}
