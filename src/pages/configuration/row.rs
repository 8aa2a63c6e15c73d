//! A line of the list: a group, or a key with its value.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::change::{Nature, Row, excerpt};
use super::draft::Target;
use super::editor::editor;
use super::kind::{Kind, LOCALE};
use super::locale;
use super::screen::Screen;
use super::secrets::{MASK, is_secret};
use super::tree::{CONSOLE, Content, Line};
use crate::layouts::focus_when_drawn;
use ui::table::counted;
use ui::{Badge, Button, ButtonKind, CopyButton, Icon, IconName, Menu, MenuItem, Tone};

/// A line.
pub fn line(screen: Screen, line: Line) -> AnyView {
    let depth = format!(" depth-{}", line.depth.min(6));
    match line.content {
        Content::Group {
            path,
            label,
            count,
            open,
        } => group(screen, &depth, path, label, count, open),
        Content::Key { at, id, said } => key(screen, &depth, at, id, said),
    }
}

fn group(screen: Screen, depth: &str, path: String, label: String, count: usize, open: bool) -> AnyView {
    let icon = if open {
        IconName::ChevronDown
    } else {
        IconName::ChevronRight
    };
    let (name, lead) = if path == CONSOLE {
        let lead = "Theme, dates and page size as you chose them in your profile, kept here so that they follow you. \
                    Changing one changes the console.";
        (
            "Used by this console".to_owned(),
            Some(view! { <p class="config-lead">{lead}</p> }),
        )
    } else {
        let name = if label.is_empty() {
            "(no name)".to_owned()
        } else {
            label
        };
        (name, None)
    };
    let words = counted(count, "key");
    view! {
        <li class=format!("config-group{depth}")>
            <button
                type="button"
                class="config-fold"
                aria-expanded=if open { "true" } else { "false" }
                title=path.clone()
                on:click=move |_| screen.fold(&path)
            >
                <Icon name=icon/>
                <span>{name}</span>
                <span class="muted small">{words}</span>
            </button>
            {lead}
        </li>
    }
    .into_any()
}

fn key(screen: Screen, depth: &str, at: usize, id: i64, said: usize) -> AnyView {
    let store = screen.store;
    let row = Memo::new(move |_| {
        store
            .rows
            .with(|rows| rows.get(at).filter(|row| row.id == id).cloned())
    });
    let edits = |is_key: bool| Memo::new(move |_| store.draft.edits(Target { id, is_key }));
    let (edits_key, edits_value) = (edits(true), edits(false));
    let is_open = Memo::new(move |_| {
        row.with(|row| {
            let opened = screen.opened.get();
            row.as_ref()
                .is_some_and(|row| opened.as_deref() == Some(row.key.as_str()))
        })
    });
    let edited = move |is_key: bool| {
        let name = row.get_untracked().map(|row| row.key).unwrap_or_default();
        editor(screen, Target { id, is_key }, name)
    };
    view! {
        <li class=format!("config-row{depth}") aria-current=move || is_open.get().then_some("true")>
            {move || if edits_key.get() {
                edited(true)
            } else {
                row.get().map(|row| name(screen, &row, said)).into_any()
            }}
            {move || if edits_value.get() {
                edited(false)
            } else {
                row.get().map(|row| value(screen, &row)).into_any()
            }}
            {move || row.get().map(|row| marks(screen, row))}
            <Show when=move || is_open.get() && !edits_value.get()>{row.get().map(|row| reading(screen, row))}</Show>
        </li>
    }.into_any()
}

/// The key, as a link to its own address.
fn name(screen: Screen, row: &Row, said: usize) -> AnyView {
    let key = row.key.clone();
    let label = key.get(said..).unwrap_or_default().to_owned();
    let full = (said > 0).then(|| key.clone());
    let (href, opened) = (key.clone(), key.clone());
    // The router would decode the address of a link: so it is followed by hand.
    let click = move |event: MouseEvent| {
        if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()
        {
            return;
        }
        event.prevent_default();
        let is_open = screen.opened.get_untracked().as_deref() == Some(opened.as_str());
        screen.open((!is_open).then_some(opened.as_str()));
    };
    view! {
        <div class="config-key">
            <a
                class=if row.mark == Some(Nature::Removed) { "mono gone" } else { "mono" }
                id=format!("key-{}", row.id)
                href=move || screen.address(&href)
                aria-label=full
                title=key
                on:click=click
            >
                {label}
            </a>
        </div>
    }
    .into_any()
}

/// The value, as a button that opens its editor.
fn value(screen: Screen, row: &Row) -> AnyView {
    let store = screen.store;
    let id = row.id;
    if row.mark == Some(Nature::Removed) {
        return view! { <div class="config-value"><span class="mono gone">{shown_value(row, store.is_masked(&row.key))}</span></div> }.into_any();
    }
    let is_masked = store.is_masked(&row.key);
    let secret = is_secret(&row.key).then(|| {
        let key = row.key.clone();
        view! {
            <button type="button" class="link small" on:click=move |_| store.toggle(&key)>
                {if is_masked { "Show" } else { "Hide" }}
                <span class="visually-hidden">{format!(" the value of {}", row.key)}</span>
            </button>
        }
    });
    let language = (row.key == LOCALE)
        .then(|| locale::name(&row.value))
        .flatten()
        .map(|name| view! { <span class="muted">{name}</span> });
    view! {
        <div class="config-value">
            <button
                type="button"
                id=format!("value-{id}")
                class="config-edit"
                title="Edit the value"
                on:click=move |_| store.draft.open(store, Target { id, is_key: false })
            >
                <span class="visually-hidden">{format!("Edit the value of {}: ", row.key)}</span>
                {shown_value(row, is_masked)}
            </button>
            {language}
            {secret}
        </div>
    }
    .into_any()
}

fn shown_value(row: &Row, is_masked: bool) -> AnyView {
    if is_masked {
        return view! { <span class="mono" aria-label="hidden" role="img">{MASK}</span> }.into_any();
    }
    if row.value.is_empty() {
        return view! { <span class="muted">"empty"</span> }.into_any();
    }
    let lines = row.value.split('\n').count();
    let more = (lines > 1).then(|| view! { <span class="muted small">{counted(lines, "line")}</span> });
    view! { <span class="mono config-text">{excerpt(&row.value)}</span>{more} }.into_any()
}

/// What a collected change does to the row, and what can be done with it.
fn marks(screen: Screen, row: Row) -> AnyView {
    let tone = match row.mark {
        Some(Nature::Added) => Tone::Success,
        Some(Nature::Removed) => Tone::Danger,
        _ => Tone::Info,
    };
    let badge = row
        .mark
        .map(|mark| view! { <Badge tone=tone>{mark.name()}</Badge> });
    let failure = row.failure.clone().map(|failure| {
        view! { <p class="field-error config-failure"><Icon name=IconName::Warning/><span>{failure}</span></p> }
    });
    let label = format!("Actions for {}", row.key);
    let items = Signal::derive(move || actions(screen, &row));
    view! {
        <div class="config-marks">
            {badge}
            <Menu label=label items trigger=|| view! { <Icon name=IconName::More/> }/>
        </div>
        {failure}
    }
    .into_any()
}

fn actions(screen: Screen, row: &Row) -> Vec<MenuItem> {
    let store = screen.store;
    let id = row.id;
    let edit = move |is_key: bool| Callback::new(move |()| store.draft.open(store, Target { id, is_key }));
    if row.mark == Some(Nature::Removed) {
        let keep = Callback::new(move |()| drop_collected(screen, id));
        return vec![MenuItem::press("Keep it", keep)];
    }
    let mut items = vec![
        MenuItem::press("Edit value", edit(false)).icon(IconName::Pencil),
        MenuItem::press("Rename", edit(true)),
    ];
    let name = row.key.clone();
    let duplicate = Callback::new(move |()| screen.show(Some("add"), Some(name.clone())));
    items.push(MenuItem::press("Duplicate", duplicate).icon(IconName::Copy));
    if row.mark.is_some() {
        let back = Callback::new(move |()| drop_collected(screen, id));
        items.push(MenuItem::press("Drop this change", back));
    }
    if row.mark != Some(Nature::Added) {
        let doomed = row.clone();
        let delete = Callback::new(move |()| delete(screen, &doomed));
        items.push(MenuItem::press("Delete", delete).icon(IconName::Trash).danger());
    }
    items
}

/// Takes the change of that row out of those that are collected.
fn drop_collected(screen: Screen, id: i64) {
    screen.store.pending.items.update(|items| {
        items.retain(|item| item.change.id != Some(id) && -i64::from(item.number) != id);
    });
}

fn delete(screen: Screen, row: &Row) {
    let store = screen.store;
    let is_open = screen.opened.get_untracked().as_deref() == Some(row.key.as_str());
    let (id, key) = (row.id, row.key.clone());
    let then = Box::new(move |refusal: Option<super::save::Refusal>| match refusal {
        Some(refusal) => store
            .trouble
            .set(Some(format!("{key} couldn't be deleted. {}", refusal.text))),
        None => {
            if is_open {
                screen.open(None);
            }
            // What had the focus is gone; what takes the deletion back is next.
            focus_when_drawn(if store.collects.get_untracked() {
                format!("#key-{id}")
            } else {
                "#config-last button".to_owned()
            });
        }
    });
    store.trouble.set(None);
    store.submit(row.to(None), store.busy, then);
}

/// The whole value, for reading.
fn reading(screen: Screen, row: Row) -> AnyView {
    let store = screen.store;
    let (id, value) = (row.id, row.value.clone());
    let is_masked = store.is_masked(&row.key);
    let length = counted(row.value.chars().count(), "character");
    let kind = Kind::of(&row.key, &row.value).name();
    let facts = format!("{kind} · {length}");
    let gone = row.mark == Some(Nature::Removed);
    let text = if is_masked {
        MASK.to_owned()
    } else {
        row.value.clone()
    };
    let full = view! { <p class="mono config-full-key">{row.key.clone()}</p> };
    let name = row.key.clone();
    let doomed = row.clone();
    view! {
        <div class="config-open">
            {full}
            {(!text.is_empty()).then(|| view! { <pre class="config-pre" tabindex="0" role="region" aria-label="The whole value">{text}</pre> })}
            <p class="muted small">{facts}</p>
            {(!gone).then(|| view! {
                <div class="cluster">
                    <Button icon=IconName::Pencil on_press=Callback::new(move |()| store.draft.open(store, Target { id, is_key: false }))>
                        "Edit value"
                    </Button>
                    <CopyButton label="Copy value" text=value/>
                    <Button on_press=Callback::new(move |()| store.draft.open(store, Target { id, is_key: true }))>"Rename"</Button>
                    <Button on_press=Callback::new(move |()| screen.show(Some("add"), Some(name.clone())))>"Duplicate"</Button>
                    <Button kind=ButtonKind::DangerQuiet on_press=Callback::new(move |()| delete(screen, &doomed))>"Delete"</Button>
                </div>
            })}
        </div>
    }.into_any()
}
