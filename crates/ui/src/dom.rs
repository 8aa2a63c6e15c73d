//! What the parts ask of the browser.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// An id that no other element of the document has.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{prefix}-{number}")
}

/// Does something with an element that was just made: at once if it is in the document already, else with the next frame.
/// Who types on right after a click would lose the keystrokes of a frame otherwise.
pub(super) fn once_shown(element: &Element, then: impl FnOnce() + 'static) {
    if element.is_connected() {
        then();
    } else {
        request_animation_frame(then);
    }
}

/// Gives an element that was just made the focus.
pub fn focus_once_shown(element: &HtmlElement) {
    let target = element.clone();
    once_shown(element, move || focus(&target));
}

/// Gives an element the focus; one that can't have it keeps the focus where it is.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        drop(element.focus());
    }
}

/// The element that has the focus, if it isn't the body.
pub(super) fn focused() -> Option<HtmlElement> {
    let element = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    (element.tag_name() != "BODY").then_some(element)
}
