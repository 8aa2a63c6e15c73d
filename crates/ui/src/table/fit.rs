//! Leaving out columns for which there is no room.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlTableElement};

/// Tells the style sheet to shorten long texts more than it does where there is room.
const TIGHT: &str = "data-tight";
/// Tells the style sheet how many columns are left out.
const LEFT_OUT: &str = "data-left-out";
/// As many columns as the style sheet has rules for.
const MOST: usize = 9;

/// Shortens long texts where the table is wider than its frame, and then leaves out optional columns from the end, as many as
/// it takes. Gives their names, which are among those of the `optional` columns, in the order of the table.
pub(super) fn leave_out(
    table: &HtmlTableElement,
    frame: &Element,
    optional: &[&'static str],
) -> Vec<&'static str> {
    // Measured with all columns. Nothing is painted in between.
    drop(table.remove_attribute(LEFT_OUT));
    drop(table.remove_attribute(TIGHT));
    if table.offset_width() > frame.client_width() {
        drop(table.set_attribute(TIGHT, ""));
    }
    let mut missing = table.offset_width() - frame.client_width();
    let mut left_out = Vec::new();
    let Ok(heads) = table.query_selector_all("thead .optional") else {
        return left_out;
    };
    for index in (0..heads.length()).rev() {
        if missing <= 0 || left_out.len() == MOST {
            break;
        }
        let head = heads
            .get(index)
            .and_then(|head| head.dyn_into::<HtmlElement>().ok());
        if let (Some(head), Some(name)) = (head, optional.get(index as usize)) {
            missing -= head.offset_width();
            left_out.insert(0, *name);
        }
    }
    if !left_out.is_empty() {
        drop(table.set_attribute(LEFT_OUT, &left_out.len().to_string()));
    }
    left_out
}

/// Says which columns are left out.
#[component]
pub(super) fn LeftOut(names: RwSignal<Vec<&'static str>>) -> impl IntoView {
    let text = move || match &names.read()[..] {
        [] => None,
        [one] => Some(format!("No room for {one}.")),
        [others @ .., last] => Some(format!("No room for {} and {last}.", others.join(", "))),
    };
    move || text().map(|text| view! { <p class="left-out muted small">{text}</p> })
}
