//! The rules of the contract as pure functions: the server enforces them, and the console calls them while somebody types.

mod api_key;
mod configuration;
mod text;
mod user;

pub use api_key::{
    API_KEY_NAME_MAX, API_KEY_SCOPES_MAX, API_KEYS_MAX, api_key_name, api_key_scopes, refused_scope,
};
pub use configuration::{
    CONFIGURATION_KEY_MAX, CONFIGURATION_VALUE_MAX, CONFIGURATIONS_MAX, configuration_changes,
    configuration_key, configuration_value, new_configuration,
};
pub use text::{LineError, contains_invisible, single_line};
pub use user::{
    EMAIL_MAX, ID_MAX, PASSWORD_MAX, PASSWORD_MIN, USERNAME_MAX, email, is_reserved_username, new_user,
    password, posix_id, user_changes, username,
};

/// The form under which texts are compared: usernames and emails are unique without regard to case, and lists are filtered
/// and sorted without it.
///
/// Character by character: a part of a text folds to a part of the folded text, wherever it stands. So the Greek sigma that
/// ends a word is the same as any other.
#[must_use]
pub fn fold_case(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect()
}
