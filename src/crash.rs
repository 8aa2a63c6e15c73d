//! What a person sees when the app has panicked: never a dead screen.

use std::any::Any;
use std::panic;

use wasm_bindgen::JsValue;

use crate::browser;

/// Makes every panic show the crash page of `index.html`, with the place of the panic for a bug report, and what is said there. A message
/// that was put together when it happened may hold what somebody entered, or a token: it stays out.
///
/// The module can't be trusted after a panic, so the page is plain HTML and its button belongs to `boot.js`.
pub fn install_hook() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let details = format!("panicked at {place}: {}", fixed_message(info.payload()));
        // Whoever develops the console sees all of it.
        let noted = if cfg!(debug_assertions) {
            info.to_string()
        } else {
            details.clone()
        };
        web_sys::console::error_1(&JsValue::from_str(&noted));
        show(&details);
    }));
}

/// The message of a panic, if it is the same whatever happened.
fn fixed_message(payload: &dyn Any) -> &'static str {
    payload
        .downcast_ref()
        .copied()
        .unwrap_or("the message is left out")
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

#[cfg(test)]
mod tests {
    use super::fixed_message;
    use std::panic::{catch_unwind, panic_any};

    #[test]
    fn a_message_that_may_hold_what_was_entered_is_left_out() {
        let message = |panic: fn()| fixed_message(&*catch_unwind(panic).unwrap_err());
        assert_eq!(message(|| panic!("it is broken")), "it is broken");
        let panics: [fn(); 3] = [
            || {
                let entered = std::hint::black_box("hunter2");
                panic!("it is broken: {entered}")
            },
            || panic_any("hunter2".to_owned()),
            || drop(std::hint::black_box("h\u{fc}nter2")[..2].to_owned()),
        ];
        for panic in panics {
            assert_eq!(message(panic), "the message is left out");
        }
    }
}
