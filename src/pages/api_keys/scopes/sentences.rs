//! The scopes with a sentence each that says what it opens.

use std::sync::OnceLock;

use api_types::Endpoint;

/// One scope a line, in the order of the contract: controller, action, sentence.
const TABLE: &str = include_str!("sentences.txt");

/// A scope of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The part of the API, such as `users`.
    pub controller: &'static str,
    /// What is done there, such as `index`.
    pub action: &'static str,
    /// What it opens: it goes on after "The key can", but for its first letter.
    pub sentence: &'static str,
}

impl Scope {
    /// As people write it: `users/index`.
    pub fn name(self) -> String {
        [self.controller, "/", self.action].concat()
    }

    /// The calls that it opens.
    pub fn calls(self) -> impl Iterator<Item = Endpoint> {
        api_types::scope_endpoints(self.controller, self.action)
    }
}

/// All scopes; a scope's number is its place here.
pub fn scopes() -> &'static [Scope] {
    static SCOPES: OnceLock<Vec<Scope>> = OnceLock::new();
    SCOPES.get_or_init(|| {
        let line = |line: &'static str| {
            let mut words = line.splitn(3, ' ');
            Some(Scope {
                controller: words.next()?,
                action: words.next()?,
                sentence: words.next()?,
            })
        };
        TABLE.lines().filter_map(line).collect()
    })
}

/// The scope with that number.
pub fn scope(number: u8) -> Option<Scope> {
    scopes().get(usize::from(number)).copied()
}

/// The number of a scope; none for one that isn't of the contract.
pub fn position(controller: &str, action: &str) -> Option<u8> {
    let found = scopes()
        .iter()
        .position(|scope| scope.controller == controller && scope.action == action)?;
    u8::try_from(found).ok()
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
        let ours: Vec<(&str, &str)> = scopes()
            .iter()
            .map(|scope| (scope.controller, scope.action))
            .collect();
        assert_eq!(ours, contract);
        assert_eq!(TABLE.lines().count(), 156);
        for scope in scopes() {
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
        let mut sentences: Vec<&str> = scopes().iter().map(|scope| scope.sentence).collect();
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), 156);
    }

    #[test]
    fn a_scope_is_found_by_its_name() {
        let number = position("users", "index").unwrap();
        assert_eq!(scope(number).unwrap().name(), "users/index");
        assert_eq!(position("moons", "phase"), None);
    }
}
