//! Exporting the configuration as a file.

use leptos::prelude::*;

use super::change_set::ChangeSet;
use super::entry::Entry;
use super::key_list::KeyList;
use super::secrets::is_secret;
use super::selected::KeySelection;
use super::store::Store;
use super::tree::is_console_key;
use crate::browser::download;
use formats::entries::Format;
use ui::forms::{CheckboxField, Choice, RadioField};
use ui::table::{counted, group_digits};
use ui::{Button, ButtonKind, CopyButton, Dialog, Notice, Tone};

/// How many keys are named that other programs may read differently.
const NAMED: usize = 5;

/// The dialog that exports.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let selection: KeySelection = expect_context();
    let format = RwSignal::new(Format::Json);
    let without_secrets = RwSignal::new(false);
    let selected = untrack(|| selection.count());
    let only_selected = RwSignal::new(selected > 0);
    // What is only collected is not exported.
    let entries = Memo::new(move |_| {
        let rows = ChangeSet::default().rows(&store.records.read()).into_iter();
        let rows = rows.filter(|row| !only_selected.get() || selection.contains(row.id));
        let entries = rows.filter_map(|row| row.after);
        entries
            .filter(|entry| !without_secrets.get() || !is_secret(&entry.key))
            .collect::<Vec<_>>()
    });
    let text = Signal::derive(move || {
        let entries = entries.read();
        let pairs = entries.iter().map(|entry| (&*entry.key, &*entry.value));
        format.get().write(&pairs.collect::<Vec<_>>())
    });
    let count = move |is_such: fn(&str) -> bool| {
        let entries = entries.read();
        entries.iter().filter(|entry| is_such(&entry.key)).count()
    };
    let summary = move || match (counted(count(|_| true), "key"), count(is_console_key)) {
        (keys, 0) => format!("{keys}."),
        (keys, _) => format!("{keys}, those of the console among them."),
    };
    let warning = move || {
        let secrets = match count(is_secret) {
            0 => return None,
            1 => "a secret".to_owned(),
            count => format!("{count} secrets"),
        };
        let text = format!("The file holds {secrets} in plain text. Keep it where only you can read it.");
        Some(view! { <Notice tone=Tone::Warning>{text}</Notice> })
    };
    let differences = move || {
        let entries = entries.read();
        let differs = |entry: &&Entry| format.get().is_read_differently(&entry.value);
        let keys: Vec<&str> = entries.iter().filter(differs).map(|entry| &*entry.key).collect();
        let (named, others) = keys.split_at(keys.len().min(NAMED));
        let more = match others.len() {
            _ if named.is_empty() => return None,
            0 => String::new(),
            count => format!(" and {}", counted(count, "other")),
        };
        let text = format!(
            "Shells, python-dotenv and Node.js read escapes in such a file differently; importing it here is exact. \
             Check {}{more} there.",
            named.join(", ")
        );
        Some(view! { <Notice tone=Tone::Info>{text}</Notice> })
    };
    let save = move |()| {
        let (extension, media_type) = format.get_untracked().file_type();
        let name = format!("configuration.{extension}");
        download(&name, media_type, &text.get_untracked());
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
                {(selected > 0).then(|| view! {
                    <RadioField chips=true
                        name="which"
                        label="Keys"
                        value=only_selected
                        options=vec![
                            Choice::new(true, format!("The {} selected", group_digits(selected as u64))),
                            Choice::new(false, "All"),
                        ]
                    />
                })}
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
                {warning}
                {differences}
            </div>
        </Dialog>
    }
}
