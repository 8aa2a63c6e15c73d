//! Passwords that were right a moment ago.
//!
//! A client that authenticates every request with name and password would have the server hash a hundred passwords a minute.
//! So the server remembers, in memory alone, which password was right for which stored hash. Whoever changes a password
//! changes the hash, and what was remembered no longer fits: the new password works and the old one fails at once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::domain::account::Account;
use crate::domain::random::{self, Random, RandomFailed};
use crate::http::error::ApiError;

/// How many users are remembered.
const CAPACITY: usize = 1000;

/// Remembers fingerprints of right passwords, under a key that lives as long as the process.
pub(super) struct RecentPasswords {
    key: [u8; 32],
    known: Mutex<HashMap<i64, [u8; 32]>>,
}

impl RecentPasswords {
    /// Nothing remembered yet.
    pub(super) fn new(random: &dyn Random) -> Result<Self, RandomFailed> {
        Ok(Self {
            key: random::bytes(random)?,
            known: Mutex::new(HashMap::new()),
        })
    }

    /// Whether that password was right for the hash that the account has now.
    pub(super) fn knows(&self, account: &Account, password: &str) -> Result<bool, ApiError> {
        let remembered = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(&account.id).copied()
        };
        let Some(remembered) = remembered else {
            return Ok(false);
        };
        // Compared in constant time.
        Ok(self
            .fingerprint(account, password)?
            .verify_slice(&remembered)
            .is_ok())
    }

    /// Remembers that it is.
    pub(super) fn remember(&self, account: &Account, password: &str) -> Result<(), ApiError> {
        let fingerprint = self
            .fingerprint(account, password)?
            .finalize()
            .into_bytes()
            .into();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= CAPACITY && !known.contains_key(&account.id) {
            known.clear();
        }
        known.insert(account.id, fingerprint);
        Ok(())
    }

    fn fingerprint(&self, account: &Account, password: &str) -> Result<Hmac<Sha256>, ApiError> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).map_err(|error| ApiError::Internal(error.into()))?;
        mac.update(account.password_hash.as_bytes());
        mac.update(&[0]);
        mac.update(password.as_bytes());
        Ok(mac)
    }
}
