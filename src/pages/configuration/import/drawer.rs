//! The drawer that imports.

use std::collections::HashSet;

use leptos::prelude::*;

use super::file::ChooseFile;
use super::invalid_rows::InvalidRows;
use super::state::ImportState;
use crate::pages::configuration::change_list::{BatchButtons, ChangeList};
use crate::pages::configuration::changes::{ChangeSet, summarize};
use crate::pages::configuration::context::PageContext;
use crate::pages::configuration::formats::Format;
use crate::unsaved::use_unsaved;
use ui::forms::{Choice, RadioField, SelectField};
use ui::table::{counted, group_digits};
use ui::{Drawer, Icon, IconName, Notice, Tone};

/// The drawer that imports.
#[component]
pub fn ImportDrawer() -> impl IntoView {
    let PageContext { store, list, .. } = PageContext::expect();
    let import = ImportState::new(store);
    let batch = import.batch;
    let dirty =
        Signal::derive(move || batch.open_count() > 0 || import.invalid_rows.with(|rows| !rows.is_empty()));
    let leave = use_unsaved(dirty, Callback::new(move |()| list.close_dialog()));
    let close = Callback::new(move |()| {
        if !batch.running.get_untracked() {
            leave.run(());
        }
    });
    let apply = move |()| {
        import.started.set(true);
        store.apply(batch);
    };
    let nothing_reason = Signal::derive(move || {
        let reason = match batch.open_count() {
            1.. => return None,
            _ if import.started.get() => "Everything is applied.",
            _ if import.text.with(String::is_empty) => "Choose a file or paste a text first.",
            _ => "There is nothing to change.",
        };
        Some(reason.to_owned())
    });
    let is_waiting = Memo::new(move |_| !import.started.get());
    let promise = Signal::derive(move || {
        is_waiting
            .get()
            .then(|| "Nothing is changed until you apply it.".to_owned())
    });
    let has_changes = Memo::new(move |_| batch.changes.with(|changes| !changes.is_empty()));
    view! {
        <Drawer
            title="Import"
            subtitle=promise
            on_close=close
            footer=move || view! { <BatchButtons batch nothing_reason on_apply=apply on_close=close/> }
        >
            <div class="form config-wide">
                <Show when=move || is_waiting.get()>
                    <Source import/>
                </Show>
                <Summary import/>
                <InvalidRows import/>
                <Show when=move || has_changes.get()>
                    <ChangeList batch on_leave_out=move |number| import.leave_out(number)/>
                </Show>
            </div>
        </Drawer>
    }
}

/// What is imported, and how.
#[component]
fn Source(import: ImportState) -> impl IntoView {
    let formats = Format::ALL.map(|format| Choice::new(Some(format), format.label()));
    let formats: Vec<_> = [Choice::new(None, "Recognise it")]
        .into_iter()
        .chain(formats)
        .collect();
    let modes = vec![
        Choice::new(false, "Merge: add and change what the file names, keep the rest"),
        Choice::new(
            true,
            "Replace: also delete what the file doesn’t name, except the console’s own keys",
        ),
    ];
    let hidden_file = move || import.file_name.get().filter(|_| !import.shows_text.get());
    let has_hidden_file = Memo::new(move |_| hidden_file().is_some());
    let lines = move || import.text.with(|text| counted(text.lines().count(), "line"));
    view! {
        <div class="field">
            <ChooseFile import/>
        </div>
        <Show when=move || has_hidden_file.get() fallback=move || view! { <TextArea import/> }>
            <p>
                <span class="mono">{hidden_file}</span>
                {move || format!(", {}. ", lines())}
                <button type="button" class="link" on:click=move |_| import.shows_text.set(true)>"Edit it as text"</button>
            </p>
        </Show>
        {move || import.error.get().map(|error| view! {
            <p class="field-error" role="alert"><Icon name=IconName::Warning/><span>{error}</span></p>
        })}
        <SelectField name="format" label="Format" value=import.format options=formats/>
        <RadioField name="mode" label="Keys that the file doesn’t name" value=import.replaces options=modes/>
    }
}

#[component]
fn TextArea(import: ImportState) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field-label" for="import-text">"Or paste the text"</label>
            <span class="control">
                <textarea
                    id="import-text"
                    class="input mono area"
                    rows="6"
                    autocomplete="off"
                    spellcheck="false"
                    autocapitalize="none"
                    prop:value=import.text
                    on:input=move |event| import.set_text(event_target_value(&event))
                ></textarea>
            </span>
            <p class="field-help">"JSON, CSV with the columns key and value, or lines KEY=value as in a .env file."</p>
        </div>
    }
}

/// What the import would do, in a sentence.
#[component]
fn Summary(import: ImportState) -> impl IntoView {
    let summary = Memo::new(move |_| {
        if import.text.with(|text| text.trim().is_empty()) || import.error.with(Option::is_some) {
            return None;
        }
        let changes = import
            .batch
            .changes
            .with(|changes: &ChangeSet| summarize(changes.iter()));
        let mut parts = vec![if changes.is_empty() {
            "Nothing to change".to_owned()
        } else {
            changes
        }];
        let invalid = import.invalid_rows.with(Vec::len);
        for (count, what) in [
            (import.unchanged.get(), "already the same"),
            (import.spared.get(), "of the console spared"),
            (import.left_out.with(HashSet::len), "left out"),
            (invalid, "broken"),
        ] {
            if count > 0 {
                parts.push(format!("{} {what}", group_digits(count as u64)));
            }
        }
        let tone = if invalid > 0 { Tone::Warning } else { Tone::Info };
        Some((
            tone,
            format!("{}: {}.", import.read_as.get().label(), parts.join(", ")),
        ))
    });
    view! {
        <div role="status">
            {move || summary.get().map(|(tone, words)| view! { <Notice tone>{words}</Notice> })}
        </div>
    }
}
