//! Finding users: the search, the ready-made views, and the filters that hold.

use crate::query_parameters::{QueryParameters, use_query_parameters};
use leptos::prelude::*;

use super::all_users::Progress;
use super::columns;
use super::context::{UsersContext, VIEWS};
use super::draft::PREFILLED;
use super::filters::{
    Filter, NAMES, completions, filters_of, is_typing_filter, take_filters, with_filter, with_filters,
};
use super::form_pages::{ColumnsDrawer, FilterDrawer};
use super::saved_views::SavedViews;
use crate::navigate::NavMode;
use crate::query::{ListNavigation, ListState};
use ui::forms::SearchField;
use ui::table::group_digits;
use ui::{Button, Icon, IconName, Notice, Tone};

/// The search, the views and the filters.
#[component]
pub fn UserSearch(navigation: ListNavigation) -> impl IntoView {
    let state = navigation.state;
    let all = expect_context::<UsersContext>().all;
    let (edits, chooses) = (RwSignal::new(false), RwSignal::new(false));
    let take = Callback::new(move |(text, is_final): (String, bool)| {
        let (filters, rest) = take_filters(&text, is_final);
        if filters.is_empty() {
            return (!is_final && is_typing_filter(&text)).then_some(text);
        }
        let found = filters
            .iter()
            .fold(state.get_untracked(), |state, filter| with_filter(&state, filter));
        navigation.go(found.with_search(rest.clone()), NavMode::Stay);
        Some(rest)
    });
    view! {
        <div class="toolbar">
            <SearchField
                label="Search users"
                value=navigation.search()
                on_search=move |text| navigation.set_search(text)
                take_filters=take
                completions=Callback::new(|text: String| completions(&text))
                at_once=Signal::derive(move || *all.progress.read() != Progress::Idle)
            />
            <Button icon=IconName::Sliders on_press=move |()| edits.set(true)>"Filter"</Button>
            <span class="wide-only"><Button icon=IconName::Columns on_press=move |()| chooses.set(true)>"Columns"</Button></span>
            <Views navigation/>
        </div>
        <ActiveFilters navigation/>
        <Show when=move || edits.get()>
            <FilterDrawer on_close=move |()| edits.set(false)/>
        </Show>
        <Show when=move || chooses.get()>
            <ColumnsDrawer on_close=move |()| chooses.set(false)/>
        </Show>
    }
}

/// Links to the ready-made views, each with the number of its users where it is known.
#[component]
fn Views(navigation: ListNavigation) -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let state = navigation.state;
    let counts = context.view_counts;
    let view = move |index: usize, name: &'static str, filters: Vec<Filter>| {
        let address = filters.clone();
        let is_current = move || state.with(|state| state.search.is_empty() && filters_of(state) == filters);
        let href = move || navigation.href(with_filters(&state.get().with_search(String::new()), &address));
        let count = move || {
            counts
                .get()
                .and_then(|counts| counts.get(index).copied().flatten())
        };
        view! {
            <a class="chip" data-noscroll href=href aria-current=move || is_current().then_some("true")>
                {name}
                {move || count().map(|count| view! { <span class="muted">{group_digits(count)}</span> })}
            </a>
        }
    };
    view! {
        <nav class="chips" aria-label="Views">
            {view(usize::MAX, "All users", Vec::new())}
            {VIEWS.into_iter().enumerate().map(|(index, (name, filter))| {
                let is_known = filter.name() != "signin";
                let shown = Signal::derive(move || is_known || context.tells_sign_in.get());
                move || shown.get().then(|| view(index, name, vec![filter.clone()]))
            }).collect_view()}
            <SavedViews navigation/>
        </nav>
    }
}

/// The filters that hold, each with a button that removes it, and what of the address isn't understood.
#[component]
fn ActiveFilters(navigation: ListNavigation) -> impl IntoView {
    let filters = Memo::new(move |_| navigation.state.with(filters_of));
    let chip = move |filter: Filter| {
        let name = filter.name();
        view! {
            <button type="button" class="chip" on:click=move |_| navigation.set_more(name, None)>
                {filter.label()}
                <span class="visually-hidden">", remove this filter"</span>
                <Icon name=IconName::Close/>
            </button>
        }
    };
    let clear = move |_| {
        let all = with_filters(&navigation.state.get_untracked(), &[]);
        navigation.go(all, NavMode::Stay);
    };
    let query = use_query_parameters();
    let unknown = Memo::new(move |_| unknown_parameters(&navigation.state.read(), &query.read()));
    view! {
        <Show when=move || !filters.read().is_empty()>
            <div class="chips filters" role="group" aria-label="Filters">
                {move || filters.get().into_iter().map(chip).collect_view()}
                <button type="button" class="link" on:click=clear>"Clear filters"</button>
            </div>
        </Show>
        {move || unknown.get().map(|unknown| view! {
            <div class="filters">
                <Notice tone=Tone::Warning>{format!("{unknown} in the address isn’t understood, so it is ignored.")}</Notice>
            </div>
        })}
    }
}

/// The parameters of an address that say nothing to this console, as they are written there.
fn unknown_parameters(state: &ListState, query: &QueryParameters) -> Option<String> {
    const KNOWN: [&str; 4] = ["q", "page", "size", "sort"];
    let is_known = |name: &str, value: &str| match name {
        "sort" => state.sort_parameter() == value,
        "columns" => columns::write(&columns::parse(Some(value))).as_deref() == Some(value),
        name if NAMES.contains(&name) => Filter::parse(name, value).is_some(),
        name => KNOWN.contains(&name) || PREFILLED.contains(&name),
    };
    let unknown = query.iter().filter(|(name, value)| !is_known(name, value));
    let unknown: Vec<String> = unknown.map(|(name, value)| format!("“{name}={value}”")).collect();
    (!unknown.is_empty()).then(|| unknown.join(", "))
}
