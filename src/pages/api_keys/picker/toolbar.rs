//! The controls above the grid.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::state::{Picker, Undo};
use crate::pages::api_keys::scopes::{PRESETS, Preset, ScopeSet};
use ui::forms::SearchField;

/// The search, the presets and "Selected only", and the way back from what was done last.
#[component]
pub fn Toolbar(
    /// The picker.
    picker: Picker,
) -> impl IntoView {
    // Enter in a field would submit the form.
    let keep_form = |event: KeyboardEvent| {
        let is_input = event
            .target()
            .is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>());
        if is_input && event.key() == "Enter" {
            event.prevent_default();
        }
    };
    let show_selected_only = move |event| {
        let is_on = event_target_checked(&event);
        picker
            .selected_only
            .set(is_on.then(|| picker.selected.get_untracked()));
    };
    view! {
        <div class="picker-tools" on:keydown=keep_form>
            <SearchField
                label="Search: tape, DELETE, /users"
                value=picker.search
                on_search=move |text| picker.search.set(text)
            />
            <div class="chips" role="group" aria-label="Presets">
                {PRESETS.iter().map(|preset| view! { <PresetButton picker preset/> }).collect_view()}
            </div>
            <label class="choice">
                <input
                    type="checkbox"
                    class="check"
                    prop:checked=move || picker.selected_only.get().is_some()
                    on:change=show_selected_only
                />
                <span>"Selected only"</span>
            </label>
        </div>
        <p class="picker-undo" role="status">
            {move || picker.undo.get().map(|Undo { message, before }| view! {
                {message}" "
                <button type="button" class="link" on:click=move |_| {
                    picker.selected.set(before);
                    picker.undo.set(None);
                }>
                    {format!("Undo, back to {}", before.len())}
                </button>
            })}
        </p>
    }
}

/// Selects the scopes of a preset in place of all others.
#[component]
fn PresetButton(picker: Picker, preset: &'static Preset) -> impl IntoView {
    let scopes = preset.scopes();
    let is_selected = Memo::new(move |_| picker.selected.get() == scopes);
    let select = move |_| {
        let message = format!("{}: {} scopes are chosen.", preset.name, scopes.len());
        picker.replace(scopes, message);
    };
    view! {
        <button
            type="button"
            class="chip"
            title=preset.description
            aria-pressed=move || is_selected.get().to_string()
            on:click=select
        >
            {preset.name}
        </button>
    }
}

/// Clears the selection; it is there while there is one.
#[component]
pub fn ClearButton(
    /// The picker.
    picker: Picker,
) -> impl IntoView {
    let clear = move |_| picker.replace(ScopeSet::default(), "No scope is chosen.".to_owned());
    view! {
        <Show when=move || !picker.selected.get().is_empty()>
            <button type="button" class="link" on:click=clear>"Choose none"</button>
        </Show>
    }
}
