//! Fields that aren't the sign-in of this site, as password managers are told.

use leptos::attr::Attribute;
use leptos::prelude::*;

/// Masks a field of text as long as it isn't shown, in place of `type="password"`: there, password managers would fill in the
/// password of this console, offer to store the secret as one, and take the field before it for a username. The style sheet has `.masked`.
pub fn masked(shown: impl Into<Signal<bool>>) -> impl Attribute + Clone {
    let shown = shown.into();
    let class = view! { <{..} class:masked=move || !shown.get()/> };
    (class, not_for_managers())
}

/// Keeps password managers off a field. `autocomplete` alone isn't obeyed by all; the others are 1Password's, Bitwarden's, LastPass's and
/// Dashlane's own.
pub fn not_for_managers() -> impl Attribute + Clone {
    view! {
        <{..}
            autocomplete="off"
            data-1p-ignore=""
            data-bwignore=""
            data-lpignore="true"
            data-form-type="other"
        />
    }
}
