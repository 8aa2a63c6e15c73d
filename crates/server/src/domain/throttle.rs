//! Holding up whoever guesses passwords.
//!
//! Attempts count for the name that is tried together with the address that they come from, for the address, and for the name
//! alone, each with an allowance of its own; attempts that succeed count for nothing. After so many at once further attempts aren't even
//! looked at, until some time has passed: seconds, not hours. One address alone can't use up what a name takes from everywhere, so
//! only an attack from many addresses slows the owner elsewhere; and where the owner has signed in before, nobody does.
//!
//! Names count as they are tried, whether anybody has them or not: nothing tells that a username and an email belong together.

use std::collections::HashMap;
use std::net::IpAddr;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::client_network::client_network;
use super::name::name_key;
use super::token::SECRET_BYTES;

/// How many attempts are taken at once, and how many milliseconds later one more.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    at_once: i64,
    interval: i64,
}

/// For a name at an address.
const PAIR: Allowance = Allowance {
    at_once: 20,
    interval: 15_000,
};

/// For an address, behind which there may be many people.
const ADDRESS: Allowance = Allowance {
    at_once: 50,
    interval: 3_000,
};

/// For a name, from all addresses together: more than one of them can use up, at any time.
const NAME: Allowance = Allowance {
    at_once: 100,
    interval: 5_000,
};

/// How many milliseconds the clocks of several servers may differ.
const CLOCKS_DIFFER: i64 = 60_000;

/// How many names, addresses and pairs of them are remembered: some megabytes.
const CAPACITY: usize = 20_000;

/// Whose attempt it is: the name that is tried, somebody's or not, and the address that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    name: i64,
    address: i64,
    pair: i64,
}

impl Attempt {
    /// The name that is tried.
    #[must_use]
    pub fn name(self) -> i64 {
        self.name
    }

    /// What is remembered of it, at most.
    #[must_use]
    pub fn keys(self) -> [i64; 3] {
        [self.name, self.address, self.pair]
    }
}

/// Makes numbers of names and addresses, under a secret: nobody can choose names that collide, nor tell from what is stored which were
/// tried.
#[derive(Clone)]
pub struct AttemptHasher {
    key: Hmac<Sha256>,
}

impl AttemptHasher {
    /// Servers of the same secret make the same numbers.
    #[must_use]
    pub fn new(secret: &[u8; SECRET_BYTES]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(|key| Self { key })
    }

    /// An attempt on that name.
    #[must_use]
    pub fn attempt(&self, name: &str, address: IpAddr) -> Attempt {
        let (name, address) = (name_key(name), client_network(address).to_string());
        Attempt {
            name: self.hash(["attempts on a name", &name, ""]),
            address: self.hash(["attempts from an address", "", &address]),
            pair: self.hash(["attempts on a name from an address", &name, &address]),
        }
    }

    fn hash(&self, parts: [&str; 3]) -> i64 {
        let mut mac = self.key.clone();
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        let [a, b, c, d, e, f, g, h, ..] = bytes;
        i64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

/// An attempt that has been counted, and for what.
#[derive(Debug, Clone)]
pub struct CountedAttempt {
    attempt: Attempt,
    counted: Vec<(i64, Allowance)>,
}

impl CountedAttempt {
    /// The attempt.
    #[must_use]
    pub fn attempt(&self) -> Attempt {
        self.attempt
    }
}

/// Attempts that haven't succeeded, up to a fixed number of them. Instants are milliseconds of a clock: what one that is set back
/// changes is never more than the allowances, nor for longer than they last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attempts {
    /// Until when the attempts so far have been paid for: each costs an interval.
    pub paid: HashMap<i64, i64>,
    /// Pairs of name and address that have succeeded, and when.
    pub familiar: HashMap<i64, i64>,
}

impl Attempts {
    /// Whether the attempt may be looked at now.
    ///
    /// # Errors
    /// In how many seconds it may.
    pub fn admit(&self, attempt: Attempt, now: i64) -> Result<(), u64> {
        let wait = self.allowances(attempt).map(|(key, allowance)| {
            let ahead = self.ahead(key, allowance, now);
            ahead - (allowance.at_once - 1) * allowance.interval
        });
        match wait.max() {
            Some(millis) if millis > 0 => Err(millis.unsigned_abs().div_ceil(1000)),
            _ => Ok(()),
        }
    }

    /// As [`Self::admit`], and counts it until it [succeeds](Self::succeeded): before the password is looked at, so that whoever
    /// doesn't wait for the answer has tried all the same.
    ///
    /// # Errors
    /// As [`Self::admit`].
    pub fn begin(&mut self, attempt: Attempt, now: i64) -> Result<CountedAttempt, u64> {
        self.admit(attempt, now)?;
        let counted: Vec<_> = self.allowances(attempt).collect();
        for &(key, allowance) in &counted {
            let ahead = self.ahead(key, allowance, now);
            make_room(&mut self.paid, |&until| until <= now);
            self.paid.insert(key, now + ahead + allowance.interval);
        }
        Ok(CountedAttempt { attempt, counted })
    }

    /// Takes the attempt back, and remembers that the owner is at home at that address.
    pub fn succeeded(&mut self, begun: CountedAttempt, now: i64) {
        for (key, allowance) in begun.counted {
            if let Some(until) = self.paid.get_mut(&key) {
                *until -= allowance.interval;
            }
        }
        make_room(&mut self.familiar, |_| false);
        self.familiar.insert(begun.attempt.pair, now);
    }

    /// What an attempt counts for. At a familiar address it is the pair alone: what others do there or elsewhere is not the owner's.
    fn allowances(&self, attempt: Attempt) -> impl Iterator<Item = (i64, Allowance)> + use<> {
        let familiar = self.familiar.contains_key(&attempt.pair);
        let others = [(attempt.address, ADDRESS), (attempt.name, NAME)];
        let others = others.into_iter().filter(move |_| !familiar);
        std::iter::once((attempt.pair, PAIR)).chain(others)
    }

    /// How many milliseconds are paid ahead; never more than the allowance. What is further ahead than clocks of several servers
    /// differ was paid before the clock was set back: it says nothing.
    fn ahead(&self, key: i64, allowance: Allowance, now: i64) -> i64 {
        let most = allowance.at_once * allowance.interval;
        let until = self.paid.get(&key).copied().unwrap_or(now);
        match until.saturating_sub(now) {
            ahead if ahead > most + CLOCKS_DIFFER => 0,
            ahead => ahead.clamp(0, most),
        }
    }
}

/// Forgets what is over, and then the older half, if there is no room for one more.
fn make_room(memory: &mut HashMap<i64, i64>, over: impl Fn(&i64) -> bool) {
    if memory.len() < CAPACITY {
        return;
    }
    memory.retain(|_, at| !over(at));
    if memory.len() >= CAPACITY {
        let mut times: Vec<i64> = memory.values().copied().collect();
        let (_, &mut median, _) = times.select_nth_unstable(CAPACITY / 2);
        memory.retain(|_, &mut at| at > median);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::time::Duration;

    const NOW: Duration = Duration::from_secs(1000);

    /// What the tests speak to: attempts with what makes them.
    struct Throttle {
        hasher: AttemptHasher,
        attempts: RefCell<Attempts>,
    }

    impl Default for Throttle {
        fn default() -> Self {
            Self {
                hasher: AttemptHasher::new(&[7; SECRET_BYTES]).unwrap(),
                attempts: RefCell::default(),
            }
        }
    }

    impl Throttle {
        fn attempt(&self, name: &str, address: IpAddr) -> Attempt {
            self.hasher.attempt(name, address)
        }

        fn admit(&self, attempt: Attempt, at: Duration) -> Result<(), u64> {
            self.attempts.borrow().admit(attempt, millis(at))
        }

        fn begin(&self, attempt: Attempt, at: Duration) -> Result<CountedAttempt, u64> {
            self.attempts.borrow_mut().begin(attempt, millis(at))
        }

        fn succeeded(&self, begun: CountedAttempt, at: Duration) {
            self.attempts.borrow_mut().succeeded(begun, millis(at));
        }
    }

    fn millis(at: Duration) -> i64 {
        i64::try_from(at.as_millis()).unwrap()
    }

    fn from(throttle: &Throttle, name: &str, host: u8) -> Attempt {
        throttle.attempt(name, [192, 0, 2, host].into())
    }

    /// In how many seconds an attempt may be made that can't be made now.
    fn wait(throttle: &Throttle, attempt: Attempt, running: Duration) -> Option<u64> {
        throttle.begin(attempt, running).err()
    }

    fn succeed(throttle: &Throttle, attempt: Attempt, running: Duration) {
        throttle.succeeded(throttle.begin(attempt, NOW).unwrap(), running);
    }

    #[track_caller]
    fn fail(throttle: &Throttle, attempt: Attempt, times: usize) {
        for time in 0..times {
            assert!(throttle.begin(attempt, NOW).is_ok(), "{time}");
        }
    }

    #[test]
    fn a_name_at_an_address_takes_twenty_and_then_one_every_fifteen_seconds() {
        let throttle = Throttle::default();
        let attempt = from(&throttle, "ada", 1);
        fail(&throttle, attempt, 20);
        assert_eq!(wait(&throttle, attempt, NOW), Some(15));
        assert_eq!(throttle.admit(attempt, NOW), Err(15));
        assert_eq!(
            wait(&throttle, attempt, NOW + Duration::from_millis(14_001)),
            Some(1)
        );
        let later = NOW + Duration::from_secs(15);
        assert_eq!(wait(&throttle, attempt, later), None);
        assert_eq!(wait(&throttle, attempt, later), Some(15));
        // The same name in another form is no other name, and another name is.
        assert_eq!(throttle.admit(from(&throttle, "ADA", 1), NOW), Err(15));
        assert_eq!(
            throttle.admit(from(&throttle, "ada@nodeum.example", 1), NOW),
            Ok(())
        );
    }

    #[test]
    fn what_succeeds_counts_for_nothing() {
        let throttle = Throttle::default();
        let attempt = from(&throttle, "ada", 1);
        let at_once: Vec<CountedAttempt> = (0..3).map(|_| throttle.begin(attempt, NOW).unwrap()).collect();
        for begun in at_once {
            throttle.succeeded(begun, NOW);
        }
        for _ in 0..200 {
            succeed(&throttle, attempt, NOW);
        }
        fail(&throttle, attempt, 20);
        assert_eq!(wait(&throttle, attempt, NOW), Some(15));
        assert_eq!(wait(&throttle, from(&throttle, "bob", 1), NOW), None);
    }

    #[test]
    fn an_address_takes_fifty() {
        let throttle = Throttle::default();
        for n in 0..50 {
            fail(&throttle, from(&throttle, &format!("user{n}"), 1), 1);
        }
        assert_eq!(wait(&throttle, from(&throttle, "ada", 1), NOW), Some(3));
        assert_eq!(wait(&throttle, from(&throttle, "ada", 2), NOW), None);
    }

    #[test]
    fn one_address_never_holds_up_the_owner_elsewhere() {
        let throttle = Throttle::default();
        let (attacker, owner) = (from(&throttle, "ada", 1), from(&throttle, "ada", 2));
        // Ten tries a second for an hour.
        for tenth in 0..36_000 {
            let at = NOW + Duration::from_millis(tenth * 100);
            drop(throttle.begin(attacker, at));
            assert_eq!(throttle.admit(owner, at), Ok(()), "{tenth}");
        }
    }

    #[test]
    fn many_addresses_hold_up_a_name_except_where_its_owner_was_before() {
        let throttle = Throttle::default();
        let (home, elsewhere) = (from(&throttle, "ada", 1), from(&throttle, "ada", 2));
        succeed(&throttle, home, NOW);
        for host in 10..15 {
            fail(&throttle, from(&throttle, "ada", host), 20);
        }
        assert_eq!(wait(&throttle, elsewhere, NOW), Some(5));
        assert_eq!(wait(&throttle, home, NOW), None);
    }

    #[test]
    fn a_neighbour_who_guesses_doesnt_hold_up_who_was_here_before() {
        let throttle = Throttle::default();
        let ada = from(&throttle, "ada", 1);
        succeed(&throttle, ada, NOW);
        for n in 0..50 {
            fail(&throttle, from(&throttle, &format!("user{n}"), 1), 1);
        }
        assert_eq!(wait(&throttle, from(&throttle, "bob", 1), NOW), Some(3));
        assert_eq!(wait(&throttle, ada, NOW), None);
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_out_for_long() {
        for back in [1, 60, 200, 300, 360, 500, 600, 999] {
            let throttle = Throttle::default();
            let (home, elsewhere) = (from(&throttle, "ada", 1), from(&throttle, "ada", 2));
            fail(&throttle, home, 20);
            let set_back = NOW.saturating_sub(Duration::from_secs(back));
            let refused = |attempt| {
                let times = (0..2000).map(|second| set_back + Duration::from_secs(second));
                times.filter(|&at| throttle.admit(attempt, at).is_err()).count()
            };
            // No longer than a whole allowance takes, and what clocks may differ.
            assert!(refused(home) <= 360, "{back}: {}", refused(home));
            assert!(refused(elsewhere) <= 65, "{back}: {}", refused(elsewhere));
        }
        // What comes then counts as ever.
        let throttle = Throttle::default();
        let home = from(&throttle, "ada", 1);
        fail(&throttle, home, 20);
        let set_back = NOW.saturating_sub(Duration::from_secs(999));
        for time in 0..20 {
            assert!(throttle.begin(home, set_back).is_ok(), "{time}");
        }
        assert_eq!(throttle.admit(home, set_back), Err(15));
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for n in 0..50_000_u32 {
            let attempt = throttle.attempt(&n.to_string(), IpAddr::from(n.to_be_bytes()));
            succeed(&throttle, attempt, Duration::from_secs(n.into()));
            fail(&throttle, attempt, 1);
        }
        let memory = throttle.attempts.borrow();
        assert!(memory.paid.len() <= CAPACITY && memory.familiar.len() <= CAPACITY);
    }
}
