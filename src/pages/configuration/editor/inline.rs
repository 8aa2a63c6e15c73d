//! The editor in the list, in the place of what it edits.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::value_input::{DraftProblem, LanguageName, RawSwitch, RevealButton, ValueInput};
use crate::pages::configuration::changes::Part;
use crate::pages::configuration::context::PageContext;
use crate::pages::configuration::editor_state::{Draft, EditTarget};
use crate::pages::configuration::json;
use crate::pages::configuration::secrets::is_secret;
use crate::pages::configuration::value_kind::ValueKind;
use ui::{Button, ButtonKind, unique_id};

/// The editor in the list.
#[component]
pub fn InlineEditor(
    /// What it edits.
    target: EditTarget,
    /// The key of the row.
    key: String,
) -> impl IntoView {
    let PageContext { store, list, editor } = PageContext::expect();
    let draft = editor.draft;
    let id = unique_id("config");
    let is_key = target.part == Part::Key;
    let kind = draft.kind.get_untracked();
    let (group, label) = if is_key {
        ("Rename", format!("New name of {key}"))
    } else {
        ("Edit the value", format!("Value of {key}"))
    };
    let masked_key = key.clone();
    let shown = Memo::new(move |_| is_key || !store.is_masked(&masked_key));
    // Enter saves, Escape gives up, Tab goes on.
    let on_keydown = Callback::new(move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let is_chord = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Enter" if is_chord || !untrack(|| draft.is_multiline()) => editor.save(None),
            "Escape" => editor.close(),
            "Tab" if !event.shift_key() && !is_chord && !event.alt_key() => editor.save(if is_key {
                Some(EditTarget::value(target.id))
            } else {
                list.row_after(target.id).map(EditTarget::value)
            }),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    });
    let help = move || {
        if is_key {
            "Enter saves, Escape gives up, Tab goes on to the value."
        } else if draft.is_multiline() {
            "Ctrl+Enter (or ⌘+Enter) saves, Enter makes a line, Escape gives up, Tab goes on to the next value."
        } else {
            "Enter saves, Escape gives up, Tab goes on to the next value."
        }
    };
    let options = (!is_key).then(|| {
        let reveal = is_secret(&key)
            .then(|| view! { <RevealButton shown on_press=move |()| store.toggle_secret(&key)/> });
        let raw = (kind != ValueKind::Lines).then(
            || view! { <RawSwitch draft label="Raw" title="The text as it is stored, whatever it looks like"/> },
        );
        view! {
            <div class="cluster config-options">
                <span class="muted">{kind.label()}</span>
                {raw}
                {(kind == ValueKind::Json).then(|| view! { <FormatButton draft/> })}
                {reveal}
            </div>
        }
    });
    view! {
        <div class="config-editor" role="group" aria-label=group>
            {options}
            <div class="config-field">
                <ValueInput draft label id=id.clone() shown readonly=editor.busy autofocus=true on_keydown/>
                <Button kind=ButtonKind::Primary pending=editor.busy on_press=move |()| editor.save(None)>
                    "Save"
                </Button>
                <Button on_press=move |()| editor.close()>"Cancel"</Button>
            </div>
            <DraftProblem draft part=target.part id=format!("{id}-error")/>
            {(kind == ValueKind::Locale).then(|| view! { <LanguageName draft/> })}
            <p class="field-help" id=format!("{id}-help")>{help}</p>
        </div>
    }
}

/// Lays JSON out, one value a line.
#[component]
fn FormatButton(draft: Draft) -> impl IntoView {
    let is_json = move || draft.text.with(|text| json::error_in(text).is_none());
    let format = move |_| draft.text.update(|text| *text = json::format(text));
    view! {
        <Show when=is_json>
            <button type="button" class="link" on:click=format>"Format"</button>
        </Show>
    }
}
