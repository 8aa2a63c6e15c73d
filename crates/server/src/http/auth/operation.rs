//! What an operation of the API demands of whoever calls it.

/// An operation of the contract. A handler names its own in the type of its [`Caller`](super::Caller).
pub trait Operation: Send + Sync + 'static {
    /// Its name in the contract.
    const ID: &'static str;

    /// What it does, as the contract says it.
    const SUMMARY: &'static str;

    /// The scope that an API key needs for it: controller and action.
    const SCOPE: (&'static str, &'static str);

    /// Who may call it.
    const RIGHT: Right;
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Whoever there is: it takes no [`Caller`](super::Caller), and needs no authentication.
    Public,
    /// Whoever is signed in; what they may see or change is for the operation to decide.
    Anyone,
    /// Administrators alone.
    Administrator,
}
