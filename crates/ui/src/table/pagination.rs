//! The pages of a list.

use std::collections::BTreeSet;

use leptos::ev::{Event, SubmitEvent, Targeted};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;

use crate::{Button, group_digits, unique_id};

/// How many rows a page can have.
pub const PAGE_SIZES: [u64; 4] = [25, 50, 100, 250];

/// Which rows of a list are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageInfo {
    /// Which page this is, counted from 1.
    pub page: u64,
    /// How many rows a full page has.
    pub size: u64,
    /// How many rows this page has.
    pub shown: u64,
    /// How many rows there are on all pages, where that is known.
    pub total: Option<u64>,
}

impl PageInfo {
    /// The last page, where it is known; an empty list has one page.
    pub fn last_page(self) -> Option<u64> {
        Some(self.total?.div_ceil(self.size.max(1)).max(1))
    }

    /// "26–50 of 1,204"
    pub fn summary(self) -> String {
        let first = self.page.saturating_sub(1) * self.size + 1;
        let last = first + self.shown.saturating_sub(1);
        let rows = match self.shown {
            0 => "None".to_owned(),
            1 => group_digits(first),
            _ => format!("{}–{}", group_digits(first), group_digits(last)),
        };
        match self.total {
            Some(total) => format!("{rows} of {}", group_digits(total)),
            None => rows,
        }
    }
}

/// Which rows these are of how many, and the way to the others.
#[component]
pub fn Pagination(
    /// Which rows are shown.
    #[prop(into)]
    info: Signal<PageInfo>,
    /// The page that was asked for last, counted from 1: its rows may still be on their way.
    #[prop(into)]
    asked_page: Signal<u64>,
    /// Shows that page.
    #[prop(into)]
    on_page: Callback<u64>,
    /// Shows that many rows.
    #[prop(into)]
    on_size: Callback<u64>,
    /// What else is good to know: "loaded just now".
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// Loads the rows again, if the page has no button of its own for that.
    #[prop(into)]
    on_refresh: Option<Callback<()>>,
) -> impl IntoView {
    let id = unique_id("rows");
    let page_count = Memo::new(move |_| info.get().last_page());
    let previous_reason =
        Signal::derive(move || (asked_page.get() <= 1).then(|| "This is the first page.".to_owned()));
    let next_reason = Signal::derive(move || {
        let info = info.get();
        let is_last = match info.last_page() {
            Some(count) => asked_page.get() >= count,
            None => info.shown < info.size,
        };
        is_last.then(|| "This is the last page.".to_owned())
    });
    let page_size = Memo::new(move |_| info.get().size);
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
                {move || info.get().summary()}
                {move || note.get().map(|note| format!(" · {note}"))}
            </p>
            {on_refresh.map(|refresh| view! {
                <button type="button" class="link" on:click=move |_| refresh.run(())>"Refresh"</button>
            })}
            <label for=id.clone()>"Rows"</label>
            <span class="control control-select">
                <select class="input" id=id on:change:target=choose_size>
                    {sizes}
                </select>
            </span>
            {move || {
                let count = page_count.get().filter(|count| *count > 1)?;
                Some(view! { <PageField page=asked_page count on_page/> })
            }}
            <Button disabled_reason=previous_reason on_press=move |()| on_page.run(1)>"First"</Button>
            <Button disabled_reason=previous_reason on_press=move |()| on_page.run(asked_page.get_untracked() - 1)>
                "Previous"
            </Button>
            <Button disabled_reason=next_reason on_press=move |()| on_page.run(asked_page.get_untracked() + 1)>
                "Next"
            </Button>
            {move || page_count.get().map(|last| view! {
                <Button disabled_reason=next_reason on_press=move |()| on_page.run(last)>"Last"</Button>
            })}
        </nav>
    }
}

/// The number of this page, which can be typed over to go straight to another.
#[component]
fn PageField(
    page: Signal<u64>,
    /// How many pages there are.
    count: u64,
    on_page: Callback<u64>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let go = move || {
        // Leaving the page takes the focus from the field, too.
        let (Some(input), Some(page)) = (input.try_get_untracked().flatten(), page.try_get_untracked())
        else {
            return;
        };
        let typed = input.value().trim().parse::<u64>().ok();
        // Who only passes through the field goes nowhere, even if there is no such page.
        if typed == Some(page) {
            return;
        }
        let wanted = typed.map_or(page, |typed| typed.clamp(1, count));
        input.set_value(&wanted.to_string());
        if wanted != page {
            on_page.run(wanted);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        go();
    };
    view! {
        <form class="page-field" on:submit=submit>
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
            {format!(" of {}", group_digits(count))}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::PageInfo;

    #[test]
    fn it_says_which_rows_of_how_many_and_counts_pages() {
        for (page, size, shown, total, summary, page_count) in [
            (1, 25, 25, Some(1204), "1–25 of 1,204", Some(49)),
            (49, 25, 4, Some(1204), "1,201–1,204 of 1,204", Some(49)),
            (3, 25, 1, Some(51), "51 of 51", Some(3)),
            (1, 25, 25, Some(25), "1–25 of 25", Some(1)),
            (1, 25, 0, Some(0), "None of 0", Some(1)),
            (2, 25, 25, None, "26–50", None),
            (1, 0, 1, Some(26), "1 of 26", Some(26)),
        ] {
            let info = PageInfo {
                page,
                size,
                shown,
                total,
            };
            assert_eq!((&*info.summary(), info.last_page()), (summary, page_count));
        }
    }
}
