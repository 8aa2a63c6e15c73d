//! API keys: the list, a key's page, creating and editing with the scope picker, the secret that is shown once.

mod columns;
mod commands;
mod create;
mod details;
mod edit;
mod form;
mod keys;
mod list;
mod picker;
mod revoke;
mod rotate;
mod row_scopes;
mod scopes;
mod secret;

pub use create::CreateApiKeyPage;
pub use details::ApiKeyDetailsPage;
pub use edit::EditApiKeyPage;
pub use keys::ApiKeysPage;
pub use list::ApiKeyListPage;
