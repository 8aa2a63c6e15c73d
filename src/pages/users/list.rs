//! The list of users.

use api_types::User;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::columns::{SORTABLE, columns};
use super::data::{self, UserPage};
use super::delete::DeleteUser;
use super::rules::{Act, Guards};
use crate::api::{ApiError, use_api, users};
use crate::layouts::Administrator;
use crate::layouts::{focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::passwords::NewPassword;
use crate::paths;
use crate::query::{ListState, Query, use_list_state, use_query};
use crate::session::Session;
use crate::time;
use ui::table::{Pagination, Sort, Table};
use ui::{
    ButtonKind, EmptyState, ErrorState, IconName, LinkButton, MenuAction, MenuItem, Notice, PageHeader,
    Skeleton, Tone,
};

/// What the list shares with the drawers that lie over it.
#[derive(Clone, Copy)]
pub struct UsersList {
    page: Query<UserPage>,
    guards: Query<Option<i64>>,
    /// A password that was just generated, with whose it is: nobody else knows it yet.
    pub fresh: RwSignal<Option<(i64, String)>>,
}

impl UsersList {
    /// The list around the present drawer.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The row of that record, if it is on the page.
    pub fn find(self, id: i64) -> Option<User> {
        self.page
            .data()
            .get_untracked()?
            .users
            .into_iter()
            .find(|user| user.id == id)
    }

    /// Loads again, after something was changed.
    pub fn reload(self) {
        self.page.reload();
        self.guards.reload();
    }

    /// Keeps a generated password for the user's page, which shows it once more.
    pub fn hand_over(self, id: i64, password: NewPassword) {
        let text = password.value.get_untracked();
        self.fresh
            .set(untrack(|| password.is_generated()).then_some((id, text)));
    }

    /// What can't be done, and to whom; tracked.
    pub fn guards(self) -> Guards {
        Guards {
            me: Session::expect().user_id(),
            last_administrator: self.guards.data().get().flatten(),
        }
    }
}

/// The list, with an outlet for the drawers.
#[component]
pub fn UsersPage() -> impl IntoView {
    view! {
        <Administrator>
            <UsersOfServer/>
        </Administrator>
    }
}

/// Which of its faces the list shows.
#[derive(Clone, PartialEq)]
enum Face {
    Loading,
    Failed(ApiError),
    Rows,
}

#[component]
fn UsersOfServer() -> impl IntoView {
    let state = use_list_state(SORTABLE, &[]);
    let page = use_query(
        move || state.get(),
        |state: ListState| {
            let api = use_api();
            async move { data::load(api, &state).await }
        },
    );
    let guards = use_query(
        || (),
        |()| {
            let api = use_api();
            async move { users::last_permanent_administrator(api).await }
        },
    );
    let list = UsersList {
        page,
        guards,
        fresh: RwSignal::new(None),
    };
    provide_context(list);
    let to_delete = RwSignal::new(None::<User>);
    let (data, error) = (page.data(), page.error());
    let face = Memo::new(move |_| match (data.with(Option::is_some), error.get()) {
        (true, _) => Face::Rows,
        (false, Some(error)) => Face::Failed(error),
        (false, None) => Face::Loading,
    });
    let outdated = move || error.get().filter(|_| data.with(Option::is_some));
    let search = use_location().search;

    view! {
        <Title/>
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
        {move || outdated().map(|error| view! { <Outdated error page/> })}
        {move || match face.get() {
            Face::Failed(error) => view! { <Failed error page/> }.into_any(),
            Face::Loading => view! { <Skeleton rows=8/> }.into_any(),
            Face::Rows => view! { <Rows page state to_delete/> }.into_any(),
        }}
        {move || to_delete.get().map(|user| view! {
            <DeleteUser
                user
                on_close=Callback::new(move |()| to_delete.set(None))
                on_deleted=Callback::new(move |()| {
                    to_delete.set(None);
                    list.reload();
                    focus_heading();
                })
            />
        })}
        <Outlet/>
    }
}

/// The document's title as long as no drawer, which has its own, is open.
#[component]
fn Title() -> impl IntoView {
    let pathname = use_location().pathname;
    let alone = Memo::new(move |_| pathname.get() == paths::users(""));
    move || alone.get().then(|| use_title(|| "Users".into()))
}

#[component]
fn Rows(page: Query<UserPage>, state: Memo<ListState>, to_delete: RwSignal<Option<User>>) -> impl IntoView {
    let data = page.data();
    let users = Memo::new(move |_| {
        data.with(|page| page.as_ref().map(|page| page.users.clone()).unwrap_or_default())
    });
    let has_source =
        Memo::new(move |_| users.with(|users| users.iter().any(|user| user.source_type.is_some())));
    let has_expiry =
        Memo::new(move |_| users.with(|users| users.iter().any(|user| user.expired_at.is_some())));
    let is_empty = Memo::new(move |_| users.with(Vec::is_empty));
    // What is on the screen is true: range and order are those of the rows shown, also while others are on their way.
    let shown = Memo::new(move |_| {
        data.with(|page| {
            page.as_ref()
                .map_or_else(|| state.get(), |page| page.state.clone())
        })
    });
    let go = use_go_to();
    let search = use_location().search;
    let list = UsersList::expect();
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
        row_actions(&user, &search.get_untracked(), list.guards(), to_delete)
    });
    let total = Signal::derive(move || data.with(|page| page.as_ref().and_then(|page| page.total)));
    let (at, loading) = (page.loaded_at(), page.loading());
    let note = Signal::derive(move || match at.get() {
        _ if loading.get() => "loading…".to_owned(),
        Some(at) => loaded(at),
        None => String::new(),
    });
    let sorted_here_only = move || data.with(|page| page.as_ref().is_some_and(|page| page.sorted_here_only));

    view! {
        <Show when=sorted_here_only><Notice tone=Tone::Info>"This server can't sort. The order holds for the rows of this page alone."</Notice></Show>
        {move || if is_empty.get() {
            view! { <NoRows state/> }.into_any()
        } else {
            view! {
                <Table
                    caption="Users"
                    columns=columns(has_source.get(), has_expiry.get())
                    rows=users
                    key=|user: &User| format!("{}-{:?}", user.id, user.updated_at)
                    row_name=|user: &User| user.username.clone()
                    row_href=Callback::new(move |user: User| paths::user(user.id, &search.get()))
                    actions=actions
                    sort=Signal::derive(move || shown.get().sort)
                    on_sort=Callback::new(move |sort: Sort| go.run((state.get_untracked().with_sort(sort), NavMode::Stay)))
                    selected_row=opened
                    busy=loading
                />
            }.into_any()
        }}
        <Pagination
            page=Signal::derive(move || shown.get().page)
            page_size=Signal::derive(move || shown.get().size)
            shown=Signal::derive(move || users.with(|users| users.len() as u64))
            total=total
            on_page=Callback::new(move |number| go.run((state.get_untracked().with_page(number), NavMode::Push)))
            on_size=Callback::new(move |size| go.run((state.get_untracked().with_size(size), NavMode::Push)))
            note=note
        />
    }
}

/// Puts another state of the list into the address.
fn use_go_to() -> Callback<(ListState, NavMode)> {
    let go = use_navigate_to();
    Callback::new(move |(state, how): (ListState, NavMode)| go.run((paths::users(&state.to_query()), how)))
}

fn loaded(at: api_types::Timestamp) -> String {
    format!("loaded {}", time::relative(at, time::use_now().get()))
}

fn row_actions(
    user: &User,
    search: &str,
    guards: Guards,
    to_delete: RwSignal<Option<User>>,
) -> Vec<MenuItem> {
    let doomed = user.clone();
    vec![
        MenuItem {
            label: "Edit".into(),
            icon: Some(IconName::Pencil),
            action: MenuAction::Link(paths::edit_user(user.id, search)),
            danger: false,
            disabled_reason: None,
        },
        MenuItem {
            label: "Delete…".into(),
            icon: Some(IconName::Trash),
            action: MenuAction::Press(Callback::new(move |()| to_delete.set(Some(doomed.clone())))),
            danger: true,
            disabled_reason: guards.reason(Act::Delete, user),
        },
    ]
}

#[component]
fn NoRows(state: Memo<ListState>) -> impl IntoView {
    move || {
        if state.get().page > 1 {
            let first = paths::users(&state.get().with_page(1).to_query());
            view! {
                <EmptyState icon=IconName::Users title="There is nothing on this page".to_owned()>
                    <p>"The list has become shorter, or the address names a page that it doesn't have."</p>
                    <LinkButton href=first>"Go to the first page"</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <EmptyState icon=IconName::Users title="No users".to_owned()>
                    <p>"Create the first one: it can sign in at once."</p>
                </EmptyState>
            }
            .into_any()
            .into_any()
            .into_any()
            .into_any()
            .into_any()
            .into_any()
        }
    }
}

#[component]
fn Failed(error: ApiError, page: Query<UserPage>) -> impl IntoView {
    view! {
        <ErrorState
            title=error.title().to_owned()
            message=error.sentence()
            details=error.details()
            on_retry=Callback::new(move |()| page.reload())
        />
    }
}

/// The rows on the screen are from before the failure, and it is said.
#[component]
fn Outdated(error: ApiError, page: Query<UserPage>) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warning title=error.title().to_owned()>
            {error.sentence()}
            " What you see was loaded earlier. "
            <button type="button" class="link" on:click=move |_| page.reload()>"Try again"</button>
        </Notice>
    }
}
