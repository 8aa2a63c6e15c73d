//! The scopes of the API, each with a sentence that says what it allows.

use std::sync::LazyLock;

use api_types::{ApiKeyScope, Endpoint};

/// One scope a line, in the order of the contract: controller, action, sentence. As one text it compresses better than as
/// code.
const TABLE: &str = include_str!("sentences.txt");

static SCOPES: LazyLock<Vec<Scope>> = LazyLock::new(|| {
    let scope = |(index, line): (u8, &'static str)| {
        let mut words = line.splitn(3, ' ');
        Some(Scope {
            index,
            controller: words.next()?,
            action: words.next()?,
            sentence: words.next()?,
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
}

impl Scope {
    /// All scopes, in the order of the contract.
    pub fn all() -> &'static [Self] {
        &SCOPES
    }

    /// The scope of that name; none for one that isn't in the contract.
    pub fn find(controller: &str, action: &str) -> Option<Self> {
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
    use super::*;
    use api_types::SCOPES;

    #[test]
    fn every_scope_of_the_contract_has_a_sentence() {
        let contract: Vec<(&str, &str)> = SCOPES
            .iter()
            .flat_map(|(controller, actions)| actions.iter().map(|action| (*controller, *action)))
            .collect();
        let ours: Vec<(&str, &str)> = Scope::all()
            .iter()
            .map(|scope| (scope.controller, scope.action))
            .collect();
        assert_eq!(ours, contract);
        assert_eq!(TABLE.lines().count(), 156);
        for scope in Scope::all() {
            let sentence = scope.sentence;
            assert!((5..=90).contains(&sentence.len()), "{}: {sentence}", scope.name());
            assert!(
                sentence.starts_with(char::is_uppercase) && !sentence.ends_with('.'),
                "{sentence}"
            );
        }
    }

    #[test]
    fn no_two_scopes_say_the_same() {
        let mut sentences: Vec<&str> = Scope::all().iter().map(|scope| scope.sentence).collect();
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), 156);
    }

    #[test]
    fn a_scope_is_found_by_its_name() {
        let scope = Scope::find("users", "index").unwrap();
        assert_eq!(scope.name(), "users/index");
        assert_eq!(Scope::all()[usize::from(scope.index)], scope);
        assert_eq!(Scope::find("moons", "phase"), None);
    }
}
