//! The list of the shortcuts, with the switch for single keys.

use leptos::prelude::*;

use super::{SHORTCUTS, Shortcut, ShortcutGroup, key_names};
use crate::browser;
use crate::layouts::FrameDialogs;
use crate::preferences::{Preference, Preferences, field_options, field_value};
use ui::forms::RadioField;
use ui::{Dialog, unique_id};

/// Lists every shortcut; open while it is mounted.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
    let dialogs = FrameDialogs::expect();
    let preferences = Preferences::expect();
    let value = field_value(preferences, Preference::SingleKeys);
    view! {
        <Dialog title="Keyboard shortcuts" on_close=move |()| dialogs.close()>
            <div class="stack shortcuts">
                <RadioField
                    name="single_keys"
                    label="Single-key shortcuts"
                    chips=true
                    value
                    options=field_options(Preference::SingleKeys)
                    description="? and / act by themselves. Turn them off if you press keys by accident, or speak to your device."
                />
                {SHORTCUTS.iter().map(|group| view! { <Group group/> }).collect_view()}
            </div>
        </Dialog>
    }
}

#[component]
fn Group(group: &'static ShortcutGroup) -> impl IntoView {
    let heading = unique_id("shortcuts");
    let label = heading.clone();
    let shortcuts = group.shortcuts.iter();
    view! {
        <section aria-labelledby=label>
            <h3 id=heading>{group.title}</h3>
            <dl class="shortcut-list">
                {shortcuts.map(|shortcut| view! { <ShortcutLine shortcut/> }).collect_view()}
            </dl>
        </section>
    }
}

#[component]
fn ShortcutLine(shortcut: &'static Shortcut) -> impl IntoView {
    let preferences = Preferences::expect();
    let is_off = move || shortcut.is_single_key() && !preferences.single_keys();
    let has_command_key = browser::has_command_key();
    let chord = |chord: &&'static str| {
        let names = key_names(chord, has_command_key).into_iter();
        view! {
            <span class="chord">{names.map(|name| view! { <kbd>{name}</kbd> }).collect_view()}</span>
            " "
        }
    };
    view! {
        <div class:off=is_off>
            <dt>{shortcut.keys.iter().map(chord).collect_view()}</dt>
            <dd>
                {shortcut.action}
                {move || is_off().then(|| view! { <span class="muted">" (turned off)"</span> })}
            </dd>
        </div>
    }
}
