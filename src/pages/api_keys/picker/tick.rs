//! The box that chooses a scope, or a whole row, column or group.

use leptos::prelude::*;

use super::state::{Picker, Share};
use crate::pages::api_keys::scopes::ScopeSet;

/// The box of a part: ticked, unticked, or mixed. `column` is its place in the row, for the arrow keys.
pub fn tick(picker: Picker, part: ScopeSet, column: usize, label: String, about: String) -> AnyView {
    let share = Memo::new(move |_| picker.share(part));
    let nothing = Memo::new(move |_| picker.wanted(part).is_empty());
    view! {
        <input
            type="checkbox"
            class="check"
            tabindex="-1"
            data-column=column.to_string()
            aria-label=label
            aria-description=(!about.is_empty()).then_some(about)
            prop:checked=move || share.get() == Share::All
            prop:indeterminate=move || share.get() == Share::Mixed
            disabled=move || nothing.get()
            on:change=move |_| picker.toggle(part)
        />
    }
    .into_any()
}
