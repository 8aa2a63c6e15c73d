//! The page of the configuration.

use api_types::Configuration;
use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::add::AddDialog;
use super::context::PageContext;
use super::export::ExportDialog;
use super::import::ImportDrawer;
use super::key_lines::{KeyLines, ListFoot};
use super::review::CollectedChanges;
use super::toolbar::Toolbar;
use super::undo::LastChange;
use super::validation::key_problem;
use super::value_kind::LOCALE_KEY;
use crate::api::{configurations, use_api};
use crate::layouts::{focus_when_drawn, use_title};
use crate::paths;
use crate::query::{Query, use_query};
use crate::unsaved::use_unsaved_page;
use ui::{Button, ButtonKind, EmptyState, ErrorState, IconName, Notice, PageHeader, Skeleton, Tone};

/// The configuration of who is signed in.
#[component]
pub fn ConfigurationPage() -> impl IntoView {
    let query = use_query(
        || (),
        |()| {
            let api = use_api();
            async move { configurations::all(api).await }
        },
    );
    let context = PageContext::provide();
    let PageContext { store, list, editor } = context;
    let (data, error, loaded_at) = (query.data(), query.error(), query.loaded_at());
    let loaded = RwSignal::new(false);
    Effect::new(move |_| {
        if loaded_at.get().is_some()
            && let Some(records) = data.get_untracked()
        {
            store.records.list.set(records);
            loaded.set(true);
        }
    });
    use_title(move || match list.opened.get() {
        Some(key) => format!("{key} · Configuration"),
        None => "Configuration".to_owned(),
    });
    let dirty = Memo::new(move |_| store.collected.open_count() > 0 || editor.is_dirty());
    use_unsaved_page(dirty.into(), paths::configuration(""));
    focus_opened(context, loaded);

    view! {
        <PageHeader
            title="Configuration"
            description="What the server keeps for you under keys, such as the language. Nobody else sees it."
            actions=move || view! {
                <Button on_press=move |()| list.open_dialog("import", None)>"Import"</Button>
                <Button on_press=move |()| list.open_dialog("export", None)>"Export"</Button>
                <Button
                    kind=ButtonKind::Primary
                    icon=IconName::Plus
                    on_press=move |()| list.open_dialog("add", None)
                >
                    "Add key"
                </Button>
            }
        />
        {move || error.get().filter(|_| loaded.get()).map(|error| view! {
            <Notice tone=Tone::Warning title=error.title()>
                {error.sentence()}
                " What you see was loaded earlier. "
                <button type="button" class="link" on:click=move |_| query.reload()>"Try again"</button>
            </Notice>
        })}
        <Show when=move || loaded.get() fallback=move || view! { <NotLoaded query/> }>
            <Content query/>
        </Show>
        <Outlet/>
    }
}

/// Gives the key that the address names the focus, so that it is in sight.
fn focus_opened(context: PageContext, loaded: RwSignal<bool>) {
    let PageContext { store, list, .. } = context;
    Effect::new(move |_| {
        let opened = list.opened.get().filter(|_| loaded.get());
        if let Some(row) = opened.and_then(|key| untrack(|| store.row_of_key(&key))) {
            list.show_window_of(row.id);
            focus_when_drawn(format!("#key-{}", row.id));
        }
    });
}

#[component]
fn NotLoaded(query: Query<Vec<Configuration>>) -> impl IntoView {
    move || match query.error().get() {
        Some(error) => view! {
            <ErrorState
                title=error.title()
                message=error.sentence()
                details=error.details()
                on_retry=Callback::new(move |()| query.reload())
            />
        }
        .into_any(),
        None => view! { <Skeleton rows=8/> }.into_any(),
    }
}

#[component]
fn Content(query: Query<Vec<Configuration>>) -> impl IntoView {
    let PageContext { store, list, .. } = PageContext::expect();
    let is_empty = Memo::new(move |_| store.rows.with(Vec::is_empty));
    let dialog = Memo::new(move |_| list.state.with(|state| state.more("do").map(ToOwned::to_owned)));
    view! {
        <UnknownKey/>
        {move || store.error.get().map(|error| view! {
            <Notice tone=Tone::Danger assertive=true>
                {error}" "
                <button type="button" class="link" on:click=move |_| store.error.set(None)>"Dismiss"</button>
            </Notice>
        })}
        <Show when=move || !is_empty.get()>
            <Toolbar/>
        </Show>
        <LastChange/>
        <Show when=move || !is_empty.get() fallback=NothingConfigured>
            <KeyLines/>
        </Show>
        <ListFoot query/>
        <CollectedChanges/>
        {move || match dialog.get().as_deref() {
            Some("add") => view! { <AddDialog/> }.into_any(),
            Some("import") => view! { <ImportDrawer/> }.into_any(),
            Some("export") => view! { <ExportDialog/> }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// The address names a key that isn't there.
#[component]
fn UnknownKey() -> impl IntoView {
    let PageContext { store, list, .. } = PageContext::expect();
    let unknown = Memo::new(move |_| list.opened.get().filter(|key| store.row_of_key(key).is_none()));
    let create = move |key: String| {
        list.open(None);
        list.open_dialog("add", Some(key));
    };
    move || {
        unknown.get().map(|key| {
            let problem = key_problem(&key);
            let title = format!("There is no key “{key}”");
            let create = problem.is_none().then(|| {
                view! {
                    <button type="button" class="link" on:click=move |_| create(key.clone())>"Create it"</button>
                }
            });
            view! {
                <Notice tone=Tone::Warning title>
                    "It was renamed or deleted, or the address is wrong. "
                    {problem}
                    {create}
                    " "
                    <button type="button" class="link" on:click=move |_| list.open(None)>"Show all keys"</button>
                </Notice>
            }
        })
    }
}

#[component]
fn NothingConfigured() -> impl IntoView {
    let list = PageContext::expect().list;
    view! {
        <EmptyState icon=IconName::Sliders title="Nothing is configured yet">
            <p>"The server uses its defaults. Choose the language in which it speaks to you, or add a key of your own."</p>
            <Button on_press=move |()| list.open_dialog("add", Some(LOCALE_KEY.to_owned()))>"Choose a language"</Button>
        </EmptyState>
    }
}
