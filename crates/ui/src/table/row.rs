//! One row of a table.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::html::A;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::selection::{SelectCell, Selection};
use super::view::Column;
use crate::{Icon, IconName, Menu, MenuItem};

/// What all rows of a table share.
pub(super) struct RowOptions<T: 'static> {
    pub(super) columns: Vec<Column<T>>,
    pub(super) name: fn(&T) -> String,
    pub(super) href: Option<Callback<T, String>>,
    pub(super) actions: Option<Callback<T, Vec<MenuItem>>>,
    pub(super) selection: Option<Selection<T>>,
    /// The name of the row whose record is open beside the table.
    pub(super) current: Signal<Option<String>>,
}

#[component]
pub(super) fn TableRow<T: Clone + Send + Sync + 'static>(
    row: T,
    options: Arc<RowOptions<T>>,
) -> impl IntoView {
    let name = (options.name)(&row);
    let select_cell = options.selection.map(|selection| {
        let id = (selection.id)(&row);
        let row = row.clone();
        let disabled_reason = Signal::derive(move || selection.disabled_reason.run(row.clone()));
        view! { <SelectCell selected=selection.selected id name=name.clone() disabled_reason/> }
    });
    // Asked each time: a row outlives a change of the list's state, which its address keeps.
    let href = options.href.map(|href| {
        let row = row.clone();
        Signal::derive(move || href.run(row.clone()))
    });
    let cells = options
        .columns
        .iter()
        .map(|column| (column.class(), column.header, (column.cell)(&row)))
        .collect();
    let actions = options
        .actions
        .map(|actions| Signal::derive(move || actions.run(row.clone())));
    view! { <RowFrame name current=options.current href select_cell=select_cell.into_any() cells actions/> }
}

/// The part of a row that doesn't depend on its type, so that it is compiled once.
#[component]
fn RowFrame(
    name: String,
    current: Signal<Option<String>>,
    href: Option<Signal<String>>,
    select_cell: AnyView,
    /// The class, the header and the content of each; the first names the row, and is the link to its record.
    cells: Vec<(&'static str, &'static str, AnyView)>,
    actions: Option<Signal<Vec<MenuItem>>>,
) -> impl IntoView {
    let link = NodeRef::<A>::new();
    let mut cells = cells.into_iter();
    let name_cell = cells.next().map(|(class, _, content)| {
        let content = match href {
            Some(href) => {
                view! { <a class="row-name" href=href data-noscroll="" node_ref=link>{content}</a> }
                    .into_any()
            }
            None => content,
        };
        view! { <th scope="row" class=class>{content}</th> }
    });
    let cells =
        cells.map(|(class, header, content)| view! { <td class=class data-label=header>{content}</td> });
    let menu = actions.map(|items| {
        view! {
            <td class="row-actions">
                <Menu label=format!("Actions for {name}") items trigger=|| view! { <Icon name=IconName::More/> }/>
            </td>
        }
    });
    // A convenience for the mouse: whoever uses the keyboard has the link.
    let click = move |event: MouseEvent| {
        if let Some(link) = link.get_untracked()
            && !is_for_itself(&event)
            && !selects_text()
        {
            // The link's own click bubbles to this very handler, which can't be entered twice at once.
            queue_microtask(move || link.click());
        }
    };
    view! {
        <tr
            class:row-link=href.is_some()
            aria-current=move || (current.read().as_ref() == Some(&name)).then_some("true")
            on:click=click
        >
            {select_cell}
            {name_cell}
            {cells.collect_view()}
            {menu}
        </tr>
    }
}

/// Whether what was clicked does something of its own.
fn is_for_itself(event: &MouseEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        let own = target.closest("a, button, input, select, label, summary, [popover]");
        own.is_ok_and(|own| own.is_some())
    })
}

/// Whether the person is selecting text, so that a click isn't a press.
fn selects_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}
