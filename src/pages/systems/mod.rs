//! The pages of system accounts: users and groups of the server's operating system, beside the console's users.

mod account_drawer;
mod cells;
mod create_users;
mod difference_kind;
mod differences;
mod differences_tab;
mod entry_drawer;
mod group_drawer;
mod groups_tab;
mod list;
mod new_users;
mod page;
mod source_view;
mod users_tab;

pub use entry_drawer::SystemPage;
pub use page::SystemsPage;
