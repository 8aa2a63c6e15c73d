//! The arrow keys in the grid of scopes: one of its boxes is a stop of the Tab key, and arrows lead to the others.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use ui::focus;

/// What can have the focus in a row.
const STOPS: &str = "input:not(:disabled), button";

/// Makes sure that Tab leads into the grid, whatever part of it is shown.
pub fn tab_stop(grid: &Element) {
    let visible = rows(grid).into_iter().flatten();
    let mut first = None;
    for stop in visible {
        if stop.get_attribute("tabindex").as_deref() == Some("0") {
            return;
        }
        first = first.or(Some(stop));
    }
    if let Some(first) = first {
        stop_at(grid, &first);
    }
}

/// The box that has the focus is the one to which Tab comes back.
pub fn enter_at(grid: &Element, event: &FocusEvent, wanted: StoredValue<usize>) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(target) = target.filter(|target| target.matches(STOPS).unwrap_or_default()) {
        stop_at(grid, &target);
        wanted.set_value(column(&target));
    }
}

/// Moves the focus as the keys of a grid do.
pub fn on_key(grid: &Element, event: &KeyboardEvent, wanted: StoredValue<usize>) {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(target) = target.filter(|_| !event.alt_key() && !event.meta_key()) else {
        return;
    };
    let rows = rows(grid);
    let place = rows.iter().enumerate().find_map(|(row, stops)| {
        let column = stops.iter().position(|stop| *stop == target)?;
        Some((row, column))
    });
    let Some((row, place)) = place else { return };
    let last = rows.len() - 1;
    let (key, ctrl) = (event.key(), event.ctrl_key());
    let is_title = |row: &usize| is_title(&rows, *row);
    let to = match key.as_str() {
        "ArrowRight" => beside(&rows, row, place + 1),
        "ArrowLeft" => place.checked_sub(1).and_then(|place| beside(&rows, row, place)),
        "Home" if ctrl => beside(&rows, 0, 0),
        "End" if ctrl => rows[last]
            .len()
            .checked_sub(1)
            .and_then(|place| beside(&rows, last, place)),
        "Home" => beside(&rows, row, 0),
        "End" => rows[row]
            .len()
            .checked_sub(1)
            .and_then(|place| beside(&rows, row, place)),
        "ArrowDown" if row < last => below(&rows, row + 1, wanted.get_value()),
        "ArrowUp" if row > 0 => below(&rows, row - 1, wanted.get_value()),
        "PageDown" => (row + 1..=last)
            .find(is_title)
            .and_then(|row| below(&rows, row, 0)),
        "PageUp" => (0..row).rev().find(is_title).and_then(|row| below(&rows, row, 0)),
        // In a form Enter would send it.
        "Enter" => {
            event.prevent_default();
            target.click();
            return;
        }
        "ArrowDown" | "ArrowUp" => None,
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to {
        let kept = wanted.get_value();
        focus(&to);
        // The way up and down keeps to its column, also over rows that lack it.
        if matches!(key.as_str(), "ArrowDown" | "ArrowUp") {
            wanted.set_value(kept);
        }
    }
}

fn beside(rows: &[Vec<HtmlElement>], row: usize, place: usize) -> Option<HtmlElement> {
    rows.get(row)?.get(place).cloned()
}

/// The box of a row that stands in that column, or in the nearest one before it.
fn below(rows: &[Vec<HtmlElement>], row: usize, wanted: usize) -> Option<HtmlElement> {
    let stops = rows.get(row)?;
    let best = stops.iter().rev().find(|stop| column(stop) <= wanted);
    best.or(stops.first()).cloned()
}

fn is_title(rows: &[Vec<HtmlElement>], row: usize) -> bool {
    rows.get(row)
        .and_then(|stops| stops.first())
        .and_then(|stop| stop.closest(".scope-title").ok())
        .flatten()
        .is_some()
}

/// The boxes that can be seen, row by row; rows without one are left out.
fn rows(grid: &Element) -> Vec<Vec<HtmlElement>> {
    let mut found = Vec::new();
    for row in all(grid, "[role=row]") {
        let stops: Vec<HtmlElement> = all(&row, STOPS)
            .into_iter()
            .filter(|stop| stop.offset_width() > 0)
            .collect();
        if !stops.is_empty() {
            found.push(stops);
        }
    }
    found
}

fn all(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|place| list.get(place)?.dyn_into::<HtmlElement>().ok())
        .collect()
}

fn column(stop: &Element) -> usize {
    stop.get_attribute("data-column")
        .and_then(|column| column.parse().ok())
        .unwrap_or_default()
}

fn stop_at(grid: &Element, stop: &Element) {
    for other in all(grid, "[tabindex=\"0\"]") {
        set_tab_index(&other, "-1");
    }
    set_tab_index(stop, "0");
}

fn set_tab_index(element: &Element, value: &str) {
    // The one way in which this fails is a name that is no name of an attribute.
    drop(element.set_attribute("tabindex", value));
}
