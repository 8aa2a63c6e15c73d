//! Taking a file in: choosing it, seeing what it would do, applying that.

use leptos::prelude::*;

use super::broken::broken_rows;
use super::change::summary;
use super::difference::{buttons, difference};
use super::file::choose_file;
use super::formats::Format;
use super::intake::Intake;
use super::screen::Screen;
use crate::unsaved::use_unsaved;
use ui::forms::{Choice, RadioField, SelectField};
use ui::table::{counted, group_digits};
use ui::{Drawer, Icon, IconName, Notice, Tone};

/// The drawer that imports.
pub fn import_drawer(screen: Screen) -> AnyView {
    let store = screen.store;
    let intake = Intake::new(store);
    let batch = intake.batch;
    let dirty = Signal::derive(move || batch.open() > 0 || intake.broken.with(|broken| !broken.is_empty()));
    let leave = use_unsaved(dirty, Callback::new(move |()| screen.show(None, None)));
    let close = Callback::new(move |()| {
        if !batch.running.get_untracked() {
            leave.run(());
        }
    });
    let apply = Callback::new(move |()| {
        intake.started.set(true);
        batch.run(store, Box::new(|| ()));
    });
    let nothing = Signal::derive(move || {
        let reason = if batch.open() > 0 {
            None
        } else if intake.started.get() {
            Some("Everything is applied.")
        } else if intake.text.with(String::is_empty) {
            Some("Choose a file or paste a text first.")
        } else {
            Some("There is nothing to change.")
        };
        reason.map(ToOwned::to_owned)
    });
    let on_drop = Callback::new(move |number: u32| intake.leave_out(number));
    // Once applying has begun it would be untrue.
    let promise = Signal::derive(move || {
        (!intake.started.get()).then(|| "Nothing is changed until you apply it.".to_owned())
    });
    let any = Memo::new(move |_| batch.items.with(|items| !items.is_empty()));
    view! {
        <Drawer
            title="Import"
            subtitle=promise
            on_close=close
            footer=move || buttons(batch, nothing, close, apply)
        >
            <div class="form config-wide">
                <Show when=move || !intake.started.get()>{source(intake)}</Show>
                {said(intake)}
                {broken_rows(intake)}
                <Show when=move || any.get()>{difference(store, batch, Some(on_drop))}</Show>
            </div>
        </Drawer>
    }
    .into_any()
}

/// What is imported, and how.
fn source(intake: Intake) -> AnyView {
    let options = {
        let mut options = vec![Choice::new(None, "Recognise it")];
        options.extend(Format::ALL.map(|format| Choice::new(Some(format), format.name())));
        options
    };
    let ways = vec![
        Choice::new(false, "Merge: add and change what the file names, keep the rest"),
        Choice::new(
            true,
            "Replace: also delete what the file doesn't name, except the console's own keys",
        ),
    ];
    let hidden = Memo::new(move |_| intake.file.with(Option::is_some) && !intake.as_text.get());
    view! {
        <div class="field">
            {choose_file(intake)}
        </div>
        {move || if hidden.get() {
            let lines = intake.text.with(|text| text.lines().count());
            let name = intake.file.get().unwrap_or_default();
            view! {
                <p>
                    <span class="mono">{name}</span>
                    {format!(", {}. ", counted(lines, "line"))}
                    <button type="button" class="link" on:click=move |_| intake.as_text.set(true)>"Edit it as text"</button>
                </p>
            }.into_any()
        } else {
            text_area(intake)
        }}
        {move || intake.fault.get().map(|fault| view! {
            <p class="field-error" role="alert"><Icon name=IconName::Warning/><span>{fault}</span></p>
        })}
        <SelectField name="format" label="Format" value=intake.format options=options/>
        <RadioField name="way" label="What becomes of other keys" value=intake.replaces options=ways/>
    }.into_any()
}

fn text_area(intake: Intake) -> AnyView {
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
                    prop:value=intake.text
                    on:input=move |event| intake.take(event_target_value(&event))
                ></textarea>
            </span>
            <p class="field-help">"JSON, CSV with the columns key and value, or lines KEY=value as in a .env file."</p>
        </div>
    }.into_any()
}

/// What the import would do, in a sentence.
fn said(intake: Intake) -> AnyView {
    let words = Memo::new(move |_| {
        if intake.text.with(|text| text.trim().is_empty()) || intake.fault.with(Option::is_some) {
            return None;
        }
        let broken = intake.broken.with(Vec::len);
        let mut parts = Vec::new();
        let mut changes = [0; 3];
        intake.batch.items.with(|items| {
            items
                .iter()
                .for_each(|item| changes[item.change.nature() as usize] += 1);
        });
        let changes = summary(changes);
        parts.push(if changes.is_empty() {
            "Nothing to change".to_owned()
        } else {
            changes
        });
        for (number, words) in [
            (intake.same.get(), "already the same"),
            (intake.spared.get(), "of the console spared"),
            (intake.left_out.with(Vec::len), "left out"),
            (broken, "broken"),
        ] {
            if number > 0 {
                parts.push(format!("{} {words}", group_digits(number as u64)));
            }
        }
        Some((
            broken > 0,
            format!("{}: {}.", intake.recognised.get(), parts.join(", ")),
        ))
    });
    view! {
        <div role="status">
            {move || words.get().map(|(warns, words)| {
                let tone = if warns { Tone::Warning } else { Tone::Info };
                view! { <Notice tone=tone>{words}</Notice> }
            })}
        </div>
    }
    .into_any()
}
