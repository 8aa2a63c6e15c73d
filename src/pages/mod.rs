//! The pages. Each file reads from top to bottom: what it loads, its title, its actions, its columns or fields.

mod api_keys;
mod audit;
mod configuration;
#[cfg(debug_assertions)]
mod design;
mod home;
mod profile;
mod sign_in;
mod systems;
mod users;

pub use api_keys::{
    ApiKeyDetailsPage, ApiKeyListPage, ApiKeysPage, CreateApiKeyPage, EditApiKeyPage, preload_api_keys,
};
pub use audit::{AuditPage, preload_audit};
pub use configuration::{ConfigurationPage, preload_configuration};
#[cfg(debug_assertions)]
pub use design::DesignPage;
pub use home::HomePage;
pub use profile::ProfilePage;
pub use sign_in::SignInPage;
pub use systems::{SystemPage, SystemsPage, preload_systems};
pub use users::{
    BulkForm, ColumnsForm, CreateUserForm, CreateUserPage, EditUserForm, EditUserPage, ExportForm,
    FilterForm, ImportForm, ImportUsersPage, SaveViewForm, UserPage, UsersPage, preload_users,
};
