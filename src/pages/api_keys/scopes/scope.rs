//! The scopes of the API, each with a sentence that says what it allows.

use std::sync::LazyLock;

use api_types::{ApiKeyScope, Endpoint};

/// One scope a line, in the order of the contract: controller, action, sentence, and after a bar why it is sensitive. As one
/// text it compresses better than as code.
const TABLE: &str = include_str!("scopes.txt");

static SCOPES: LazyLock<Vec<Scope>> = LazyLock::new(|| {
    let scope = |(index, line): (u8, &'static str)| {
        let mut parts = line.split(" | ");
        let mut words = parts.next()?.splitn(3, ' ');
        Some(Scope {
            index,
            controller: words.next()?,
            action: words.next()?,
            sentence: words.next()?,
            risk: parts.next(),
        })
    };
    (0..).zip(TABLE.lines()).filter_map(scope).collect()
});

/// A scope of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Its place in the contract, from 0.
    pub index: u8,
    /// The part of the API, such as `users`.
    pub controller: &'static str,
    /// What is done there, such as `index`.
    pub action: &'static str,
    /// What it allows, without a full stop: "Rename your API keys".
    pub sentence: &'static str,
    /// Why it is sensitive, if it is.
    pub risk: Option<&'static str>,
}

impl Scope {
    /// All scopes, in the order of the contract.
    pub fn all() -> &'static [Self] {
        &SCOPES
    }

    /// The scope of a name such as `users/index`; none for one that isn't in the contract.
    pub fn find(name: &str) -> Option<Self> {
        let (controller, action) = name.split_once('/')?;
        let is_named = |scope: &&Self| (scope.controller, scope.action) == (controller, action);
        Self::all().iter().find(is_named).copied()
    }

    /// `users/index`
    pub fn name(self) -> String {
        format!("{}/{}", self.controller, self.action)
    }

    /// The calls that it allows.
    pub fn calls(self) -> impl Iterator<Item = Endpoint> {
        api_types::scope_endpoints(self.controller, self.action)
    }

    /// Whether it reads and changes nothing.
    pub fn only_reads(self) -> bool {
        self.controller == "statistics"
            || matches!(
                self.action,
                "index" | "show" | "mount_status" | "devices" | "tapes" | "systems"
            )
    }

    /// Whether it makes stored secrets appear in the answers to other calls. Such scopes are selected one by one only.
    pub fn reveals_secrets(self) -> bool {
        matches!(self.action, "get_secret_key" | "get_password")
    }

    /// Whether whoever has it can get rights that the key itself doesn't have.
    pub fn raises_rights(self) -> bool {
        self.risk.is_some() && !self.reveals_secrets()
    }

    /// Whether it allows nothing: a key has no session.
    pub fn has_no_effect(self) -> bool {
        self.controller == "sessions"
    }
}

/// The name of a scope that may not be in the contract: `moons/phase`.
pub fn qualified_name(scope: &ApiKeyScope) -> String {
    format!("{}/{}", scope.controller, scope.action)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::pages::api_keys::scopes::ScopeSet;
    use api_types::SCOPES;

    #[test]
    fn every_scope_of_the_contract_has_a_sentence_of_its_own() {
        let names = |(controller, actions): &(&str, &[&str])| -> Vec<String> {
            actions
                .iter()
                .map(|action| format!("{controller}/{action}"))
                .collect()
        };
        let contract: Vec<String> = SCOPES.iter().flat_map(names).collect();
        let ours: Vec<String> = Scope::all().iter().map(|scope| scope.name()).collect();
        assert_eq!(ours, contract);
        let sentences: BTreeSet<&str> = Scope::all().iter().map(|scope| scope.sentence).collect();
        assert_eq!((TABLE.lines().count(), sentences.len()), (156, 156));
        for sentence in sentences {
            assert!((5..=90).contains(&sentence.len()), "{sentence}");
            assert!(
                sentence.starts_with(char::is_uppercase) && !sentence.ends_with('.'),
                "{sentence}"
            );
        }
    }

    #[test]
    fn a_scope_is_found_by_its_name() {
        for (place, scope) in Scope::all().iter().enumerate() {
            assert_eq!(Scope::find(&scope.name()), Some(*scope));
            assert_eq!(usize::from(scope.index), place);
        }
        for unknown in ["moons/phase", "users", "", "/"] {
            assert_eq!(Scope::find(unknown), None);
        }
    }

    #[test]
    fn six_are_sensitive() {
        let names = |predicate: fn(Scope) -> bool| ScopeSet::matching(predicate).names();
        let secrets = ["cloud_connectors/get_secret_key", "nas_shares/get_password"];
        assert_eq!(names(Scope::reveals_secrets), secrets);
        let rights = "api_keys/create api_keys/update users/create users/update";
        assert_eq!(names(Scope::raises_rights).join(" "), rights);
        for scope in Scope::all() {
            let reveals = scope
                .risk
                .is_some_and(|risk| risk.starts_with("Reveals stored secrets"));
            assert_eq!(reveals, scope.reveals_secrets(), "{}", scope.name());
        }
    }
}
