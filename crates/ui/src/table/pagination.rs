//! The pages of a list.

use std::collections::BTreeSet;

use leptos::ev::{Event, SubmitEvent, Targeted};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;

use crate::{Button, group_digits, unique_id};

/// How many rows a page can have.
pub const PAGE_SIZES: [u64; 4] = [25, 50, 100, 250];

/// Which rows these are of how many, and the way to the others.
#[component]
pub fn Pagination(
    /// Which page this is, counted from 1.
    #[prop(into)]
    page: Signal<u64>,
    /// How many rows a page has.
    #[prop(into)]
    page_size: Signal<u64>,
    /// How many rows this page has.
    #[prop(into)]
    shown: Signal<u64>,
    /// How many rows there are in all, where that is known.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// Shows that page.
    #[prop(into)]
    on_page: Callback<u64>,
    /// Shows that many rows.
    #[prop(into)]
    on_size: Callback<u64>,
    /// What else is good to know: "loaded just now".
    #[prop(optional, into)]
    note: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("rows");
    let pages = Memo::new(move |_| total.get().map(|total| pages(total, page_size.get())));
    let summary = move || summary(page.get(), page_size.get(), shown.get(), total.get());
    let previous_reason =
        Signal::derive(move || (page.get() <= 1).then(|| "This is the first page.".to_owned()));
    let next_reason = Signal::derive(move || {
        let last = match pages.get() {
            Some(pages) => page.get() >= pages,
            None => shown.get() < page_size.get(),
        };
        last.then(|| "This is the last page.".to_owned())
    });
    let sizes = move || {
        let current = page_size.get();
        let sizes: BTreeSet<u64> = PAGE_SIZES.into_iter().chain([current]).collect();
        let option = |size| view! { <option value=size prop:selected=size == current>{size}</option> };
        sizes.into_iter().map(option).collect_view()
    };
    let choose_size = move |event: Targeted<Event, HtmlSelectElement>| {
        if let Ok(size) = event.target().value().parse() {
            on_size.run(size);
        }
    };
    view! {
        <nav class="pagination" aria-label="Pages">
            <p class="pagination-summary" role="status">
                {summary}
                {move || note.get().map(|note| format!(" · {note}"))}
            </p>
            <label for=id.clone()>"Rows"</label>
            <span class="control control-select">
                <select class="input" id=id on:change:target=choose_size>
                    {sizes}
                </select>
            </span>
            {move || pages.get().filter(|pages| *pages > 1).map(|pages| view! { <PageField page pages on_page/> })}
            <Button disabled_reason=previous_reason on_press=move |()| on_page.run(page.get_untracked() - 1)>
                "Previous"
            </Button>
            <Button disabled_reason=next_reason on_press=move |()| on_page.run(page.get_untracked() + 1)>
                "Next"
            </Button>
        </nav>
    }
}

/// The number of this page, which can be typed over to go straight to another.
#[component]
fn PageField(page: Signal<u64>, pages: u64, on_page: Callback<u64>) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let go = move || {
        // Leaving the page takes the focus from the field, too.
        let (Some(input), Some(current)) = (input.try_get_untracked().flatten(), page.try_get_untracked())
        else {
            return;
        };
        let typed = input.value().trim().parse::<u64>().ok();
        let wanted = typed.map_or(current, |typed| typed.clamp(1, pages));
        input.set_value(&wanted.to_string());
        if wanted != current {
            on_page.run(wanted);
        }
    };
    view! {
        <form
            class="page-field"
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                go();
            }
        >
            <label>
                "Page "
                <input
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    class="input"
                    node_ref=input
                    prop:value=move || page.get().to_string()
                    on:blur=move |_| go()
                />
            </label>
            {format!(" of {}", group_digits(pages))}
        </form>
    }
}

/// How many pages that many rows fill; an empty list has one.
fn pages(total: u64, page_size: u64) -> u64 {
    total.div_ceil(page_size.max(1)).max(1)
}

/// "26–50 of 1,204"
fn summary(page: u64, page_size: u64, shown: u64, total: Option<u64>) -> String {
    let first = page.saturating_sub(1) * page_size + 1;
    let last = first + shown.saturating_sub(1);
    let rows = match shown {
        0 => "None".to_owned(),
        1 => group_digits(first),
        _ => format!("{}–{}", group_digits(first), group_digits(last)),
    };
    match total {
        Some(total) => format!("{rows} of {}", group_digits(total)),
        None => rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_of_how_many() {
        for (page, shown, total, text) in [
            (1, 25, Some(1204), "1–25 of 1,204"),
            (49, 4, Some(1204), "1,201–1,204 of 1,204"),
            (3, 1, Some(51), "51 of 51"),
            (1, 0, Some(0), "None of 0"),
            (2, 25, None, "26–50"),
        ] {
            assert_eq!(summary(page, 25, shown, total), text);
        }
    }

    #[test]
    fn an_empty_list_has_one_page() {
        for (total, size, count) in [(0, 25, 1), (25, 25, 1), (26, 25, 2), (26, 0, 26)] {
            assert_eq!(pages(total, size), count);
        }
    }
}
