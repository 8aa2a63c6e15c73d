//! One row of a table.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::html::A;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::column::Column;
use super::selection::{SelectCell, Selection};
use crate::{Icon, IconName, Menu, MenuItem, selects_text};

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

/// A row with its box, its cells and its actions.
#[component]
pub(super) fn TableRow<T: Clone + Send + Sync + 'static>(
    row: T,
    options: Arc<RowOptions<T>>,
) -> impl IntoView {
    let name = (options.name)(&row);
    let select_cell = options.selection.map(|selection| {
        let id = selection.id(&row);
        let row = row.clone();
        let disabled_reason = Signal::derive(move || selection.disabled_reason(row.clone()));
        view! { <SelectCell selected=selection.selected id name=name.clone() disabled_reason/> }
    });
    // Asked each time: a row outlives a change of the list's state, which its address keeps.
    let href = options.href.map(|href| {
        let row = row.clone();
        Signal::derive(move || href.run(row.clone()))
    });
    let link = NodeRef::<A>::new();
    let cells = options.columns.iter().enumerate().map(|(index, column)| {
        let content = (column.cell)(&row);
        let class = column.class();
        if index == 0 {
            view! { <NameCell class href link content/> }.into_any()
        } else {
            view! { <td class=class data-label=column.header>{content}</td> }.into_any()
        }
    });
    let cells = cells.collect_view();
    let actions = options
        .actions
        .map(|actions| Signal::derive(move || actions.run(row.clone())));
    view! { <RowFrame name current=options.current link is_link=href.is_some() select_cell=select_cell.into_any() cells=cells.into_any() actions/> }
}

/// The cell that names the row, and leads to its record.
#[component]
fn NameCell(
    class: String,
    href: Option<Signal<String>>,
    link: NodeRef<A>,
    content: AnyView,
) -> impl IntoView {
    let content = match href {
        Some(href) => {
            view! { <a class="row-name" href=href data-noscroll="" node_ref=link>{content}</a> }.into_any()
        }
        None => content,
    };
    view! { <th scope="row" class=class>{content}</th> }
}

/// The part of a row that doesn't depend on its type, so that it is compiled once.
#[component]
fn RowFrame(
    name: String,
    current: Signal<Option<String>>,
    /// The link of the row, which a click anywhere on it follows.
    link: NodeRef<A>,
    is_link: bool,
    select_cell: AnyView,
    cells: AnyView,
    actions: Option<Signal<Vec<MenuItem>>>,
) -> impl IntoView {
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
            class=if is_link { "row-link" } else { "" }
            aria-current=move || current.with(|current| current.as_ref() == Some(&name)).then_some("true")
            on:click=click
        >
            {select_cell}
            {cells}
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
