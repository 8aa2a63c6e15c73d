//! What stands above the list: search, tree or flat, and whether changes are collected.

use leptos::prelude::*;

use super::context::PageContext;
use crate::navigate::NavMode;
use ui::forms::SearchField;

/// The toolbar.
#[component]
pub fn Toolbar() -> impl IntoView {
    let list = PageContext::expect().list;
    let search = Signal::derive(move || list.state.with(|state| state.search.clone()));
    let on_search = move |text| {
        list.go(
            &list.state.get_untracked().with_search(text),
            NavMode::ReplaceAndStay,
        );
    };
    view! {
        <div class="toolbar">
            <SearchField label="Search keys and values" value=search on_search/>
            <div class="config-views" role="group" aria-label="Show as">
                <ViewButton label="Tree" view=None/>
                <ViewButton label="Flat" view=Some("flat")/>
            </div>
            <div class="spacer"></div>
            <CollectSwitch/>
        </div>
    }
}

#[component]
fn ViewButton(label: &'static str, view: Option<&'static str>) -> impl IntoView {
    let list = PageContext::expect().list;
    let is_pressed = move || list.state.with(|state| state.more("view") == view);
    let press = move |_| {
        let state = list
            .state
            .get_untracked()
            .with_more("view", view.map(ToOwned::to_owned));
        list.go(&state, NavMode::Stay);
    };
    view! {
        <button
            type="button"
            class="btn"
            aria-pressed=move || if is_pressed() { "true" } else { "false" }
            on:click=press
        >
            {label}
        </button>
    }
}

/// Whether changes are collected or saved at once, which can't be chosen while some are waiting.
#[component]
fn CollectSwitch() -> impl IntoView {
    let store = PageContext::expect().store;
    let has_waiting = Memo::new(move |_| store.collected.open_count() > 0);
    let words = move || match (store.collects.get(), has_waiting.get()) {
        (true, true) => "Apply or drop the collected changes to save one by one again.",
        (true, false) => "Changes wait until you apply them.",
        (false, _) => "Each change is saved at once.",
    };
    view! {
        <label class="choice">
            <input
                type="checkbox"
                role="switch"
                class="switch"
                aria-describedby="config-collect"
                disabled=move || store.collects.get() && has_waiting.get()
                prop:checked=store.collects
                on:change=move |event| store.collects.set(event_target_checked(&event))
            />
            <span>"Collect changes"</span>
        </label>
        <span class="muted small" id="config-collect" role="status">{words}</span>
    }
}
