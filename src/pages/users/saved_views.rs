//! Views that the person has saved: a name for a search, filters, order and columns.

use api_types::Configuration;
use futures_util::FutureExt;
use leptos::prelude::*;

use super::context::UsersContext;
use super::form_pages::SaveViewDrawer;
use crate::activity::{Activity, Undone, not_undone};
use crate::api::{Api, ApiError, configurations, use_api};
use crate::query::{CachedQuery, ListNavigation, ListState, submit};
use ui::use_toasts;

/// Under this prefix, followed by their names, the views are kept among the person's configurations.
pub const PREFIX: &str = "console.views.users.";

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// The id of its configuration.
    pub id: i64,
    /// What the person calls it.
    pub name: String,
    /// The query of its address.
    pub query: String,
}

impl SavedView {
    fn new(configuration: Configuration) -> Option<Self> {
        let name = configuration.key.strip_prefix(PREFIX)?.to_owned();
        Some(Self {
            id: configuration.id,
            name,
            query: configuration.value,
        })
    }
}

/// The query under which a state of the list is saved: without the page, and with as many rows as whoever opens it prefers.
pub fn query_of(state: &ListState) -> String {
    let whole = ListState {
        page: 1,
        size: state.preferred_size,
        ..state.clone()
    };
    whole.to_query()
}

/// The views, in the order of their names.
pub static ALL: CachedQuery<(), Vec<SavedView>> =
    CachedQuery::new("saved views", |api, ()| load(api).boxed_local());

async fn load(api: Api) -> Result<Vec<SavedView>, ApiError> {
    let found = configurations::under(api, PREFIX).await?;
    let mut views: Vec<_> = found.into_iter().filter_map(SavedView::new).collect();
    views.sort_by_cached_key(|view| view.name.to_lowercase());
    Ok(views)
}

/// Takes the deletion of a view back.
async fn save_again(api: Api, view: SavedView) -> Undone {
    let key = format!("{PREFIX}{}", view.name);
    let answer = configurations::store(api, &key, &view.query, None).await;
    answer.map(drop).map_err(|error| not_undone(&error))
}

/// Links to the saved views, and what can be done with what is shown: save it as a view, or delete the view that it is.
#[component]
pub fn SavedViews(navigation: ListNavigation) -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let (api, toasts, activity) = (use_api(), use_toasts(), Activity::expect());
    let views = context.saved_views;
    let saves = RwSignal::new(false);
    let pending = RwSignal::new(false);
    let query = Memo::new(move |_| query_of(&navigation.state.read()));
    let current = Memo::new(move |_| {
        let views = views.data.read();
        let mut views = views.iter().flatten();
        views.find(|view| view.query == *query.read()).cloned()
    });
    let is_plain = Memo::new(move |_| {
        let state = navigation.state.read();
        let is_everything = state.search.is_empty() && state.more.is_empty();
        is_everything && state.sort.is_empty() && state.columns.is_none()
    });
    let link = move |view: SavedView| {
        let own = view.query.clone();
        let href = crate::paths::users(&view.query);
        let is_current = move || (*query.read() == own).then_some("true");
        view! { <a class="chip" data-noscroll href=href aria-current=is_current>{view.name}</a> }
    };
    let delete = move |view: SavedView| {
        submit(
            pending,
            configurations::delete(api, view.id),
            move |result| match result {
                // Whoever deleted it: it is gone, as it should be.
                Ok(()) | Err(ApiError::NotFound) => {
                    let said = format!("The view {} is deleted.", view.name);
                    activity.offer_undo(said, move |api| save_again(api, view.clone()));
                    views.reload();
                }
                Err(failure) => toasts.error(failure.sentence()),
            },
        );
    };
    view! {
        {move || views.data.get().unwrap_or_default().into_iter().map(link).collect_view()}
        {move || match (current.get(), is_plain.get()) {
            (Some(view), _) => {
                let label = format!("Delete the view {}", view.name);
                Some(view! {
                    <button type="button" class="link" aria-label=label on:click=move |_| delete(view.clone())>"Delete view"</button>
                }
                .into_any())
            }
            (None, true) => None,
            (None, false) => Some(view! {
                <button type="button" class="link" on:click=move |_| saves.set(true)>"Save view…"</button>
            }
            .into_any()),
        }}
        {move || views.error.get().map(|error| view! {
            <span class="muted small">
                {format!("Saved views couldn’t be loaded. {}", error.sentence())}" "
                <button type="button" class="link" on:click=move |_| views.reload()>"Try again"</button>
            </span>
        })}
        <Show when=move || saves.get()>
            <SaveViewDrawer on_close=move |()| saves.set(false)/>
        </Show>
    }
}
