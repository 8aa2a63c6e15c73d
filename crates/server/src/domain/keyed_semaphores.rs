//! Sharing what is scarce: nobody gets all of it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::Semaphore;

/// How many semaphores are kept before those that nobody holds are forgotten.
const FORGET_FROM: usize = 1000;

/// Lets each of many have so many of something at once, whoever they are: users, or addresses.
#[derive(Debug)]
pub struct KeyedSemaphores<K> {
    at_once: usize,
    semaphores: Mutex<HashMap<K, Weak<Semaphore>>>,
}

impl<K: Eq + Hash> KeyedSemaphores<K> {
    /// KeyedSemaphores of that size.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Self {
            at_once,
            semaphores: Mutex::default(),
        }
    }

    /// The share of one of them. It is remembered for as long as somebody holds it, or a permit of it.
    #[must_use]
    pub fn get(&self, one: K) -> Arc<Semaphore> {
        let mut semaphores = self.semaphores.lock().unwrap_or_else(PoisonError::into_inner);
        if semaphores.len() >= FORGET_FROM {
            semaphores.retain(|_, semaphore| semaphore.strong_count() > 0);
        }
        let kept = semaphores.entry(one).or_default();
        kept.upgrade().unwrap_or_else(|| {
            let new = Arc::new(Semaphore::new(self.at_once));
            *kept = Arc::downgrade(&new);
            new
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_share_and_nobody_more() {
        let shares = KeyedSemaphores::new(2);
        let held: Vec<_> = (0..2)
            .map(|_| shares.get("ada").try_acquire_owned().unwrap())
            .collect();
        assert!(shares.get("ada").try_acquire_owned().is_err());
        assert!(shares.get("bob").try_acquire_owned().is_ok());
        drop(held);
        assert!(shares.get("ada").try_acquire_owned().is_ok());
    }

    #[test]
    fn who_holds_nothing_is_forgotten() {
        let shares = KeyedSemaphores::new(1);
        let _held = shares.get(0).try_acquire_owned().unwrap();
        for one in 1..5000 {
            drop(shares.get(one));
        }
        assert!(shares.semaphores.lock().unwrap().len() <= FORGET_FROM);
        assert!(shares.get(0).try_acquire_owned().is_err());
    }
}
