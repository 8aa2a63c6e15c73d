//! The list of events.

use api_types::{AuditEvent, AuditEventList};
use futures_util::FutureExt;
use leptos::prelude::*;

use super::words::{action_sentence, change_sentences, origin_name};
use crate::api::{ApiError, audit, paging};
use crate::layouts::{focus_heading, use_title};
use crate::paths::{self, Address};
use crate::query::{
    CachedQuery, ListState, ListView, NoMatch, QueryView, list_state_of, use_list_navigation, use_list_state,
};
use crate::time::exact;
use ui::forms::SearchField;
use ui::table::{Column, OnCard, PageInfo, Sort, Table};
use ui::{Badge, EmptyState, ErrorState, IconName, PageHeader};

/// The columns by which the list can be sorted.
const SORTABLE: &[&str] = &[TIME, "actor", "action", "record"];

/// The column of the time: later events have higher ids, and of two in one millisecond ids alone tell which came first.
const TIME: &str = "id";

/// A page of the trail, and which one it is.
static EVENTS: CachedQuery<ListState, (ListState, AuditEventList)> =
    CachedQuery::new("audit", |api, state| {
        async move {
            let list = audit::list(api, &parameters(&state)).await?;
            Ok((state, list))
        }
        .boxed_local()
    });

/// Loads the trail of an address ahead.
pub fn preload_audit(address: &Address) {
    EVENTS.preload(list_state_of(address, SORTABLE, &[]));
}

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    use_title(|| "Audit trail".into());
    focus_heading();
    let state = use_list_state(SORTABLE, &[]);
    let navigation = use_list_navigation(state, paths::audit);
    let query = EVENTS.use_query(move || state.get());
    let rows = Memo::new(move |_| {
        let loaded = query.data.read();
        loaded
            .as_ref()
            .map(|(_, list)| list.audit_events.clone())
            .unwrap_or_default()
    });
    let page = move || {
        let loaded = query.data.read();
        let (state, list) = loaded
            .as_ref()
            .map_or((None, None), |(state, list)| (Some(state), Some(list)));
        PageInfo {
            page: state.map_or(1, |state| state.page),
            size: state.map_or(1, |state| state.size),
            shown: list.map_or(0, |list| list.audit_events.len() as u64),
            total: list.and_then(|list| u64::try_from(list.count).ok()),
        }
    };
    let sort = move || {
        let mut sort = state.read().sort.clone();
        if sort.is_empty() {
            sort.push(latest_first());
        }
        sort
    };
    let failed = move |error: ApiError| {
        let (title, message, on_retry) = match &error {
            ApiError::NotFound => (
                "This server keeps no audit trail",
                "It doesn’t offer one: it is an extension of the published API.".to_owned(),
                None,
            ),
            error => (
                error.title(),
                error.sentence(),
                Some(Callback::new(move |()| query.reload())),
            ),
        };
        view! { <ErrorState title message details=error.details() on_retry/> }.into_any()
    };
    view! {
        <PageHeader
            title="Audit trail"
            description="Who changed what, and when. Nothing here can be changed; passwords and values are never part of it."
        />
        <QueryView query failed=failed>
            <div class="toolbar">
                <SearchField
                    label="Search by who or whom"
                    value=navigation.search()
                    on_search=move |text| navigation.set_search(text)
                />
            </div>
            <ListView
                navigation
                query
                page
                empty=|| view! {
                    <EmptyState icon=IconName::Clock title="Nothing has been changed yet">
                        <p>"Every change of a user, an API key or a configuration appears here."</p>
                    </EmptyState>
                }
                no_match=move || view! {
                    <NoMatch title="Nothing matches" on_clear=move |()| navigation.clear_search()>
                        <p>"The names of those who made a change, and of the users who were changed, are searched."</p>
                    </NoMatch>
                }
            >
                <Table
                    caption="Audit trail"
                    columns=columns()
                    rows
                    key=|event: &AuditEvent| event.id.to_string()
                    row_name=|event: &AuditEvent| event.id.to_string()
                    sort=Signal::derive(sort)
                    on_sort=move |request| navigation.sort_by(request)
                    busy=query.loading
                />
            </ListView>
        </QueryView>
    }
}

/// The order unless another is asked for.
fn latest_first() -> Sort {
    Sort {
        column: TIME.to_owned(),
        descending: true,
    }
}

fn parameters(state: &ListState) -> Vec<(&'static str, String)> {
    let mut parameters = paging::page_parameters(state.size, state.offset()).to_vec();
    let order = state.sort_by().unwrap_or_else(|| format!("{TIME}:desc"));
    parameters.push(("sort_by", order));
    let search = state.search.trim();
    if !search.is_empty() {
        parameters.push(("search", search.to_owned()));
    }
    parameters
}

fn columns() -> Vec<Column<AuditEvent>> {
    vec![
        Column::new(TIME, "When", |event: &AuditEvent| exact(event.created_at))
            .sortable()
            .wraps(),
        Column::new("actor", "Who", actor).sortable(),
        Column::new("action", "What", |event: &AuditEvent| {
            action_sentence(&event.action)
        })
        .sortable()
        .on_card(OnCard::Plain),
        Column::new("record", "Whom or which", record).sortable().wraps(),
        Column::new("changes", "Changes", |event: &AuditEvent| {
            change_sentences(event).join(", ")
        })
        .wraps()
        .on_card(OnCard::Plain),
    ]
}

/// Who made the change, and how they came if it wasn't with a session.
fn actor(event: &AuditEvent) -> impl IntoView + use<> {
    let name = match (event.actor_id, event.actor.clone()) {
        (Some(id), name) => view! { <a href=paths::user(id, "")>{name}</a> }.into_any(),
        (None, name) => name.into_any(),
    };
    let origin = origin_name(&event.origin).map(|origin| view! { " "<Badge>{origin}</Badge> });
    view! { {name}{origin} }
}

/// What was changed; a link where it is there to be seen.
fn record(event: &AuditEvent) -> impl IntoView + use<> {
    let (id, name) = (event.record_id, event.record.clone());
    match event.action.as_str() {
        "users/create" | "users/update" => view! { <a href=paths::user(id, "")>{name}</a> }.into_any(),
        _ if name.is_empty() => view! { <span class="muted">{format!("id {id}")}</span> }.into_any(),
        _ => name.into_any(),
    }
}
