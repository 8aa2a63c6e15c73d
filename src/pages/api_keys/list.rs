//! The list of keys.

use std::collections::BTreeSet;

use api_types::{ApiKey, Timestamp};
use leptos::prelude::*;

use super::columns::{columns, compare, matches};
use super::keys::Keys;
use super::revoke::revoke_dialog;
use super::rotate::rotate_dialog;
use super::row_scopes::{RowScopes, use_row_scopes};
use crate::api::ApiError;
use crate::layouts::{focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{ListState, page_of};
use crate::time;
use ui::forms::SearchField;
use ui::table::{Pagination, Selection, SelectionBar, Sort, Table};
use ui::{
    Button, ButtonKind, EmptyState, ErrorState, IconName, LinkButton, MenuItem, Notice, PageHeader, Skeleton,
    Tone,
};

/// Which of its faces the list shows.
#[derive(Clone, PartialEq)]
enum Face {
    Loading,
    Failed(ApiError),
    Empty,
    NoMatch,
    Rows,
}

/// What the list does with rows.
#[derive(Clone, Copy)]
struct Actions {
    keys: Keys,
    chosen: RwSignal<BTreeSet<String>>,
    doomed: RwSignal<Vec<ApiKey>>,
    rotated: RwSignal<Option<ApiKey>>,
}

/// The page.
#[component]
pub fn ApiKeyListPage() -> impl IntoView {
    use_title(|| "API keys".into());
    let keys = Keys::expect();
    let state = keys.state;
    let go = use_go_to();
    let (data, error, loading) = (keys.all.data(), keys.all.error(), keys.all.loading());
    if untrack(|| keys.all.loaded_at().get()).is_some() {
        // Another page of these was shown meanwhile: what is here may be old.
        keys.all.reload();
    }
    let page = Memo::new(move |_| {
        let state = state.get();
        let found = data.with(|keys| {
            keys.iter()
                .flatten()
                .filter(|key| matches(key, &state.search))
                .cloned()
                .collect::<Vec<ApiKey>>()
        });
        page_of(found, &state, compare)
    });
    let face = Memo::new(move |_| match (data.with(Option::is_some), error.get()) {
        (true, _) if page.with(|page| page.total > 0) => Face::Rows,
        (true, _) if state.with(|state| state.search.is_empty()) => Face::Empty,
        (true, _) => Face::NoMatch,
        (false, Some(error)) => Face::Failed(error),
        (false, None) => Face::Loading,
    });
    let ids =
        Signal::derive(move || page.with(|page| page.rows.iter().map(|key| key.id).collect::<Vec<i64>>()));
    let scopes = use_row_scopes(ids);
    let actions = Actions {
        keys,
        chosen: RwSignal::new(BTreeSet::new()),
        doomed: RwSignal::new(Vec::new()),
        rotated: RwSignal::new(None),
    };
    // What is gone, here or in another tab, can't be chosen any more.
    Effect::new(move |_| {
        data.with(|keys| {
            let Some(keys) = keys else { return };
            let is_here = |id: &String| keys.iter().any(|key| key.id.to_string() == *id);
            if !actions.chosen.with_untracked(|chosen| chosen.iter().all(is_here)) {
                actions.chosen.update(|chosen| chosen.retain(is_here));
            }
        });
    });
    let outdated = move || error.get().filter(|_| data.with(Option::is_some));
    let retry = Callback::new(move |()| keys.all.reload());
    let rows = Signal::derive(move || page.with(|page| page.rows.clone()));
    let has = move |what: fn(&ApiKey) -> bool| data.with(|keys| keys.iter().flatten().any(what));
    let has_created = Memo::new(move |_| has(|key| key.created_at.is_some()));
    let has_used = Memo::new(move |_| has(|key| key.last_used_at.is_some()));
    let at = keys.all.loaded_at();
    let note = Signal::derive(move || match at.get() {
        _ if loading.get() => "loading…".to_owned(),
        Some(at) => format!("loaded {}", time::relative(at, time::use_now().get())),
        None => String::new(),
    });

    view! {
        <PageHeader
            title="API keys"
            description="Programs sign in with a key instead of your password. A key can do what its scopes say, and never more than you."
            actions=move || view! {
                <LinkButton href=Signal::derive(move || paths::new_api_key(&keys.query())) kind=ButtonKind::Primary icon=IconName::Plus>
                    "Create API key"
                </LinkButton>
            }
        />
        {move || outdated().map(|error| view! {
            <Notice tone=Tone::Warning title=error.title().to_owned()>
                {error.sentence()}
                " What you see was loaded earlier. "
                <button type="button" class="link" on:click=move |_| retry.run(())>"Try again"</button>
            </Notice>
        })}
        {move || data.with(|keys| keys.as_ref().is_some_and(|keys| !keys.is_empty())).then(|| view! {
            <div class="toolbar">
                <SearchField
                    label="Search API keys"
                    value=Signal::derive(move || state.get().search)
                    on_search=Callback::new(move |text| go.run((state.get_untracked().with_search(text), NavMode::ReplaceAndStay)))
                />
            </div>
        })}
        {move || match face.get() {
            Face::Loading => view! { <Skeleton rows=5/> }.into_any(),
            Face::Failed(error) => view! {
                <ErrorState title=error.title().to_owned() message=error.sentence() details=error.details() on_retry=Some(retry)/>
            }.into_any(),
            Face::Empty => view! {
                <EmptyState icon=IconName::Key title="No API keys yet".to_owned()>
                    <p>"Create one for each program that calls the API: then you can revoke one without stopping the others."</p>
                    <LinkButton href=paths::new_api_key("")>"Create API key"</LinkButton>
                </EmptyState>
            }.into_any(),
            Face::NoMatch => view! {
                <EmptyState icon=IconName::Search title="No key matches".to_owned()>
                    <p>"Search for a part of a name, or for the last characters of a key."</p>
                    <Button on_press=Callback::new(move |()| go.run((state.get_untracked().with_search(String::new()), NavMode::Stay)))>
                        "Clear the search"
                    </Button>
                </EmptyState>
            }.into_any(),
            Face::Rows => table(rows, scopes, actions, has_created, has_used, loading),
        }}
        {move || (face.get() == Face::Rows).then(|| view! {
            <Pagination
                page=Signal::derive(move || page.with(|page| page.page))
                page_size=Signal::derive(move || state.get().size)
                shown=Signal::derive(move || page.with(|page| page.rows.len() as u64))
                total=Signal::derive(move || Some(page.with(|page| page.total)))
                on_page=Callback::new(move |number| go.run((state.get_untracked().with_page(number), NavMode::Push)))
                on_size=Callback::new(move |size| go.run((state.get_untracked().with_size(size), NavMode::Push)))
                note=note
            />
        })}
        <SelectionBar chosen=actions.chosen>{move || view! {
            <Button kind=ButtonKind::DangerQuiet icon=IconName::Trash on_press=Callback::new(move |()| actions.revoke_chosen())>
                "Revoke…"
            </Button>
        }}</SelectionBar>
        {move || {
            let doomed = actions.doomed.get();
            (!doomed.is_empty()).then(|| revoke_dialog(doomed, false, Callback::new(move |gone: Vec<i64>| actions.revoked(&gone))))
        }}
        {move || actions.rotated.get().map(|key| {
            rotate_dialog(key, Callback::new(move |()| actions.rotated.set(None)))
        })}
    }
}

impl Actions {
    fn revoke_chosen(self) {
        let chosen = self.chosen.get_untracked();
        let all = self.keys.all.data().get_untracked().unwrap_or_default();
        self.doomed.set(
            all.into_iter()
                .filter(|key| chosen.contains(&key.id.to_string()))
                .collect(),
        );
    }

    fn revoked(self, gone: &[i64]) {
        self.doomed.set(Vec::new());
        self.chosen
            .update(|chosen| chosen.retain(|id| !gone.iter().any(|gone| gone.to_string() == *id)));
        if !gone.is_empty() {
            focus_heading();
        }
    }

    fn of_row(self, key: &ApiKey) -> Vec<MenuItem> {
        let (id, doomed, rotated) = (key.id, key.clone(), key.clone());
        let query = untrack(|| self.keys.query());
        vec![
            MenuItem::link("Edit name and scopes", paths::edit_api_key(id, &query)).icon(IconName::Pencil),
            MenuItem::link("Duplicate", paths::new_api_key(&format!("from={id}"))).icon(IconName::Copy),
            MenuItem::press(
                "Rotate…",
                Callback::new(move |()| self.rotated.set(Some(rotated.clone()))),
            )
            .icon(IconName::Refresh),
            MenuItem::press(
                "Revoke…",
                Callback::new(move |()| self.doomed.set(vec![doomed.clone()])),
            )
            .icon(IconName::Trash)
            .danger(),
        ]
    }
}

fn table(
    rows: Signal<Vec<ApiKey>>,
    scopes: RowScopes,
    actions: Actions,
    has_created: Memo<bool>,
    has_used: Memo<bool>,
    busy: RwSignal<bool>,
) -> AnyView {
    let state = actions.keys.state;
    let go = use_go_to();
    (move || {
        view! {
            <Table
                caption="API keys"
                columns=columns(scopes, has_created.get(), has_used.get())
                rows=rows
                key=|key: &ApiKey| version(key)
                row_name=|key: &ApiKey| key.name.clone()
                row_href=Callback::new(move |key: ApiKey| paths::api_key(key.id, &actions.keys.query()))
                actions=Callback::new(move |key: ApiKey| actions.of_row(&key))
                selection=Selection::new(actions.chosen, |key: &ApiKey| key.id.to_string())
                sort=Signal::derive(move || state.get().sort)
                on_sort=Callback::new(move |sort: Sort| go.run((state.get_untracked().with_sort(sort), NavMode::Stay)))
                busy=busy
            />
        }
    })
.into_any()
}

/// What changes whenever the row does.
fn version(key: &ApiKey) -> String {
    let used = key.last_used_at.flatten().map_or(0, Timestamp::unix_millis);
    format!("{} {used} {}", key.id, key.name)
}

/// Puts another state of the list into the address.
fn use_go_to() -> Callback<(ListState, NavMode)> {
    let go = use_navigate_to();
    Callback::new(move |(state, how): (ListState, NavMode)| go.run((paths::api_keys(&state.to_query()), how)))
}
