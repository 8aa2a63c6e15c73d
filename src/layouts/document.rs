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
    let page = Memo::new(move |_| {
        pathname.with(|path| {
            let path = path.strip_prefix(paths::base()).unwrap_or(path);
            path.split('/').nth(1).unwrap_or_default().to_owned()
        })
    });
    Effect::new(move |before: Option<String>| {
        let page = page.get();
        if before.as_ref().is_some_and(|before| *before != page) {
            // The heading is there after the new page has been drawn.
            request_animation_frame(|| {
                let heading = browser::document().and_then(|document| document.get_element_by_id(HEADING));
                if let Some(heading) =
                    heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
                    && heading.focus().is_err()
                {
                    browser::log_warning("the heading could not be focused");
                }
            });
        }
        page
    });
}
