//! API keys: how they are made, kept and shown.

use api_types::{ApiKey, ApiKeyScope, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::random::{self, Random, RandomFailed};

/// What stands for all of a key but its last four characters: 18 asterisks.
const MASK: &str = "******************";

/// How many characters of a key are shown.
const SHOWN: usize = 4;

/// A stored API key. The key itself isn't stored, only its hash, which is never read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// Identifies the record; never given to another.
    pub id: i64,
    /// The numeric id of the user.
    pub owner_id: i64,
    /// What its owner calls it.
    pub name: String,
    /// The last four characters of the key.
    pub last_four: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// From when on it is worth nothing; `None` for never.
    pub expired_at: Option<Timestamp>,
}

impl StoredKey {
    /// Whether it has expired at that instant.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expired_at.is_some_and(|at| at <= now)
    }

    /// The key as the API shows it, masked; the scopes are absent in lists, and what the published reference doesn't know
    /// without `extensions`.
    #[must_use]
    pub fn to_api(&self, scopes: Option<Vec<ApiKeyScope>>, extensions: bool) -> ApiKey {
        ApiKey {
            id: self.id,
            key: format!("{MASK}{}", self.last_four),
            name: self.name.clone(),
            created_at: extensions.then_some(self.created_at),
            last_used_at: extensions.then_some(self.last_used_at),
            expired_at: extensions.then_some(self.expired_at),
            api_key_scopes: scopes,
        }
    }
}

/// A key that has just been made. It has no `Debug`, so that it reaches no log.
pub struct NewKey(String);

impl NewKey {
    /// 256 unpredictable bits as text.
    pub fn make(random: &dyn Random) -> Result<Self, RandomFailed> {
        random::token::<32>(random).map(Self)
    }

    /// The whole key, for its owner's eyes, once.
    #[must_use]
    pub fn reveal(self) -> String {
        self.0
    }

    /// What is stored of it and found again by an index.
    #[must_use]
    pub fn hash(&self) -> String {
        hash(&self.0)
    }

    /// What is shown of it later.
    #[must_use]
    pub fn last_four(&self) -> String {
        self.0.chars().skip(self.0.chars().count() - SHOWN).collect()
    }
}

/// The form in which a key is stored. A key is as long as its hash and as unpredictable: nothing slower is needed.
#[must_use]
pub fn hash(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(key.as_bytes()))
}

/// Whether a bearer's text may be an API key. Tokens of sign_in have dots between their parts, and keys have none.
#[must_use]
pub fn is_key(bearer: &str) -> bool {
    !bearer.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::random::SystemRandom;

    #[test]
    fn a_key_is_256_bits_and_none_comes_twice() {
        let (one, other) = (
            NewKey::make(&SystemRandom).unwrap(),
            NewKey::make(&SystemRandom).unwrap(),
        );
        assert_ne!(one.hash(), other.hash());
        let (hash, last_four, key) = (one.hash(), one.last_four(), one.reveal());
        assert_eq!(URL_SAFE_NO_PAD.decode(&key).unwrap().len(), 32);
        assert!(is_key(&key));
        assert!(key.ends_with(&last_four) && last_four.len() == 4);
        assert!(!hash.contains(&key));
    }
}
