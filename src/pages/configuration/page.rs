//! The page of the configuration.

use api_types::Configuration;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::add::AddDialog;
use super::change::{Change, Edit};
use super::editor::Editor;
use super::entry::Part;
use super::export::ExportDialog;
use super::import::ImportDrawer;
use super::key_lines::{KeyLines, ListFoot, Toolbar};
use super::key_list::KeyList;
use super::review::CollectedChanges;
use super::selected::{KeySelection, SelectedKeys};
use super::store::Store;
use super::undo::LastChange;
use super::unsaved_edits::UnsavedEdits;
use super::validation::problem_in;
use super::value_kind::LOCALE_KEY;
use crate::api::configurations;
use crate::drafts::{DraftOffer, use_draft};
use crate::layouts::{focus_when_drawn, use_title};
use crate::paths;
use crate::query::{CachedQuery, QueryStatus, QueryView};
use crate::unsaved::use_unsaved_page;
use ui::{Button, ButtonKind, EmptyState, IconName, Notice, PageHeader, Tone};

static RECORDS: CachedQuery<(), Vec<Configuration>> =
    CachedQuery::new("configuration", |api, ()| configurations::all(api).boxed_local());

/// Loads the configuration ahead.
pub fn preload_configuration() {
    RECORDS.preload(());
}

/// The configuration of who is signed in.
#[component]
pub fn ConfigurationPage() -> impl IntoView {
    let store = Store::new();
    let list = KeyList::new(store);
    let editor = Editor::new(store);
    provide_context(store);
    provide_context(list);
    provide_context(editor);
    provide_context(KeySelection::new(store, list));
    // The records change here as well, so they are kept in the store.
    let query = RECORDS.use_query(|| ());
    let has_records = RwSignal::new(false);
    Effect::new(move |_| {
        query.loaded_at.track();
        if let Some(records) = query.data.get() {
            let edit = untrack(|| editor.unsaved_edit());
            store.records.set(records);
            has_records.set(true);
            // The row that is edited may be gone: what was typed stays. What is being saved finds that out by itself.
            let is_lost = |edit: &Edit| untrack(|| store.row(edit.row.id).is_none() && !editor.busy.get());
            if let Some(edit) = edit.filter(is_lost) {
                editor.target.set(None);
                collect(store, edit.change());
            }
        }
    });
    let query = QueryStatus {
        has_data: has_records.into(),
        ..query.into()
    };
    use_title(move || match list.opened.get() {
        Some(key) => format!("{key} · Configuration"),
        None => "Configuration".to_owned(),
    });
    let dirty = Memo::new(move |_| store.collected.open_count() > 0 || editor.unsaved_edit().is_some());
    let saving =
        Signal::derive(move || store.collected.queue.running.get() || store.busy.get() || editor.busy.get());
    let draft = use_draft(
        use_unsaved_page(dirty.into(), saving, paths::configuration("")),
        "configuration",
        UnsavedEdits::default,
        move || UnsavedEdits::of(&store.collected.changes.read(), editor.unsaved_edit()),
        move |left| restore(store, list, editor, left),
    );
    // The key that the address names gets the focus, so that it is in sight.
    let loaded = Memo::new(move |_| query.has_data.get());
    Effect::new(move |_| {
        let opened = list.opened.get().filter(|_| loaded.get());
        if let Some(row) = opened.and_then(|key| untrack(|| store.row_of_key(&key))) {
            list.show_window_of(row.id);
            focus_when_drawn(format!("#key-{}", row.id));
        }
    });

    let is_empty = Memo::new(move |_| store.rows.with(Vec::is_empty));
    let dialog = Memo::new(move |_| list.navigation.state.read().more("do").map(ToOwned::to_owned));
    let open_dialog = move |dialog| move |()| list.open_dialog(Some(dialog), None);
    let choose_language = move |()| list.open_dialog(Some("add"), Some(LOCALE_KEY.to_owned()));
    let nothing_configured = move || {
        view! {
            <EmptyState icon=IconName::Sliders title="Nothing is configured yet">
                <p>"The server uses its defaults. Choose the language in which it speaks to you, or add a key of your own."</p>
                <Button on_press=choose_language>"Choose a language"</Button>
            </EmptyState>
        }
    };
    view! {
        <PageHeader
            title="Configuration"
            description="What the server keeps for you under keys, such as the language. Nobody else sees it."
            actions=move || view! {
                <Button on_press=open_dialog("import")>"Import"</Button>
                <Button on_press=open_dialog("export")>"Export"</Button>
                <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=open_dialog("add")>"Add key"</Button>
            }
        />
        <QueryView query>
            <DraftOffer draft focus=RESTORED note="Values that look secret aren’t kept."/>
            <UnknownKey/>
            <Show when=move || !is_empty.get()>
                <Toolbar/>
            </Show>
            <LastChange/>
            <Show when=move || !is_empty.get() fallback=nothing_configured>
                <KeyLines/>
            </Show>
            <ListFoot query/>
            <div class="config-bars">
                <SelectedKeys/>
                <CollectedChanges/>
            </div>
            {move || match dialog.get().as_deref() {
                Some("add") => view! { <AddDialog/> }.into_any(),
                Some("import") => view! { <ImportDrawer/> }.into_any(),
                Some("export") => view! { <ExportDialog/> }.into_any(),
                _ => ().into_any(),
            }}
        </QueryView>
        <Outlet/>
    }
}

/// What gets the focus after what was left is restored or discarded.
const RESTORED: &str = ".config-field :is(input, textarea, select), body:not(:has(.config-editor)) .config-bars .btn-primary, \
                        body:not(:has(.config-editor, .config-bars .btn-primary)) #page-heading";

/// Collects the changes that were left, and goes on with what stood in the editor; where that row has changed, it is collected, too,
/// and says so.
fn restore(store: Store, list: KeyList, editor: Editor, left: UnsavedEdits) {
    for change in left.changes {
        collect(store, change);
    }
    let Some(edit) = left.edit else { return };
    let row = untrack(|| store.row_of_key(&edit.row.entry().key));
    let is_same = |row: &Change| (&row.before, &row.after) == (&edit.row.before, &edit.row.after);
    match row.filter(is_same) {
        Some(row) => {
            list.show_window_of(row.id);
            editor.resume((row.id, edit.part), edit.text);
        }
        None => collect(store, edit.change()),
    }
}

/// Collects a change of a row that may have become another, or be gone, which it then says.
fn collect(store: Store, change: Change) {
    store.collects.set(true);
    let stored = store.records.read_untracked();
    let changes = store.collected.changes;
    changes.update(|collected| collected.stage_left(change, &stored));
}

/// The address names a key that isn't there.
#[component]
fn UnknownKey() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let unknown = Memo::new(move |_| {
        let opened = list.opened.get();
        opened.filter(|key| store.row_of_key(key).is_none())
    });
    move || {
        let key = unknown.get()?;
        let problem = problem_in(Part::Key, &key);
        let title = format!("There is no key “{key}”");
        let create = move |_| {
            list.open(None);
            list.open_dialog(Some("add"), Some(key.clone()));
        };
        let create = problem.is_none().then(|| {
            view! {
                <button type="button" class="link" on:click=create>"Create it"</button>
            }
        });
        Some(view! {
            <Notice tone=Tone::Warning title>
                "It was renamed or deleted, or the address is wrong. "
                {problem}
                {create}
                " "
                <button type="button" class="link" on:click=move |_| list.open(None)>"Show all keys"</button>
            </Notice>
        })
    }
}
