//! System accounts: users and groups of the server's operating system, joined with the console's users.

mod account;
mod accounts;
mod cells;
mod create_many;
mod differences;
mod directory;
mod gecos;
mod group;
mod groups;
mod list;
mod load;
mod new_users;
mod page;
mod report;
mod services;

pub use page::{SystemPage, SystemsPage};
