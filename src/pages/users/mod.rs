//! Users: the list, and over it, in drawers, a user's page, creating, editing; deleting in a dialog.

mod columns;
mod context;
mod create;
mod delete;
mod details;
mod edit;
mod expiry;
mod fields;
mod form;
mod ids;
mod list;
mod list_page;
mod rules;

pub use create::CreateUserPage;
pub use details::UserPage;
pub use edit::EditUserPage;
pub use list::UsersPage;
