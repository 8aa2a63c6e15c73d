//! Tables.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use leptos::ev;
use leptos::html::{Div, Table as TableElement};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use send_wrapper::SendWrapper;
use web_sys::ResizeObserver;

use super::column::Column;
use super::fit::{LeftOut, leave_out};
use super::head::{ColumnHeader, SortField};
use super::keyboard::go_through_rows;
use super::row::{RowOptions, TableRow};
use super::selection::{SelectAllHeader, Selection};
use super::sort::{Sort, SortRequest};
use crate::MenuItem;

/// A table, or a list of cards where it is narrow. The first column names the row.
#[component]
pub fn Table<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What it lists, for screen readers.
    #[prop(into)]
    caption: String,
    /// The columns; the first names the row.
    columns: Vec<Column<T>>,
    /// The rows on this page.
    #[prop(into)]
    rows: Signal<Vec<T>>,
    /// What tells a row from the others. A row that changes keeps its place, its focus and its open menu.
    key: fn(&T) -> String,
    /// What the row is called, as in "Actions for d.moreau".
    row_name: fn(&T) -> String,
    /// Where the row leads; the first cell becomes the link.
    #[prop(optional, into)]
    row_href: Option<Callback<T, String>>,
    /// What can be done with the row.
    #[prop(optional, into)]
    actions: Option<Callback<T, Vec<MenuItem>>>,
    /// Which rows are chosen, if rows can be.
    #[prop(optional_no_strip, into)]
    selection: Option<Selection<T>>,
    /// By what the rows are sorted now; the first counts most.
    #[prop(optional, into)]
    sort: Signal<Vec<Sort>>,
    /// Asks for another order.
    #[prop(optional, into)]
    on_sort: Option<Callback<SortRequest>>,
    /// The `row_name` of the record that is open beside the table.
    #[prop(optional, into)]
    selected_row: Signal<Option<String>>,
    /// The keys of the rows that have just been changed.
    #[prop(optional, into)]
    changed: Signal<BTreeSet<String>>,
    /// Whether newer rows are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let table = NodeRef::<TableElement>::new();
    let scrolls = RwSignal::new(false);
    let optional = columns.iter().filter(|column| column.optional);
    let optional = StoredValue::new(optional.map(|column| column.header).collect::<Vec<_>>());
    let left_out = RwSignal::new(Vec::new());
    let measure = move || {
        let elements = (
            frame.try_get_untracked().flatten(),
            table.try_get_untracked().flatten(),
        );
        if let (Some(frame), Some(table)) = elements {
            let names = optional.with_value(|optional| leave_out(&table, &frame, optional));
            if left_out.try_with_untracked(|before| *before != names) == Some(true) {
                left_out.set(names);
            }
            scrolls.try_set(frame.scroll_width() > frame.client_width());
        }
    };
    Effect::new(move |_| {
        rows.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    // Cells may be filled after their row is there.
    let observer = StoredValue::new(SendWrapper::new(None::<ResizeObserver>));
    table.on_load(move |table| {
        let observed = table.clone();
        let on_resize = move || {
            let frame = frame.try_get_untracked().flatten();
            if frame.is_some_and(|frame| observed.offset_width() > frame.client_width()) {
                request_animation_frame(measure);
            }
        };
        let on_resize = Closure::<dyn Fn()>::new(on_resize).into_js_value();
        if let Ok(started) = ResizeObserver::new(on_resize.unchecked_ref()) {
            started.observe(&table);
            observer.set_value(SendWrapper::new(Some(started)));
        }
    });
    on_cleanup(move || {
        if let Some(observer) = observer.try_get_value().and_then(SendWrapper::take) {
            observer.disconnect();
        }
    });

    let sorting = columns.iter().filter(|column| column.sort);
    let sorting: Vec<_> = sorting.map(|column| (column.id, column.header)).collect();
    let sort_field = on_sort.filter(|_| !sorting.is_empty());
    let sort_field = sort_field.map(|on_sort| view! { <SortField columns=sorting sort on_sort/> });
    let headers = columns
        .iter()
        .map(|column| {
            let on_sort = on_sort.filter(|_| column.sort);
            view! { <ColumnHeader id=column.id class=column.class() label=column.header sort on_sort/> }
        })
        .collect_view();
    let actions_header = actions.map(|_| {
        view! { <th scope="col" class="row-actions"><span class="visually-hidden">"Actions"</span></th> }
    });
    let select_all = selection.map(|selection| {
        let ids = Signal::derive(move || rows.with(|rows| selection.selectable(rows)));
        view! { <SelectAllHeader selected=selection.selected ids/> }
    });
    let by_key = Memo::new(move |_| {
        let rows = rows.read();
        rows.iter()
            .map(|row| (key(row), row.clone()))
            .collect::<HashMap<_, _>>()
    });
    let options = Arc::new(RowOptions {
        columns,
        by_key,
        changed,
        name: row_name,
        href: row_href,
        actions,
        selection,
        current: selected_row,
    });
    let label = caption.clone();
    view! {
        {sort_field}
        <div
            class="table-frame"
            class:scrolls=scrolls
            node_ref=frame
            role=move || scrolls.get().then_some("region")
            tabindex=move || scrolls.get().then_some("0")
            aria-label=move || scrolls.get().then(|| label.clone())
        >
            <table class="table" node_ref=table aria-busy=move || busy.get().then_some("true")>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        {select_all}
                        {headers}
                        {actions_header}
                    </tr>
                </thead>
                <tbody on:keydown=move |event| go_through_rows(&event)>
                    <For each=move || rows.get() key=move |row| key(row) let:row>
                        <TableRow id=key(&row) row options=options.clone()/>
                    </For>
                </tbody>
            </table>
        </div>
        <LeftOut names=left_out/>
    }
}
