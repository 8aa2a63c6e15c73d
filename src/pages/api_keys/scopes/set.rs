//! A set of scopes.

use api_types::{ApiKey, ApiKeyScope};

use super::scope::Scope;

/// A set of scopes of the contract: one bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScopeSet([u64; 3]);

impl ScopeSet {
    /// All 156.
    pub fn all() -> Self {
        Self::matching(|_| true)
    }

    /// Those that satisfy the predicate.
    pub fn matching(predicate: impl Fn(Scope) -> bool) -> Self {
        let scopes = Scope::all().iter().copied();
        scopes.filter(|scope| predicate(*scope)).collect()
    }

    /// Those of a controller.
    pub fn of_controller(controller: &str) -> Self {
        Self::matching(|scope| scope.controller == controller)
    }

    /// Whether a scope is in it.
    pub fn contains(self, scope: Scope) -> bool {
        !self.intersection(scope.into()).is_empty()
    }

    /// Those that are in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// Those that are in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    /// Those that aren't in the other.
    #[must_use]
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

    /// The scopes of a key: those of the contract, and those that this console doesn't know.
    pub fn of_key(key: &ApiKey) -> (Self, Vec<ApiKeyScope>) {
        let mut set = Self::default();
        let mut unknown: Vec<ApiKeyScope> = Vec::new();
        for scope in key.api_key_scopes.iter().flatten() {
            match Scope::find(&scope.controller, &scope.action) {
                Some(scope) => set = set.union(scope.into()),
                None if unknown.contains(scope) => (),
                None => unknown.push(scope.clone()),
            }
        }
        (set, unknown)
    }

    /// Reads `users/index,users/show`; what isn't a scope comes back as it was written.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut set = Self::default();
        let mut unknown = Vec::new();
        for name in text.split([',', ' ', '\n']).filter(|name| !name.is_empty()) {
            let scope = name
                .split_once('/')
                .and_then(|(controller, action)| Scope::find(controller, action));
            match scope {
                Some(scope) => set = set.union(scope.into()),
                None => unknown.push(name.to_owned()),
            }
        }
        (set, unknown)
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
        let (users, unknown) = ScopeSet::parse("users/index,users/show");
        assert!(unknown.is_empty());
        assert_eq!(users.len(), 2);
        assert_eq!(ScopeSet::all().len(), 156);
        assert_eq!(ScopeSet::all().difference(users).len(), 154);
        assert_eq!(users.intersection(ScopeSet::all()), users);
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
}
