//! Going through the rows of a table by keyboard.

use leptos::ev::KeyboardEvent;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, MouseEvent, MouseEventInit};

/// From the link of a row: Up and Down go to the row before and after it, Home and End to the first and the last, and Space
/// selects the row. Enter opens it, as it opens every link.
pub(super) fn go_through_rows(event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(row) = target.and_then(|target| {
        let is_link = target.matches(".row-name").unwrap_or_default();
        target.closest("tr").ok().flatten().filter(|_| is_link)
    }) else {
        return;
    };
    let rows = row.parent_element();
    let handled = match &*event.key() {
        " " => press_box(&row, event.shift_key()),
        _ if event.shift_key() => return,
        "ArrowDown" => focus_row(row.next_element_sibling()),
        "ArrowUp" => focus_row(row.previous_element_sibling()),
        "Home" => focus_row(rows.and_then(|rows| rows.first_element_child())),
        "End" => focus_row(rows.and_then(|rows| rows.last_element_child())),
        _ => return,
    };
    if handled {
        event.prevent_default();
    }
}

fn focus_row(row: Option<Element>) -> bool {
    let link = row.and_then(|row| row.query_selector(".row-name").ok().flatten());
    let link = link.and_then(|link| link.dyn_into::<HtmlElement>().ok());
    // At the last row, Down does nothing: it doesn't scroll the page either.
    link.is_none_or(|link| link.focus().is_ok())
}

fn press_box(row: &Element, shift: bool) -> bool {
    let own = row.query_selector(".row-choice input").ok().flatten();
    let Some(own) = own.and_then(|own| own.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    let options = MouseEventInit::new();
    options.set_bubbles(true);
    options.set_cancelable(true);
    options.set_shift_key(shift);
    let click = MouseEvent::new_with_mouse_event_init_dict("click", &options);
    click.is_ok_and(|click| own.dispatch_event(&click).is_ok())
}
