//! Where menus and tooltips float.

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement};

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
