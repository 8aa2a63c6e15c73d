//! The arrow keys in the grid of scopes: one of its controls is a stop of the Tab key, and arrows lead to the others.

use leptos::ev::{Event, FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use ui::focus;

/// What can have the focus in a row.
const STOPS: &str = "input:not(:disabled), button";

/// Makes sure that Tab leads into the grid, whatever part of it is visible.
pub fn ensure_tab_stop(grid: &Element) {
    let rows = rows(grid);
    let is_tab_stop = |stop: &HtmlElement| stop.tab_index() == 0;
    if !rows.iter().flatten().any(is_tab_stop)
        && let Some(first) = rows.iter().flatten().next()
    {
        set_tab_stop(grid, first);
    }
}

/// Makes what has got the focus the one to which Tab comes back.
pub fn on_focusin(grid: &Element, event: &FocusEvent, preferred_column: StoredValue<usize>) {
    if let Some(target) = target(event).filter(|target| target.matches(STOPS).unwrap_or_default()) {
        set_tab_stop(grid, &target);
        preferred_column.set_value(column(&target));
    }
}

/// Moves the focus as the keys of a grid do.
pub fn on_keydown(grid: &Element, event: &KeyboardEvent, preferred_column: StoredValue<usize>) {
    let Some(current) = target(event).filter(|_| !event.alt_key() && !event.meta_key()) else {
        return;
    };
    let rows = rows(grid);
    let place = rows.iter().enumerate().find_map(|(row, stops)| {
        let place = stops.iter().position(|stop| *stop == current)?;
        Some((row, place))
    });
    let Some((row, place)) = place else { return };
    let (key, ctrl) = (event.key(), event.ctrl_key());
    let preferred = preferred_column.get_value();
    let next = match key.as_str() {
        "ArrowRight" => rows[row].get(place + 1),
        "ArrowLeft" => place.checked_sub(1).and_then(|place| rows[row].get(place)),
        "ArrowDown" => rows.get(row + 1).and_then(|stops| nearest(stops, preferred)),
        "ArrowUp" => row.checked_sub(1).and_then(|row| nearest(&rows[row], preferred)),
        "Home" if ctrl => rows.first().and_then(|stops| stops.first()),
        "End" if ctrl => rows.last().and_then(|stops| stops.last()),
        "Home" => rows[row].first(),
        "End" => rows[row].last(),
        "PageDown" => rows[row + 1..].iter().find_map(|stops| title_stop(stops)),
        "PageUp" => rows[..row].iter().rev().find_map(|stops| title_stop(stops)),
        // In a form Enter would submit it.
        "Enter" => {
            event.prevent_default();
            current.click();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        focus(next);
        if matches!(key.as_str(), "ArrowDown" | "ArrowUp") {
            preferred_column.set_value(preferred);
        }
    }
}

fn target(event: &Event) -> Option<HtmlElement> {
    event.target()?.dyn_into().ok()
}

/// The stop of a row in that column, or in the nearest one before it.
fn nearest(stops: &[HtmlElement], wanted: usize) -> Option<&HtmlElement> {
    let before = stops.iter().rev().find(|stop| column(stop) <= wanted);
    before.or(stops.first())
}

/// The first stop of a row, if that is the title of a group.
fn title_stop(stops: &[HtmlElement]) -> Option<&HtmlElement> {
    let first = stops.first()?;
    first.closest(".scope-title").ok().flatten().map(|_| first)
}

/// The stops that can be seen, row by row; rows without one are left out.
fn rows(grid: &Element) -> Vec<Vec<HtmlElement>> {
    all(grid, "[role=row]")
        .iter()
        .map(|row| {
            let stops = all(row, STOPS).into_iter();
            stops.filter(|stop| stop.offset_width() > 0).collect::<Vec<_>>()
        })
        .filter(|stops| !stops.is_empty())
        .collect()
}

fn all(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let list = element.query_selector_all(selector).ok();
    let list = list
        .iter()
        .flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)));
    list.filter_map(|node| node.dyn_into().ok()).collect()
}

fn column(stop: &Element) -> usize {
    let column = stop.get_attribute("data-column");
    column.and_then(|column| column.parse().ok()).unwrap_or_default()
}

fn set_tab_stop(grid: &Element, stop: &HtmlElement) {
    for other in all(grid, "[tabindex='0']") {
        other.set_tab_index(-1);
    }
    stop.set_tab_index(0);
}
