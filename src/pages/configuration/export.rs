//! Exporting the configuration as a file.

use leptos::prelude::*;

use super::change::{Change, Entry};
use super::change_set::ChangeSet;
use super::formats::Format;
use super::key_list::KeyList;
use super::secrets::is_secret;
use super::store::Store;
use super::tree::is_console_key;
use crate::browser::download;
use ui::forms::{CheckboxField, Choice, RadioField};
use ui::table::counted;
use ui::{Button, ButtonKind, CopyButton, Dialog, Notice, Tone};

/// The dialog that exports.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let format = RwSignal::new(Format::Json);
    let without_secrets = RwSignal::new(false);
    // What is only collected is not exported.
    let entries = Memo::new(move |_| {
        let rows = store.records.with(|records| ChangeSet::default().rows(records));
        let is_exported = |row: &Change| !(without_secrets.get() && is_secret(&row.entry().key));
        let rows = rows.into_iter().filter(is_exported);
        rows.map(|row| row.entry().clone()).collect::<Vec<Entry>>()
    });
    let text = Signal::derive(move || entries.with(|entries| format.get().write(entries)));
    let summary = move || {
        entries.with(|entries| {
            let has_own = entries.iter().any(|entry| is_console_key(&entry.key));
            let own = if has_own {
                ", those of the console among them"
            } else {
                ""
            };
            format!("{}{own}.", counted(entries.len(), "key"))
        })
    };
    let warning = move || {
        let count = entries.with(|entries| entries.iter().filter(|entry| is_secret(&entry.key)).count());
        let secrets = match count {
            0 => return None,
            1 => "a secret".to_owned(),
            _ => format!("{count} secrets"),
        };
        Some(format!(
            "The file holds {secrets} in plain text. Keep it where only you can read it."
        ))
    };
    let save = move |()| {
        let (name, media_type) = format.get_untracked().file();
        download(name, media_type, &text.get_untracked());
    };
    view! {
        <Dialog
            title="Export"
            on_close=move |()| list.open_dialog(None, None)
            footer=move || view! {
                <CopyButton label="Copy" text/>
                <Button kind=ButtonKind::Primary on_press=save>"Download"</Button>
            }
        >
            <div class="form">
                <p role="status">{summary}</p>
                <RadioField chips=true
                    name="format"
                    label="Format"
                    value=format
                    options=Format::ALL.map(|format| Choice::new(format, format.label())).to_vec()
                    description=Signal::derive(move || Some(format.get().description().to_owned()))
                />
                <CheckboxField
                    name="without"
                    label="Leave out values that look like secrets"
                    value=without_secrets
                    description="Importing such a file with “Replace” would delete them."
                />
                {move || warning().map(|warning| view! { <Notice tone=Tone::Warning>{warning}</Notice> })}
            </div>
        </Dialog>
    }
}
