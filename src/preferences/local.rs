//! The local copy: a person's choices in this browser, so that they hold before the server has answered.

use super::choices::{Choices, Preference};
use crate::{browser, paths};

/// Where `boot.js` finds the theme before the first paint. Consoles of several servers may live at one origin, under
/// different paths.
fn theme_key() -> String {
    format!("nodeum-admin.theme {}", paths::home())
}

fn read(key: &str) -> Option<String> {
    browser::local_storage()?.get_item(key).ok().flatten()
}

/// The copy, if there is one.
pub fn choices(key: &str) -> Option<Choices> {
    read(key).map(|text| Choices::read(&text))
}

/// What is known before it is known who is there: the theme that this page had the last time.
pub fn before_anybody() -> Choices {
    Choices::with_theme(read(&theme_key()).as_deref())
}

/// Keeps the copy of a person, if there is one, and the theme. Whether it could be kept.
pub fn keep(key: Option<&str>, choices: &Choices) -> bool {
    let Some(storage) = browser::local_storage() else {
        return false;
    };
    let theme = storage.set_item(&theme_key(), choices.get(Preference::Theme));
    let copy = key.map_or(Ok(()), |key| storage.set_item(key, &choices.to_text()));
    theme.is_ok() && copy.is_ok()
}
