//! The list of keys on the screen: the lines of its window, and its foot.

use api_types::Configuration;
use leptos::prelude::*;

use super::context::PageContext;
use super::key_list::WINDOW;
use super::row::KeyRow;
use super::tree::{CONSOLE, Content, Line};
use crate::layouts::focus_when_drawn;
use crate::navigate::NavMode;
use crate::query::Query;
use crate::time;
use ui::table::{counted, group_digits};
use ui::{Button, EmptyState, Icon, IconName};

/// The lines of the window.
#[component]
pub fn KeyLines() -> impl IntoView {
    let list = PageContext::expect().list;
    let lines = Memo::new(move |_| {
        let (first, _) = list.window();
        list.listed.with(|listed| {
            listed
                .lines
                .iter()
                .skip(first)
                .take(WINDOW)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !lines.with(Vec::is_empty) fallback=NoMatch>
            <ul class="config" aria-label="Keys">
                <For each=move || lines.get() key=Line::clone let:line>
                    {match line.content {
                        Content::Group { path, shown, count, open } => {
                            view! { <GroupLine path depth=line.depth shown count open/> }.into_any()
                        }
                        Content::Key { id, shown } => view! { <KeyRow id depth=line.depth shown/> }.into_any(),
                    }}
                </For>
            </ul>
        </Show>
    }
}

/// The heading of a group, which folds it.
#[component]
fn GroupLine(path: String, depth: usize, shown: usize, count: usize, open: bool) -> impl IntoView {
    let list = PageContext::expect().list;
    let is_console = path == CONSOLE;
    let name = match path.get(shown..).unwrap_or_default() {
        _ if is_console => "Used by this console".to_owned(),
        "" => "(no name)".to_owned(),
        label => label.to_owned(),
    };
    let lead = is_console.then(|| {
        view! {
            <p class="config-lead">
                "Theme, dates and page size as you chose them in your profile, kept here so that they follow you. \
                 Changing one changes the console."
            </p>
        }
    });
    view! {
        <li class=format!("config-group depth-{}", depth.min(6))>
            <button
                type="button"
                class="config-fold"
                aria-expanded=if open { "true" } else { "false" }
                title=path.clone()
                on:click=move |_| list.toggle_group(&path)
            >
                <Icon name=if open { IconName::ChevronDown } else { IconName::ChevronRight }/>
                <span>{name}</span>
                <span class="muted small">{counted(count, "key")}</span>
            </button>
            {lead}
        </li>
    }
}

/// The search finds nothing.
#[component]
fn NoMatch() -> impl IntoView {
    let list = PageContext::expect().list;
    let clear = move |()| {
        list.go(
            &list.state.get_untracked().with_search(String::new()),
            NavMode::Stay,
        );
        focus_when_drawn("[type=search]".to_owned());
    };
    move || {
        let title = list
            .state
            .with(|state| format!("Nothing matches “{}”", state.search));
        view! {
            <EmptyState icon=IconName::Search title>
                <p>"Keys and values were searched; values that look like secrets only while they are shown."</p>
                <Button on_press=clear>"Clear the search"</Button>
            </EmptyState>
        }
    }
}

/// How many keys there are, how old they are, and the way to those that aren't drawn.
#[component]
pub fn ListFoot(
    /// What loads them.
    query: Query<Vec<Configuration>>,
) -> impl IntoView {
    let PageContext { store, list, .. } = PageContext::expect();
    let (loaded_at, loading) = (query.loaded_at(), query.loading());
    let summary = move || {
        let all = counted(store.rows.with(Vec::len), "key");
        let keys = if list.state.with(|state| state.search.is_empty()) {
            all
        } else {
            let matches = list.listed.with(|listed| listed.matches);
            format!("{} of {all}", group_digits(matches as u64))
        };
        match loaded_at.get() {
            _ if loading.get() => format!("{keys} · loading…"),
            Some(at) => format!("{keys} · loaded {}", time::relative(at, time::use_now().get())),
            None => keys,
        }
    };
    let range = move || {
        let (first, all) = list.window();
        let [first, last, all] =
            [first + 1, (first + WINDOW).min(all), all].map(|line| group_digits(line as u64));
        format!("Lines {first}–{last} of {all}")
    };
    let go_to = move |page: usize| list.go(&list.state.get_untracked().with_page(page as u64), NavMode::Push);
    let page = move || untrack(|| list.window().0 / WINDOW + 1);
    let is_first = move || list.window().0 == 0;
    let is_last = move || {
        let (first, all) = list.window();
        first + WINDOW >= all
    };
    view! {
        <nav class="pagination" aria-label="Pages">
            <p class="pagination-summary" role="status">
                {summary}
                " "
                <button type="button" class="link" on:click=move |_| query.reload()>"Refresh"</button>
            </p>
            <Show when={move || list.window().1 > WINDOW}>
                <span>{range}</span>
                <Button
                    disabled_reason=Signal::derive(move || is_first().then(|| "These are the first.".to_owned()))
                    on_press=move |()| go_to(page() - 1)
                >
                    "Previous"
                </Button>
                <Button
                    disabled_reason=Signal::derive(move || is_last().then(|| "These are the last.".to_owned()))
                    on_press=move |()| go_to(page() + 1)
                >
                    "Next"
                </Button>
            </Show>
        </nav>
    }
}
