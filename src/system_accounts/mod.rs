//! Users and groups of the server's operating system, joined with the console's users.

mod directory;
mod gecos;
mod load;
mod service;

pub use directory::{Account, ConsoleMatch, ConsoleUser, Directory, Group};
pub use gecos::PARTS as GECOS_PARTS;
pub use load::{Source, SystemAccounts};
