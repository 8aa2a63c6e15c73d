//! The token in this tab's session storage: it survives a reload and ends with the tab.

use crate::session::Token;
use crate::{browser, paths};

const KEY: &str = "nodeum-admin.session";

/// Where `boot.js` reads, before the first paint, whether one of the browser's tabs has a session: it then shows an indicator
/// in place of the sign-in form. Consoles of several servers may live at one origin, under different paths.
fn hint_key() -> String {
    format!("nodeum-admin.signed-in {}", paths::home())
}

/// The stored token, if there is one that can be read.
pub fn read() -> Option<Token> {
    let text = browser::session_storage()?.get_item(KEY).ok()??;
    serde_json::from_str(&text).ok()
}

/// Stores the token.
pub fn write(token: &Token) {
    let stored = match (browser::session_storage(), serde_json::to_string(token)) {
        (Some(storage), Ok(text)) => storage.set_item(KEY, &text).is_ok(),
        _ => false,
    };
    if !stored {
        browser::log_warning("The session can't be stored: it will not survive a reload.");
    }
    let hinted = browser::local_storage().is_some_and(|storage| storage.set_item(&hint_key(), "").is_ok());
    if !hinted {
        browser::log_warning("A new tab will show the sign-in form before it finds this session.");
    }
}

/// Forgets the token.
pub fn clear() {
    let removed = [
        (browser::session_storage(), KEY.to_owned()),
        (browser::local_storage(), hint_key()),
    ]
    .into_iter()
    .all(|(storage, key)| storage.is_none_or(|storage| storage.remove_item(&key).is_ok()));
    if !removed {
        browser::log_warning("The stored session could not be removed.");
    }
}
