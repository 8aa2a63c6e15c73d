//! The document's title, and where the focus goes after navigation.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use crate::{browser, paths};

/// The id of a page's heading: focus goes there after navigation.
const HEADING: &str = "page-heading";

/// Sets the document's title as long as the caller lives.
pub fn use_title(title: impl Fn() -> String + 'static) {
    Effect::new(move |_| {
        if let Some(document) = browser::document() {
            document.set_title(&format!("{} · Nodeum Admin", title()));
        }
    });
}

/// Moves the focus to the heading when another page is shown, so that a screen reader says where one is and Tab goes on
/// from there. Drawers over the same page and a page's own state in the query don't count.
pub fn use_heading_focus() {
    let pathname = use_location().pathname;
    let page = Memo::new(move |_| pathname.with(|path| paths::first_segment(path).to_owned()));
    Effect::new(move |before: Option<String>| {
        let page = page.get();
        if before.as_ref().is_some_and(|before| *before != page) {
            focus_heading();
        }
        page
    });
}

/// Moves the focus to the page's heading once the page has been drawn: after navigation, or when what had the focus is gone.
pub fn focus_heading() {
    focus_when_drawn(format!("#{HEADING}"));
}

/// Moves the focus to the first element that the selector finds, once the page has been drawn.
pub fn focus_when_drawn(selector: String) {
    // The first frame draws; a dialog that closes gives its focus back in that frame too.
    request_animation_frame(move || {
        request_animation_frame(move || {
            let found =
                browser::document().and_then(|document| document.query_selector(&selector).ok().flatten());
            if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
                && element.focus().is_err()
            {
                browser::log_warning("the focus could not be moved");
            }
        });
    });
}
