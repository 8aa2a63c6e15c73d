//! Tables and their columns.

use std::sync::Arc;

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;

use super::row::{RowOptions, TableRow};
use super::selection::{SelectAllHeader, Selection};
use crate::{Icon, IconName, MenuItem};

/// By what a table is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The id of the column.
    pub column: String,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Sort {
    /// The order once the head of a column is pressed: by that column, or the other way round.
    pub fn pressed(before: Option<&Self>, column: &str) -> Self {
        let descending = before.is_some_and(|before| before.column == column && !before.descending);
        let column = column.to_owned();
        Self { column, descending }
    }
}

/// What a cell of a row shows.
type Cell<T> = Box<dyn Fn(&T) -> AnyView + Send + Sync>;

/// One column: `Column::new("user_id", "uid", |user: &User| user.user_id).end().mono().sortable()`.
pub struct Column<T: 'static> {
    /// What it is called in addresses and requests.
    pub(super) id: &'static str,
    pub(super) header: &'static str,
    /// Whether rows can be sorted by it.
    pub sort: bool,
    end: bool,
    mono: bool,
    pub(super) cell: Cell<T>,
}

impl<T: 'static> Column<T> {
    /// A column of text that can't be sorted by.
    pub fn new<V: IntoView + 'static>(
        id: &'static str,
        header: &'static str,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            id,
            header,
            sort: false,
            end: false,
            mono: false,
            cell: Box::new(move |row: &T| cell(row).into_any()),
        }
    }

    /// Rows can be sorted by it.
    #[must_use]
    pub fn sortable(mut self) -> Self {
        self.sort = true;
        self
    }

    /// Its cells keep to the end, as numbers do.
    #[must_use]
    pub fn end(mut self) -> Self {
        self.end = true;
        self
    }

    /// Its cells are ids, keys or the like.
    #[must_use]
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// The classes of its header and cells.
    pub(super) fn class(&self) -> &'static str {
        match (self.end, self.mono) {
            (true, true) => "end mono",
            (true, false) => "end",
            (false, true) => "mono",
            (false, false) => "",
        }
    }
}

/// A table, or a list of cards where it is narrow. The first column names the row.
#[component]
pub fn Table<T: Clone + Send + Sync + 'static>(
    /// What it lists, for screen readers.
    #[prop(into)]
    caption: String,
    /// The columns; the first names the row.
    columns: Vec<Column<T>>,
    /// The rows on this page.
    #[prop(into)]
    rows: Signal<Vec<T>>,
    /// What changes whenever the row does: its id and the time of its last change.
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
    /// By what the rows are sorted now.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// Called with the column whose head is pressed.
    #[prop(optional, into)]
    on_sort: Option<Callback<&'static str>>,
    /// The `row_name` of the record that is open beside the table.
    #[prop(optional, into)]
    selected_row: Signal<Option<String>>,
    /// Whether newer rows are on their way.
    #[prop(optional, into)]
    busy: Signal<bool>,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let scrolls = RwSignal::new(false);
    let measure = move || {
        if let Some(frame) = frame.try_get_untracked().flatten() {
            scrolls.try_set(frame.scroll_width() > frame.client_width());
        }
    };
    Effect::new(move |_| {
        rows.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());

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
    let options = Arc::new(RowOptions {
        columns,
        name: row_name,
        href: row_href,
        actions,
        selection,
        current: selected_row,
    });
    let label = caption.clone();
    view! {
        <div
            class="table-frame"
            class:scrolls=scrolls
            node_ref=frame
            role=move || scrolls.get().then_some("region")
            tabindex=move || scrolls.get().then_some("0")
            aria-label=move || scrolls.get().then(|| label.clone())
        >
            <table class="table" aria-busy=move || busy.get().then_some("true")>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        {select_all}
                        {headers}
                        {actions_header}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=key let:row>
                        <TableRow row options=options.clone()/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// The head of a column; pressing it sorts by the column, if rows can be.
#[component]
fn ColumnHeader(
    id: &'static str,
    class: &'static str,
    label: &'static str,
    sort: Signal<Option<Sort>>,
    on_sort: Option<Callback<&'static str>>,
) -> impl IntoView {
    let Some(on_sort) = on_sort else {
        return view! { <th scope="col" class=class>{label}</th> }.into_any();
    };
    // None where the rows are sorted by another column.
    let descending = Memo::new(move |_| {
        let sort = sort.get().filter(|sort| sort.column == id)?;
        Some(sort.descending)
    });
    let direction = move || {
        let descending = descending.get()?;
        Some(if descending { "descending" } else { "ascending" })
    };
    let arrow = move || match descending.get() {
        Some(true) => view! { <Icon name=IconName::ArrowDown/> },
        _ => view! { <Icon name=IconName::ArrowUp/> },
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <button type="button" class="sort" on:click=move |_| on_sort.run(id)>
                {label}
                {arrow}
            </button>
        </th>
    }
    .into_any()
}
