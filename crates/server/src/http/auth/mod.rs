//! Who calls. Storage is reached through [`Caller`] (or the sign-in [`Authenticator`]) and in no other way: the state keeps it
//! private to this module, so that a handler that forgets to ask who calls doesn't compile into its reach.

pub(super) mod address;
mod authenticator;
mod basic;
mod caller;
mod credentials;
mod key_uses;
mod operation;
mod renewal;
mod state;
mod throttle;

pub use address::Network;
pub use authenticator::Authenticator;
pub use caller::{Caller, OwnKey, may_see};
pub use credentials::Credentials;
pub use operation::{Operation, Right};
pub(super) use renewal::layer as renewal_layer;
pub use state::{AppState, Options};
