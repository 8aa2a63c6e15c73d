//! A set of scopes.

use api_types::ApiKeyScope;

use super::sentences::{position, scope, scopes};

/// A set of scopes of the contract, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScopeSet([u64; 3]);

impl ScopeSet {
    /// All 156.
    pub fn all() -> Self {
        Self::of(|_| true)
    }

    /// Those for which it holds.
    pub fn of(mut holds: impl FnMut(u8) -> bool) -> Self {
        let mut set = Self::default();
        for number in 0..=u8::MAX {
            if usize::from(number) < scopes().len() && holds(number) {
                set.insert(number);
            }
        }
        set
    }

    /// Whether that one is in it.
    pub fn has(self, number: u8) -> bool {
        self.word(number) & Self::bit(number) != 0
    }

    /// Puts one in.
    pub fn insert(&mut self, number: u8) {
        if let Some(word) = self.0.get_mut(usize::from(number / 64)) {
            *word |= Self::bit(number);
        }
    }

    /// Those that are in either.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        self.combine(other, |own, other| own | other)
    }

    /// Those that aren't in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        self.combine(other, |own, other| own & !other)
    }

    /// Those that are in both.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        self.combine(other, |own, other| own & other)
    }

    /// How many.
    pub fn count(self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == [0; 3]
    }

    /// The numbers, in their order.
    pub fn numbers(self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(move |number| self.has(*number))
    }

    /// The names of all, such as `users/index`.
    pub fn names(self) -> Vec<String> {
        self.numbers()
            .filter_map(|number| Some(scope(number)?.name()))
            .collect()
    }

    /// Tells the scopes of a key apart: those of the contract, and those that we don't know.
    pub fn read(found: &[ApiKeyScope]) -> (Self, Vec<ApiKeyScope>) {
        let mut set = Self::default();
        let mut unknown: Vec<ApiKeyScope> = Vec::new();
        for scope in found {
            match position(&scope.controller, &scope.action) {
                Some(number) => set.insert(number),
                None if unknown.contains(scope) => (),
                None => unknown.push(scope.clone()),
            }
        }
        (set, unknown)
    }

    /// Reads `users/index,users/show` as it stands in an address; what isn't a scope comes back as it was written.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut set = Self::default();
        let mut unknown = Vec::new();
        for name in text
            .split([',', ' ', '\n'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let number = name
                .split_once('/')
                .and_then(|(controller, action)| position(controller, action));
            match number {
                Some(number) => set.insert(number),
                None => unknown.push(name.to_owned()),
            }
        }
        (set, unknown)
    }

    /// What is sent: the scopes of the set, and those that we don't know and keep.
    pub fn to_wire(self, unknown: &[ApiKeyScope]) -> Vec<ApiKeyScope> {
        self.numbers()
            .filter_map(scope)
            .map(|scope| ApiKeyScope::new(scope.controller, scope.action))
            .chain(unknown.iter().cloned())
            .collect()
    }

    fn combine(self, other: Self, with: fn(u64, u64) -> u64) -> Self {
        let [a, b, c] = self.0;
        let [x, y, z] = other.0;
        Self([with(a, x), with(b, y), with(c, z)])
    }

    fn word(self, number: u8) -> u64 {
        self.0.get(usize::from(number / 64)).copied().unwrap_or_default()
    }

    fn bit(number: u8) -> u64 {
        1 << (number % 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sets() {
        let (users, unknown) = ScopeSet::parse("users/index,users/show");
        assert!(unknown.is_empty());
        assert_eq!(users.count(), 2);
        assert_eq!(ScopeSet::all().count(), 156);
        assert_eq!(ScopeSet::all().without(users).count(), 154);
        assert_eq!(users.both(ScopeSet::all()), users);
        assert_eq!(users.with(users), users);
        assert!(users.without(users).is_empty());
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
        let (set, unknown) = ScopeSet::read(&[moons.clone(), users.clone(), users.clone(), moons.clone()]);
        assert_eq!((set.count(), unknown.len()), (1, 1));
        assert_eq!(set.to_wire(&unknown), [users, moons]);
    }
}
