//! A key in the list with its value, and what can be done with it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::change::{Change, ChangeKind, RowId};
use super::change_list::failure_text;
use super::editor::{Editor, InlineEditor};
use super::entry::{Entry, Part, excerpt};
use super::key_list::KeyList;
use super::secrets::{MASK, is_secret};
use super::selected::KeySelection;
use super::store::Store;
use super::value_kind::{LOCALE_KEY, ValueKind};
use crate::activity::{Call, use_copy_call};
use crate::api::Method;
use crate::layouts::focus_when_drawn;
use crate::locales::language_name;
use crate::paths;
use ui::table::{SelectBox, counted};
use ui::{Badge, Button, ButtonKind, CopyButton, Icon, IconName, Menu, MenuItem};

/// A row of the list.
#[component]
pub fn KeyRow(
    /// The row.
    id: RowId,
    /// How many groups are around it.
    depth: usize,
    /// How many bytes of the key the groups show already.
    shown: usize,
) -> impl IntoView {
    let (store, list, editor): (Store, KeyList, Editor) =
        (expect_context(), expect_context(), expect_context());
    let row = Memo::new(move |_| store.row(id));
    let masked = Memo::new(move |_| row.get().is_some_and(|row| store.is_masked(&row.entry().key)));
    let edits = |part| Memo::new(move |_| editor.target.get() == Some((id, part)));
    let (edits_key, edits_value) = (edits(Part::Key), edits(Part::Value));
    let is_opened = move |row: &Change| list.opened.read().as_ref() == Some(&row.entry().key);
    let is_open = Memo::new(move |_| row.read().as_ref().is_some_and(is_opened));
    view! {
        <li class=format!("config-row depth-{}", depth.min(6)) aria-current=move || is_open.get().then_some("true")>
            // While it is edited, the editor stays, whatever becomes of the record.
            {move || match edits_key.get() {
                true => view! { <InlineEditor id part=Part::Key/> }.into_any(),
                false => row.get().map(|row| view! { <KeyLink row shown/> }).into_any(),
            }}
            {move || match edits_value.get() {
                true => view! { <InlineEditor id part=Part::Value/> }.into_any(),
                false => row.get().map(|row| view! { <ValueCell row masked/> }).into_any(),
            }}
            {move || row.get().map(|row| view! { <RowMarks row/> })}
            {move || row.get().filter(|_| is_open.get() && !edits_value.get()).map(|row| view! { <RowDetails row masked names_key={shown > 0}/> })}
        </li>
    }
}

/// The key, as a link to its own address.
#[component]
fn KeyLink(row: Change, shown: usize) -> impl IntoView {
    let list: KeyList = expect_context();
    let key = row.entry().key.clone();
    let label = key.get(shown..).unwrap_or_default().to_owned();
    let (opened, href) = (key.clone(), key.clone());
    let boxes = expect_context::<KeySelection>().boxes;
    let is_removed = row.after.is_none();
    let no_choice = is_removed.then(|| "It is going to be deleted.".to_owned());
    // The router would decode the address of a link, so it is followed by hand.
    let follow = move |event: MouseEvent| {
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if event.button() == 0 && is_plain {
            event.prevent_default();
            let is_open = list.opened.get_untracked().as_ref() == Some(&opened);
            list.open((!is_open).then_some(opened.as_str()));
        }
    };
    view! {
        <div class="config-key">
            <SelectBox boxes id=row.id.to_string() name=key.clone() disabled_reason=Signal::stored(no_choice)/>
            <a
                class=if is_removed { "mono gone" } else { "mono" }
                id=format!("key-{}", row.id)
                href=move || list.address(Some(&href))
                aria-label=(shown > 0).then(|| key.clone())
                title=key
                on:click=follow
            >
                {label}
            </a>
        </div>
    }
}

/// The value, as a button that opens its editor.
#[component]
fn ValueCell(row: Change, masked: Memo<bool>) -> impl IntoView {
    let (store, editor): (Store, Editor) = (expect_context(), expect_context());
    let id = row.id;
    let Entry { key, value } = row.entry().clone();
    if row.after.is_none() {
        return view! {
            <div class="config-value">
                <span class="mono gone"><ValueText value masked/></span>
            </div>
        }
        .into_any();
    }
    let language = (key == LOCALE_KEY).then(|| language_name(&value)).flatten();
    let label = format!("Edit the value of {key}: ");
    let reveal = is_secret(&key).then(|| {
        let whose = format!(" the value of {key}");
        view! {
            <button type="button" class="link small" on:click=move |_| store.toggle_secret(&key)>
                {move || if masked.get() { "Show" } else { "Hide" }}
                <span class="visually-hidden">{whose}</span>
            </button>
        }
    });
    view! {
        <div class="config-value">
            <button
                type="button"
                id=format!("value-{id}")
                class="config-edit"
                title="Edit the value"
                on:click=move |_| editor.open(id, Part::Value)
            >
                <span class="visually-hidden">{label}</span>
                <ValueText value masked/>
            </button>
            {language.map(|name| view! { <span class="muted">{name}</span> })}
            {reveal}
        </div>
    }
    .into_any()
}

/// The beginning of a value.
#[component]
fn ValueText(value: String, masked: Memo<bool>) -> impl IntoView {
    let lines = value.split('\n').count();
    let more =
        move || (lines > 1).then(|| view! { <span class="muted small">{counted(lines, "line")}</span> });
    move || match value.as_str() {
        _ if masked.get() => {
            view! { <span class="mono" aria-label="hidden" role="img">{MASK}</span> }.into_any()
        }
        "" => view! { <span class="muted">"empty"</span> }.into_any(),
        value => view! { <span class="mono config-text">{excerpt(value)}</span> {more()} }.into_any(),
    }
}

/// What a collected change does to the row, and the menu.
#[component]
fn RowMarks(row: Change) -> impl IntoView {
    let badge = row.kind().map(|kind| {
        let (word, tone, _) = kind.badge(!row.is_open());
        view! { <Badge tone>{word}</Badge> }
    });
    let failure = failure_text(&row);
    let label = format!("Actions for {}", row.entry().key);
    let (store, list, editor): (Store, KeyList, Editor) =
        (expect_context(), expect_context(), expect_context());
    let copy_call = use_copy_call();
    let items = Signal::derive(move || {
        let (id, key, removed) = (row.id, row.entry().key.clone(), row.clone());
        let discard = move || drop(store.collected.remove(id));
        if row.after.is_none() {
            return vec![MenuItem::press("Keep it", discard)];
        }
        let mut items = vec![
            MenuItem::press("Edit value", move || editor.open(id, Part::Value)).icon(IconName::Pencil),
            MenuItem::press("Rename", move || editor.open(id, Part::Key)),
            MenuItem::press("Duplicate", move || list.duplicate(&key)).icon(IconName::Copy),
        ];
        if let RowId::Stored(id) = id {
            let call = move || Call::new(Method::GET, paths::api::configuration(id), None);
            let copy = move || copy_call.run(call());
            items.push(MenuItem::press("Copy as curl", copy).icon(IconName::Copy));
        }
        if row.kind().is_some() {
            items.push(MenuItem::press("Drop this change", discard));
        }
        if row.kind() != Some(ChangeKind::Added) {
            let remove = move || remove(store, list, &removed);
            let busy = store
                .busy
                .get()
                .then(|| "Another change is being saved.".to_owned());
            items.push(
                MenuItem::press("Delete", remove)
                    .icon(IconName::Trash)
                    .danger()
                    .disabled(busy),
            );
        }
        items
    });
    view! {
        <div class="config-marks">
            {badge}
            <Menu label items trigger=|| view! { <Icon name=IconName::More/> }/>
        </div>
        {failure}
    }
}

/// Removes a row; it can be undone or dropped afterwards, so nothing is asked.
fn remove(store: Store, list: KeyList, row: &Change) {
    let (id, key) = (row.id, row.entry().key.clone());
    store.submit(row.to(None), store.busy, move |result| {
        if let Err((_, problem)) = result {
            return store
                .toasts
                .error(format!("{key} couldn’t be deleted. {problem}"));
        }
        if list.opened.get_untracked() == Some(key) {
            list.open(None);
        }
        // What had the focus is gone; what takes the deletion back is next.
        focus_when_drawn(match store.collects.get_untracked() {
            true => format!("#key-{id}"),
            false => "#config-last button".to_owned(),
        });
    });
}

/// The whole value, for reading.
#[component]
fn RowDetails(
    row: Change,
    masked: Memo<bool>,
    /// Whether it says the whole key, because the line above has only its end.
    names_key: bool,
) -> impl IntoView {
    let (store, list, editor): (Store, KeyList, Editor) =
        (expect_context(), expect_context(), expect_context());
    let id = row.id;
    let Entry { key, value } = row.entry().clone();
    let kind = ValueKind::of(&key, &value).label();
    let length = counted(value.chars().count(), "character");
    let shown = StoredValue::new(value.clone());
    let text = (!value.is_empty()).then(|| {
        let text = move || {
            if masked.get() {
                MASK.to_owned()
            } else {
                shown.get_value()
            }
        };
        view! { <pre class="config-pre" tabindex="0" role="region" aria-label="The whole value">{text}</pre> }
    });
    let full_key = names_key.then(|| view! { <p class="mono config-full-key">{key.clone()}</p> });
    let actions = row.after.is_some().then(|| {
        view! {
            <div class="cluster">
                <Button icon=IconName::Pencil on_press=move |()| editor.open(id, Part::Value)>"Edit value"</Button>
                <CopyButton label="Copy value" text=value/>
                <Button on_press=move |()| editor.open(id, Part::Key)>"Rename"</Button>
                <Button on_press=move |()| list.duplicate(&key)>"Duplicate"</Button>
                <Button kind=ButtonKind::DangerQuiet pending=store.busy on_press=move |()| remove(store, list, &row)>"Delete"</Button>
            </div>
        }
    });
    view! {
        <div class="config-open">
            {full_key}
            {text}
            <p class="muted small">{format!("{kind} · {length}")}</p>
            {actions}
        </div>
    }
}
