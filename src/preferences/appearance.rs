//! What the document shows of the choices: the theme and the height of rows, which style sheets know as attributes.

use super::{Preference, Preferences};
use crate::browser;
use leptos::prelude::*;

/// Keeps the document in step.
pub fn follow(preferences: Preferences) {
    for (preference, attribute) in [
        (Preference::Theme, "data-theme"),
        (Preference::Density, "data-density"),
    ] {
        let value = Memo::new(move |_| preferences.get(preference));
        Effect::new(move |_| {
            let value = value.get();
            let root = browser::document().and_then(|document| document.document_element());
            let Some(root) = root else { return };
            // What holds without a choice has no attribute: the system may have its say.
            let done = if value == preference.options()[0].0 {
                root.remove_attribute(attribute)
            } else {
                root.set_attribute(attribute, value)
            };
            if done.is_err() {
                browser::log_warning("a preference could not be applied");
            }
        });
    }
}
