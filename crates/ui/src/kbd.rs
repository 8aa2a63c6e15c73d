//! A key of the keyboard.

use leptos::prelude::*;

/// A key, or keys together, as a hint: "Ctrl K".
#[component]
pub fn Kbd(
    /// The keys, as they are printed on the keyboard.
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    view! { <kbd class="kbd">{keys}</kbd> }
}
