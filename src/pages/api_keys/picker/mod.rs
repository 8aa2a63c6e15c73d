//! The scope picker: a search, presets, and a grid of all scopes.

mod checkbox;
mod details;
mod grid;
mod keyboard;
mod paste;
mod state;
mod toolbar;

use api_types::ApiKeyScope;
use leptos::prelude::*;

use crate::pages::api_keys::scopes::{ScopeSet, qualified_name};
pub use details::ScopeDetails;
use grid::ScopeGrid;
use paste::PasteCallsButton;
pub use state::Picker;
use toolbar::{ClearButton, Toolbar};
use ui::{Button, EmptyState, Icon, IconName, Notice, Tone};

/// The picker, as the field `api_key_scopes` of a form.
#[component]
pub fn ScopePicker(
    /// Its state.
    picker: Picker,
    /// Scopes of the key that this console doesn't know, and that the key keeps.
    unknown: Vec<ApiKeyScope>,
    /// What is wrong with the field.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let total = ScopeSet::all().len();
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
                <p role="status">{move || format!("{} of {total}", picker.selected.get().len())}</p>
                <ClearButton picker/>
                <PasteCallsButton picker/>
            </div>
            {move || error.get().map(|error| view! {
                <p class="field-error" id="scopes-error"><Icon name=IconName::Warning/><span>{error}</span></p>
            })}
            <Toolbar picker/>
            {(!unknown.is_empty()).then(|| view! {
                <Notice tone=Tone::Info title="Scopes that this console doesn’t know">
                    <p>"They come from a newer server. The key keeps them when you save."</p>
                    <p class="cluster">
                        {unknown.iter().map(|scope| view! {
                            <code class="badge tone-neutral">{qualified_name(scope)}</code>
                        }).collect_view()}
                    </p>
                </Notice>
            })}
            <ScopeGrid picker labelled_by="scopes-heading"/>
            <Show when=move || picker.visible.get().is_empty()>
                <NothingVisible picker/>
            </Show>
        </fieldset>
    }
}

/// Takes the place of an empty grid.
#[component]
fn NothingVisible(picker: Picker) -> impl IntoView {
    let has_search = move || picker.search.with(|text| !text.is_empty());
    let nothing_selected = move || {
        view! {
            <EmptyState icon=IconName::Key title="Nothing is chosen yet">
                <Button on_press=move |()| picker.selected_only.set(None)>"Show all scopes"</Button>
            </EmptyState>
        }
    };
    view! {
        <Show when=has_search fallback=nothing_selected>
            <EmptyState icon=IconName::Search title="No scope matches">
                <p>"Search for a part of the API, an action, a method or a path."</p>
                <Button on_press=move |()| picker.search.set(String::new())>"Clear the search"</Button>
            </EmptyState>
        </Show>
    }
}
