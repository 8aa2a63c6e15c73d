//! The editor in the list, in the place of what it edits: one key or one value at a time.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::change::{Edit, RowId};
use super::entry::Part;
use super::key_list::KeyList;
use super::save::call_of;
use super::secrets::is_secret;
use super::store::Store;
use super::value_field::{ValueField, ValueInput};
use super::value_kind::ValueKind;
use crate::activity::CopyCall;
use crate::layouts::focus_when_drawn;
use formats::json::{error_in, lay_out};
use ui::forms::Switch;
use ui::{Button, ButtonKind, unique_id};

/// What is edited: one half of a row.
pub type EditTarget = (RowId, Part);

/// The state of the editor.
#[derive(Clone, Copy)]
pub struct Editor {
    store: Store,
    /// What is edited, if anything is.
    pub target: RwSignal<Option<EditTarget>>,
    input: ValueInput,
    /// Whether what was typed is being saved.
    pub busy: RwSignal<bool>,
}

impl Editor {
    /// A closed editor.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            target: RwSignal::new(None),
            input: ValueInput::default(),
            busy: RwSignal::new(false),
        }
    }

    /// What was typed that isn't stored; tracked.
    pub fn unsaved_edit(self) -> Option<Edit> {
        let (id, part) = self.target.get()?;
        let row = self.store.row(id)?;
        let text = self.input.text.get();
        (row.entry().part(part) != text).then_some(Edit { row, part, text })
    }

    /// Goes on with a text that was typed earlier, in the place of that half of a row.
    pub fn resume(self, target: EditTarget, text: String) {
        self.start(target);
        self.input.text.set(text);
    }

    /// Edits something; what is typed elsewhere is saved first.
    pub fn open(self, id: RowId, part: Part) {
        self.save(Some((id, part)));
    }

    fn start(self, target: EditTarget) {
        let (id, part) = target;
        let Some(row) = untrack(|| self.store.row(id)) else {
            return self.close();
        };
        self.input.reset(row.entry(), part);
        self.target.set(Some(target));
    }

    /// Closes the editor without saving, unless that is under way: then it closes once it is done.
    fn give_up(self) {
        if !self.busy.get_untracked() {
            self.close();
        }
    }

    /// Closes the editor; the focus goes back to what was edited.
    fn close(self) {
        if let Some((id, part)) = self.target.get_untracked() {
            let part = if part == Part::Key { "key" } else { "value" };
            focus_when_drawn(format!("#{part}-{id}"));
        }
        self.target.set(None);
        self.input.error.set(None);
    }

    /// Saves what was typed, then edits what comes next, or closes.
    fn save(self, next: Option<EditTarget>) {
        if self.busy.get_untracked() {
            return;
        }
        let go_on = move || match next {
            Some(next) => self.start(next),
            None => self.close(),
        };
        let Some(edit) = untrack(|| self.unsaved_edit()) else {
            return go_on();
        };
        if !self.input.check_kind() {
            return;
        }
        self.input.error.set(None);
        self.store
            .submit(edit.change(), self.busy, move |result| match result {
                Ok(()) => go_on(),
                Err((_, problem)) => self.input.error.set(Some(problem)),
            });
    }
}

/// The editor in the list.
#[component]
pub fn InlineEditor(
    /// The row.
    id: RowId,
    /// Which half of it is edited.
    part: Part,
) -> impl IntoView {
    let (store, list, editor): (Store, KeyList, Editor) =
        (expect_context(), expect_context(), expect_context());
    let input = editor.input;
    let row = untrack(|| store.row(id));
    let key = row.map(|row| row.entry().key.clone()).unwrap_or_default();
    let is_key = part == Part::Key;
    let (group, label) = match part {
        Part::Key => ("Rename", format!("New name of {key}")),
        Part::Value => ("Edit the value", format!("Value of {key}")),
    };
    let masked_key = key.clone();
    let shown = Memo::new(move |_| is_key || !store.is_masked(&masked_key));
    let on_keydown = Callback::new(move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let is_chord = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Enter" if is_chord || !untrack(|| input.is_multiline()) => editor.save(None),
            "Escape" => editor.give_up(),
            "Tab" if !event.shift_key() && !is_chord && !event.alt_key() => {
                let next = if is_key { Some(id) } else { list.row_after(id) };
                editor.save(next.map(|next| (next, Part::Value)));
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    });
    let call = Signal::derive(move || call_of(&editor.unsaved_edit()?.change()));
    let help = Signal::derive(move || {
        let verb = if store.collects.get() { "collects" } else { "saves" };
        let enter = if input.is_multiline() {
            format!("Ctrl+Enter (or ⌘+Enter) {verb}, Enter makes a line")
        } else {
            format!("Enter {verb}")
        };
        let next = if is_key { "value" } else { "next value" };
        format!("{enter}, Escape gives up, Tab goes on to the {next}.")
    });
    let options = (!is_key).then(|| {
        let kind = input.kind.get_untracked();
        let has_format = move || kind == ValueKind::Json && error_in(&input.text.read()).is_none();
        let format = move |_| input.text.update(|text| *text = lay_out(text));
        view! {
            <div class="cluster config-options">
                <span class="muted">{kind.label()}</span>
                {(kind != ValueKind::Lines).then(|| view! {
                    <Switch label="Raw" on=input.raw title="The text as it is stored, whatever it looks like"/>
                })}
                <Show when=has_format>
                    <button type="button" class="link" on:click=format>"Format"</button>
                </Show>
                {is_secret(&key).then(|| view! {
                    <button type="button" class="link" on:click=move |_| store.toggle_secret(&key)>
                        {move || if shown.get() { "Hide the value" } else { "Show the value" }}
                    </button>
                })}
            </div>
        }
    });
    view! {
        <div class="config-editor" role="group" aria-label=group>
            {options}
            <ValueField input label id=unique_id("config") shown readonly=editor.busy autofocus=true on_keydown help>
                <Button kind=ButtonKind::Primary pending=editor.busy on_press=move |()| editor.save(None)>
                    {move || if store.collects.get() { "Collect" } else { "Save" }}
                </Button>
                <Button on_press=move |()| editor.give_up()>"Cancel"</Button>
            </ValueField>
            <CopyCall call/>
        </div>
    }
}
