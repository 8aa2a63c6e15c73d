//! The document's title, and where the focus goes after navigation.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{browser, paths};

/// Sets the document's title as long as the caller lives.
pub fn use_title(title: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&format!("{} · Nodeum Admin", title())));
}

/// Moves the focus to the heading when another page is shown, so that a screen reader says where one is and Tab goes on
/// from there. Drawers over the same page and a page's own state in the query don't count.
pub fn use_heading_focus() {
    let pathname = use_location().pathname;
    let page = Memo::new(move |_| pathname.with(|path| paths::first_segment(path).to_owned()));
    Effect::new(move |before: Option<String>| {
        let page = page.get();
        if before.is_some_and(|before| before != page) {
            focus_heading();
        }
        page
    });
}

/// Moves the focus to the page's heading once the page has been drawn: after navigation, or when what had the focus is gone.
pub fn focus_heading() {
    focus_when_drawn("#page-heading".into());
}

/// Moves the focus to the title of the dialog that is open, or else to the page's heading, if what had it is gone by then.
pub fn focus_title() {
    after_drawing(move || {
        let find = |selector| document().query_selector(selector).ok().flatten();
        let title = find("dialog[open] .modal-title").or_else(|| find("#page-heading"));
        if let Some(title) = title.filter(|_| !browser::something_has_focus()) {
            ui::focus(&title);
        }
    });
}

/// Moves the focus to the first element that the selector finds, once the page has been drawn.
pub fn focus_when_drawn(selector: String) {
    // A dialog that closes gives its focus back in the frame that draws.
    after_drawing(move || {
        if let Some(element) = document().query_selector(&selector).ok().flatten() {
            ui::focus(&element);
        }
    });
}

/// Runs something once what was just made is on the screen: the first frame draws it.
pub fn after_drawing(then: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(then));
}
