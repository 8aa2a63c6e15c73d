//! Secrets that aren't the sign-in of this site.

use leptos::attr::Attribute;
use leptos::prelude::*;

/// Masks a field of text as long as it isn't shown, in place of `type="password"`: there, password managers would fill in the
/// password of this console, offer to store the secret as one, and take the field before it for a username. The style sheet has `.masked`.
pub fn masked(shown: impl Into<Signal<bool>>) -> impl Attribute + Clone {
    let shown = shown.into();
    view! {
        <{..}
            class:masked=move || !shown.get()
            autocomplete="off"
            data-1p-ignore=""
            data-bwignore=""
            data-lpignore="true"
            data-form-type="other"
        />
    }
}
