//! Leaving out columns for which there is no room.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlTableElement};

/// Tells the style sheet how long texts may be.
const SHORTEN: &str = "--shorten";
/// As long as texts may be where there is room, and as short as they are made at most, in pixels.
const LENGTHS: (i32, i32) = (272, 144);
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
    shorten(table, frame);
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

/// Shortens long texts by what is missing, no more.
fn shorten(table: &HtmlTableElement, frame: &Element) {
    let (longest, shortest) = LENGTHS;
    let style = HtmlElement::style(table);
    let set = |length: i32| drop(style.set_property(SHORTEN, &format!("{length}px")));
    set(longest);
    let first = table.query_selector_all("tbody tr:first-child .shortened");
    let columns = i32::try_from(first.map_or(0, |found| found.length())).unwrap_or_default();
    let mut length = longest;
    while columns > 0 && length > shortest {
        let missing = table.offset_width() - frame.client_width();
        if missing <= 0 {
            break;
        }
        // A column that has no text that long gives nothing: it takes another round.
        length = (length - (missing + columns - 1) / columns).max(shortest);
        set(length);
    }
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
