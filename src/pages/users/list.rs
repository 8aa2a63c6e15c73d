//! The list of users.

use api_types::User;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::columns::{SORTABLE, columns};
use super::context::UsersContext;
use super::delete::DeleteUser;
use super::list_page::{self, UserListPage};
use super::rules::UserAction;
use crate::api::{use_api, users};
use crate::layouts::Administrator;
use crate::layouts::{focus_heading, use_title};
use crate::paths;
use crate::query::{ListView, PageInfo, Query, QueryView, use_list_navigation, use_list_state, use_query};
use ui::table::{Sort, Table};
use ui::{ButtonKind, EmptyState, IconName, LinkButton, MenuItem, Notice, PageHeader, Tone};

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
    let state = use_list_state(SORTABLE, &[]);
    let page = use_query(
        move || state.get(),
        |state| {
            let api = use_api();
            async move { list_page::load(api, &state).await }
        },
    );
    let last_administrator = use_query(
        || (),
        |()| {
            let api = use_api();
            async move { users::last_permanent_administrator(api).await }
        },
    );
    let context = UsersContext::provide(page, last_administrator);
    let to_delete = RwSignal::new(None::<User>);
    let search = use_location().search;

    view! {
        <ListTitle/>
        <PageHeader
            title="Users"
            description="Accounts that may sign in to this console and the API."
            actions=move || view! {
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
        <QueryView query=page>
            <UserRows page to_delete/>
        </QueryView>
        {move || to_delete.get().map(|user| view! {
            <DeleteUser
                user
                on_close=move |()| to_delete.set(None)
                on_deleted=move |()| {
                    to_delete.set(None);
                    context.reload();
                    focus_heading();
                }
            />
        })}
        <Outlet/>
    }
}

/// Sets the document's title while no drawer, which sets its own, is open.
#[component]
fn ListTitle() -> impl IntoView {
    let pathname = use_location().pathname;
    let no_drawer = Memo::new(move |_| pathname.get() == paths::users(""));
    move || no_drawer.get().then(|| use_title(|| "Users".into()))
}

#[component]
fn UserRows(
    page: Query<UserListPage>,
    /// Set to the user whose deletion is to be confirmed.
    to_delete: RwSignal<Option<User>>,
) -> impl IntoView {
    let context = UsersContext::expect();
    let state = use_list_state(SORTABLE, &[]);
    let navigation = use_list_navigation(state, paths::users);
    let search = use_location().search;
    let data = page.data();
    let users = Memo::new(move |_| {
        data.with(|page| page.as_ref().map(|page| page.users.clone()).unwrap_or_default())
    });
    let has_source =
        Memo::new(move |_| users.with(|users| users.iter().any(|user| user.source_type.is_some())));
    let has_expiry =
        Memo::new(move |_| users.with(|users| users.iter().any(|user| user.expired_at.is_some())));
    let sorted_here_only =
        Memo::new(move |_| data.with(|page| page.as_ref().is_some_and(|page| page.sorted_here_only)));
    // The range and the order are those of the rows on the screen, even while others are being loaded.
    let shown = Memo::new(move |_| {
        data.with(|page| {
            page.as_ref()
                .map_or_else(|| state.get(), |page| page.state.clone())
        })
    });
    let info = Signal::derive(move || {
        let shown = shown.get();
        PageInfo {
            page: shown.page,
            size: shown.size,
            shown: users.with(|users| users.len() as u64),
            total: data.with(|page| page.as_ref().and_then(|page| page.total)),
        }
    });
    let params = use_params_map();
    let opened = Signal::derive(move || {
        let id = params.with(|params| params.get("id"))?;
        users.with(|users| {
            users
                .iter()
                .find(|user| user.id.to_string() == id)
                .map(|user| user.username.clone())
        })
    });
    let actions = Callback::new(move |user: User| {
        let refusal = context.protected().refusal(UserAction::Delete, &user);
        vec![
            MenuItem::link("Edit", paths::edit_user(user.id, &search.get_untracked())).icon(IconName::Pencil),
            MenuItem::press(
                "Delete…",
                Callback::new(move |()| to_delete.set(Some(user.clone()))),
            )
            .icon(IconName::Trash)
            .danger()
            .disabled(refusal),
        ]
    });

    view! {
        <Show when=move || sorted_here_only.get()>
            <Notice tone=Tone::Info>"This server can’t sort. The order holds for the rows of this page alone."</Notice>
        </Show>
        <ListView
            navigation
            query=page
            page=info
            empty=|| view! {
                <EmptyState icon=IconName::Users title="No users">
                    <p>"Create the first one: it can sign in at once."</p>
                </EmptyState>
            }
        >
            {move || view! {
                <Table
                    caption="Users"
                    columns=columns(has_source.get(), has_expiry.get())
                    rows=users
                    key=|user: &User| format!("{}-{:?}", user.id, user.updated_at)
                    row_name=|user: &User| user.username.clone()
                    row_href=move |user: User| paths::user(user.id, &search.get())
                    actions
                    sort=Signal::derive(move || shown.get().sort)
                    on_sort=move |sort: Sort| navigation.set_sort(sort)
                    selected_row=opened
                    busy=page.loading()
                />
            }}
        </ListView>
    }
}
