//! Preferences as the fields of forms, which hold as soon as they are chosen.

use leptos::prelude::*;

use super::{Preference, Preferences};
use ui::forms::Choice;

/// What can be chosen.
pub fn field_options(preference: Preference) -> Vec<Choice<&'static str>> {
    let choice = |(value, label): &(&'static str, &str)| Choice::new(*value, *label);
    preference.options().iter().map(choice).collect()
}

/// A signal for a field that follows the preference and sets it.
pub fn field_value(preferences: Preferences, preference: Preference) -> RwSignal<&'static str> {
    let value = RwSignal::new(untrack(|| preferences.get(preference)));
    // Another tab, the top bar or the server may choose, too.
    Effect::new(move |_| {
        let chosen = preferences.get(preference);
        if value.get_untracked() != chosen {
            value.set(chosen);
        }
    });
    Effect::new(move |_| preferences.choose(preference, value.get()));
    value
}
