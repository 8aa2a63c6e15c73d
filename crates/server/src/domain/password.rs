//! Hashing passwords.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::random::{self, Random};

/// Stands where a password's hash would, for an account that nobody can sign in to.
pub const NO_PASSWORD: &str = "!";

/// Memory in KiB, passes and lanes: what OWASP recommends for Argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// A hash of these parameters that no password is known for. Verifying against it takes as long as against a real one.
const DUMMY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGtub3dzIGl0$7YBhXIkUU7eIQlhk6Nz0yX8tEYfU9sbnRf6YVhJZ2tQ";

/// Hashes and verifies passwords with Argon2id, off the async threads, a bounded number at a time.
#[derive(Clone)]
pub struct PasswordHasher {
    permits: Arc<Semaphore>,
    random: Arc<dyn Random>,
}

/// A password could not be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a password could not be hashed")]
pub struct HashFailed;

impl PasswordHasher {
    /// A hasher that works on at most that many passwords at once; each takes 19 MiB while it does.
    #[must_use]
    pub fn new(at_once: usize, random: Arc<dyn Random>) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(at_once)),
            random,
        }
    }

    /// The hash of a new password, with a salt of its own, as a PHC string.
    ///
    /// # Errors
    /// No randomness, or no memory.
    pub async fn hash(&self, password: String) -> Result<String, HashFailed> {
        let salt = random::bytes::<16>(&*self.random).map_err(|_| HashFailed)?;
        let turn = self.turn().await?;
        turn.off_thread(move || {
            let hash: argon2::password_hash::phc::PasswordHash = argon2()
                .and_then(|argon2| argon2.hash_password_with_salt(password.as_bytes(), &salt).ok())
                .ok_or(HashFailed)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Waits until fewer passwords are worked on than may be at once. What has to be decided before one is worked on, such as
    /// whether there have been too many, is decided then, when all those before it are known.
    pub async fn turn(&self) -> Result<Turn, HashFailed> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        permit.map(Turn).map_err(|_| HashFailed)
    }
}

/// The right to work on one password.
pub struct Turn(OwnedSemaphorePermit);

impl Turn {
    /// Whether the password is the one of that hash. Without a hash the answer is no, and takes as long.
    pub async fn verify(self, password: String, hash: Option<String>) -> Result<bool, HashFailed> {
        self.off_thread(move || {
            let (against, known) = verifiable(hash);
            let argon2 = argon2().ok_or(HashFailed)?;
            let right = argon2
                .verify_password(password.as_bytes(), against.as_str())
                .is_ok();
            Ok(known && right)
        })
        .await
    }

    async fn off_thread<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T, HashFailed> + Send + 'static,
    ) -> Result<T, HashFailed> {
        let permit = self.0;
        tokio::task::spawn_blocking(move || {
            // The permit goes with the work, which ends even if nobody waits for it any more.
            let _permit = permit;
            work()
        })
        .await
        .map_err(|_| HashFailed)?
    }
}

/// The hash to verify a password against, and whether it is anybody's. There always is one: no answer comes without hashing.
fn verifiable(hash: Option<String>) -> (String, bool) {
    match hash.filter(|hash| hash != NO_PASSWORD) {
        Some(hash) => (hash, true),
        None => (DUMMY.to_owned(), false),
    }
}

fn argon2() -> Option<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::random::SystemRandom;

    fn hasher() -> PasswordHasher {
        PasswordHasher::new(1, Arc::new(SystemRandom))
    }

    #[tokio::test]
    async fn a_hash_has_the_recommended_cost_and_a_salt_of_its_own() {
        let hasher = hasher();
        let first = hasher.hash("correct horse".into()).await.unwrap();
        let second = hasher.hash("correct horse".into()).await.unwrap();
        assert!(first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{first}");
        assert_ne!(first, second);
    }

    #[tokio::test]
    async fn only_the_right_password_passes() {
        let hasher = hasher();
        let hash = hasher.hash("correct horse".into()).await.unwrap();
        for (password, hash, right) in [
            ("correct horse", Some(hash.clone()), true),
            ("correct horsf", Some(hash), false),
            (NO_PASSWORD, Some(NO_PASSWORD.into()), false),
            ("correct horse", None, false),
        ] {
            let turn = hasher.turn().await.unwrap();
            assert_eq!(turn.verify(password.into(), hash).await, Ok(right), "{password}");
        }
    }

    #[tokio::test]
    async fn whoever_has_no_password_costs_as_much_as_whoever_has() {
        use argon2::password_hash::Error;
        let hash = hasher().hash("correct horse".into()).await.unwrap();
        let (against, known) = verifiable(Some(hash.clone()));
        assert_eq!((against, known), (hash.clone(), true));
        for none in [None, Some(NO_PASSWORD.to_owned())] {
            let (against, known) = verifiable(none);
            assert!(!known);
            // Algorithm, version, cost, and the length of the hash.
            let parts = |hash: &str| -> Vec<String> { hash.split('$').map(str::to_owned).collect() };
            let (dummy, real) = (parts(&against), parts(&hash));
            assert_eq!(dummy.len(), 6);
            assert_eq!(dummy[..4], real[..4]);
            assert_eq!(dummy[5].len(), real[5].len());
            // It is computed, and not refused as no hash.
            let verified = argon2()
                .unwrap()
                .verify_password(b"correct horse", against.as_str());
            assert_eq!(verified, Err(Error::PasswordInvalid));
        }
    }
}
