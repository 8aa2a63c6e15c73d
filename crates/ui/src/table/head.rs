//! The heads of the columns, which sort.

use leptos::ev::{Event, Targeted};
use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;

use super::sort::{Sort, SortRequest};
use crate::{Icon, IconName, unique_id};

/// The head of a column; pressing it sorts by the column, if rows can be.
#[component]
pub(super) fn ColumnHeader(
    id: &'static str,
    class: String,
    label: &'static str,
    sort: Signal<Vec<Sort>>,
    on_sort: Option<Callback<SortRequest>>,
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
            <span class="visually-hidden">{format!("({}: {direction})", ordinal(index))}</span>
        })
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <button
                type="button"
                class="sort"
                class:sorted=move || place.get().is_some()
                on:click=move |event| on_sort.run(if event.shift_key() { SortRequest::Add(id) } else { SortRequest::Press(id) })
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

/// The order as one control, where the table is a list of cards and has no heads.
#[component]
pub(super) fn SortField(
    /// The ids and the names of the columns that sort.
    columns: Vec<(&'static str, &'static str)>,
    sort: Signal<Vec<Sort>>,
    on_sort: Callback<SortRequest>,
) -> impl IntoView {
    let id = unique_id("sort");
    let first = Memo::new(move |_| sort.read().first().cloned());
    let is_chosen = move |column: &str, descending: bool| {
        let sort = Sort {
            column: column.to_owned(),
            descending,
        };
        first.read().as_ref() == Some(&sort)
    };
    let options = columns.iter().flat_map(|(column, label)| {
        [
            (*column, *label, false, "ascending"),
            (*column, *label, true, "descending"),
        ]
    });
    let options = options.map(|(column, label, descending, word)| {
        view! {
            <option value=format!("{column} {word}") prop:selected=move || is_chosen(column, descending)>
                {format!("{label}, {word}")}
            </option>
        }
    });
    let options = options.collect_view();
    // The others are chosen in wider windows, or come with a link.
    let rest = Memo::new(move |_| {
        let sort = sort.read();
        let rest = sort.iter().skip(1).filter_map(|sort| {
            let (_, label) = columns.iter().find(|(column, _)| *column == sort.column)?;
            let word = if sort.descending {
                "descending"
            } else {
                "ascending"
            };
            Some(format!("then by {label}, {word}"))
        });
        rest.collect::<Vec<_>>().join("; ")
    });
    let rest_id = unique_id("sort-rest");
    let described_by = {
        let id = rest_id.clone();
        move || rest.with(|rest| !rest.is_empty()).then(|| id.clone())
    };
    let choose = move |event: Targeted<Event, HtmlSelectElement>| {
        let value = event.target().value();
        if let Some((column, word)) = value.split_once(' ') {
            on_sort.run(SortRequest::Choose(Sort {
                column: column.to_owned(),
                descending: word == "descending",
            }));
        }
    };
    view! {
        <div class="sort-field">
            <label for=id.clone()>"Sort by"</label>
            <span class="control control-select">
                <select class="input" id=id aria-describedby=described_by on:change:target=choose>
                    <option value="" prop:selected=move || first.read().is_none() disabled=true>"As they come"</option>
                    {options}
                </select>
            </span>
            {move || rest.with(|rest| {
                (!rest.is_empty()).then(|| view! { <p class="sort-rest" id=rest_id.clone()>{rest.clone()}</p> })
            })}
        </div>
    }
}
