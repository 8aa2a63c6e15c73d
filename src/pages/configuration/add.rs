//! Adding a key, empty or as a copy of another.

use leptos::prelude::*;

use super::change::Change;
use super::entry::{Entry, Part};
use super::key_list::KeyList;
use super::save::call_of;
use super::secrets::is_secret;
use super::store::Store;
use super::value_field::{ValueField, ValueInput};
use super::value_kind::{LOCALE_KEY, ValueKind};
use crate::activity::CopyCall;
use crate::drafts::{DraftOffer, use_draft};
use crate::layouts::focus_when_drawn;
use crate::paths;
use crate::unsaved::use_unsaved;
use ui::forms::{Form, FormErrors, Switch, TextField};
use ui::{Button, Dialog, SubmitButton, unique_id};

const FORM: &str = "add-key";

/// The dialog that adds a key. The address names a key that there is, to copy it, or one that there isn't yet.
#[component]
pub fn AddDialog() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let state = list.navigation.state.get_untracked();
    let name = state.more("name").unwrap_or_default();
    let copied = untrack(|| store.row_of_key(name));
    let (title, first) = match &copied {
        Some(row) => {
            let numbered = (2..).map(|number| format!("{name}.copy{number}"));
            let mut keys = std::iter::once(format!("{name}.copy")).chain(numbered);
            let free_key = keys.find(|key| untrack(|| store.row_of_key(key)).is_none());
            let copy = Entry::new(free_key.unwrap_or_default(), &row.entry().value);
            (format!("Duplicate {name}"), copy)
        }
        None if name == LOCALE_KEY => ("Choose a language".to_owned(), Entry::new(name, "")),
        None => ("Add key".to_owned(), Entry::new(name, "")),
    };
    let key = RwSignal::new(first.key.clone());
    let input = ValueInput::default();
    input.reset(&first, Part::Value);
    // The key of the language asks for an editor of its own, as long as there is no value.
    Effect::new(move |_| {
        let kind = key.with(|key| ValueKind::of(key.trim(), &input.text.get_untracked()));
        let known = input.kind.get_untracked();
        if known != kind && (known == ValueKind::Locale || kind == ValueKind::Locale) {
            input.kind.set(kind);
        }
    });
    // With a key that was asked for, the value is what is left to say.
    let id = unique_id("config");
    let is_named = copied.is_none() && !first.key.is_empty();
    if is_named {
        focus_when_drawn(format!("#{id}"));
    }
    // A value is kept once its key has been typed to the end, and doesn't look secret; nor does the key that it is copied from.
    let may_be_kept = !copied.iter().any(|row| row.keys().any(is_secret));
    let types_key = RwSignal::new(false);
    let opened = Entry::new(&first.key, if may_be_kept { &*first.value } else { "" });
    let kept = {
        let opened = opened.clone();
        move || {
            let key = key.get();
            let is_known = may_be_kept && !types_key.get() && !key.trim().is_empty() && !is_secret(&key);
            let value = if is_known {
                input.text.get()
            } else {
                opened.value.clone()
            };
            Entry { key, value }
        }
    };
    let restore = move |left: Entry| {
        if may_be_kept {
            input.reset(&left, Part::Value);
        }
        key.set(left.key);
    };
    let dirty = Signal::derive(move || *key.read() != first.key || *input.text.read() != first.value);
    let unsaved = use_unsaved(dirty, store.busy);
    let name = format!("{FORM}-{}", paths::encode(name));
    let kept = use_draft(unsaved, &name, move || opened.clone(), kept, restore);
    let close = unsaved.guard(Callback::new(move |()| list.open_dialog(None, None)));
    let errors = FormErrors::new();
    let typed = move || Entry::new(key.read().trim(), input.text.get());
    let submit = move |()| {
        errors.clear();
        if !input.check_kind() {
            return;
        }
        let new = untrack(typed);
        let key = new.key.clone();
        // The page's own `busy`: it is told of what was added even if the dialog is closed meanwhile.
        store.submit(Change::added(new), store.busy, move |result| match result {
            Ok(()) if unsaved.saved(false) => {}
            Ok(()) => list.open(Some(&key)),
            Err((Part::Key, problem)) => errors.set_field("key", problem),
            Err((Part::Value, problem)) => input.error.set(Some(problem)),
        });
    };
    let call = Signal::derive(move || call_of(&Change::added(typed())).filter(|_| dirty.get()));
    let reveals = RwSignal::new(copied.is_none());
    let shown = Memo::new(move |_| reveals.get() || key.with(|key| !is_secret(key)));
    let is_language = move || input.kind.get() == ValueKind::Locale;
    let help = Signal::derive(move || {
        let help = if is_language() {
            "It is stored as a code."
        } else {
            "A text of at most 65,535 characters. It may be empty."
        };
        help.to_owned()
    });
    let value_label = if is_named && input.kind.get_untracked() == ValueKind::Locale {
        "Language"
    } else {
        "Value"
    };
    let is_collected = store.collects.get_untracked();
    view! {
        <Dialog
            title
            on_close=close
            footer=move || view! {
                <Button on_press=close>"Cancel"</Button>
                <SubmitButton pending=store.busy form=FORM>{if is_collected { "Collect" } else { "Add key" }}</SubmitButton>
            }
        >
            <Form id=FORM pending=store.busy errors on_submit=submit>
                <DraftOffer draft=kept focus="[name=key]" note="Values that look secret aren’t kept."/>
                <div on:focusin=move |_| types_key.set(true) on:focusout=move |_| types_key.set(false)>
                    <TextField
                        name="key"
                        label="Key"
                        value=key
                        error=errors.field("key")
                        description="Dots make groups: smtp.host and smtp.port stand together. At most 255 characters."
                        mono=true
                        required=true
                        autofocus=!is_named
                    />
                </div>
                <div class="field">
                    <div class="cluster config-options">
                        <label class="field-label" for=id.clone()>{value_label}</label>
                        <div class="spacer"></div>
                        <Show when=move || !is_language()>
                            <Switch label="Several lines" on=input.raw/>
                        </Show>
                        <Show when=move || key.with(|key| is_secret(key))>
                            <button type="button" class="link" on:click=move |_| reveals.update(|reveals| *reveals = !*reveals)>
                                {move || if shown.get() { "Hide the value" } else { "Show the value" }}
                            </button>
                        </Show>
                    </div>
                    <ValueField input label=value_label id shown help/>
                </div>
                <CopyCall call/>
            </Form>
        </Dialog>
    }
}
