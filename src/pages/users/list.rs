//! The list of users.

use std::collections::BTreeSet;

use api_types::{Timestamp, User};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::all_users::Progress;
use super::bulk_form::BulkRequest;
use super::bulk_plan::BulkAction;
use super::columns::{self, ColumnChoice, SORTABLE};
use super::context::UsersContext;
use super::filters::{NAMES, Needle, with_filters};
use super::form_pages::{BulkDrawer, ExportDrawer};
use super::row_actions::use_row_actions;
use super::search::UserSearch;
use crate::api::{ApiError, use_api, users};
use crate::layouts::{Administrator, focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{
    ListState, ListView, NoMatch, PageInfo, QueryView, submit, use_list_navigation, use_list_state,
};
use crate::session::Session;
use crate::time::DateOf;
use crate::user_facts::{Expiry, Role, breakable, email_or_dash, source_name, text_or_dash};
use ui::table::{Column, OnCard, Selection, SelectionBar, Table, counted, group_digits};
use ui::{
    Badge, Button, ButtonKind, ConfirmDialog, EmptyState, IconName, LinkButton, Notice, PageHeader, Tone,
    use_toasts,
};

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
    let any = move |has: fn(&User) -> bool| Memo::new(move |_| users.read().iter().any(has));
    let has_source = any(|user| user.source_type.is_some());
    let has_expiry = any(|user| user.expired_at.is_some());
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
            view! {
                <NoMatch title on_clear=move |()| navigation.go(everything(&context.state.get_untracked()), NavMode::Stay)>
                    <p>"Usernames, emails, ids and uids are searched."</p>
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
                    columns=columns(&chosen.read(), needle, has_source.get(), has_expiry.get())
                    rows=users
                    key=|user: &User| user.id.to_string()
                    row_name=|user: &User| user.username.clone()
                    row_href=move |user: User| paths::user(user.id, &search.get())
                    actions
                    sort=Signal::derive(move || shown.read().state.sort.clone())
                    selection=Selection::new(context.selected, |user: &User| user.id.to_string())
                    on_sort=move |(column, adds)| navigation.sort_by(column, adds)
                    selected_row=opened
                    changed=Signal::derive(move || context.changed_ids().iter().map(ToString::to_string).collect::<BTreeSet<_>>())
                    busy=query.loading
                />
            }}
        </ListView>
        <ChangesNotice/>
        <AllUsersNotice/>
        <SelectionBar selected=context.selected>
            <SelectMatches/>
            <Button on_press=move |()| context.exports.set(true)>"Export…"</Button>
            <Button kind=ButtonKind::Primary on_press=move |()| change_selected(context, BulkAction::Expire)>"Change…"</Button>
            <Button kind=ButtonKind::DangerQuiet on_press=move |()| change_selected(context, BulkAction::Delete)>"Delete…"</Button>
        </SelectionBar>
        <Show when=move || context.bulk_request.with(Option::is_some)>
            <BulkDrawer on_close=move |()| context.bulk_request.set(None)/>
        </Show>
    }
}

/// Opens the form that changes those who are selected.
fn change_selected(context: UsersContext, action: BulkAction) {
    let users = context.selected_users();
    context.bulk_request.set(Some(BulkRequest { users, action }));
}

/// Says what a newer order of the rows would change, which stay where they were, and shows it when that is asked for.
#[component]
fn ChangesNotice() -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let text = Memo::new(move |_| {
        let rows = context.rows.read();
        let count = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{} {many}", group_digits(count as u64))),
        };
        let moved = count(
            rows.moved,
            "row moved by this change.",
            "rows moved by this change.",
        );
        let others = count(
            rows.others,
            "change by others since you looked.",
            "changes by others since you looked.",
        );
        let texts: Vec<String> = [moved, others].into_iter().flatten().collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    });
    move || {
        let text = text.get()?;
        Some(view! {
            <Notice>
                {text}" "
                <button type="button" class="link" on:click=move |_| context.show_order()>"Show the list as it is now"</button>
            </Notice>
        })
    }
}

/// Selects all users that match, on whichever page, while fewer are selected.
#[component]
fn SelectMatches() -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let (api, toasts) = (use_api(), use_toasts());
    let pending = RwSignal::new(false);
    let total = Memo::new(move |_| {
        context
            .page
            .with(|page| page.as_ref().and_then(|page| page.total))
            .unwrap_or_default()
    });
    let reason = Signal::derive(move || context.incomplete_reason());
    let select = move |()| {
        let asked = context.state.get_untracked();
        submit(pending, context.load_matches(api), move |users| match users {
            // Somebody who filters otherwise meanwhile doesn't mean those any more.
            Ok(_) if context.state.get_untracked() != asked => {}
            Ok(users) => context.select(users),
            Err(failure) => toasts.error(failure.sentence()),
        });
    };
    view! {
        <Show when={move || total.get() > context.selected.read().len() as u64}>
            <Button pending disabled_reason=reason on_press=select>{move || format!("Select all {}", group_digits(total.get()))}</Button>
        </Show>
    }
}

/// All users, in the same order and on pages of the same size.
fn everything(state: &ListState) -> ListState {
    with_filters(&state.with_search(String::new()), &[])
}

/// Where the server neither filters nor sorts: says that the console does, with whom, and how far it is. It stands below the
/// table, which it would push away from under the pointer.
#[component]
fn AllUsersNotice() -> impl IntoView {
    let all = expect_context::<UsersContext>().all;
    let count = move || counted(all.count(), "user");
    move || {
        let (tone, text, action) = match all.progress.get() {
            Progress::Idle => return None,
            Progress::Loading => (
                Tone::Info,
                format!("{} are loaded so far.", count()),
                Some("Stop"),
            ),
            // All that there were before are still here.
            Progress::Stopped if all.loaded_at.read().is_some() => (
                Tone::Warning,
                "They were not loaded anew: you see them as they were.".to_owned(),
                Some("Load all"),
            ),
            Progress::Failed(error) if all.loaded_at.read().is_some() => (
                Tone::Warning,
                format!(
                    "They couldn’t be loaded anew: you see them as they were. {}",
                    error.sentence()
                ),
                Some("Try again"),
            ),
            Progress::Stopped => (
                Tone::Warning,
                format!("Loading was stopped after {}: nobody else is found.", count()),
                Some("Load all"),
            ),
            Progress::Failed(error) => (
                Tone::Warning,
                format!("Only {} could be loaded. {}", count(), error.sentence()),
                Some("Try again"),
            ),
            Progress::Complete => (Tone::Info, format!("All {} are loaded.", count()), None),
        };
        let act = move |_| match all.progress.get_untracked() {
            Progress::Loading => all.stop(),
            _ => all.load(),
        };
        Some(view! {
            <Notice tone>
                "This server can’t search or sort, so the console does it itself. "{text}" "
                {action.map(|action| view! { <button type="button" class="link" on:click=act>{action}</button> })}
            </Notice>
        })
    }
}

/// A text with what is searched for marked; as `plain` draws it if it isn't there. One that is too long is shortened.
fn marked(
    needle: Memo<Option<Needle>>,
    text: Option<String>,
    plain: fn(Option<&str>) -> AnyView,
) -> impl IntoView {
    let whole = text.clone();
    let content = move || {
        let needle = needle.read();
        match needle.as_ref().and_then(|needle| needle.split(text.as_deref()?)) {
            Some([before, found, after]) => {
                view! { {breakable(before)}<mark>{found.to_owned()}</mark>{breakable(after)} }.into_any()
            }
            None => plain(text.as_deref()),
        }
    };
    view! { <span class="shortened" title=whole>{content}</span> }
}

/// The chosen columns, without those that the server's users don't have.
fn columns(
    chosen: &[&'static ColumnChoice],
    needle: Memo<Option<Needle>>,
    has_source: bool,
    has_expiry: bool,
) -> Vec<Column<User>> {
    let chosen = chosen.iter().filter(|column| match column.id {
        "source_type" => has_source,
        "expired_at" => has_expiry,
        _ => true,
    });
    chosen
        .map(|ColumnChoice { id, label, .. }| draw(id, label, needle).sortable())
        .collect()
}

/// A column with what its cells show.
fn draw(id: &'static str, label: &'static str, needle: Memo<Option<Needle>>) -> Column<User> {
    let me = Session::expect().user_id();
    let number = |id: Option<i64>| id.map(|id| id.to_string());
    let date = |at: Option<Timestamp>| at.map(|at| view! { <DateOf at/> });
    let column = match id {
        "username" => {
            return Column::new(id, label, move |user: &User| {
                let you = (me == Some(user.id)).then(|| view! { " "<Badge>"You"</Badge> });
                let name = Some(user.username.clone());
                view! {
                    <span class="name">{marked(needle, name, |name| name.map(ToOwned::to_owned).into_any())}</span>
                    {you}
                }
            });
        }
        "email" => Column::new(id, label, move |user: &User| {
            marked(needle, user.email.clone(), |email| {
                email_or_dash(email).into_any()
            })
        })
        .on_card(OnCard::Plain),
        "is_admin" => Column::new(id, label, |user: &User| view! { <Role is_admin=user.is_admin/> })
            .on_card(OnCard::Half),
        "expired_at" => Column::new(
            id,
            label,
            |user: &User| view! { <Expiry at=user.expired_at.flatten()/> },
        )
        .on_card(OnCard::Half),
        "source_type" => Column::new(id, label, |user: &User| {
            text_or_dash(user.source_type.as_ref().map(source_name))
        })
        .on_card(OnCard::Absent),
        "user_id" => Column::new(id, label, move |user: &User| number(user.user_id))
            .end()
            .mono()
            .on_card(OnCard::Absent),
        "group_id" => Column::new(id, label, move |user: &User| number(user.group_id))
            .end()
            .mono()
            .on_card(OnCard::Absent),
        "updated_at" => {
            Column::new(id, label, move |user: &User| date(user.updated_at)).on_card(OnCard::Absent)
        }
        "created_at" => {
            Column::new(id, label, move |user: &User| date(user.created_at)).on_card(OnCard::Absent)
        }
        _ => Column::new(id, label, move |user: &User| user.id)
            .end()
            .mono()
            .on_card(OnCard::Absent),
    };
    column.optional()
}

/// Asks for confirmation, and deletes. An administrator's name has to be typed.
#[component]
fn DeleteUser(user: User) -> impl IntoView {
    let api = use_api();
    let toasts = use_toasts();
    let context = expect_context::<UsersContext>();
    let go = use_navigate_to();
    let search = use_location().search;
    let params = use_params_map();
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let User {
        id,
        username: name,
        is_admin,
        ..
    } = user;
    let title = format!("Delete {name}?");
    let type_to_confirm = is_admin.then(|| name.clone());
    let warning = format!(
        "{name} is signed out everywhere and can’t sign in again. Their API keys stop working at once and are \
         deleted with their configuration. This can’t be undone."
    );
    let confirm = move |()| {
        error.set(None);
        let name = name.clone();
        submit(pending, users::delete(api, id), move |result| match result {
            // Somebody else may have been faster: the outcome is the one that was wanted.
            Ok(()) | Err(ApiError::NotFound) => {
                toasts.success(format!("{name} is deleted."));
                context.forget(id);
                context.to_delete.set(None);
                context.reload();
                if params.with_untracked(|params| params.get("id").is_some()) {
                    go.run((paths::users(&search.get_untracked()), NavMode::Stay));
                }
                focus_heading();
            }
            Err(failure) => error.set(Some(failure.sentence())),
        });
    };
    view! {
        <ConfirmDialog
            title
            confirm_label="Delete user"
            pending
            error
            on_confirm=confirm
            on_close=move |()| context.to_delete.set(None)
            type_to_confirm
        >
            <p>{warning}</p>
        </ConfirmDialog>
    }
}
