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
    /// The order once the head of a column is pressed: by that column alone, or the other way round. If it `adds`, as with
    /// Shift, the columns before it go on to count, and those that are equal in them are ordered by it.
    pub fn pressed(before: &[Self], column: &str, adds: bool) -> Vec<Self> {
        let descending = before
            .iter()
            .any(|sort| sort.column == column && !sort.descending);
        let pressed = Self {
            column: column.to_owned(),
            descending,
        };
        if !adds {
            return vec![pressed];
        }
        let mut after = before.to_vec();
        match after.iter_mut().find(|sort| sort.column == column) {
            Some(sort) => *sort = pressed,
            None => after.push(pressed),
        }
        after
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
    /// By what the rows are sorted now; the first counts most.
    #[prop(optional, into)]
    sort: Signal<Vec<Sort>>,
    /// Called with the column whose head is pressed, and whether it adds to the order that there is: with Shift.
    #[prop(optional, into)]
    on_sort: Option<Callback<(&'static str, bool)>>,
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
    sort: Signal<Vec<Sort>>,
    on_sort: Option<Callback<(&'static str, bool)>>,
) -> impl IntoView {
    let Some(on_sort) = on_sort else {
        return view! { <th scope="col" class=class>{label}</th> }.into_any();
    };
    // Which of the columns that count this is, and its direction; none where it doesn't count.
    let place = Memo::new(move |_| {
        let sort = sort.read();
        let index = sort.iter().position(|sort| sort.column == id)?;
        Some((index, sort[index].descending))
    });
    let count = Memo::new(move |_| sort.read().len());
    // Of several, the first alone is told in this way: so the ARIA recommendation wants it.
    let direction = move || match place.get()? {
        (0, true) => Some("descending"),
        (0, false) => Some("ascending"),
        _ => None,
    };
    let arrow = move || match place.get() {
        Some((_, true)) => view! { <Icon name=IconName::ArrowDown/> },
        _ => view! { <Icon name=IconName::ArrowUp/> },
    };
    let number = move || {
        let (index, descending) = place.get().filter(|_| count.get() > 1)?;
        let direction = if descending { "descending" } else { "ascending" };
        Some(view! {
            <span class="sort-number" aria-hidden="true">{index + 1}</span>
            <span class="visually-hidden">{format!(", {}: {direction}", ordinal(index))}</span>
        })
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <button
                type="button"
                class="sort"
                class:sorted=move || place.get().is_some()
                on:click=move |event| on_sort.run((id, event.shift_key()))
            >
                {label}
                {arrow}
                {number}
            </button>
        </th>
    }
    .into_any()
}

/// "sorted first", for screen readers.
fn ordinal(index: usize) -> String {
    match index {
        0 => "sorted first".to_owned(),
        1 => "sorted second".to_owned(),
        2 => "sorted third".to_owned(),
        index => format!("sorted by as number {}", index + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn a_pressed_head_sorts_turns_round_and_adds() {
        let names = |sort: &[Sort]| -> String {
            let names = sort
                .iter()
                .map(|sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.column));
            names.collect::<Vec<_>>().join(",")
        };
        let mut sort = Vec::new();
        for (column, adds, expected) in [
            ("role", false, "role"),
            ("role", false, "-role"),
            ("name", true, "-role,name"),
            ("role", true, "role,name"),
            ("name", true, "role,-name"),
            ("name", false, "name"),
        ] {
            sort = Sort::pressed(&sort, column, adds);
            assert_eq!(names(&sort), expected);
        }
    }
}
