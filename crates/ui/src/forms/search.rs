//! Searching in a list.

use leptos::prelude::*;
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};

use crate::{Icon, IconButton, IconName};

/// How long typing has to pause before the list follows, in milliseconds: each step is an entry's change in the browser's history, which
/// takes a limited number of them.
const PAUSE: f64 = 150.0;

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
    let send = move || {
        if let Some(text) = text.try_get_untracked()
            && sent.get_value() != text
        {
            sent.set_value(text.clone());
            on_search.run(text);
        }
    };
    let UseTimeoutFnReturn { start, .. } = use_timeout_fn(move |()| send(), PAUSE);
    let clear = Callback::new(move |()| {
        text.set(String::new());
        send();
    });
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
                on:input:target=move |event| {
                    text.set(event.target().value());
                    start(());
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        send();
                    }
                }
            />
            <Show when=move || !text.read().is_empty()>
                <IconButton label="Clear the search" icon=IconName::Close on_press=clear/>
            </Show>
        </search>
    }
}
