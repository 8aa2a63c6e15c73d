//! Where unpredictable bytes come from.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A source of unpredictable bytes. Whatever needs some takes one, so that tests are exact.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    ///
    /// # Errors
    /// The source has failed, and the buffer must not be used.
    fn fill(&self, buffer: &mut [u8]) -> Result<(), RandomFailed>;
}

/// The source of randomness gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct RandomFailed;

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), RandomFailed> {
        getrandom::fill(buffer).map_err(|_| RandomFailed)
    }
}

/// `N` unpredictable bytes.
pub fn bytes<const N: usize>(random: &dyn Random) -> Result<[u8; N], RandomFailed> {
    let mut buffer = [0; N];
    random.fill(&mut buffer)?;
    Ok(buffer)
}

/// `N` unpredictable bytes as text that fits into addresses and headers (base64url).
pub fn token<const N: usize>(random: &dyn Random) -> Result<String, RandomFailed> {
    bytes::<N>(random).map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
}
