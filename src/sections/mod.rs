//! The sections: parts of the app that are WebAssembly modules of their own and load when they are first shown.
//!
//! Each function below is what its module exports, by the name in its attribute. Everything that one section alone uses travels with it;
//! whatever the main module uses stays there. `cargo xtask split` makes the files.

mod lazy;
mod preload;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::paths::Address;
use crate::session::Session;
use crate::{activity, command_palette, layouts, pages, paths, shortcuts};

pub use lazy::{lazy, lazy_drawer, lazy_outside_frame, lazy_part};
pub use preload::{preload, preload_around, preload_data, preload_for, preload_when_idle};

/// A view of a section, or the news that its module can't be loaded.
pub type Loaded = Result<AnyView, SplitLoaderError>;

/// A part of the app that is a module of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What stands around all pages, and the users, where administrators begin.
    Frame,
    /// The drawers that create and edit a user, and filter and export the list.
    UserForms,
    /// The drawer that imports users.
    UserImport,
    /// The accounts and groups of the operating system.
    Systems,
    /// The audit trail.
    Audit,
    /// My configuration.
    Configuration,
    /// My API keys.
    ApiKeys,
    /// My profile.
    Profile,
    /// What the search of the top bar finds, the list of the shortcuts, and that of the requests.
    CommandPalette,
}

impl Section {
    /// The section of an address of the app, with its base; [`Section::Frame`] for addresses that have none of their own.
    pub fn of(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        match paths::first_segment(path) {
            "users" if path.ends_with("/import") => Self::UserImport,
            "users" if path.ends_with("/new") || path.ends_with("/edit") => Self::UserForms,
            "systems" => Self::Systems,
            "audit" => Self::Audit,
            "configuration" => Self::Configuration,
            "api-keys" => Self::ApiKeys,
            "profile" => Self::Profile,
            _ => Self::Frame,
        }
    }

    /// Loads the module, unless it is there.
    ///
    /// # Errors
    /// If it can't be loaded. The next call tries again.
    pub async fn load(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Frame => load_frame().await,
            Self::UserForms => load_user_forms().await,
            Self::UserImport => load_user_import().await,
            Self::Systems => load_systems().await,
            Self::Audit => load_audit().await,
            Self::Configuration => load_configuration().await,
            Self::ApiKeys => load_api_keys().await,
            Self::Profile => load_profile().await,
            Self::CommandPalette => load_command_palette().await,
        }
    }
}

/// Loads ahead what an address shows that one comes to `from` another page, if from any: the module of its section, and then its data.
///
/// # Errors
/// If the module can't be loaded. What is wrong with the data is said by the page.
async fn load_data(address: Address, from: Option<Address>) -> Result<(), SplitLoaderError> {
    let is_admin = Session::expect().is_known_admin();
    match address.page() {
        // The first page leads on to them.
        "" | "users" if is_admin => users_data(address, from).await,
        "systems" if is_admin => systems_data().await,
        "audit" if is_admin => audit_data(address).await,
        "configuration" => configuration_data().await,
        "api-keys" => api_keys_data(address).await,
        _ => Ok(()),
    }
}

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, preload(load_frame), fallible)]
pub fn frame() -> Loaded {
    Ok(layouts::Frame().into_any())
}

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
pub fn users() -> Loaded {
    Ok(pages::UsersPage().into_any())
}

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
fn users_data(address: Address, from: Option<Address>) -> Result<(), SplitLoaderError> {
    pages::preload_users(&address, from.as_ref());
    Ok(())
}

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
pub fn create_user() -> Loaded {
    Ok(pages::CreateUserPage().into_any())
}

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
pub fn user() -> Loaded {
    Ok(pages::UserPage().into_any())
}

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
pub fn edit_user() -> Loaded {
    Ok(pages::EditUserPage().into_any())
}

#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
pub fn import_users() -> Loaded {
    Ok(pages::ImportUsersPage().into_any())
}

#[wasm_split(user_import, wasm_split_path = leptos::wasm_split, preload(load_user_import), fallible)]
pub fn import_users_form() -> Loaded {
    Ok(pages::ImportForm().into_any())
}

#[wasm_split(user_forms, wasm_split_path = leptos::wasm_split, preload(load_user_forms), fallible)]
pub fn create_user_form() -> Loaded {
    Ok(pages::CreateUserForm().into_any())
}

#[wasm_split(user_forms, wasm_split_path = leptos::wasm_split, fallible)]
pub fn edit_user_form() -> Loaded {
    Ok(pages::EditUserForm().into_any())
}

#[wasm_split(user_forms, wasm_split_path = leptos::wasm_split, fallible)]
pub fn user_filters() -> Loaded {
    Ok(pages::FilterForm().into_any())
}

#[wasm_split(user_forms, wasm_split_path = leptos::wasm_split, fallible)]
pub fn user_columns() -> Loaded {
    Ok(pages::ColumnsForm().into_any())
}

#[wasm_split(user_forms, wasm_split_path = leptos::wasm_split, fallible)]
pub fn save_view() -> Loaded {
    Ok(pages::SaveViewForm().into_any())
}

#[wasm_split(user_forms, wasm_split_path = leptos::wasm_split, fallible)]
pub fn change_users() -> Loaded {
    Ok(pages::BulkForm().into_any())
}

#[wasm_split(user_forms, wasm_split_path = leptos::wasm_split, fallible)]
pub fn export_users() -> Loaded {
    Ok(pages::ExportForm().into_any())
}

#[wasm_split(systems, wasm_split_path = leptos::wasm_split, preload(load_systems), fallible)]
pub fn systems() -> Loaded {
    Ok(pages::SystemsPage().into_any())
}

#[wasm_split(systems, wasm_split_path = leptos::wasm_split, fallible)]
fn systems_data() -> Result<(), SplitLoaderError> {
    pages::preload_systems();
    Ok(())
}

#[wasm_split(systems, wasm_split_path = leptos::wasm_split, fallible)]
pub fn system() -> Loaded {
    Ok(pages::SystemPage().into_any())
}

#[wasm_split(audit, wasm_split_path = leptos::wasm_split, preload(load_audit), fallible)]
pub fn audit() -> Loaded {
    Ok(pages::AuditPage().into_any())
}

#[wasm_split(audit, wasm_split_path = leptos::wasm_split, fallible)]
fn audit_data(address: Address) -> Result<(), SplitLoaderError> {
    pages::preload_audit(&address);
    Ok(())
}

#[wasm_split(configuration, wasm_split_path = leptos::wasm_split, preload(load_configuration), fallible)]
pub fn configuration() -> Loaded {
    Ok(pages::ConfigurationPage().into_any())
}

#[wasm_split(configuration, wasm_split_path = leptos::wasm_split, fallible)]
fn configuration_data() -> Result<(), SplitLoaderError> {
    pages::preload_configuration();
    Ok(())
}

#[wasm_split(api_keys, wasm_split_path = leptos::wasm_split, preload(load_api_keys), fallible)]
pub fn api_keys() -> Loaded {
    Ok(pages::ApiKeysPage().into_any())
}

#[wasm_split(api_keys, wasm_split_path = leptos::wasm_split, fallible)]
fn api_keys_data(address: Address) -> Result<(), SplitLoaderError> {
    pages::preload_api_keys(&address);
    Ok(())
}

#[wasm_split(api_keys, wasm_split_path = leptos::wasm_split, fallible)]
pub fn api_key_list() -> Loaded {
    Ok(pages::ApiKeyListPage().into_any())
}

#[wasm_split(api_keys, wasm_split_path = leptos::wasm_split, fallible)]
pub fn create_api_key() -> Loaded {
    Ok(pages::CreateApiKeyPage().into_any())
}

#[wasm_split(api_keys, wasm_split_path = leptos::wasm_split, fallible)]
pub fn api_key() -> Loaded {
    Ok(pages::ApiKeyDetailsPage().into_any())
}

#[wasm_split(api_keys, wasm_split_path = leptos::wasm_split, fallible)]
pub fn edit_api_key() -> Loaded {
    Ok(pages::EditApiKeyPage().into_any())
}

#[wasm_split(profile, wasm_split_path = leptos::wasm_split, preload(load_profile), fallible)]
pub fn profile() -> Loaded {
    Ok(pages::ProfilePage().into_any())
}

#[wasm_split(command_palette, wasm_split_path = leptos::wasm_split, preload(load_command_palette), fallible)]
pub fn command_results() -> Loaded {
    Ok(command_palette::CommandResults().into_any())
}

#[wasm_split(command_palette, wasm_split_path = leptos::wasm_split, fallible)]
pub fn shortcuts() -> Loaded {
    Ok(shortcuts::ShortcutsDialog().into_any())
}

#[wasm_split(command_palette, wasm_split_path = leptos::wasm_split, fallible)]
pub fn activity() -> Loaded {
    Ok(activity::ActivityDialog().into_any())
}

/// The parts, for whoever builds pages; a release has no such page.
#[cfg(debug_assertions)]
#[wasm_split(design, wasm_split_path = leptos::wasm_split, fallible)]
pub fn design() -> Loaded {
    Ok(pages::DesignPage().into_any())
}

#[cfg(test)]
mod tests {
    use super::Section;

    #[test]
    fn an_address_belongs_to_a_section() {
        for (address, section) in [
            ("/", Section::Frame),
            ("/users/7?q=/new", Section::Frame),
            ("/users/new", Section::UserForms),
            ("/users/7/edit?page=2", Section::UserForms),
            ("/users/import?page=2", Section::UserImport),
            ("/systems/users", Section::Systems),
            ("/audit?q=a", Section::Audit),
            ("/configuration?q=a", Section::Configuration),
            ("/api-keys/new?from=7", Section::ApiKeys),
            ("/profile#main", Section::Profile),
            ("/nowhere", Section::Frame),
        ] {
            assert_eq!(Section::of(address), section, "{address}");
        }
    }
}
