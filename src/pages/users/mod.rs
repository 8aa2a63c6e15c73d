//! Users: the list, and over it, in drawers, a user's page and the form; deleting in a dialog.

mod context;
mod details;
mod expiry;
mod form;
mod form_drawer;
mod list;
mod list_page;
mod posix_ids;

pub use details::UserPage;
pub use form_drawer::{CreateUserPage, EditUserPage};
pub use list::UsersPage;
