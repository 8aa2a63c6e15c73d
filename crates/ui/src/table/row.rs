//! One row of a table.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::html::A;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::column::Column;
use super::selection::{SelectCell, Selection};
use crate::{Badge, Icon, IconName, Menu, MenuItem, Tone};

/// What all rows of a table share.
pub(super) struct RowOptions<T: Send + Sync + 'static> {
    pub(super) columns: Vec<Column<T>>,
    /// The rows as they are now.
    pub(super) by_key: Memo<HashMap<String, T>>,
    /// The keys of the rows that have just been changed.
    pub(super) changed: Signal<BTreeSet<String>>,
    pub(super) name: fn(&T) -> String,
    pub(super) href: Option<Callback<T, String>>,
    pub(super) actions: Option<Callback<T, Vec<MenuItem>>>,
    pub(super) selection: Option<Selection<T>>,
    /// The name of the row whose record is open beside the table.
    pub(super) current: Signal<Option<String>>,
}

#[component]
pub(super) fn TableRow<T: Clone + PartialEq + Send + Sync + 'static>(
    /// The row's key.
    id: String,
    /// The row as it was first shown.
    row: T,
    options: Arc<RowOptions<T>>,
) -> impl IntoView {
    let (by_key, changed, own_id) = (options.by_key, options.changed, id.clone());
    // A row that is about to go stays as it was.
    let row = Memo::new(move |before: Option<&T>| {
        let now = by_key.with(|rows| rows.get(&id).cloned());
        now.or_else(|| before.cloned()).unwrap_or_else(|| row.clone())
    });
    let is_changed = Memo::new(move |_| changed.read().contains(&own_id));
    let name_of = options.name;
    let name = Memo::new(move |_| name_of(&row.read()));
    let select_cell = options.selection.map(|selection| {
        let disabled_reason = Signal::derive(move || selection.disabled_reason.run(row.get()));
        let id_of = selection.id;
        let id = Memo::new(move |_| id_of(&row.read()));
        move || view! { <SelectCell selected=selection.selected id=id.get() name=name.get() disabled_reason/> }
    });
    let href = options
        .href
        .map(|href| Signal::derive(move || href.run(row.get())));
    let cells = (0..options.columns.len())
        .map(|index| {
            let (class, header) = (options.columns[index].class(), options.columns[index].header);
            let options = options.clone();
            let cell = move || (options.columns[index].cell)(&row.read());
            (class, header, cell.into_any())
        })
        .collect();
    let actions = options
        .actions
        .map(|actions| Signal::derive(move || actions.run(row.get())));
    view! { <RowFrame name is_changed current=options.current href select_cell=select_cell.into_any() cells actions/> }
}

/// The part of a row that doesn't depend on its type, so that it is compiled once.
#[component]
fn RowFrame(
    name: Memo<String>,
    is_changed: Memo<bool>,
    current: Signal<Option<String>>,
    href: Option<Signal<String>>,
    select_cell: AnyView,
    /// The class, the header and the content of each; the first names the row, and is the link to its record.
    cells: Vec<(String, &'static str, AnyView)>,
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
        let mark = move || {
            is_changed.get().then(|| {
                view! { " "<Badge tone=Tone::Success icon=IconName::Check>"Changed"</Badge> }
            })
        };
        view! { <th scope="row" class=class>{content}{mark}</th> }
    });
    let cells =
        cells.map(|(class, header, content)| view! { <td class=class data-label=header>{content}</td> });
    let menu = actions.map(|items| {
        let menu = move || {
            view! { <Menu label=format!("Actions for {}", name.get()) items trigger=|| view! { <Icon name=IconName::More/> }/> }
        };
        view! { <td class="row-actions">{menu}</td> }
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
            aria-current=move || (current.read().as_ref() == Some(&*name.read())).then_some("true")
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
