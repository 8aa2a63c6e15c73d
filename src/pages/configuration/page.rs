//! The page: what it loads, its tools, and the list.

use api_types::Configuration;
use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::add::add_dialog;
use super::export::export_dialog;
use super::import::import_drawer;
use super::kind::key_problem;
use super::row::line;
use super::screen::{Screen, WINDOW};
use super::store::Store;
use crate::api::{ApiError, configurations, use_api};
use crate::layouts::{focus_when_drawn, use_title};
use crate::navigate::NavMode;
use crate::paths;
use crate::query::{Query, use_query};
use crate::time;
use crate::unsaved::use_unsaved_page;
use ui::forms::SearchField;
use ui::table::{counted, group_digits};
use ui::{Button, ButtonKind, EmptyState, ErrorState, IconName, Notice, PageHeader, Skeleton, Tone};

/// The configuration of who is signed in.
#[component]
pub fn ConfigurationPage() -> impl IntoView {
    let store = Store::new();
    let query = use_query(
        || (),
        |()| {
            let api = use_api();
            async move { configurations::all(api).await }
        },
    );
    let screen = Screen::new(store);
    let (data, error, at) = (query.data(), query.error(), query.loaded_at());
    let loaded = RwSignal::new(false);
    Effect::new(move |_| {
        if at.get().is_some()
            && let Some(records) = data.get_untracked()
        {
            store.records.set(records);
            loaded.set(true);
        }
    });
    use_title(move || match screen.opened.get() {
        Some(key) => format!("{key} · Configuration"),
        None => "Configuration".to_owned(),
    });
    let dirty = Memo::new(move |_| store.pending.open() > 0 || store.draft.is_dirty(store));
    use_unsaved_page(dirty.into(), paths::configuration(""));
    focus_opened(screen, loaded);

    let face = Memo::new(move |_| match (loaded.get(), error.get()) {
        (true, _) => (true, None),
        (false, error) => (false, error),
    });
    let outdated = move || error.get().filter(|_| loaded.get());
    view! {
        <PageHeader
            title="Configuration"
            description="What the server keeps for you under keys, such as the language. Nobody else sees it."
            actions=move || view! {
                <Button on_press=Callback::new(move |()| screen.show(Some("import"), None))>"Import"</Button>
                <Button on_press=Callback::new(move |()| screen.show(Some("export"), None))>"Export"</Button>
                <Button
                    kind=ButtonKind::Primary
                    icon=IconName::Plus
                    on_press=Callback::new(move |()| screen.show(Some("add"), None))
                >
                    "Add key"
                </Button>
            }
        />
        {move || outdated().map(|error| outdated_notice(error, query))}
        {move || match face.get() {
            (true, _) => content(screen, query),
            (false, Some(error)) => view! {
                <ErrorState
                    title=error.title().to_owned()
                    message=error.sentence()
                    details=error.details()
                    on_retry=Callback::new(move |()| query.reload())
                />
            }.into_any(),
            (false, None) => view! { <Skeleton rows=8/> }.into_any(),
        }}
        <Outlet/>
    }
}

/// A key that the address names has the focus when it is shown, so that it is in sight.
fn focus_opened(screen: Screen, loaded: RwSignal<bool>) {
    let opened = screen.opened;
    Effect::new(move |_| {
        let Some(key) = opened.get().filter(|_| loaded.get()) else {
            return;
        };
        let id = screen
            .store
            .rows
            .with_untracked(|rows| rows.iter().find(|row| row.key == key).map(|row| row.id));
        if let Some(id) = id {
            show_page_of(screen, id);
            focus_when_drawn(format!("#key-{id}"));
        }
    });
}

/// Goes to the window of lines that has the row.
fn show_page_of(screen: Screen, id: i64) {
    let place = screen.lines.with_untracked(|lines| {
        lines
            .iter()
            .position(|line| matches!(line.content, super::tree::Content::Key { id: own, .. } if own == id))
    });
    let Some(place) = place else { return };
    let page = (place / WINDOW + 1) as u64;
    let state = screen.state.get_untracked();
    if state.page != page {
        screen.go(&state.with_page(page), NavMode::ReplaceAndStay);
    }
}

fn outdated_notice(error: ApiError, query: Query<Vec<Configuration>>) -> AnyView {
    view! {
        <Notice tone=Tone::Warning title=error.title().to_owned()>
            {error.sentence()}
            " What you see was loaded earlier. "
            <button type="button" class="link" on:click=move |_| query.reload()>"Try again"</button>
        </Notice>
    }
    .into_any()
}

fn content(screen: Screen, query: Query<Vec<Configuration>>) -> AnyView {
    let store = screen.store;
    let is_empty = Memo::new(move |_| store.rows.with(Vec::is_empty));
    let dialog = Memo::new(move |_| screen.state.with(|state| state.more("do").map(ToOwned::to_owned)));
    view! {
        {unknown(screen)}
        {move || store.trouble.get().map(|trouble| view! {
            <Notice tone=Tone::Danger assertive=true>
                {trouble}" "
                <button type="button" class="link" on:click=move |_| store.trouble.set(None)>"Dismiss"</button>
            </Notice>
        })}
        <Show when=move || !is_empty.get()>{toolbar(screen)}</Show>
        {super::history::last_change(store)}
        {move || if is_empty.get() { empty(screen) } else { list(screen) }}
        {foot(screen, query)}
        {super::review::collected(store)}
        {move || match dialog.get().as_deref() {
            Some("add") => add_dialog(screen),
            Some("import") => import_drawer(screen),
            Some("export") => export_dialog(screen),
            _ => ().into_any(),
        }}
    }.into_any()
}

/// The address names a key that there isn't.
fn unknown(screen: Screen) -> AnyView {
    let missing = Memo::new(move |_| {
        let key = screen.opened.get()?;
        let is_known = screen
            .store
            .rows
            .with(|rows| rows.iter().any(|row| row.key == key));
        (!is_known).then_some(key)
    });
    (move || {
        missing.get().map(|key| {
            let refusal = key_problem(&key);
            let create = refusal.is_none().then(|| {
                let name = key.clone();
                let create = move |_| {
                    screen.open(None);
                    screen.show(Some("add"), Some(name.clone()));
                };
                view! { <button type="button" class="link" on:click=create>"Create it"</button> }
            });
            view! {
                <Notice tone=Tone::Warning title=format!("There is no key “{key}”")>
                    "It was renamed or deleted, or the address is wrong. "
                    {refusal}
                    {create}
                    " "
                    <button type="button" class="link" on:click=move |_| screen.open(None)>"Show all keys"</button>
                </Notice>
            }
        })
    })
.into_any()
}

fn toolbar(screen: Screen) -> AnyView {
    let (store, state) = (screen.store, screen.state);
    let search = Signal::derive(move || state.with(|state| state.search.clone()));
    let is_flat = Memo::new(move |_| state.with(|state| state.more("view") == Some("flat")));
    let view_button = |label: &'static str, flat: bool| {
        let press = move |_| {
            let state = state.get_untracked();
            screen.go(
                &state.with_more("view", flat.then(|| "flat".to_owned())),
                NavMode::Stay,
            );
        };
        view! {
            <button
                type="button"
                class="btn"
                aria-pressed=move || if is_flat.get() == flat { "true" } else { "false" }
                on:click=press
            >
                {label}
            </button>
        }
    };
    let waits = Memo::new(move |_| store.pending.open() > 0);
    let words = move || {
        if store.collects.get() {
            "Changes wait until you apply them."
        } else {
            "Each change is saved at once."
        }
    };
    view! {
        <div class="toolbar">
            <SearchField
                label="Search keys and values"
                value=search
                on_search=Callback::new(move |text| screen.go(&state.get_untracked().with_search(text), NavMode::ReplaceAndStay))
            />
            <div class="config-views" role="group" aria-label="Show as">
                {view_button("Tree", false)}
                {view_button("Flat", true)}
            </div>
            <div class="spacer"></div>
            <label class="choice">
                <input
                    type="checkbox"
                    role="switch"
                    class="switch"
                    aria-describedby="config-collect"
                    disabled=move || store.collects.get() && waits.get()
                    prop:checked=store.collects
                    on:change=move |event| store.collects.set(event_target_checked(&event))
                />
                <span>"Collect changes"</span>
            </label>
            <span class="muted small" id="config-collect" role="status">
                {move || if store.collects.get() && waits.get() {
                    "Apply or drop the collected changes to save one by one again."
                } else {
                    words()
                }}
            </span>
        </div>
    }.into_any()
}

fn list(screen: Screen) -> AnyView {
    let drawn = Memo::new(move |_| {
        let (first, _) = screen.window();
        screen
            .lines
            .with(|lines| lines.iter().skip(first).take(WINDOW).cloned().collect::<Vec<_>>())
    });
    (move || {
        let lines = drawn.get();
        if lines.is_empty() {
            let search = screen.state.with(|state| state.search.clone());
            let clear = move |()| {
                screen.go(
                    &screen.state.get_untracked().with_search(String::new()),
                    NavMode::Stay,
                );
                focus_when_drawn("[type=search]".to_owned());
            };
            return view! {
                <EmptyState icon=IconName::Search title=format!("Nothing matches “{search}”")>
                    <p>"Keys and values were searched; values that look like secrets only while they are shown."</p>
                    <Button on_press=Callback::new(clear)>"Clear the search"</Button>
                </EmptyState>
            }.into_any();
        }
        let lines = lines.into_iter().map(|own| line(screen, own)).collect_view();
        view! { <ul class="config" aria-label="Keys">{lines}</ul> }.into_any().into_any().into_any().into_any().into_any()
    })
    .into_any()
}

fn empty(screen: Screen) -> AnyView {
    view! {
        <EmptyState icon=IconName::Sliders title="Nothing is configured yet">
            <p>"The server uses its defaults. Choose the language in which it speaks to you, or add a key of your own."</p>
            <Button on_press=Callback::new(move |()| screen.show(Some("add"), Some(super::kind::LOCALE.to_owned())))>
                "Choose a language"
            </Button>
        </EmptyState>
    }.into_any()
}

/// How many there are, and the way to those that aren't drawn.
fn foot(screen: Screen, query: Query<Vec<Configuration>>) -> AnyView {
    let store = screen.store;
    let (at, loading) = (query.loaded_at(), query.loading());
    let words = move || {
        let all = store.rows.with(Vec::len);
        let found = screen.found.with(Vec::len);
        let keys = if screen.state.with(|state| state.search.is_empty()) {
            counted(all, "key")
        } else {
            format!("{} of {}", group_digits(found as u64), counted(all, "key"))
        };
        match at.get() {
            _ if loading.get() => format!("{keys} · loading…"),
            Some(at) => format!("{keys} · loaded {}", time::relative(at, time::use_now().get())),
            None => keys,
        }
    };
    let step = move |by: i64| {
        Callback::new(move |()| {
            let state = screen.state.get_untracked();
            let page = (screen.window().0 / WINDOW + 1) as u64;
            screen.go(&state.with_page(page.saturating_add_signed(by)), NavMode::Push);
        })
    };
    let is_long = move || screen.lines.with(Vec::len) > WINDOW;
    let range = move || {
        let (first, all) = screen.window();
        let last = (first + WINDOW).min(all);
        format!(
            "Lines {}–{} of {}",
            group_digits(first as u64 + 1),
            group_digits(last as u64),
            group_digits(all as u64)
        )
    };
    let first_page =
        Signal::derive(move || (screen.window().0 == 0).then(|| "These are the first.".to_owned()));
    let last_page = Signal::derive(move || {
        let (first, all) = screen.window();
        (first + WINDOW >= all).then(|| "These are the last.".to_owned())
    });
    view! {
        <nav class="pagination" aria-label="Pages">
            <p class="pagination-summary" role="status">
                {words}
                " "
                <button type="button" class="link" on:click=move |_| query.reload()>"Reload"</button>
            </p>
            <Show when=is_long><span>{range}</span>
                <Button disabled_reason=first_page on_press=step(-1)>"Previous"</Button>
                <Button disabled_reason=last_page on_press=step(1)>"Next"</Button></Show>
        </nav>
    }
    .into_any()
}
