//! What stands over the grid: search, presets, "only the chosen", and pasting calls.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::paste::paste_dialog;
use super::state::Picker;
use crate::pages::api_keys::scopes::{PRESETS, ScopeSet, preset};
use ui::forms::SearchField;
use ui::{Button, ButtonKind};

/// Search, presets, and what was just done with them.
pub fn toolbar(picker: Picker) -> AnyView {
    let presets = PRESETS
        .iter()
        .enumerate()
        .map(|(number, (name, about))| {
            let set = preset(number);
            let is_chosen = Memo::new(move |_| picker.chosen.get() == set);
            let press = move |_| {
                let said = format!("{name}: {} scopes are chosen.", set.count());
                picker.replace(set, said);
            };
            view! {
                <button
                    type="button"
                    class="chip"
                    title=*about
                    aria-pressed=move || if is_chosen.get() { "true" } else { "false" }
                    on:click=press
                >
                    {*name}
                </button>
            }
        })
        .collect_view();
    // In a form Enter would send it.
    let search_key = |event: KeyboardEvent| {
        let is_input = event
            .target()
            .is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>());
        if is_input && event.key() == "Enter" {
            event.prevent_default();
        }
    };
    let only = move |event| {
        let is_on = event_target_checked(&event);
        picker.only.set(is_on.then(|| picker.chosen.get_untracked()));
    };
    view! {
        <div class="picker-tools" on:keydown=search_key>
            <SearchField
                label="Search: tape, DELETE, /users"
                value=picker.search
                on_search=Callback::new(move |text| picker.search.set(text))
            />
            <div class="chips" role="group" aria-label="Presets">{presets}</div>
            <label class="choice">
                <input type="checkbox" class="check" prop:checked=move || picker.only.get().is_some() on:change=only/>
                <span>"Only chosen"</span>
            </label>
        </div>
        <p class="picker-undo" role="status">
            {move || picker.undo.get().map(|(said, before)| view! {
                {said}" "
                <button type="button" class="link" on:click=move |_| {
                    picker.chosen.set(before);
                    picker.undo.set(None);
                }>
                    {format!("Undo, back to {}", before.count())}
                </button>
            })}
        </p>
    }.into_any()
}

/// Chooses nothing, as long as something is chosen.
pub fn choose_none(picker: Picker) -> AnyView {
    (move || {
        let is_empty = picker.chosen.get().is_empty();
        (!is_empty).then(|| {
            view! {
                <button
                    type="button"
                    class="link"
                    on:click=move |_| picker.replace(ScopeSet::default(), "No scope is chosen.".to_owned())
                >
                    "Choose none"
                </button>
            }
        })
    })
    .into_any()
}

/// Opens the dialog that turns calls into scopes.
pub fn paste_button(picker: Picker) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Button kind=ButtonKind::Quiet on_press=Callback::new(move |()| open.set(true))>"From a curl command…"</Button>
        {move || open.get().then(|| paste_dialog(picker, open))}
    }.into_any()
}
