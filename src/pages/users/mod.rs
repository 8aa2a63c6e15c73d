//! Users: the list, and over it, in drawers, a user's page and the form; deleting in a dialog.
//!
//! The form is a section of its own: who looks at the list needs no fields.

mod context;
mod details;
mod expiry;
mod form;
mod form_drawer;
mod form_pages;
mod list;
mod list_page;
mod posix_ids;

pub use details::UserPage;
pub use form_drawer::{CreateUserForm, EditUserForm};
pub use form_pages::{CreateUserPage, EditUserPage};
pub use list::UsersPage;
