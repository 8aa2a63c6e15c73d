//! Handing the configuration out as a file.

use leptos::prelude::*;

use super::change::Entry;
use super::formats::Format;
use super::screen::Screen;
use super::secrets::is_secret;
use super::tree::is_own;
use crate::browser::download;
use ui::forms::{CheckboxField, Choice, SegmentedField};
use ui::table::counted;
use ui::{Button, ButtonKind, CopyButton, Dialog, Notice, Tone};

/// The dialog that exports.
pub fn export_dialog(screen: Screen) -> AnyView {
    let store = screen.store;
    let format = RwSignal::new(Format::Json);
    let without = RwSignal::new(false);
    let entries = Memo::new(move |_| {
        store.records.track();
        let without = without.get();
        let kept = store
            .entries()
            .into_iter()
            .filter(|entry| !(without && is_secret(&entry.key)));
        kept.map(|entry| (entry.key, entry.value)).collect::<Vec<_>>()
    });
    let text = Signal::derive(move || {
        let entries: Vec<Entry> = entries
            .get()
            .into_iter()
            .map(|(key, value)| Entry { key, value })
            .collect();
        format.get().write(&entries)
    });
    let secrets =
        Memo::new(move |_| entries.with(|entries| entries.iter().filter(|(key, _)| is_secret(key)).count()));
    let words = move || {
        entries.with(|entries| {
            let any_own = entries.iter().any(|(key, _)| is_own(key));
            let own = if any_own {
                ", those of the console among them"
            } else {
                ""
            };
            format!("{}{own}.", counted(entries.len(), "key"))
        })
    };
    let close = Callback::new(move |()| screen.show(None, None));
    let save = Callback::new(move |()| {
        let (name, media_type) = format.get_untracked().file();
        download(name, media_type, &text.get_untracked());
    });
    let options = Format::ALL
        .map(|format| Choice::new(format, format.name()))
        .to_vec();
    let about = Signal::derive(move || {
        Some(
            match format.get() {
                Format::Json => "An object with a text for each key.",
                Format::Csv => "Two columns, key and value.",
                Format::Env => {
                    "Names hold letters, digits and underscores alone: global.locale becomes global__locale, and any \
                     other character _X and its number, as in a_X20_b for “a b”. Importing reads that back."
                }
            }
            .to_owned(),
        )
    });
    view! {
        <Dialog
            title="Export"
            on_close=close
            footer=move || view! {
                <CopyButton label="Copy" text=text/>
                <Button kind=ButtonKind::Primary on_press=save>"Download"</Button>
            }
        >
            <div class="form">
                <p role="status">
                    {words}
                </p>
                <SegmentedField name="format" label="Format" value=format options=options description=about/>
                <CheckboxField
                    name="without"
                    label="Leave out values that look like secrets"
                    value=without
                    description="Importing such a file with “Replace” would delete them."
                />
                {move || (secrets.get() > 0).then(|| view! {
                    <Notice tone=Tone::Warning>
                        {format!("The file holds {} in plain text. Keep it where only you can read it.", match secrets.get() {
                            1 => "a secret".to_owned(),
                            count => format!("{count} secrets"),
                        })}
                    </Notice>
                })}
            </div>
        </Dialog>
    }.into_any()
}
