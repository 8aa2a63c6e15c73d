//! Importing a file: choosing it, seeing what it would do, fixing its invalid rows, applying that.

mod state;

use std::collections::HashSet;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use self::state::ImportState;
use crate::import::SourceFields;
use crate::layouts::focus_when_drawn;
use crate::pages::configuration::change_set::summarize;
use crate::pages::configuration::key_list::KeyList;
use crate::pages::configuration::review::BatchDrawer;
use crate::pages::configuration::secrets::is_secret;
use crate::pages::configuration::store::Store;
use crate::unsaved::{LEAVE_IMPORT, use_question, use_unsaved};
use formats::entries::{Format, Row};
use ui::forms::{Choice, FieldError, RadioField, SelectField, masked};
use ui::table::group_digits;
use ui::{Notice, SubmitButton, Tone};

/// So many invalid rows are shown; the others come when these are fixed.
const SHOWN: usize = 25;

/// The drawer that imports.
#[component]
pub fn ImportDrawer() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let import = ImportState::new(store);
    let batch = import.batch;
    let is_waiting = Memo::new(move |_| !batch.is_started());
    let has_invalid = move || !import.plan.read().invalid.is_empty();
    let dirty = Signal::derive(move || is_waiting.get() && (batch.open_count() > 0 || has_invalid()));
    let unsaved = use_unsaved(dirty, batch.queue.running);
    let close = Callback::new(move |()| list.open_dialog(None, None));
    // Of what was applied nothing is lost, and rows that were left out were left out on purpose.
    let unapplied = Signal::derive(move || !is_waiting.get() && batch.open_count() > 0);
    use_question(unapplied, close, &LEAVE_IMPORT);
    let nothing_reason = Signal::derive(move || {
        if import.source.is_empty() {
            "Choose a file or paste a text first."
        } else {
            "There is nothing to change."
        }
    });
    let promise = || "Nothing is changed until you apply it.".to_owned();
    view! {
        <BatchDrawer
            title="Import"
            subtitle=Signal::derive(move || is_waiting.get().then(promise))
            batch
            nothing_reason
            on_leave_out=move |id| import.leave_out(id)
            on_close=unsaved.guard(close)
        >
            <Show when=move || is_waiting.get()>
                <SourceOptions import/>
            </Show>
            <Summary import/>
            <InvalidRows import/>
        </BatchDrawer>
    }
}

/// What is imported, and how.
#[component]
fn SourceOptions(import: ImportState) -> impl IntoView {
    let formats = Format::ALL.map(|format| Choice::new(Some(format), format.label()));
    let recognise = Choice::new(None, "Recognise it");
    let formats: Vec<_> = std::iter::once(recognise).chain(formats).collect();
    let modes = [
        "Merge: add and change what the file names, keep the rest",
        "Replace: also delete what the file doesn’t name, except the console’s own keys",
    ];
    let modes = vec![Choice::new(false, modes[0]), Choice::new(true, modes[1])];
    view! {
        <SourceFields
            source=import.source
            help="JSON, CSV with the columns key and value, or lines KEY=value as in a .env file."
        />
        {move || import.error.get().map(|error| view! { <FieldError attr:role="alert">{error}</FieldError> })}
        <SelectField name="format" label="Format" value=import.chosen options=formats/>
        <RadioField name="mode" label="Keys that the file doesn’t name" value=import.replaces options=modes/>
    }
}

/// What the import would do, in a sentence.
#[component]
fn Summary(import: ImportState) -> impl IntoView {
    let summary = Memo::new(move |_| {
        if import.source.is_empty() || import.error.with(Option::is_some) {
            return None;
        }
        let mut parts = vec![summarize(import.batch.changes.read().list.iter())];
        if parts[0].is_empty() {
            parts = vec!["Nothing to change".to_owned()];
        }
        let plan = import.plan.read();
        for (count, what) in [
            (plan.unchanged, "already the same"),
            (plan.spared, "of the console spared"),
            (import.left_out.with(HashSet::len), "left out"),
            (plan.invalid.len(), "invalid"),
        ] {
            if count > 0 {
                parts.push(format!("{} {what}", group_digits(count as u64)));
            }
        }
        let tone = if plan.invalid.is_empty() {
            Tone::Info
        } else {
            Tone::Warning
        };
        Some((
            tone,
            format!("{}: {}.", import.format.get().label(), parts.join(", ")),
        ))
    });
    view! {
        <div role="status">
            {move || summary.get().map(|(tone, words)| view! { <Notice tone>{words}</Notice> })}
        </div>
    }
}

/// The rows that are invalid, if there are any.
#[component]
fn InvalidRows(import: ImportState) -> impl IntoView {
    let count = move || import.plan.read().invalid.len();
    let rows = move || {
        let invalid = import.plan.with(|plan| plan.invalid.clone());
        let shown = invalid.into_iter().take(SHOWN);
        shown
            .map(|(index, problem)| view! { <InvalidRow import index problem/> })
            .collect_view()
    };
    let more = move || group_digits(count().saturating_sub(SHOWN) as u64);
    view! {
        <Show when={move || count() > 0}>
            <section class="stack" aria-labelledby="invalid-rows">
                <h3 id="invalid-rows">"Invalid rows"</h3>
                <p class="muted">"The others can be applied without them. Fix a row here to import it as well."</p>
                <ul class="config-changes">{rows}</ul>
                <Show when={move || count() > SHOWN}>
                    <p class="muted">{more}" more are invalid; they are shown once these are fixed."</p>
                </Show>
            </section>
        </Show>
    }
}

/// A row that can be fixed.
#[component]
fn InvalidRow(import: ImportState, index: usize, problem: String) -> impl IntoView {
    let Row { line, key, value, .. } = import.row(index)?;
    let [reason_id, key_id, value_id] = ["", "-key", "-value"].map(|part| format!("invalid-{index}{part}"));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        import.import_row(index);
        // The next row takes the place of one that goes, and the focus with it; after the last the title has it.
        focus_when_drawn("dialog[open]:not(:has(.config-invalid)) .modal-title".to_owned());
    };
    let shown = !is_secret(&key);
    Some(view! {
        <li>
            <form class="config-invalid" aria-label=format!("Line {line}") novalidate on:submit=submit>
                <FieldError attr:id=reason_id.clone()>"Line "{group_digits(line as u64)}": "{problem}</FieldError>
                <div class="field">
                    <label class="field-label small" for=key_id.clone()>"Key"</label>
                    <input
                        id=key_id
                        type="text"
                        class="input mono"
                        autocomplete="off"
                        spellcheck="false"
                        autocapitalize="none"
                        aria-describedby=reason_id
                        prop:value=key
                        on:input=move |event| import.edit_row(index, |row| row.key = event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label class="field-label small" for=value_id.clone()>"Value"</label>
                    <textarea
                        id=value_id
                        class="input mono area config-short"
                        rows="1"
                        spellcheck="false"
                        prop:value=value
                        on:input=move |event| import.edit_row(index, |row| row.value = event_target_value(&event))
                        {..masked(shown)}
                    ></textarea>
                </div>
                <div><SubmitButton>"Import row"</SubmitButton></div>
            </form>
        </li>
    })
}
