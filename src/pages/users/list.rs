//! The list of users.

use std::collections::BTreeSet;

use api_types::User;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::all_users::Progress;
use super::cells;
use super::columns::{self, SORTABLE};
use super::context::UsersContext;
use super::delete::DeleteUser;
use super::filters::{NAMES, Needle, with_filters};
use super::form_pages::{BulkDrawer, ExportDrawer};
use super::notices::{AllUsersNotice, ChangesNotice};
use super::row_actions::use_row_actions;
use super::search::UserSearch;
use super::selection::UserSelectionBar;
use crate::layouts::{Administrator, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{ListState, ListView, NoMatch, PageInfo, QueryView, use_list_navigation, use_list_state};
use ui::table::{Selection, Table};
use ui::{Button, ButtonKind, EmptyState, IconName, LinkButton, PageHeader};

/// The list, with an outlet for the drawers.
#[component]
pub fn UsersPage() -> impl IntoView {
    view! {
        <Administrator>
            <UserList/>
        </Administrator>
    }
}

#[component]
fn UserList() -> impl IntoView {
    let context = UsersContext::new(use_list_state(SORTABLE, NAMES));
    provide_context(context);
    use_remembered_columns(context.state);
    let search = use_location().search;
    let not_loaded = Signal::derive(move || {
        let nobody = context.page.with(Option::is_none);
        nobody.then(|| "The list isn’t loaded yet.".to_owned())
    });

    view! {
        <ListTitle/>
        <PageHeader
            title="Users"
            description="Accounts that may sign in to this console and the API."
            actions=move || view! {
                <Button disabled_reason=not_loaded on_press=move |()| context.exports.set(true)>"Export"</Button>
                <LinkButton href=Signal::derive(move || paths::import_users(&search.get())) stays=true>"Import"</LinkButton>
                <LinkButton
                    href=Signal::derive(move || paths::new_user(&search.get()))
                    kind=ButtonKind::Primary
                    icon=IconName::Plus
                    stays=true
                >
                    "Create user"
                </LinkButton>
            }
        />
        <QueryView query=context.status()>
            <UserRows/>
        </QueryView>
        <Show when=move || context.exports.get()>
            <ExportDrawer on_close=move |()| context.exports.set(false)/>
        </Show>
        {move || context.to_delete.get().map(|user| view! { <DeleteUser user/> })}
        <Outlet/>
    }
}

/// Writes the columns that the person chose last into an address that names none: whoever is sent it sees the same.
fn use_remembered_columns(state: Memo<ListState>) {
    let go = use_navigate_to();
    let location = use_location();
    Effect::new(move |_| {
        let names_columns = state.with(|state| state.columns.is_some());
        let is_list = location.pathname.with(|path| *path == paths::users(""));
        let remembered = columns::remembered().filter(|_| is_list && !names_columns);
        if let Some(columns) = remembered {
            let state = state.get_untracked().with_columns(Some(columns));
            go.run((paths::users(&state.to_query()), NavMode::ReplaceAndStay));
        }
    });
}

/// Sets the document's title while no drawer, which sets its own, is open.
#[component]
fn ListTitle() -> impl IntoView {
    let pathname = use_location().pathname;
    let no_drawer = Memo::new(move |_| pathname.get() == paths::users(""));
    move || no_drawer.get().then(|| use_title(|| "Users".into()))
}

#[component]
fn UserRows() -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let navigation = use_list_navigation(context.state, paths::users);
    let search = use_location().search;
    // The range and the order are those of the rows on the screen, even while others are being loaded.
    let shown = Memo::new(move |_| context.page.get().unwrap_or_default());
    let query = context.status();
    let needle = Memo::new(move |_| Needle::new(&context.state.read().search));
    let users = Memo::new(move |_| context.rows.read().users.clone());
    let known = Memo::new(move |_| cells::KnownAttributes::of(&users.read()));
    let info = Signal::derive(move || {
        let page = shown.read();
        PageInfo {
            page: page.state.page,
            size: page.state.size,
            shown: users.read().len() as u64,
            total: page.total,
        }
    });
    let params = use_params_map();
    let opened = Signal::derive(move || {
        let id: i64 = params.read().get("id")?.parse().ok()?;
        Some(users.read().iter().find(|user| user.id == id)?.username.clone())
    });
    let actions = use_row_actions(context);

    let is_loading = Memo::new(move |_| *context.all.progress.read() == Progress::Loading);
    let no_match = move || {
        move || {
            let title = if is_loading.get() {
                "Nobody matches so far"
            } else {
                "Nobody matches"
            };
            let (is_searched, is_filtered) = context
                .state
                .with(|state| (!state.search.is_empty(), !state.more.is_empty()));
            let clear_label = match (is_searched, is_filtered) {
                (true, true) => "Clear search and filters",
                (true, false) => "Clear the search",
                _ => "Clear filters",
            };
            view! {
                <NoMatch
                    title
                    clear_label
                    on_clear=move |()| navigation.go(everything(&context.state.get_untracked()), NavMode::Stay)
                >
                    {is_searched.then(|| view! { <p>"Usernames, emails, ids and uids are searched."</p> })}
                </NoMatch>
            }
        }
    };

    let chosen = Memo::new(move |_| columns::parse(context.state.read().columns.as_deref()));

    view! {
        <UserSearch navigation/>
        <ListView
            navigation
            query
            page=info
            empty=|| view! {
                <EmptyState icon=IconName::Users title="No users">
                    <p>"Create the first one: it can sign in at once."</p>
                </EmptyState>
            }
            no_match
        >
            {move || view! {
                <Table
                    caption="Users"
                    columns=cells::columns(&chosen.read(), needle, known.get())
                    rows=users
                    key=|user: &User| user.id.to_string()
                    row_name=|user: &User| user.username.clone()
                    row_href=move |user: User| paths::user(user.id, &search.get())
                    actions
                    sort=Signal::derive(move || shown.read().state.sort.clone())
                    selection=Selection::new(context.selected, |user: &User| user.id.to_string())
                    on_sort=move |request| navigation.sort_by(request)
                    selected_row=opened
                    changed=Signal::derive(move || context.changed_ids().iter().map(ToString::to_string).collect::<BTreeSet<_>>())
                    busy=query.loading
                />
            }}
        </ListView>
        <ChangesNotice/>
        <AllUsersNotice/>
        <UserSelectionBar/>
        <Show when=move || context.bulk_request.with(Option::is_some)>
            <BulkDrawer on_close=move |()| context.bulk_request.set(None)/>
        </Show>
    }
}

/// All users, in the same order and on pages of the same size.
fn everything(state: &ListState) -> ListState {
    with_filters(&state.with_search(String::new()), &[])
}
