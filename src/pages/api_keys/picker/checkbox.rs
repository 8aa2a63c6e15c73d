//! The checkbox of a scope, or of a whole row, column or group.

use leptos::prelude::*;

use super::state::{CheckState, Picker};
use crate::pages::api_keys::scopes::ScopeSet;

/// Selects a part of all scopes, and shows how much of it is selected. What the search hides isn't selected along.
#[component]
pub fn ScopeCheckbox(
    /// The picker.
    picker: Picker,
    /// The scopes that it stands for.
    #[prop(into)]
    part: ScopeSet,
    /// Its place in the row, for the arrow keys.
    column: usize,
    /// Its name.
    label: String,
    /// What a screen reader says beyond the name.
    #[prop(optional, into)]
    description: Option<String>,
) -> impl IntoView {
    let state = Memo::new(move |_| picker.check_state(part));
    let disabled = Memo::new(move |_| picker.selectable(part).is_empty());
    view! {
        <input
            type="checkbox"
            class="check"
            tabindex="-1"
            data-column=column.to_string()
            aria-label=label
            aria-description=description
            prop:checked=move || state.get() == CheckState::Checked
            prop:indeterminate=move || state.get() == CheckState::Indeterminate
            disabled=disabled
            on:change=move |_| picker.toggle(part)
        />
    }
}
