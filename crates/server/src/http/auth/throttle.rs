//! Where attempts to guess passwords are remembered: by this process if it is the only one, and otherwise in the database that all
//! servers share.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::domain::clock::Clock;
use crate::domain::keyed_semaphores::KeyedSemaphores;
use crate::domain::throttle::{Attempt, AttemptHasher, Attempts, CountedAttempt};
use crate::domain::token::SECRET_BYTES;
use crate::http::error::ApiError;
use crate::storage::{Store, attempts};

/// Remembers attempts.
pub(super) struct Throttle {
    hasher: AttemptHasher,
    clock: Arc<dyn Clock>,
    memory: Memory,
    /// The names that are tried at this moment: whoever has a permit of one is looked at.
    tried: KeyedSemaphores<i64>,
}

enum Memory {
    /// By a clock that nobody sets.
    Own(Mutex<Attempts>),
    /// By the clocks of all servers, which agree to a second or so.
    Shared(Store),
}

impl Throttle {
    /// Servers of one store have the same secret.
    pub(super) fn new(secret: &[u8; SECRET_BYTES], store: &Store, clock: Arc<dyn Clock>) -> Option<Self> {
        Some(Self {
            hasher: AttemptHasher::new(secret)?,
            clock,
            memory: if store.is_shared() {
                Memory::Shared(store.clone())
            } else {
                Memory::Own(Mutex::default())
            },
            tried: KeyedSemaphores::new(Semaphore::MAX_PERMITS),
        })
    }

    /// An attempt on that name.
    pub(super) fn attempt(&self, name: &str, address: IpAddr) -> Attempt {
        self.hasher.attempt(name, address)
    }

    /// Notes that an attempt waits to be looked at, or is, until what is returned is dropped.
    pub(super) fn check(&self, attempt: Attempt) -> Option<OwnedSemaphorePermit> {
        self.tried.get(attempt.name()).try_acquire_owned().ok()
    }

    /// Whether no attempt on the name of this one waits to be looked at, or is.
    pub(super) fn is_only(&self, attempt: Attempt) -> bool {
        self.tried.get(attempt.name()).available_permits() == Semaphore::MAX_PERMITS
    }

    /// Whether the attempt may be looked at now: 429 if not.
    pub(super) async fn admit(&self, attempt: Attempt) -> Result<(), ApiError> {
        let admitted = match &self.memory {
            Memory::Own(own) => lock(own, |attempts| attempts.admit(attempt, self.running())),
            Memory::Shared(store) => {
                let mut reading = store.read().await?;
                let attempts = attempts::find(&mut reading, attempt).await?;
                attempts.admit(attempt, self.now())
            }
        };
        admitted.map_err(ApiError::TooManyRequests)
    }

    /// As [`Self::admit`], and counts it, until it [succeeds](Self::succeeded).
    pub(super) async fn begin(&self, attempt: Attempt) -> Result<CountedAttempt, ApiError> {
        let begun = match &self.memory {
            Memory::Own(own) => lock(own, |attempts| attempts.begin(attempt, self.running())),
            Memory::Shared(store) => {
                let now = self.now();
                attempts::change(store, attempt, |attempts| attempts.begin(attempt, now)).await?
            }
        };
        begun.map_err(ApiError::TooManyRequests)
    }

    /// Takes the attempt back, and remembers that the owner is at home at that address.
    pub(super) async fn succeeded(&self, begun: CountedAttempt) -> Result<(), ApiError> {
        match &self.memory {
            Memory::Own(own) => lock(own, |attempts| attempts.succeeded(begun, self.running())),
            Memory::Shared(store) => {
                let (attempt, now) = (begun.attempt(), self.now());
                attempts::change(store, attempt, |attempts| attempts.succeeded(begun, now)).await?;
            }
        }
        Ok(())
    }

    fn running(&self) -> i64 {
        i64::try_from(self.clock.monotonic().as_millis()).unwrap_or(i64::MAX)
    }

    fn now(&self) -> i64 {
        self.clock.now().unix_millis()
    }
}

fn lock<T>(own: &Mutex<Attempts>, with: impl FnOnce(&mut Attempts) -> T) -> T {
    with(&mut own.lock().unwrap_or_else(PoisonError::into_inner))
}
