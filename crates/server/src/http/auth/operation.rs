//! What an operation of the API demands of whoever calls it.

/// An operation of the contract. A handler names its own in the type of its [`Caller`](super::Caller).
pub trait Operation: Send + Sync + 'static {
    /// The scope that an API key needs for it: controller and action.
    const SCOPE: (&'static str, &'static str);

    /// Who may call it.
    const RIGHT: Right;
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Whoever is signed in; what they may see or change is for the operation to decide.
    Anyone,
    /// Administrators alone.
    Administrator,
}
