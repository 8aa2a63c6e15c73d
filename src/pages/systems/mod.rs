//! The pages of system accounts: users and groups of the server's operating system, beside the console's users.

mod cells;
mod create_users;
mod differences;
mod differences_tab;
mod drawer;
mod export;
mod groups_tab;
mod kind_section;
mod new_users;
mod page;
mod set_aside;
mod source_view;
mod users_tab;

pub use drawer::SystemPage;
pub use page::SystemsPage;
pub use set_aside::preload_systems;
