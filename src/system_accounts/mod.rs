//! Users and groups of the server's operating system, joined with the console's users.

mod directory;
#[cfg(test)]
pub mod fixtures;
mod gecos;
mod load;

pub use directory::{Account, ConsoleMatch, Directory, Group};
pub use gecos::{PARTS as GECOS_PARTS, parts as gecos_parts};
pub use load::{AccountSource, SystemAccounts, preload_system_accounts};
