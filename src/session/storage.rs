//! The token in this tab's session storage: it survives a reload and ends with the tab.

use crate::browser;
use crate::session::Token;

const KEY: &str = "nodeum-admin.session";

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
}

/// Forgets the token.
pub fn clear() {
    if let Some(storage) = browser::session_storage()
        && storage.remove_item(KEY).is_err()
    {
        browser::log_warning("The stored session could not be removed.");
    }
}
