//! Choosing theme, language of dates, page size and density.

use leptos::prelude::*;

use crate::preferences::{Preference, Preferences, SyncStatus};
use crate::time;
use ui::forms::{Choice, RadioField, SelectField};

/// The preferences: each holds as soon as it is chosen.
#[component]
pub fn PreferencesSection() -> impl IntoView {
    let preferences = Preferences::expect();
    let now = time::use_now();
    let value = |preference| bound(preferences, preference);
    let example = move || {
        let example = time::exact(now.get());
        Some(format!(
            "For example: {example}. The console’s own words stay English."
        ))
    };
    view! {
        <section aria-labelledby="preferences-heading">
            <h2 id="preferences-heading">"Preferences"</h2>
            <p class="muted">
                "How the console looks for you. A choice holds at once. "
                <span role="status">{move || sync_note(preferences)}</span>
            </p>
            <div class="form">
                <RadioField
                    name="theme"
                    label="Theme"
                    chips=true
                    value=value(Preference::Theme)
                    options=options(Preference::Theme)
                />
                <RadioField
                    name="density"
                    label="Rows"
                    chips=true
                    value=value(Preference::Density)
                    options=options(Preference::Density)
                    description="Compact rows show more of a list at once."
                />
                <SelectField
                    name="page_size"
                    label="Rows on a page"
                    value=value(Preference::PageSize)
                    options=options(Preference::PageSize)
                    description="For every list, unless its address names another number."
                />
                <SelectField
                    name="date_locale"
                    label="Language of dates"
                    value=value(Preference::DateLocale)
                    options=options(Preference::DateLocale)
                    description=Signal::derive(example)
                />
            </div>
        </section>
    }
}

/// Whether the server has the choices, in words.
fn sync_note(preferences: Preferences) -> AnyView {
    match preferences.sync_status() {
        SyncStatus::Saving => "Saving…".into_any(),
        SyncStatus::Synced => "It is kept with your account and follows you to other browsers.".into_any(),
        SyncStatus::LocalOnly => {
            "This server can’t keep preferences for you: yours hold in this browser alone.".into_any()
        }
        SyncStatus::Failed => view! {
            "The server hasn’t kept yours yet: they hold in this browser. "
            <button type="button" class="link" on:click=move |_| preferences.reload()>"Try again"</button>
        }
        .into_any(),
    }
}

fn options(preference: Preference) -> Vec<Choice<&'static str>> {
    let choice = |(value, label): &(&'static str, &str)| Choice::new(*value, *label);
    preference.options().iter().map(choice).collect()
}

/// A signal for a field that follows the preference and sets it.
fn bound(preferences: Preferences, preference: Preference) -> RwSignal<&'static str> {
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
