//! The rows of a list with its pages, and what is shown when there are no rows.

use leptos::children::ViewFn;
use leptos::prelude::*;

use super::{ListNavigation, QueryStatus};
use crate::navigate::NavMode;
use ui::table::{PageInfo, Pagination};
use ui::{Button, EmptyState, IconName, LinkButton};

#[derive(Clone, Copy, PartialEq)]
enum ListStatus {
    Rows,
    Empty,
    NoMatch,
    PageEmpty,
}

/// The table of a list, or what takes its place when there are no rows, and the pagination. It belongs into a `QueryView`.
#[component]
pub fn ListView(
    /// The state of the list in its address.
    navigation: ListNavigation,
    /// What is loaded; the pagination says when.
    #[prop(into)]
    query: QueryStatus,
    /// Which rows are shown.
    #[prop(into)]
    page: Signal<PageInfo>,
    /// Shown when there are no rows at all, and nothing is searched for or filtered.
    #[prop(into)]
    empty: ViewFn,
    /// Shown when the search finds nothing; by default `empty`.
    #[prop(optional, into)]
    no_match: Option<ViewFn>,
    /// Whether its foot has a button that loads it again; not where the page has one.
    #[prop(default = true)]
    has_refresh: bool,
    /// The table, built once for as long as there are rows.
    children: ChildrenFn,
) -> impl IntoView {
    let page = Memo::new(move |_| page.get());
    let status = Memo::new(move |_| match page.get() {
        page if page.shown > 0 => ListStatus::Rows,
        page if page.page > 1 => ListStatus::PageEmpty,
        _ if navigation
            .state
            .with(|state| state.search.is_empty() && state.more.is_empty()) =>
        {
            ListStatus::Empty
        }
        _ => ListStatus::NoMatch,
    });
    // The page was there, and its last row has gone: the list goes on with what is its last page now.
    Effect::new(move |before: Option<ListStatus>| {
        let (now, last) = (status.get(), page.with_untracked(|page| page.last_page()));
        if let (Some(ListStatus::Rows), ListStatus::PageEmpty, Some(last)) = (before, now, last) {
            navigation.change(|state| state.with_page(last), NavMode::ReplaceAndStay);
        }
        now
    });
    let no_match = no_match.unwrap_or_else(|| empty.clone());
    view! {
        {move || match status.get() {
            ListStatus::Rows => children().into_any(),
            ListStatus::Empty => empty.run(),
            ListStatus::NoMatch => no_match.run(),
            ListStatus::PageEmpty => page_empty(navigation),
        }}
        <Show when=move || page.get().total != Some(0)>
            <Pagination
                info=page
                asked_page=Signal::derive(move || navigation.state.read().page)
                on_page=move |page| navigation.set_page(page)
                on_size=move |size| navigation.change(|state| state.with_size(size), NavMode::Push)
                note=query.note()
                on_refresh=has_refresh.then_some(query.reload)
            />
        </Show>
    }
}

/// The search finds nothing: says so, and offers to clear it.
#[component]
pub fn NoMatch(
    /// "No key matches"
    #[prop(into)]
    title: String,
    /// Clears the search, and the filters if the list has any.
    #[prop(into)]
    on_clear: Callback<()>,
    /// What the button says that clears them.
    #[prop(default = "Clear the search")]
    clear_label: &'static str,
    /// A sentence in a `<p>`: what was searched, or how to search. Buttons may follow.
    children: Children,
) -> impl IntoView {
    view! {
        <EmptyState icon=IconName::Search title>
            {children()}
            <Button on_press=on_clear>{clear_label}</Button>
        </EmptyState>
    }
}

/// The address names a page behind the last.
fn page_empty(navigation: ListNavigation) -> AnyView {
    let first = move || navigation.href(navigation.state.get().with_page(1));
    view! {
        <EmptyState icon=IconName::Search title="There is nothing on this page">
            <p>"The list has become shorter, or the address names a page that it doesn’t have."</p>
            <LinkButton href=Signal::derive(first)>"Go to the first page"</LinkButton>
        </EmptyState>
    }
    .into_any()
}
