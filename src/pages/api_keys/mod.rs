//! API keys: the list, a key's page with its secret while that is new, and the forms that create and edit a key.

mod abilities_card;
mod changes_card;
mod columns;
mod context;
mod create;
mod details;
mod edit;
mod form;
mod input;
mod list;
mod picker;
mod refusals;
mod revoke;
mod rotate;
mod scopes;
mod secret;

pub use context::{ApiKeysPage, preload_api_keys};
pub use create::CreateApiKeyPage;
pub use details::ApiKeyDetailsPage;
pub use edit::EditApiKeyPage;
pub use list::ApiKeyListPage;
