//! Users: the list, and over it, in drawers, a user's page, creating, editing; deleting in a dialog.

mod columns;
mod context;
mod create;
mod delete;
mod details;
mod draft;
mod edit;
mod expiry;
mod fields;
mod list;
mod list_page;
mod posix_ids;
mod rules;

pub use create::CreateUserPage;
pub use details::UserPage;
pub use edit::EditUserPage;
pub use list::UsersPage;
