//! What the parts ask of the browser.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement};

/// An id that no other element of the document has.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{prefix}-{number}")
}

/// Does something with an element that was just made: at once if it is in the document already, else with the next frame.
/// Who types on right after a click would lose the keystrokes of a frame otherwise. "At once" is in a microtask, after that
/// in which Leptos sets the `value` of fields: the selection of a text that changes is gone.
pub(super) fn once_shown(element: &Element, then: impl FnOnce() + 'static) {
    if element.is_connected() {
        queue_microtask(then);
    } else {
        request_animation_frame(then);
    }
}

/// Gives an element that was just made the focus.
pub fn focus_once_shown(element: &HtmlElement) {
    let target = element.clone();
    once_shown(element, move || focus(&target));
}

/// As [`focus_once_shown`], with all of its text selected: what is typed takes its place.
pub fn select_once_shown(input: &HtmlInputElement) {
    let target = input.clone();
    once_shown(input, move || {
        focus(&target);
        target.select();
    });
}

/// Gives an element the focus; one that can't have it keeps the focus where it is.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        drop(element.focus());
    }
}

/// As [`focus`], and the page stays scrolled to where it is.
pub(super) fn focus_in_place(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(element.focus_with_options(&options));
    }
}

/// Whether a single key belongs to something else than the page: to a field or a menu that has the focus, or to a dialog.
pub(super) fn is_typing() -> bool {
    const FIELDS: &str = "input, textarea, select, [contenteditable], [role=menuitem]";
    let in_field = focused().is_some_and(|element| element.matches(FIELDS).unwrap_or_default());
    in_field
        || document()
            .query_selector("dialog[open]")
            .is_ok_and(|dialog| dialog.is_some())
}

/// The element that has the focus, if it isn't the body.
pub(super) fn focused() -> Option<HtmlElement> {
    let element = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    (element.tag_name() != "BODY").then_some(element)
}

/// Where something floats along the width of its anchor.
#[derive(Clone, Copy)]
pub(super) enum Align {
    Center,
    End,
}

/// Puts something that floats under its anchor, or above it where there is no room, and inside the window.
pub(super) fn float(floating: &HtmlElement, anchor: &Element, align: Align) {
    const GAP: f64 = 4.0;
    // The body ends where the gutter of the scroll bar begins, which the root's own width doesn't tell.
    let body = document().body();
    let window_width = body.map_or(0.0, |body| body.get_bounding_client_rect().right());
    let root = document().document_element();
    let window_height = root.map_or(0.0, |root| f64::from(root.client_height()));
    let own = floating.get_bounding_client_rect();
    let anchor = anchor.get_bounding_client_rect();
    let left = match align {
        Align::Center => anchor.left() + (anchor.width() - own.width()) / 2.0,
        Align::End => anchor.right() - own.width(),
    };
    let left = left.min(window_width - own.width() - GAP).max(GAP);
    let below = anchor.bottom() + GAP;
    let above = anchor.top() - GAP - own.height();
    let fits_below = below + own.height() <= window_height || above <= 0.0;
    let top = if fits_below { below } else { above };
    let style = floating.style();
    drop(style.set_property("left", &format!("{}px", left.round())));
    drop(style.set_property("top", &format!("{}px", top.round())));
}
