//! The scope picker: search, presets, the grid, and what is known of the scope that somebody looks at.

mod grid;
mod keys;
mod paste;
mod state;
mod tick;
mod toolbar;

use api_types::ApiKeyScope;
use leptos::prelude::*;

use crate::pages::api_keys::scopes::{ScopeSet, danger, scope};
pub use state::Picker;
use ui::{Badge, Button, EmptyState, Icon, IconName, Notice, Tone};

/// The picker, with the error of its field.
pub fn scope_picker(picker: Picker, unknown: &[ApiKeyScope], error: Signal<Option<String>>) -> AnyView {
    let total = ScopeSet::all().count();
    let count = Memo::new(move |_| picker.chosen.get().count());
    let kept: Vec<String> = unknown
        .iter()
        .map(|scope| [&*scope.controller, "/", &*scope.action].concat())
        .collect();
    view! {
        <fieldset
            class="field picker"
            id="api_key_scopes"
            tabindex="-1"
            aria-labelledby="scopes-heading"
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || error.with(Option::is_some).then_some("scopes-error")
        >
            <div class="picker-head">
                <h2 id="scopes-heading" class="field-label">"What it may do"</h2>
                <p role="status">{move || format!("{} of {total}", count.get())}</p>
                {toolbar::choose_none(picker)}
                {toolbar::paste_button(picker)}
            </div>
            {move || error.get().map(|error| view! {
                <p class="field-error" id="scopes-error"><Icon name=IconName::Warning/><span>{error}</span></p>
            })}
            {toolbar::toolbar(picker)}
            {(!kept.is_empty()).then(|| view! {
                <Notice tone=Tone::Info title="Scopes that this console doesn't know".to_owned()>
                    <p>"They come from a newer server. The key keeps them when you save."</p>
                    <p class="cluster">{kept.into_iter().map(|name| view! { <code class="badge tone-neutral">{name}</code> }).collect_view()}</p>
                </Notice>
            })}
            {grid::grid(picker, "scopes-heading")}
            <Show when=move || picker.shown.get().is_empty()>{nothing_shown(picker)}</Show>
        </fieldset>
    }.into_any()
}

fn nothing_shown(picker: Picker) -> AnyView {
    if picker.search.with(String::is_empty) {
        return view! {
            <EmptyState icon=IconName::Key title="Nothing is chosen yet".to_owned()>
                <Button on_press=Callback::new(move |()| picker.only.set(None))>"Show all scopes"</Button>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState icon=IconName::Search title="No scope matches".to_owned()>
            <p>"Search for a part of the API, an action, a method or a path."</p>
            <Button on_press=Callback::new(move |()| picker.search.set(String::new()))>"Clear the search"</Button>
        </EmptyState>
    }.into_any()
}

/// What is known of the scope that somebody looks at.
pub fn scope_panel(picker: Picker) -> AnyView {
    (move || {
        let number = picker.looked_at.get();
        let found = number.and_then(|number| Some((scope(number)?, danger(number))));
        let Some((found, reason)) = found else {
            return view! { <p class="muted">"Point at a scope, or move to it, to see what it opens."</p> }
                .into_any();
        };
        let calls = found
            .calls()
            .map(|call| view! { <li><b>{call.method}</b>" "{call.path}</li> })
            .collect_view();
        view! {
            <h3 class="mono">{found.name()}</h3>
            <p>{found.sentence}"."</p>
            {reason.map(|reason| view! {
                <p><Badge tone=Tone::Danger icon=IconName::Warning>"Think twice"</Badge>" "{reason}</p>
            })}
            <ul class="scope-calls mono">{calls}</ul>
        }
        .into_any()
    })
    .into_any()
}
