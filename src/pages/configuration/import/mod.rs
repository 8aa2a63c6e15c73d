//! Importing a file: choosing it, seeing what it would do, fixing its invalid rows, applying that.

mod state;

use std::collections::HashSet;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use self::state::ImportState;
use crate::import::SourceFields;
use crate::layouts::focus_when_drawn;
use crate::pages::configuration::change_set::summarize;
use crate::pages::configuration::formats::{FileRow, Format};
use crate::pages::configuration::key_list::KeyList;
use crate::pages::configuration::review::{BatchDrawer, ChangeList};
use crate::pages::configuration::secrets::is_secret;
use crate::pages::configuration::store::Store;
use crate::unsaved::{LEAVE_IMPORT, use_question, use_unsaved};
use ui::forms::{Choice, RadioField, SelectField, masked};
use ui::table::group_digits;
use ui::{Icon, IconName, Notice, SubmitButton, Tone};

/// So many invalid rows are shown; the others come when these are fixed.
const SHOWN: usize = 25;

/// The drawer that imports.
#[component]
pub fn ImportDrawer() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let import = ImportState::default();
    Effect::new(move |before| import.read(before, &store.records.get_untracked()));
    let batch = import.batch;
    let has_invalid = move || import.plan.with(|(_, plan)| !plan.invalid.is_empty());
    let dirty = Signal::derive(move || !batch.is_started() && (batch.open_count() > 0 || has_invalid()));
    let unsaved = use_unsaved(dirty, batch.running);
    let close = Callback::new(move |()| list.open_dialog(None, None));
    // Of what was applied nothing is lost, and rows that were left out were left out on purpose.
    let unapplied = Signal::derive(move || batch.is_started() && batch.open_count() > 0);
    use_question(unapplied, close, &LEAVE_IMPORT);
    let close = unsaved.guard(close);
    let nothing_reason = Signal::derive(move || {
        if batch.is_started() {
            "Everything is applied."
        } else if import.source.is_empty() {
            "Choose a file or paste a text first."
        } else {
            "There is nothing to change."
        }
    });
    let is_waiting = Memo::new(move |_| !batch.is_started());
    let promise = || "Nothing is changed until you apply it.".to_owned();
    let subtitle = Signal::derive(move || is_waiting.get().then(promise));
    let has_changes = Memo::new(move |_| batch.count(|_| true) > 0);
    view! {
        <BatchDrawer title="Import" subtitle batch nothing_reason on_close=close>
            <div class="form config-wide">
                <Show when=move || is_waiting.get()>
                    <SourceOptions import/>
                </Show>
                <Summary import/>
                <InvalidRows import/>
                <Show when=move || has_changes.get()>
                    <ChangeList batch on_leave_out=move |id| import.leave_out(id)/>
                </Show>
            </div>
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
        {move || import.error.get().map(|error| view! {
            <p class="field-error" role="alert"><Icon name=IconName::Warning/><span>{error}</span></p>
        })}
        <SelectField name="format" label="Format" value=import.format options=formats/>
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
        let (format, plan) = &*import.plan.read();
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
        Some((tone, format!("{}: {}.", format.label(), parts.join(", "))))
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
    let count = move || import.plan.with(|(_, plan)| plan.invalid.len());
    let rows = move || {
        let (_, plan) = &*import.plan.read();
        let shown = plan.invalid.iter().take(SHOWN).cloned();
        shown.map(|row| view! { <InvalidRow import row/> }).collect_view()
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

#[component]
fn InvalidRow(import: ImportState, row: FileRow) -> impl IntoView {
    let store: Store = expect_context();
    let FileRow { line, entry, problem } = row;
    let reason_id = format!("invalid-{line}");
    let (key_id, value_id) = (format!("{reason_id}-key"), format!("{reason_id}-value"));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        import.import_row(line, &store.records.get_untracked());
        // The next row takes the place of one that goes, and the focus with it; after the last the title has it.
        focus_when_drawn("dialog[open]:not(:has(.config-invalid)) .modal-title".to_owned());
    };
    let shown = !is_secret(&entry.key);
    view! {
        <li>
            <form class="config-invalid" aria-label=format!("Line {line}") novalidate on:submit=submit>
                <p class="field-error" id=reason_id.clone()><Icon name=IconName::Warning/><span>"Line "{group_digits(line as u64)}": "{problem}</span></p>
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
                        prop:value=entry.key
                        on:input=move |event| import.edit_row(line, |entry| entry.key = event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label class="field-label small" for=value_id.clone()>"Value"</label>
                    <textarea
                        id=value_id
                        class="input mono area config-short"
                        rows="1"
                        spellcheck="false"
                        prop:value=entry.value
                        on:input=move |event| import.edit_row(line, |entry| entry.value = event_target_value(&event))
                        {..masked(shown)}
                    ></textarea>
                </div>
                <div><SubmitButton>"Import row"</SubmitButton></div>
            </form>
        </li>
    }
}
