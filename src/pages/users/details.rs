//! A user's page: everything the server says of them.

use api_types::User;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use super::delete::DeleteUser;
use super::list::UsersList;
use super::rules::Act;
use crate::api::{ApiError, use_api, users};
use crate::layouts::{focus_heading, focus_when_drawn, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::pages::facts::{Expiry, Role, email_or_dash, source_name, text_or_dash};
use crate::paths;
use crate::query::{Query, use_query};
use crate::time::{exact, moment};
use ui::{Button, ButtonKind, CopyButton, Drawer, ErrorState, IconName, LinkButton, Notice, Skeleton, Tone};

/// The record that the address names; anything but a number names none.
pub fn use_user_id() -> Memo<Option<i64>> {
    let params = use_params_map();
    Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse().ok())
    })
}

/// Loads the user of the address. What the list knows already is shown at once.
pub fn use_user() -> Query<User> {
    let id = use_user_id();
    let list = UsersList::expect();
    let query = use_query(
        move || id.get(),
        |id| {
            let api = use_api();
            async move {
                match id {
                    Some(id) => users::show(api, id).await,
                    None => Err(ApiError::NotFound),
                }
            }
        },
    );
    if let Some(user) = id.get_untracked().and_then(|id| list.find(id)) {
        query.set_placeholder(user);
    }
    query
}

/// Leads back to the list in the state that it had.
pub fn use_close() -> Callback<()> {
    let go = use_navigate_to();
    let search = use_location().search;
    let id = use_user_id();
    Callback::new(move |()| {
        let search = search.get_untracked();
        // What opened the first drawer is the row, even if another drawer came in between.
        let row = id.get_untracked().map(|id| paths::user(id, &search));
        go.run((paths::users(&search), NavMode::Stay));
        if let Some(row) = row {
            focus_when_drawn(format!("a[href=\"{row}\"]"));
        }
    })
}

/// The drawer with a user's page.
#[component]
pub fn UserPage() -> impl IntoView {
    let query = use_user();
    let data = query.data();
    let close = use_close();
    let name = Memo::new(move |_| data.with(|user| user.as_ref().map(|user| user.username.clone())));
    use_title(move || name.get().unwrap_or_else(|| "User".into()));
    let doomed = RwSignal::new(None::<User>);
    let list = UsersList::expect();
    let id = use_user_id();
    on_cleanup(move || {
        list.fresh.try_set(None);
    });
    let fresh = move || list.fresh.get().filter(|(whose, _)| Some(*whose) == id.get());

    view! {
        <Drawer title=Signal::derive(move || name.get().unwrap_or_else(|| "User".into())) on_close=close
            footer=move || move || data.get().map(|user| view! { <Actions user doomed/> })
        >
            {move || fresh().map(|(_, password)| view! {
                <Notice tone=Tone::Info title="The new password is shown only here".to_owned()>
                    <code class="new-password">{password.clone()}</code>
                    <CopyButton label="Copy password" text=password/>
                </Notice>
            })}
            {move || match (data.get(), query.error().get()) {
                (Some(user), _) => view! { <Details user/> }.into_any(),
                (None, Some(error)) => view! { <NoUser error query/> }.into_any(),
                (None, None) => view! { <Skeleton rows=6/> }.into_any(),
            }}
        </Drawer>
        {move || doomed.get().map(|user| view! {
            <DeleteUser
                user
                on_close=Callback::new(move |()| doomed.set(None))
                on_deleted=Callback::new(move |()| {
                    list.reload();
                    close.run(());
                    focus_heading();
                })
            />
        })}
    }
}

#[component]
fn Actions(user: User, doomed: RwSignal<Option<User>>) -> impl IntoView {
    let list = UsersList::expect();
    let search = use_location().search;
    let id = user.id;
    let kept = user.clone();
    let reason = Signal::derive(move || list.guards().reason(Act::Delete, &kept));
    view! {
        <Button
            kind=ButtonKind::DangerQuiet
            disabled_reason=reason
            on_press=Callback::new(move |()| doomed.set(Some(user.clone())))
        >
            "Delete user…"
        </Button>
        <div class="spacer"></div>
        <LinkButton href=Signal::derive(move || paths::edit_user(id, &search.get())) kind=ButtonKind::Primary icon=IconName::Pencil stays=true>
            "Edit"
        </LinkButton>
    }
}

#[component]
fn Details(user: User) -> impl IntoView {
    let username = user.username.clone();
    let copy = move |label: &'static str, text: String| view! { <CopyButton label text/> };
    let number = |id: Option<i64>| text_or_dash(id.map(|id| id.to_string()));
    let time = |at: Option<api_types::Timestamp>| match at {
        Some(at) => moment(at),
        None => text_or_dash(None),
    };
    view! {
        <dl class="details">
            <dt>"Username"</dt>
            <dd><span>{username.clone()}</span>{copy("Copy username", username)}</dd>
            <dt>"Email"</dt>
            <dd>
                {email_or_dash(user.email.as_deref())}
                {user.email.clone().map(|email| copy("Copy email", email))}
            </dd>
            <dt>"Role"</dt>
            <dd><Role is_admin=user.is_admin/></dd>
            <dt>"User id (uid)"</dt>
            <dd class="mono">{number(user.user_id)}</dd>
            <dt>"Group id (gid)"</dt>
            <dd class="mono">{number(user.group_id)}</dd>
            {user.source_type.as_ref().map(|source| view! { <dt>"Source"</dt><dd>{source_name(source)}</dd> })}
            {user.expired_at.map(|at| view! {
                <dt>"Expires"</dt>
                <dd><Expiry at/>{at.map(|at| view! { <span class="muted">" · "{move || exact(at)}</span> })}</dd>
            })}
            <dt>"Created"</dt>
            <dd>{time(user.created_at)}</dd>
            <dt>"Changed"</dt>
            <dd>{time(user.updated_at)}</dd>
            <dt>"Record"</dt>
            <dd class="mono">{user.id}</dd>
        </dl>
    }
}

/// The user couldn't be shown.
#[component]
pub fn NoUser(error: ApiError, query: Query<User>) -> impl IntoView {
    let (title, message) = match &error {
        ApiError::NotFound => (
            "There is no such user".to_owned(),
            "They were deleted, or the address is wrong. Close this to see who there is.".to_owned(),
        ),
        error => (error.title().to_owned(), error.sentence()),
    };
    let retry = (error != ApiError::NotFound).then(|| Callback::new(move |()| query.reload()));
    view! { <ErrorState title message details=error.details() on_retry=retry/> }
}
