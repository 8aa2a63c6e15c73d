//! What the server works with.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, Instant};

use api_types::Timestamp;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use tokio::sync::Mutex;

use super::address::Network;
use super::basic::RecentPasswords;
use super::key_uses::KeyUses;
use super::throttle::Throttle;
use crate::domain::api_level::ApiLevel;
use crate::domain::clock::Clock;
use crate::domain::keyed_semaphores::KeyedSemaphores;
use crate::domain::password::PasswordHasher;
use crate::domain::random::{self, Random};
use crate::domain::token::{SECRET_BYTES, TokenSigner};
use crate::http::console::{Assets, BasePath};
use crate::http::cors::Origin;
use crate::http::error::ApiError;
use crate::http::metrics::Metrics;
use crate::storage::{StorageError, Store, attempts, sessions, settings};
use crate::system::SystemAccounts;

/// What of the server's behaviour can be chosen.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long a token is good for.
    pub session_lifetime: Duration,
    /// How long after sign-in a session may still be renewed; never, if it is shorter than a token's life.
    pub session_limit: Duration,
    /// How much of the API there is.
    pub api_level: ApiLevel,
    /// Whether requests may carry a name and a password instead of a token.
    pub basic_auth: bool,
    /// The proxies that are believed when they say whom a request comes from.
    pub trusted_proxies: Vec<Network>,
    /// The origins of consoles that may call the API, besides the server's own.
    pub cors_origins: Vec<Origin>,
    /// How many passwords are hashed at once.
    pub hashes_at_once: usize,
    /// Where the console's files come from.
    pub assets: Assets,
    /// The path below which people reach the server, unless a trusted proxy names another.
    pub base_path: BasePath,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            session_lifetime: Duration::from_secs(60 * 60),
            session_limit: Duration::from_secs(12 * 60 * 60),
            api_level: ApiLevel::Extended,
            basic_auth: true,
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            hashes_at_once: 2,
            assets: Assets::None,
            base_path: BasePath::default(),
        }
    }
}

/// What every request is answered from.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What all requests share.
pub struct Shared {
    pub(super) store: Store,
    clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub random: Arc<dyn Random>,
    /// What hashes passwords.
    pub passwords: PasswordHasher,
    pub(super) recent_passwords: RecentPasswords,
    pub(super) key_uses: KeyUses,
    pub(super) throttle: Throttle,
    pub(super) signer: TokenSigner,
    /// The accounts of the operating system.
    pub system: SystemAccounts,
    /// What is counted.
    pub(in crate::http) metrics: Metrics,
    /// How many connections each user's requests may read from.
    pub(super) readers: KeyedSemaphores<i64>,
    /// How many requests each address may have under way through a proxy.
    pub(in crate::http) requests: KeyedSemaphores<IpAddr>,
    last_written: Mutex<Option<(Instant, bool)>>,
    /// What was chosen.
    pub options: Options,
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// The setting that is written to find out whether the database can be written to, and when that was.
const WRITTEN: &str = "written_at";

/// How long it is good to know whether the database can be written to.
const WRITTEN_FRESH: Duration = Duration::from_secs(1);

/// How long that may take.
const WRITTEN_TIMEOUT: Duration = Duration::from_secs(5);

/// How many connections to the database a user's requests may read from at once: half of them.
const READING_AT_ONCE: usize = 2;

/// How many requests that a proxy passes on may be under way at once from one address.
const REQUESTS_AT_ONCE: usize = 64;

/// The setting that holds the secret with which tokens are signed.
const SECRET: &str = "token_secret";

impl AppState {
    /// The state of a server on that database, whose signing secret it reads or, the first time, makes.
    ///
    /// # Errors
    /// The database or the source of randomness failed.
    pub async fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        options: Options,
    ) -> Result<Self, ApiError> {
        let secret = secret(&store, &*random).await?;
        let signer = TokenSigner::new(&secret).ok_or(StorageError::Corrupt("the signing secret"))?;
        let throttle = Throttle::new(&secret, &store, Arc::clone(&clock))
            .ok_or(StorageError::Corrupt("the signing secret"))?;
        Ok(Self(Arc::new(Shared {
            store,
            recent_passwords: RecentPasswords::new(&*random)?,
            key_uses: KeyUses::default(),
            throttle,
            passwords: PasswordHasher::new(options.hashes_at_once, Arc::clone(&random)),
            clock,
            random,
            signer,
            system: SystemAccounts::default(),
            metrics: Metrics::default(),
            readers: KeyedSemaphores::new(READING_AT_ONCE),
            requests: KeyedSemaphores::new(REQUESTS_AT_ONCE),
            last_written: Mutex::default(),
            options,
        })))
    }

    /// The current instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the database can be written to; the log says why not. It is tried by writing, at most once a second: anybody may ask.
    pub async fn can_write(&self) -> bool {
        let mut last = self.last_written.lock().await;
        if let Some((at, written)) = *last
            && at.elapsed() < WRITTEN_FRESH
        {
            return written;
        }
        let write = async {
            let mut writing = self.store.write().await?;
            settings::set(&mut writing, WRITTEN, &self.now().to_string()).await?;
            writing.commit().await
        };
        let written = match tokio::time::timeout(WRITTEN_TIMEOUT, write).await {
            Ok(Ok(())) => true,
            Ok(Err(cause)) => {
                tracing::error!(%cause, "the database can't be written to");
                false
            }
            Err(_) => {
                tracing::error!("the database can't be written to: others have been writing for long");
                false
            }
        };
        *last = Some((Instant::now(), written));
        written
    }

    /// Forgets sessions that have ended by themselves, in steps, so that nobody waits for long, and attempts that nobody waits for any more.
    pub async fn forget_ended_sessions(&self) -> Result<(), StorageError> {
        loop {
            let mut writing = self.store.write().await?;
            let more = sessions::forget_ended(&mut writing, self.now()).await?;
            writing.commit().await?;
            if !more {
                break;
            }
        }
        if self.store.is_shared() {
            let mut writing = self.store.write().await?;
            attempts::forget_ended(&mut writing, self.now()).await?;
            writing.commit().await?;
        }
        Ok(())
    }

    /// The pools of connections to the database: the name, how many there are, and how many of them are idle.
    pub(in crate::http) fn connections(&self) -> [(&'static str, usize, usize); 2] {
        self.store.connections()
    }

    /// Writes what was to be written in the background: when the server stops, before the database closes.
    pub async fn finish(&self) {
        self.key_uses.write(&self.store).await;
    }
}

async fn secret(store: &Store, random: &dyn Random) -> Result<[u8; SECRET_BYTES], ApiError> {
    let mut writing = store.write().await?;
    if let Some(stored) = settings::get(&mut writing, SECRET).await? {
        let secret = STANDARD_NO_PAD
            .decode(stored)
            .ok()
            .and_then(|bytes| bytes.try_into().ok());
        return secret.ok_or_else(|| StorageError::Corrupt("the signing secret").into());
    }
    let secret = random::bytes::<SECRET_BYTES>(random)?;
    settings::set(&mut writing, SECRET, &STANDARD_NO_PAD.encode(secret)).await?;
    writing.commit().await?;
    Ok(secret)
}
