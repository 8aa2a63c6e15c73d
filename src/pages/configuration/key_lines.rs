//! The list of keys on the screen: its toolbar, the lines of its window, and its foot.

use leptos::prelude::*;

use super::key_list::{KeyList, WINDOW};
use super::row::KeyRow;
use super::selected::SelectAllKeys;
use super::store::Store;
use super::tree::{CONSOLE, Content, Line};
use crate::layouts::focus_when_drawn;
use crate::query::{NoMatch, QueryStatus};
use ui::forms::{SearchField, Switch};
use ui::table::{counted, group_digits};
use ui::{Button, Icon, IconName};

/// Search, tree or flat, and whether changes are collected or saved at once, which stays while some are waiting.
#[component]
pub fn Toolbar() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let (navigation, collects) = (list.navigation, store.collects);
    let view_button = move |(label, view): (&'static str, Option<&'static str>)| {
        view! {
            <button
                type="button"
                class="btn"
                aria-pressed=move || (navigation.state.read().more("view") == view).to_string()
                on:click=move |_| navigation.set_more("view", view.map(ToOwned::to_owned))
            >
                {label}
            </button>
        }
    };
    let has_waiting = Memo::new(move |_| store.collected.open_count() > 0);
    let words = move || match (collects.get(), has_waiting.get()) {
        (true, true) => "Apply or drop the collected changes to save one by one again.",
        (true, false) => "Changes wait until you apply them.",
        (false, _) => "Each change is saved at once.",
    };
    view! {
        <div class="toolbar">
            <SelectAllKeys/>
            <SearchField
                label="Search keys and values"
                value=navigation.search()
                on_search=move |text| navigation.set_search(text)
            />
            <div class="config-views" role="group" aria-label="Show as">
                {[("Tree", None), ("Flat", Some("flat"))].map(view_button)}
            </div>
            <div class="spacer"></div>
            <Switch
                label="Collect changes"
                on=collects
                described_by="config-collect"
                disabled=Signal::derive(move || collects.get() && has_waiting.get())
            />
            <span class="muted small" id="config-collect" role="status">{words}</span>
        </div>
    }
}

/// The lines of the window.
#[component]
pub fn KeyLines() -> impl IntoView {
    let list: KeyList = expect_context();
    let lines = move || list.page.with(|page| page.rows.clone());
    let clear = move |()| {
        list.navigation.clear_search();
        focus_when_drawn("[type=search]".to_owned());
    };
    let no_match = move || {
        let title = format!("Nothing matches “{}”", list.navigation.state.read().search);
        view! {
            <NoMatch title on_clear=clear>
                <p>"Keys and values were searched; values that look like secrets only while they are shown."</p>
            </NoMatch>
        }
    };
    view! {
        <Show when=move || !list.page.read().rows.is_empty() fallback=move || no_match>
            <ul class="config" aria-label="Keys">
                <For
                    each=lines
                    key=Line::clone
                    children=move |Line { depth, shown, content }| match content {
                        Content::Group { path, count, open } => {
                            view! { <GroupLine path depth shown count open/> }.into_any()
                        }
                        Content::Key(id) => view! { <KeyRow id depth shown/> }.into_any(),
                    }
                />
            </ul>
        </Show>
    }
}

/// The heading of a group, which folds it.
#[component]
fn GroupLine(path: String, depth: usize, shown: usize, count: usize, open: bool) -> impl IntoView {
    let list: KeyList = expect_context();
    let is_console = path == CONSOLE;
    let name = match path.get(shown..).unwrap_or_default() {
        _ if is_console => "Used by this console".to_owned(),
        "" => "(no name)".to_owned(),
        label => label.to_owned(),
    };
    view! {
        <li class=format!("config-group depth-{}", depth.min(6))>
            <button
                type="button"
                class="config-fold"
                aria-expanded=open.to_string()
                title=path.clone()
                on:click=move |_| list.toggle_group(&path)
            >
                <Icon name=if open { IconName::ChevronDown } else { IconName::ChevronRight }/>
                <span>{name}</span>
                <span class="muted small">{counted(count, "key")}</span>
            </button>
            {is_console.then(|| view! {
                <p class="config-lead">
                    "Theme, dates, page size and what else you chose, kept here so that it follows you. \
                     Changing one changes the console."
                </p>
            })}
        </li>
    }
}

/// How many keys there are, how old they are, and the way to those that aren't drawn.
#[component]
pub fn ListFoot(
    /// What loads them.
    query: QueryStatus,
) -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let note = query.note();
    let summary = move || {
        let mut keys = counted(store.rows.with(Vec::len), "key");
        if !list.navigation.state.read().search.is_empty() {
            let matches = group_digits(list.listed.read().matches.len() as u64);
            keys = format!("{matches} of {keys}");
        }
        match note.get() {
            Some(note) => format!("{keys} · {note}"),
            None => keys,
        }
    };
    let info = Memo::new(move |_| list.page.read().info);
    let is_last = move || info.get().last_page() == Some(info.get().page);
    let at_start = Signal::derive(move || (info.get().page == 1).then(|| "These are the first.".to_owned()));
    let at_end = Signal::derive(move || is_last().then(|| "These are the last.".to_owned()));
    let page = move || info.get_untracked().page;
    view! {
        <nav class="pagination" aria-label="Pages">
            <p class="pagination-summary" role="status">
                {summary}
                " "
                <button type="button" class="link" on:click=move |_| query.reload.run(())>"Refresh"</button>
            </p>
            <Show when={move || info.get().total > Some(WINDOW)}>
                <span>{move || format!("Lines {}", info.get().summary())}</span>
                <Button disabled_reason=at_start on_press=move |()| list.navigation.set_page(page() - 1)>"Previous"</Button>
                <Button disabled_reason=at_end on_press=move |()| list.navigation.set_page(page() + 1)>"Next"</Button>
            </Show>
        </nav>
    }
}
