//! Adding a key, empty or as a copy of another.

use leptos::prelude::*;

use super::change::Change;
use super::draft::Draft;
use super::editor::{Field, Ids, language, problem, raw_switch, reveal};
use super::kind::Kind;
use super::save::Refusal;
use super::screen::Screen;
use super::secrets::is_secret;
use crate::layouts::focus_when_drawn;
use crate::unsaved::use_unsaved;
use ui::forms::{Form, FormErrors, TextField};
use ui::{Button, Dialog, SubmitButton};

const FORM: &str = "add-key";

/// The dialog that adds a key. What the address names is the key to add, or one that there is, to copy.
pub fn add_dialog(screen: Screen) -> AnyView {
    let store = screen.store;
    let name = screen
        .state
        .with_untracked(|state| state.more("name").map(ToOwned::to_owned))
        .unwrap_or_default();
    let copied = store
        .rows
        .with_untracked(|rows| rows.iter().find(|row| row.key == name).cloned());
    let (first_key, first_value) = match &copied {
        Some(row) => (free_name(screen, &row.key), row.value.clone()),
        None => (name, String::new()),
    };
    let key = RwSignal::new(first_key.clone());
    let draft = Draft::new();
    draft.text.set(first_value.clone());
    draft.kind.set(Kind::of(&first_key, &first_value));
    // A key that is typed may ask for an editor of its own, as long as there is no value.
    Effect::new(move |_| {
        let kind = key.with(|key| Kind::of(key.trim(), &draft.text.get_untracked()));
        if draft.kind.get_untracked() != kind
            && (kind == Kind::Locale || draft.kind.get_untracked() == Kind::Locale)
        {
            draft.kind.set(kind);
        }
    });
    let errors = FormErrors::new();
    let close = Callback::new(move |()| screen.show(None, None));
    let dirty =
        Signal::derive(move || key.get() != first_key || draft.text.with(|text| *text != first_value));
    let close = use_unsaved(dirty, close);
    let shown = RwSignal::new(copied.is_none());
    let submit = Callback::new(move |()| {
        errors.clear();
        let new = Change::add(key.get_untracked().trim().to_owned(), draft.text.get_untracked());
        let name = new.key().to_owned();
        if !draft.raw.get_untracked()
            && let Some(problem) = draft.kind.get_untracked().refuses(&draft.text.get_untracked())
        {
            return draft.problem.set(Some(problem));
        }
        let then = Box::new(move |refusal: Option<Refusal>| match refusal {
            None => screen.open(Some(&name)),
            Some(refusal) if refusal.of_key => errors.set_field("key", refusal.text),
            Some(refusal) => draft.problem.set(Some(refusal.text)),
        });
        // Of the page, which is told of what was added even if the dialog is closed meanwhile.
        store.submit(new, store.busy, then);
    });
    let ids = Ids::new();
    // With a name that was asked for, the value is what is left to say.
    let is_named = copied.is_none() && key.with_untracked(|key| !key.is_empty());
    if is_named {
        focus_when_drawn(format!("#{}", ids.control));
    }
    let (for_label, help_id, error_id) = (ids.control.clone(), ids.help.clone(), ids.error.clone());
    let field = Field {
        draft,
        name: "Value".to_owned(),
        keys: Callback::new(|_| ()),
        ids,
        focuses: false,
    };
    let is_shown = Memo::new(move |_| shown.get() || key.with(|key| !is_secret(key)));
    let toggle = Callback::new(move |()| shown.update(|shown| *shown = !*shown));
    let control = move || field.control(is_shown.get());
    let title = match &copied {
        Some(row) => format!("Duplicate {}", row.key),
        None => "Add key".to_owned(),
    };
    let collects = store.collects.get_untracked();
    view! {
        <Dialog
            title=title
            on_close=close
            footer=move || view! {
                <Button on_press=close>"Cancel"</Button>
                <SubmitButton pending=store.busy form=FORM>
                    {if collects { "Collect" } else { "Add key" }}
                </SubmitButton>
            }
        >
            <Form id=FORM pending=store.busy errors on_submit=submit>
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
                <div class="field">
                    <div class="cluster config-options">
                        <label class="field-label" for=for_label>"Value"</label>
                        <div class="spacer"></div>
                        {raw_switch(draft, "Several lines", None)}
                        <Show when=move || key.with(|key| is_secret(key))>{reveal(is_shown, toggle)}</Show>
                    </div>
                    {control}
                    {problem(draft, false, error_id)}
                    <Show when=move || draft.kind.get() == Kind::Locale>{language(draft)}</Show>
                    <p class="field-help" id=help_id>"A text of at most 65,535 characters. It may be empty."</p>
                </div>
            </Form>
        </Dialog>
    }.into_any()
}

/// A name for a copy that no key has.
fn free_name(screen: Screen, key: &str) -> String {
    screen.store.rows.with_untracked(|rows| {
        let is_taken = |name: &str| rows.iter().any(|row| row.key == name);
        let mut name = format!("{key}.copy");
        let mut number = 2;
        while is_taken(&name) {
            name = format!("{key}.copy{number}");
            number += 1;
        }
        name
    })
}
