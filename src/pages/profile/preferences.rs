//! Choosing theme, language of dates, page size and density.

use leptos::prelude::*;

use crate::preferences::{Preference, Preferences, SyncStatus};
use crate::time;
use ui::forms::{Choice, SegmentedField, SelectField};

/// The preferences: each holds as soon as it is chosen.
#[component]
pub fn PreferencesSection() -> impl IntoView {
    let preferences = Preferences::expect();
    let now = time::use_now();
    let example = Signal::derive(move || {
        let example = time::exact(now.get());
        Some(format!(
            "For example: {example}. The console's own words stay English."
        ))
    });
    view! {
        <section aria-labelledby="preferences-heading">
            <h2 id="preferences-heading">"Preferences"</h2>
            <p class="muted">
                "How the console looks for you. A choice holds at once. "
                <span role="status">{move || sync_status(preferences)}</span>
            </p>
            <div class="form">
                <SegmentedField
                    name="theme"
                    label="Theme"
                    value=value(preferences, Preference::Theme)
                    options=options(Preference::Theme)
                />
                <SegmentedField
                    name="density"
                    label="Rows"
                    value=value(preferences, Preference::Density)
                    options=options(Preference::Density)
                    description="Compact rows show more of a list at once."
                />
                <SelectField
                    name="page_size"
                    label="Rows on a page"
                    value=value(preferences, Preference::PageSize)
                    options=options(Preference::PageSize)
                    description="For every list, unless its address names another number."
                />
                <SelectField
                    name="date_locale"
                    label="Language of dates"
                    value=value(preferences, Preference::DateLocale)
                    options=options(Preference::DateLocale)
                    description=example
                />
            </div>
        </section>
    }
}

/// Whether the server has the choices, in words.
fn sync_status(preferences: Preferences) -> AnyView {
    let words = match preferences.sync_status() {
        SyncStatus::Saving => "Saving…",
        SyncStatus::Synced => "It is kept with your account and follows you to other browsers.",
        SyncStatus::LocalOnly => {
            "This server can't keep preferences for you: yours hold in this browser alone."
        }
        SyncStatus::Failed(_) => {
            let again = move |_| preferences.reload();
            return view! {
                "The server hasn't kept yours yet: they hold in this browser. "
                <button type="button" class="link" on:click=again>"Try again"</button>
            }
            .into_any();
        }
    };
    words.into_any()
}

fn options(preference: Preference) -> Vec<Choice<&'static str>> {
    let options = preference.options().iter();
    options
        .map(|(value, label)| Choice::new(*value, *label))
        .collect()
}

/// What a field shows and changes: the choice that holds.
fn value(preferences: Preferences, preference: Preference) -> RwSignal<&'static str> {
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
