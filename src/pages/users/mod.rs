//! Users: the list, and over it, in drawers, a user's page and the form; deleting in a dialog.
//!
//! The forms are a section of their own, and so is importing: who looks at the list needs neither.

mod all_users;
mod bulk_form;
mod bulk_plan;
mod cells;
mod columns;
mod columns_form;
mod context;
mod delete;
mod details;
mod draft;
mod export;
mod export_form;
mod filter_form;
mod filters;
mod form;
mod form_drawer;
mod form_pages;
mod import;
mod known_user;
mod list;
mod list_page;
mod notices;
mod posix_ids;
mod preload;
mod row_actions;
mod save;
mod save_conflict;
mod save_view_form;
mod saved_views;
mod search;
mod selection;
mod stable_rows;

pub use bulk_form::BulkForm;
pub use columns_form::ColumnsForm;
pub use details::UserPage;
pub use export_form::ExportForm;
pub use filter_form::FilterForm;
pub use form_drawer::{CreateUserForm, EditUserForm};
pub use form_pages::{CreateUserPage, EditUserPage, ImportUsersPage};
pub use import::ImportForm;
pub use list::UsersPage;
pub use preload::preload_users;
pub use save_view_form::SaveViewForm;
