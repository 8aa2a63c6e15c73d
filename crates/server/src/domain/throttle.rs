//! Holding up whoever guesses passwords.
//!
//! Failures count for the account that was tried and for the address that they came from; successes count for nothing. After
//! so many failures at once further attempts aren't even looked at, until some time has passed: seconds, not hours, so that
//! nobody keeps an owner out for long. An owner who has signed in from an address before has attempts of their own there,
//! which nobody elsewhere can use up.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use api_types::Timestamp;

/// How many failures are taken at once, and how many milliseconds later one more.
#[derive(Debug, Clone, Copy)]
struct Allowance {
    at_once: i64,
    interval: i64,
}

/// For an account, or for its owner at a familiar address.
const ACCOUNT: Allowance = Allowance {
    at_once: 20,
    interval: 15_000,
};

/// For an address, behind which there may be many people.
const ADDRESS: Allowance = Allowance {
    at_once: 50,
    interval: 3_000,
};

/// How many accounts, addresses and familiar pairs of them are remembered: some megabytes.
const CAPACITY: usize = 20_000;

/// Whose attempt it is: the account that is tried, existing or not, and the address that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    account: u64,
    address: u64,
    pair: u64,
}

/// Remembers failures, up to a fixed number of them.
#[derive(Default)]
pub struct Throttle {
    // Hashes under a key of this process: nobody can choose names that collide.
    hasher: RandomState,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    /// Until when the failures so far have been paid for, in milliseconds since 1970: each costs an interval.
    paid: HashMap<u64, i64>,
    /// Pairs of account and address that have succeeded, and when.
    familiar: HashMap<u64, i64>,
}

impl Throttle {
    /// An attempt on the account of that name, or whatever else tells accounts apart.
    #[must_use]
    pub fn attempt(&self, account: &str, address: IpAddr) -> Attempt {
        let address = network(address);
        Attempt {
            account: self.hasher.hash_one(("account", account)),
            address: self.hasher.hash_one(("address", address)),
            pair: self.hasher.hash_one(("pair", account, address)),
        }
    }

    /// Whether the attempt may be looked at now.
    ///
    /// # Errors
    /// In how many seconds it may.
    pub fn admit(&self, attempt: Attempt, now: Timestamp) -> Result<(), u64> {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let now = now.unix_millis();
        let wait = memory.allowances(attempt).map(|(key, allowance)| {
            let ahead = memory.ahead(key, allowance, now);
            ahead - (allowance.at_once - 1) * allowance.interval
        });
        match wait.into_iter().max() {
            Some(millis) if millis > 0 => Err(millis.unsigned_abs().div_ceil(1000)),
            _ => Ok(()),
        }
    }

    /// Counts a failure.
    pub fn failed(&self, attempt: Attempt, now: Timestamp) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let now = now.unix_millis();
        for (key, allowance) in memory.allowances(attempt) {
            let ahead = memory.ahead(key, allowance, now);
            make_room(&mut memory.paid, |&until| until <= now);
            memory.paid.insert(key, now + ahead + allowance.interval);
        }
    }

    /// Remembers that the owner is at home at that address.
    pub fn succeeded(&self, attempt: Attempt, now: Timestamp) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut memory.familiar, |_| false);
        memory.familiar.insert(attempt.pair, now.unix_millis());
    }
}

impl Memory {
    fn allowances(&self, attempt: Attempt) -> [(u64, Allowance); 2] {
        let familiar = self.familiar.contains_key(&attempt.pair);
        let account = if familiar { attempt.pair } else { attempt.account };
        [(account, ACCOUNT), (attempt.address, ADDRESS)]
    }

    /// How many milliseconds are paid ahead; never more than the allowance, whatever the clock does.
    fn ahead(&self, key: u64, allowance: Allowance, now: i64) -> i64 {
        let until = self.paid.get(&key).copied().unwrap_or(now);
        until
            .saturating_sub(now)
            .clamp(0, allowance.at_once * allowance.interval)
    }
}

/// Forgets what is over, and then the older half, if there is no room for one more.
fn make_room(memory: &mut HashMap<u64, i64>, over: impl Fn(&i64) -> bool) {
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

/// What counts as one address: of IPv6 the first half, all of which belongs to one customer.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_millis(1_769_847_300_000 + seconds * 1000)
    }

    fn fail(throttle: &Throttle, attempt: Attempt, times: usize) {
        for _ in 0..times {
            assert_eq!(throttle.admit(attempt, at(0)), Ok(()));
            throttle.failed(attempt, at(0));
        }
    }

    #[test]
    fn an_account_takes_twenty_failures_then_one_every_fifteen_seconds() {
        let throttle = Throttle::default();
        let attempt = |n: u8| throttle.attempt("ada", IpAddr::from([192, 0, 2, n]));
        for n in 0..20 {
            fail(&throttle, attempt(n), 1);
        }
        assert_eq!(throttle.admit(attempt(77), at(0)), Err(15));
        assert_eq!(throttle.admit(attempt(77), at(14)), Err(1));
        assert_eq!(throttle.admit(attempt(77), at(15)), Ok(()));
        throttle.failed(attempt(77), at(15));
        assert_eq!(throttle.admit(attempt(78), at(15)), Err(15));
        assert_eq!(
            throttle.admit(throttle.attempt("bob", [192, 0, 2, 77].into()), at(15)),
            Ok(())
        );
        fail(&throttle, throttle.attempt("zoe", [192, 0, 2, 1].into()), 20);
    }

    #[test]
    fn an_address_takes_fifty() {
        let throttle = Throttle::default();
        for n in 0..50 {
            fail(
                &throttle,
                throttle.attempt(&format!("user{n}"), [192, 0, 2, 1].into()),
                1,
            );
        }
        assert_eq!(
            throttle.admit(throttle.attempt("ada", [192, 0, 2, 1].into()), at(0)),
            Err(3)
        );
        assert_eq!(
            throttle.admit(throttle.attempt("ada", [192, 0, 2, 2].into()), at(0)),
            Ok(())
        );
    }

    #[test]
    fn an_owner_at_a_familiar_address_is_not_kept_out_by_others() {
        let throttle = Throttle::default();
        let home = throttle.attempt("ada", [198, 51, 100, 1].into());
        throttle.succeeded(home, at(0));
        let elsewhere = throttle.attempt("ada", [192, 0, 2, 1].into());
        fail(&throttle, elsewhere, 20);
        assert_eq!(throttle.admit(elsewhere, at(0)), Err(15));
        fail(&throttle, home, 20);
        assert_eq!(throttle.admit(home, at(0)), Err(15));
    }

    #[test]
    fn a_clock_that_jumps_back_keeps_nobody_out_for_long() {
        let throttle = Throttle::default();
        let attempt = throttle.attempt("ada", [192, 0, 2, 1].into());
        fail(&throttle, attempt, 20);
        assert_eq!(throttle.admit(attempt, at(-1_000_000)), Err(15));
    }

    #[test]
    fn one_ipv6_customer_is_one_address() {
        let throttle = Throttle::default();
        let attempt = |text: &str| throttle.attempt("ada", text.parse().unwrap());
        assert_eq!(attempt("2001:db8::1"), attempt("2001:db8::ffff:2"));
        assert_ne!(attempt("2001:db8::1"), attempt("2001:db8:0:1::1"));
        assert_eq!(attempt("::ffff:192.0.2.1"), attempt("192.0.2.1"));
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::default();
        for n in 0..50_000_u32 {
            let attempt = throttle.attempt(&n.to_string(), IpAddr::from(n.to_be_bytes()));
            throttle.failed(attempt, at(0));
            throttle.succeeded(attempt, at(n.into()));
        }
        let memory = throttle.memory.lock().unwrap();
        assert!(memory.paid.len() <= CAPACITY && memory.familiar.len() <= CAPACITY);
    }
}
