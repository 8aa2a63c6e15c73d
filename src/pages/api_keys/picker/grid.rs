//! The scopes as a grid: parts of the API as rows in groups, what everything has as columns, the rest as chips.

use leptos::html::Div;
use leptos::prelude::*;

use super::keys::{enter_at, on_key, tab_stop};
use super::state::Picker;
use super::tick::tick;
use crate::pages::api_keys::scopes::{
    COLUMNS, GROUPS, Group, ScopeSet, column_of, danger, of_action, of_controller, scope,
};
use ui::{Icon, IconName, next_frame};

/// The grid. It is one stop of the Tab key; arrows move inside it.
pub fn grid(picker: Picker, labelled_by: &str) -> AnyView {
    let grid = NodeRef::<Div>::new();
    Effect::new(move |_| {
        picker.shown.track();
        picker.unfolded.track();
        next_frame(move || {
            if let Some(grid) = grid.try_get_untracked().flatten() {
                tab_stop(&grid);
            }
        });
    });
    let wanted_column = StoredValue::new(0_usize);
    let groups: Vec<AnyView> = GROUPS
        .iter()
        .enumerate()
        .map(|(number, group)| rows_of(picker, number, *group))
        .collect();
    view! {
        <div
            class="scopes"
            role="grid"
            aria-labelledby=labelled_by.to_owned()
            node_ref=grid
            hidden=move || picker.shown.get().is_empty()
            on:keydown=move |event| {
                if let Some(grid) = grid.get_untracked() {
                    on_key(&grid, &event, wanted_column);
                }
            }
            on:focusin=move |event| {
                if let Some(grid) = grid.get_untracked() {
                    enter_at(&grid, &event, wanted_column);
                }
                look_at(picker, event.target());
            }
            on:mouseover=move |event| look_at(picker, event.target())
        >
            <div role="rowgroup" class="scope-heads">
                <div role="row" class="scope-row">
                    <div role="columnheader" class="scope-head">"Part of the API"</div>
                    {COLUMNS.iter().enumerate().map(|(number, column)| head(picker, number, column)).collect_view()}
                    <div role="columnheader" class="scope-head">"More"</div>
                </div>
            </div>
            {groups}
        </div>
    }.into_any()
}

fn head(picker: Picker, number: usize, (action, plain): &(&'static str, &'static str)) -> AnyView {
    let part = of_action(action);
    view! {
        <div role="columnheader" class="scope-head">
            <label class="scope-column">
                {tick(picker, part, number + 1, format!("All: {action}"), (*plain).to_owned())}
                <code>{*action}</code>
                <small>{*plain}</small>
            </label>
        </div>
    }
    .into_any()
}

fn rows_of(picker: Picker, number: usize, group: Group) -> AnyView {
    let part = group.scopes();
    let shown = Memo::new(move |_| !picker.shown.get().both(part).is_empty());
    let bit = 1_u8 << number;
    let is_unfolded = Memo::new(move |_| {
        picker.unfolded.get() & bit != 0
            || picker.only.get().is_some()
            || picker.search.with(|text| !text.is_empty())
    });
    let count = move || format!("{} of {}", picker.chosen.get().both(part).count(), part.count());
    let rows: Vec<AnyView> = group
        .controllers
        .iter()
        .map(|(controller, _)| row(picker, controller))
        .collect();
    view! {
        <div role="rowgroup" class="scope-group" class:folded=move || !is_unfolded.get() hidden=move || !shown.get()>
            <div role="row" class="scope-row scope-title">
                <div role="rowheader" class="scope-name" aria-colspan="7">
                    <label>
                        {tick(picker, part, 0, format!("All of {}", group.title), String::new())}
                        <strong>{group.title}</strong>
                    </label>
                    <span class="muted scope-count">{count}</span>
                    <button
                        type="button"
                        class="btn btn-quiet scope-fold"
                        tabindex="-1"
                        data-column="1"
                        aria-label=group.title
                        aria-expanded=move || if is_unfolded.get() { "true" } else { "false" }
                        on:click=move |_| picker.unfolded.update(|open| *open ^= bit)
                    >
                        {move || {
                            let name = if is_unfolded.get() { IconName::ChevronUp } else { IconName::ChevronDown };
                            view! { <Icon name/> }
                        }}
                    </button>
                </div>
            </div>
            {rows}
        </div>
    }.into_any()
}

fn row(picker: Picker, controller: &'static str) -> AnyView {
    let part = of_controller(controller);
    let shown = Memo::new(move |_| !picker.shown.get().both(part).is_empty());
    let mut columns: [Option<u8>; 5] = [None; 5];
    let mut chips = Vec::new();
    for number in part.numbers() {
        let column = scope(number).and_then(|scope| column_of(scope.action));
        match column.and_then(|column| columns.get_mut(column)) {
            Some(place) => *place = Some(number),
            None => chips.push(number),
        }
    }
    let cells = columns
        .into_iter()
        .enumerate()
        .map(|(column, number)| {
            let content = number.map(|number| cell(picker, number, column + 1));
            let class = if content.is_some() {
                "scope-cell"
            } else {
                "scope-cell none"
            };
            view! { <div role="gridcell" class=class>{content}</div> }
        })
        .collect_view();
    let has_chips = !chips.is_empty();
    let has_columns = columns.iter().any(Option::is_some);
    let chips: Vec<AnyView> = chips
        .into_iter()
        .enumerate()
        .map(|(place, number)| cell(picker, number, place + 6))
        .collect();
    view! {
        <div role="row" class=if has_columns { "scope-row" } else { "scope-row no-columns" } hidden=move || !shown.get()>
            <div role="rowheader" class="scope-name">
                <label>
                    {tick(picker, part, 0, format!("All of {controller}"), String::new())}
                    <span class="mono">{controller}</span>
                </label>
            </div>
            {cells}
            <div role="gridcell" class=if has_chips { "scope-chips" } else { "scope-chips none" }>{chips}</div>
        </div>
    }.into_any()
}

/// One scope. Its sentence stands beside it where there is no room for the panel that says it.
fn cell(picker: Picker, number: u8, column: usize) -> AnyView {
    let Some(found) = scope(number) else {
        return ().into_any();
    };
    let mut only = ScopeSet::default();
    only.insert(number);
    let is_chip = column_of(found.action).is_none();
    let reason = danger(number);
    let about = match reason {
        Some(reason) => format!("{}. {reason}", found.sentence),
        None => found.sentence.to_owned(),
    };
    let said = about.clone();
    let hidden = Memo::new(move |_| !picker.shown.get().has(number));
    let class = match (is_chip, reason.is_some()) {
        (true, true) => "scope scope-chip scope-danger",
        (true, false) => "scope scope-chip",
        (false, true) => "scope scope-danger",
        (false, false) => "scope",
    };
    view! {
        <label class=class data-scope=number.to_string() hidden=move || hidden.get()>
            {tick(picker, only, column, found.name(), about)}
            {reason.map(|_| view! { <Icon name=IconName::Warning/> })}
            <code class="scope-word">{found.action}</code>
            <span class="scope-says">{said}</span>
        </label>
    }
    .into_any()
}

/// Notes which scope somebody looks at.
fn look_at(picker: Picker, target: Option<web_sys::EventTarget>) {
    use wasm_bindgen::JsCast;

    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let label = element.and_then(|element| element.closest("[data-scope]").ok().flatten());
    let number = label.and_then(|label| label.get_attribute("data-scope")?.parse().ok());
    if number.is_some() && picker.looked_at.get_untracked() != number {
        picker.looked_at.set(number);
    }
}
