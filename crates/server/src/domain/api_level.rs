//! How much of the API there is.

/// What the server offers of the API, from much to little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiLevel {
    /// All that there is: filters, sorting, renewal of sessions, dates of API keys.
    Extended,
    /// What the published references describe, taken together.
    Published,
    /// What both published references describe: users without `expired_at` and `source_type`.
    Minimal,
}

impl ApiLevel {
    /// Whether there is what no published reference knows.
    #[must_use]
    pub fn extensions(self) -> bool {
        self == Self::Extended
    }

    /// Whether users have `expired_at` and `source_type`.
    #[must_use]
    pub fn expiry_and_source(self) -> bool {
        self != Self::Minimal
    }
}
