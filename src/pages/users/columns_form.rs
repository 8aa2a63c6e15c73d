//! Choosing the columns of the list and their order.

use leptos::prelude::*;

use super::columns::{self, COLUMNS, ColumnChoice};
use super::context::UsersContext;
use super::form_pages::CloseDrawer;
use crate::layouts::focus_when_drawn;
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use ui::{Button, Drawer, Icon, IconName};

/// The drawer with the columns. Each change holds at once: the list beside it shows what it does.
#[component]
pub fn ColumnsForm() -> impl IntoView {
    let CloseDrawer(close) = expect_context();
    let state = expect_context::<UsersContext>().state;
    let go = use_navigate_to();
    let shown = Memo::new(move |_| columns::parse(state.read().columns.as_deref()));
    let choose = Callback::new(move |chosen: Vec<&'static ColumnChoice>| {
        let text = columns::write(&chosen);
        columns::remember(text.as_deref());
        let address = paths::users(&state.get_untracked().with_columns(text).to_query());
        go.run((address, NavMode::ReplaceAndStay));
    });
    // Those that are shown come first, in their order.
    let all = move || {
        let shown = shown.get();
        let others = COLUMNS.iter().filter(|column| !shown.contains(column));
        shown.iter().copied().chain(others).collect::<Vec<_>>()
    };
    let reset = move |()| choose.run(columns::parse(None));
    view! {
        <Drawer
            title="Columns"
            on_close=close
            footer=move || view! {
                <Button on_press=reset>"Reset"</Button>
                <div class="spacer"></div>
                <Button on_press=close>"Close"</Button>
            }
        >
            <p class="muted">
                "What matters most comes first: where the window is too narrow for all, the last ones are left out."
            </p>
            <ul class="columns">
                <For each=all key=|column| column.id let:column>
                    <ColumnItem column shown choose/>
                </For>
            </ul>
        </Drawer>
    }
}

/// A column, with what can be done with it.
#[component]
fn ColumnItem(
    column: &'static ColumnChoice,
    shown: Memo<Vec<&'static ColumnChoice>>,
    choose: Callback<Vec<&'static ColumnChoice>>,
) -> impl IntoView {
    // The name of the user is the link to their record: it stays, and stays first.
    let is_name = *column == COLUMNS[0];
    let place = Memo::new(move |_| shown.read().iter().position(|own| *own == column));
    let toggle = move |_| {
        let mut columns = shown.get_untracked();
        match place.get_untracked() {
            Some(place) => drop(columns.remove(place)),
            None => columns.push(column),
        }
        choose.run(columns);
    };
    let arrow = move |word: &'static str, icon: IconName, step: isize| {
        let target = Memo::new(move |_| {
            let target = place.get()?.checked_add_signed(step)?;
            (target > 0 && target < shown.read().len()).then_some(target)
        });
        let press = move |_| {
            let (Some(place), Some(target)) = (place.get_untracked(), target.get_untracked()) else {
                return;
            };
            let mut columns = shown.get_untracked();
            columns.swap(place, target);
            choose.run(columns);
            // An element that is moved loses the focus.
            focus_when_drawn(format!("[data-column=\"{}\"] [data-move=\"{word}\"]", column.id));
        };
        view! {
            <button
                type="button"
                class="btn btn-quiet btn-icon"
                data-move=word
                aria-label=format!("Move {} {word}", column.label)
                aria-disabled=move || target.get().is_none().then_some("true")
                on:click=press
            >
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <li data-column=column.id>
            <label class="choice">
                <input type="checkbox" class="check" prop:checked=move || place.get().is_some() disabled=is_name on:change=toggle/>
                <span>{column.label}</span>
            </label>
            {(!is_name).then(|| view! {
                {arrow("up", IconName::ArrowUp, -1)}
                {arrow("down", IconName::ArrowDown, 1)}
            })}
        </li>
    }
}
