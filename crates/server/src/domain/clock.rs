//! What time it is.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use api_types::Timestamp;

/// Tells the time. Whatever depends on time takes one, so that tests are exact.
pub trait Clock: Send + Sync {
    /// The current instant, in milliseconds. It may jump: somebody sets the clock.
    fn now(&self) -> Timestamp;

    /// How long this clock has been running. It never jumps.
    fn monotonic(&self) -> Duration;
}

/// The operating system's clocks.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    since: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            since: Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one clock that reads the system's time"
    )]
    fn now(&self) -> Timestamp {
        let millis = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_millis());
        Timestamp::from_unix_millis(i64::try_from(millis).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> Duration {
        self.since.elapsed()
    }
}
