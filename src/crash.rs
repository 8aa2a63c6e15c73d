//! What a person sees when the app has panicked: never a dead screen.

use std::panic;

use wasm_bindgen::JsValue;

use crate::browser;

/// Makes every panic show the crash page of `index.html`, with the place of the panic for a bug report.
///
/// The module can't be trusted after a panic, so the page is plain HTML and its button belongs to `boot.js`.
pub fn install_hook() {
    panic::set_hook(Box::new(|info| {
        let details = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&details));
        show(&details);
    }));
}

fn show(details: &str) {
    let Some(document) = browser::document() else {
        return;
    };
    if let Some(element) = document.get_element_by_id("crash-details") {
        element.set_text_content(Some(details));
    }
    if let Some(crash) = document.get_element_by_id("crash") {
        // Whatever the app had drawn would look alive and not be.
        while let Some(other) = crash
            .next_element_sibling()
            .or_else(|| crash.previous_element_sibling())
        {
            other.remove();
        }
        if let Err(error) = crash.remove_attribute("hidden") {
            web_sys::console::error_1(&error);
        }
    }
}
