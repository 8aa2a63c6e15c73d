//! A set of scopes, and how a text names or finds one.

use api_types::{API_PREFIX, ApiKey, ApiKeyScope, Endpoint};

use super::groups::{COLUMNS, ScopeGroup};
use super::scope::{Scope, qualified_name};

/// A set of scopes of the contract: one bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScopeSet([u64; 3]);

impl ScopeSet {
    /// Those that satisfy the predicate.
    pub fn matching(predicate: impl Fn(Scope) -> bool) -> Self {
        let scopes = Scope::all().iter().copied();
        scopes.filter(|scope| predicate(*scope)).collect()
    }

    /// Those of a controller.
    pub fn of_controller(controller: &str) -> Self {
        Self::matching(|scope| scope.controller == controller)
    }

    /// Those that match all words of a text: part of the controller, action, group or sentence, a method, or part of a path.
    /// Method and path must be those of one call.
    pub fn search(text: &str) -> Self {
        let text = text.to_lowercase();
        let (call_words, words): (Vec<&str>, Vec<&str>) = text
            .split_whitespace()
            .partition(|word| matches!(*word, "get" | "post" | "put" | "delete") || word.starts_with('/'));
        let is_call = |call: Endpoint| {
            let path = format!("{API_PREFIX}{}", call.path);
            let is_named = |word: &&str| match word.starts_with('/') {
                true => path.contains(*word),
                false => word.eq_ignore_ascii_case(call.method),
            };
            call_words.iter().all(is_named)
        };
        Self::matching(|scope| {
            let column = scope.column().map_or("", |column| COLUMNS[column].1);
            let group = ScopeGroup::of(scope.controller).map_or("", |group| group.title);
            let (name, sentence) = (scope.name(), scope.sentence);
            let controller = scope.controller.replace('_', " ");
            let about = format!("{name} {controller} {column} {group} {sentence}").to_lowercase();
            words.iter().all(|word| about.contains(word))
                && (call_words.is_empty() || scope.calls().any(is_call))
        })
    }

    /// The scopes of a key: those of the contract, and those that this console doesn't know.
    pub fn of_key(key: &ApiKey) -> (Self, Vec<ApiKeyScope>) {
        let mut set = Self::default();
        let mut unknown = Vec::new();
        for scope in key.api_key_scopes.iter().flatten() {
            match Scope::find(&qualified_name(scope)) {
                Some(scope) => set = set.union(scope.into()),
                None if unknown.contains(scope) => (),
                None => unknown.push(scope.clone()),
            }
        }
        (set, unknown)
    }

    /// Reads `users/index,users/show`; what isn't a scope comes back as it was written.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let names = text.split([',', ' ', '\n']).filter(|name| !name.is_empty());
        let (known, unknown): (Vec<&str>, Vec<&str>) = names.partition(|name| Scope::find(name).is_some());
        let set = known.into_iter().filter_map(Scope::find).collect();
        (set, unknown.into_iter().map(str::to_owned).collect())
    }

    /// Whether a scope is in it.
    pub fn contains(self, scope: Scope) -> bool {
        !self.intersection(scope.into()).is_empty()
    }

    /// Those that are in either.
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// Those that are in both.
    pub fn intersection(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    /// Those that aren't in the other.
    pub fn difference(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The scopes, in the order of the contract.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        let scopes = Scope::all().iter().copied();
        scopes.filter(move |scope| self.contains(*scope))
    }

    /// The names of all, such as `users/index`.
    pub fn names(self) -> Vec<String> {
        self.iter().map(Scope::name).collect()
    }

    /// What a request says: the scopes of the set, and those to keep that this console doesn't know.
    pub fn to_wire(self, unknown: &[ApiKeyScope]) -> Vec<ApiKeyScope> {
        self.iter()
            .map(|scope| ApiKeyScope::new(scope.controller, scope.action))
            .chain(unknown.iter().cloned())
            .collect()
    }
}

impl From<Scope> for ScopeSet {
    fn from(scope: Scope) -> Self {
        let mut words = [0; 3];
        words[usize::from(scope.index / 64)] = 1 << (scope.index % 64);
        Self(words)
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes
            .into_iter()
            .fold(Self::default(), |set, scope| set.union(scope.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sets() {
        let all = ScopeSet::matching(|_| true);
        let (users, unknown) = ScopeSet::parse("users/index,users/show");
        assert!(unknown.is_empty());
        assert_eq!(
            (all.len(), users.len(), all.difference(users).len()),
            (156, 2, 154)
        );
        assert_eq!(users.intersection(all), users);
        assert_eq!(users.union(users), users);
        assert!(users.difference(users).is_empty());
        assert_eq!(users.names(), ["users/index", "users/show"]);
    }

    #[test]
    fn what_an_address_names_and_nobody_knows_comes_back() {
        let (set, unknown) = ScopeSet::parse(" users/index,moons/phase,,users, constructor/index");
        assert_eq!(set.names(), ["users/index"]);
        assert_eq!(unknown, ["moons/phase", "users", "constructor/index"]);
    }

    #[test]
    fn unknown_scopes_are_written_back() {
        let moons = ApiKeyScope::new("moons", "phase");
        let users = ApiKeyScope::new("users", "index");
        let scopes = [&moons, &users, &users, &moons].map(Clone::clone);
        let json = serde_json::json!({"id": 1, "name": "a", "key": "b", "api_key_scopes": scopes});
        let (set, unknown) = ScopeSet::of_key(&serde_json::from_value(json).unwrap());
        assert_eq!((set.len(), unknown.len()), (1, 1));
        assert_eq!(set.to_wire(&unknown), [users, moons]);
    }

    #[test]
    fn a_search_finds_by_controller_action_method_and_path() {
        let all_scopes = ScopeSet::search("  ").len();
        assert_eq!((all_scopes, ScopeSet::search("moon").len()), (156, 0));
        for (text, name) in [
            ("tape", "files/tapes"),
            ("DELETE", "pools/unmount"),
            ("/api/v2/pools", "pools/index"),
        ] {
            assert!(
                ScopeSet::search(text).names().contains(&name.to_owned()),
                "{text}"
            );
        }
        let reading = ScopeSet::matching(|scope| scope.action == "index");
        assert!(ScopeSet::search("DELETE").intersection(reading).is_empty());
        for text in ["get /users/-", "users/sys"] {
            assert_eq!(ScopeSet::search(text).names(), ["users/systems"]);
        }
        assert_eq!(ScopeSet::search("nas password").len(), 3);
    }
}
