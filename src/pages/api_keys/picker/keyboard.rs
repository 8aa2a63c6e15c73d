//! The arrow keys in the grid of scopes: one of its controls is a stop of the Tab key, and arrows lead to the others.

use leptos::ev::{Event, FocusEvent, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use ui::focus;

/// What can have the focus in a row.
const STOPS: &str = "input:not(:disabled), button";

/// Makes sure that Tab leads into the grid, whatever part of it is visible.
pub fn ensure_tab_stop(grid: NodeRef<Div>) {
    let stops: Vec<HtmlElement> = rows(grid).into_iter().flatten().collect();
    let has_stop = stops.iter().any(|stop| stop.tab_index() == 0);
    if let Some(first) = stops.first().filter(|_| !has_stop) {
        set_tab_stop(grid, first);
    }
}

/// Makes what has got the focus the one to which Tab comes back.
pub fn on_focusin(grid: NodeRef<Div>, event: &FocusEvent, preferred_column: StoredValue<usize>) {
    if let Some(target) = target(event).filter(|target| target.matches(STOPS).unwrap_or_default()) {
        set_tab_stop(grid, &target);
        preferred_column.set_value(column(&target));
    }
}

/// Moves the focus as the keys of a grid do.
pub fn on_keydown(grid: NodeRef<Div>, event: &KeyboardEvent, preferred_column: StoredValue<usize>) {
    let Some(current) = target(event).filter(|_| !event.alt_key() && !event.meta_key()) else {
        return;
    };
    let rows = rows(grid);
    let place_in = |stops: &Vec<HtmlElement>| stops.iter().position(|stop| *stop == current);
    let mut places = rows.iter().map(place_in).enumerate();
    let place = places.find_map(|(row, place)| Some((row, place?)));
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
fn rows(grid: NodeRef<Div>) -> Vec<Vec<HtmlElement>> {
    let grid = grid.try_get_untracked().flatten();
    let rows = grid.map_or_else(Vec::new, |grid| all(&grid, "[role=row]"));
    let stops = rows.iter().map(|row| all(row, STOPS));
    let visible = stops.map(|mut stops| {
        stops.retain(|stop| stop.offset_width() > 0);
        stops
    });
    visible.filter(|stops| !stops.is_empty()).collect()
}

fn all(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    let found = (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok());
    found.collect()
}

fn column(stop: &Element) -> usize {
    let column = stop.get_attribute("data-column");
    column.and_then(|column| column.parse().ok()).unwrap_or_default()
}

fn set_tab_stop(grid: NodeRef<Div>, stop: &HtmlElement) {
    let Some(grid) = grid.get_untracked() else { return };
    for other in all(&grid, "[tabindex='0']") {
        other.set_tab_index(-1);
    }
    stop.set_tab_index(0);
}
