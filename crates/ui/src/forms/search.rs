//! Searching in a list.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::{Icon, IconButton, IconName};

/// How long typing has to pause before the list follows: each step is an entry's change in the browser's history, which
/// takes a limited number of them.
const PAUSE: Duration = Duration::from_millis(150);

/// A field that narrows a list down as one types.
#[component]
pub fn SearchField(
    /// What is searched: "Search API keys".
    label: &'static str,
    /// What is searched for now; an address keeps it.
    #[prop(into)]
    value: Signal<String>,
    /// Searches for another text.
    #[prop(into)]
    on_search: Callback<String>,
) -> impl IntoView {
    let text = RwSignal::new(value.get_untracked());
    let sent = StoredValue::new(value.get_untracked());
    // Back and "clear filters" change what is searched for; what was typed since is not touched by its own echo.
    Effect::new(move |_| {
        let value = value.get();
        if sent.get_value() != value {
            sent.set_value(value.clone());
            text.set(value);
        }
    });
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let send = move || {
        stop();
        let Some(text) = text.try_get_untracked() else {
            return;
        };
        if sent.get_value() != text {
            sent.set_value(text.clone());
            on_search.run(text);
        }
    };
    let typed = move |event| {
        text.set(event_target_value(&event));
        stop();
        if let Ok(handle) = set_timeout_with_handle(send, PAUSE) {
            timer.set_value(Some(handle));
        }
    };
    let is_filled = move || text.with(|text| !text.is_empty());
    view! {
        <search class="control search">
            <Icon name=IconName::Search/>
            <input
                type="search"
                class="input"
                aria-label=label
                placeholder=label
                autocomplete="off"
                spellcheck="false"
                autocapitalize="none"
                prop:value=text
                on:input=typed
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        send();
                    }
                }
            />
            <Show when=is_filled><IconButton
                    label="Clear the search"
                    icon=IconName::Close
                    on_press=Callback::new(move |()| {
                        text.set(String::new());
                        send();
                    })
                /></Show>
        </search>
    }
}
