//! Choosing theme, language of dates, page size, density and single keys.

use leptos::prelude::*;

use crate::layouts::{FrameDialog, FrameDialogs};
use crate::preferences::{Preference, Preferences, SyncStatus, field_options, field_value};
use crate::time;
use ui::forms::{RadioField, SelectField};
use ui::{Button, IconName};

/// The preferences: each holds as soon as it is chosen.
#[component]
pub fn PreferencesSection() -> impl IntoView {
    let preferences = Preferences::expect();
    let now = time::use_now();
    let dialogs = FrameDialogs::expect();
    let value = |preference| field_value(preferences, preference);
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
                    options=field_options(Preference::Theme)
                />
                <RadioField
                    name="density"
                    label="Rows"
                    chips=true
                    value=value(Preference::Density)
                    options=field_options(Preference::Density)
                    description="Compact rows show more of a list at once."
                />
                <SelectField
                    name="page_size"
                    label="Rows on a page"
                    value=value(Preference::PageSize)
                    options=field_options(Preference::PageSize)
                    description="For every list, unless its address names another number."
                />
                <SelectField
                    name="date_locale"
                    label="Language of dates"
                    value=value(Preference::DateLocale)
                    options=field_options(Preference::DateLocale)
                    description=Signal::derive(example)
                />
                <RadioField
                    name="single_keys"
                    label="Single-key shortcuts"
                    chips=true
                    value=value(Preference::SingleKeys)
                    options=field_options(Preference::SingleKeys)
                    description="Keys such as / and ? that act by themselves. Shortcuts with Ctrl or ⌘ always work."
                />
                <div class="cluster">
                    <Button icon=IconName::Keyboard on_press=move |()| dialogs.open(FrameDialog::Shortcuts)>
                        "Show all shortcuts"
                    </Button>
                </div>
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
