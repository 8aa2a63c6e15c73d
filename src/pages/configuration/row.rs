//! A key in the list, with its value.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::changes::{ChangeKind, Retry, Row, RowId, excerpt};
use super::context::PageContext;
use super::editor::InlineEditor;
use super::editor_state::EditTarget;
use super::language;
use super::row_actions::{RowMenu, duplicate, remove};
use super::secrets::{MASK, is_secret};
use super::value_kind::{LOCALE_KEY, ValueKind};
use ui::table::counted;
use ui::{Badge, Button, ButtonKind, CopyButton, Icon, IconName, Tone};

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
    let PageContext { store, list, editor } = PageContext::expect();
    let row = Memo::new(move |_| store.row(id));
    let masked = Memo::new(move |_| row.get().is_some_and(|row| store.is_masked(&row.entry.key)));
    let edits = |target| Memo::new(move |_| editor.target.get() == Some(target));
    let (edits_key, edits_value) = (edits(EditTarget::key(id)), edits(EditTarget::value(id)));
    let is_open = Memo::new(move |_| {
        let opened = list.opened.get();
        opened.is_some() && opened == row.get().map(|row| row.entry.key)
    });
    let inline_editor = move |target| {
        let key = row.get_untracked().map(|row| row.entry.key).unwrap_or_default();
        view! { <InlineEditor target key/> }
    };
    view! {
        <li class=format!("config-row depth-{}", depth.min(6)) aria-current=move || is_open.get().then_some("true")>
            {move || if edits_key.get() {
                inline_editor(EditTarget::key(id)).into_any()
            } else {
                row.get().map(|row| view! { <KeyLink row shown/> }).into_any()
            }}
            {move || if edits_value.get() {
                inline_editor(EditTarget::value(id)).into_any()
            } else {
                row.get().map(|row| view! { <ValueCell row masked/> }).into_any()
            }}
            {move || row.get().map(|row| view! { <RowMarks row/> })}
            {move || row.get().filter(|_| is_open.get() && !edits_value.get()).map(|row| view! { <RowDetails row masked/> })}
        </li>
    }
}

/// The key, as a link to its own address.
#[component]
fn KeyLink(row: Row, shown: usize) -> impl IntoView {
    let PageContext { list, .. } = PageContext::expect();
    let is_removed = row.is_removed();
    let key = row.entry.key;
    let label = key.get(shown..).unwrap_or_default().to_owned();
    let full_name = (shown > 0).then(|| key.clone());
    let (href, opened) = (key.clone(), key.clone());
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
            <a
                class=if is_removed { "mono gone" } else { "mono" }
                id=format!("key-{}", row.id)
                href=move || list.address(&href)
                aria-label=full_name
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
fn ValueCell(row: Row, masked: Memo<bool>) -> impl IntoView {
    let PageContext { store, editor, .. } = PageContext::expect();
    let id = row.id;
    let is_removed = row.is_removed();
    let (key, value) = (row.entry.key, row.entry.value);
    if is_removed {
        return view! {
            <div class="config-value">
                <span class="mono gone"><ValueText value masked/></span>
            </div>
        }
        .into_any();
    }
    let language = (key == LOCALE_KEY).then(|| language::name(&value)).flatten();
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
                on:click=move |_| editor.open(EditTarget::value(id))
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
    move || {
        if masked.get() {
            view! { <span class="mono" aria-label="hidden" role="img">{MASK}</span> }.into_any()
        } else if value.is_empty() {
            view! { <span class="muted">"empty"</span> }.into_any()
        } else {
            view! { <span class="mono config-text">{excerpt(&value)}</span> {more()} }.into_any()
        }
    }
}

/// What a pending change does to the row, and the menu.
#[component]
fn RowMarks(row: Row) -> impl IntoView {
    let badge = row.pending.map(|kind| {
        let tone = match kind {
            ChangeKind::Added => Tone::Success,
            ChangeKind::Changed => Tone::Info,
            ChangeKind::Removed => Tone::Danger,
        };
        view! { <Badge tone>{kind.label()}</Badge> }
    });
    let failure = row.failure.as_ref().map(|failure| {
        let reason = failure.sentence(Retry::Apply);
        view! { <p class="field-error config-failure"><Icon name=IconName::Warning/><span>{reason}</span></p> }
    });
    view! {
        <div class="config-marks">
            {badge}
            <RowMenu row/>
        </div>
        {failure}
    }
}

/// The whole value, for reading.
#[component]
fn RowDetails(row: Row, masked: Memo<bool>) -> impl IntoView {
    let context = PageContext::expect();
    let editor = context.editor;
    let id = row.id;
    let (key, value) = (row.entry.key.clone(), row.entry.value.clone());
    let facts = format!(
        "{} · {}",
        ValueKind::of(&key, &value).label(),
        counted(value.chars().count(), "character")
    );
    let shown_value = value.clone();
    let text = move || {
        if masked.get() {
            MASK.to_owned()
        } else {
            shown_value.clone()
        }
    };
    let is_empty = value.is_empty();
    let copied_key = key.clone();
    let actions = (!row.is_removed()).then(|| {
        view! {
            <div class="cluster">
                <Button icon=IconName::Pencil on_press=move |()| editor.open(EditTarget::value(id))>"Edit value"</Button>
                <CopyButton label="Copy value" text=value/>
                <Button on_press=move |()| editor.open(EditTarget::key(id))>"Rename"</Button>
                <Button on_press=move |()| duplicate(context, &copied_key)>"Duplicate"</Button>
                <Button kind=ButtonKind::DangerQuiet on_press=move |()| remove(context, &row)>"Delete"</Button>
            </div>
        }
    });
    view! {
        <div class="config-open">
            <p class="mono config-full-key">{key}</p>
            {(!is_empty).then(|| view! {
                <pre class="config-pre" tabindex="0" role="region" aria-label="The whole value">{text}</pre>
            })}
            <p class="muted small">{facts}</p>
            {actions}
        </div>
    }
}
