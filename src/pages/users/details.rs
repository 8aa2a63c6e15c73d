//! A user's page, with everything that the server knows of them.

use api_types::{Timestamp, User};
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use super::context::UsersContext;
use crate::api::{ApiError, users};
use crate::layouts::{focus_when_drawn, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::navigation::has_audit_trail;
use crate::passwords::LOSE_PASSWORD;
use crate::paths;
use crate::query::{CachedQuery, Query, QueryView};
use crate::time::{exact, moment};
use crate::unsaved::use_question;
use crate::user_facts::{Expiry, Role, email_or_dash, source_name, text_or_dash};
use ui::{Button, ButtonKind, CopyButton, Drawer, ErrorState, IconName, LinkButton, Notice, Tone};

/// A user, by what an address names.
pub static USER: CachedQuery<String, User> = CachedQuery::new("user", |api, name| {
    async move { users::show(api, &name).await }.boxed_local()
});

/// What the address names: a record by its id, or a user by their name or email, as people type it.
fn use_name() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id").unwrap_or_default())
}

/// The id of the record that the address names; none as long as it names a person.
pub fn use_user_id() -> Memo<Option<i64>> {
    let name = use_name();
    Memo::new(move |_| name.read().parse().ok())
}

/// Loads the user of the address. The list's record, if it has one, is shown until the answer arrives. The address of a name
/// becomes that of the record: names change.
pub fn use_user() -> Query<User> {
    let name = use_name();
    lead_to_record(USER.use_query(move || name.get()))
}

/// As [`use_user`], for a form: what an earlier page has loaded may be old.
pub fn use_newest_user() -> Query<User> {
    let name = use_name();
    lead_to_record(USER.use_newest(move || name.get()))
}

fn lead_to_record(query: Query<User>) -> Query<User> {
    let id = use_user_id();
    let (go, location) = (use_navigate_to(), use_location());
    Effect::new(move |_| {
        let found = query.data.with(|user| user.as_ref().map(|user| user.id));
        if let Some(found) = found.filter(|_| id.get_untracked().is_none()) {
            let search = location.search.get_untracked();
            let is_form = location.pathname.with_untracked(|path| path.ends_with("/edit"));
            let address = if is_form {
                paths::edit_user(found, &search)
            } else {
                paths::user(found, &search)
            };
            go.run((address, NavMode::ReplaceAndStay));
        }
    });
    let page = expect_context::<UsersContext>().page;
    let show_listed = move || {
        let users = page.get_untracked().into_iter().flat_map(|page| page.users);
        if let Some(user) = users.into_iter().find(|user| id.get_untracked() == Some(user.id)) {
            query.set_placeholder(user);
        }
    };
    show_listed();
    // Nobody is shown under the address of somebody else, not even until that user has been loaded.
    Effect::watch(
        move || id.get(),
        move |id, _, _| {
            let shown = query
                .data
                .with_untracked(|user| user.as_ref().map(|user| user.id));
            if shown != *id {
                query.forget();
                show_listed();
            }
        },
        false,
    );
    query
}

/// Closes the drawer: shows the list in the state that it had, and gives the focus back to the link that led here, even if
/// another drawer came in between: to the user's row, or to the button that creates or imports some.
pub fn use_close() -> Callback<()> {
    let go = use_navigate_to();
    let state = expect_context::<UsersContext>().state;
    let id = use_user_id();
    let pathname = use_location().pathname;
    Callback::new(move |()| {
        let query = state.get_untracked().to_query();
        let is_import = pathname.get_untracked() == paths::import_users("");
        let opener = match id.get_untracked() {
            Some(id) => paths::user(id, &query),
            None if is_import => paths::import_users(&query),
            None => paths::new_user(&query),
        };
        go.run((paths::users(&query), NavMode::Stay));
        focus_when_drawn(format!("a[href=\"{opener}\"]"));
    })
}

/// The drawer with a user's page.
#[component]
pub fn UserPage() -> impl IntoView {
    let query = use_user();
    let data = query.data;
    let context = expect_context::<UsersContext>();
    let id = use_user_id();
    let name = Memo::new(move |_| {
        let name = data.read().as_ref().map(|user| user.username.clone());
        name.unwrap_or_else(|| "User".to_owned())
    });
    let generated_password = move || {
        let (owner, password) = context.generated_password.get()?;
        (id.get() == Some(owner)).then_some(password)
    };
    // It is shown once: a stray press mustn't take it away before somebody has it.
    let copied = RwSignal::new(false);
    let at_risk = Signal::derive(move || generated_password().is_some() && !copied.get());
    let close = use_question(at_risk, use_close(), &LOSE_PASSWORD);
    use_title(move || name.get());
    on_cleanup(move || {
        context.generated_password.try_set(None);
        context.to_delete.try_set(None);
    });

    view! {
        <Drawer
            title=name
            on_close=close
            footer=move || move || data.get().map(|user| view! { <Actions user/> })
        >
            {move || generated_password().map(|password| view! {
                <Notice tone=Tone::Info title="The new password is shown only here">
                    <code class="new-password">{password.clone()}</code>
                    <CopyButton label="Copy password" text=password on_copied=Callback::new(move |()| copied.set(true))/>
                </Notice>
            })}
            <QueryView query skeleton_rows=6 failed=move |error| view! { <NoUser error query/> }.into_any()>
                {move || data.get().map(|user| view! { <Details user/> })}
            </QueryView>
        </Drawer>
    }
}

#[component]
fn Actions(user: User) -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let search = use_location().search;
    let id = user.id;
    let user = StoredValue::new(user);
    view! {
        <Button
            kind=ButtonKind::DangerQuiet
            disabled_reason=Signal::derive(move || user.with_value(|user| context.refusal("delete", user)))
            on_press=move |()| context.to_delete.set(Some(user.get_value()))
        >
            "Delete user…"
        </Button>
        <div class="spacer"></div>
        <LinkButton
            href=Signal::derive(move || paths::edit_user(id, &search.get()))
            kind=ButtonKind::Primary
            icon=IconName::Pencil
            stays=true
        >
            "Edit"
        </LinkButton>
    }
}

#[component]
fn Details(user: User) -> impl IntoView {
    let number = |id: Option<i64>| text_or_dash(id.map(|id| id.to_string()));
    let has_trail = has_audit_trail(&user);
    let trail = paths::audit_of(&user.username);
    let time = |at: Option<Timestamp>| at.map_or_else(|| text_or_dash(None).into_any(), moment);
    view! {
        <dl class="details">
            <dt>"Username"</dt>
            <dd><span>{user.username.clone()}</span><CopyButton label="Copy username" text=user.username/></dd>
            <dt>"Email"</dt>
            <dd>
                {email_or_dash(user.email.as_deref())}
                {user.email.map(|email| view! { <CopyButton label="Copy email" text=email/> })}
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
            {user.last_sign_in_at.map(|at| view! {
                <dt>"Last sign-in"</dt>
                <dd>{at.map_or_else(|| "Never".into_any(), moment)}</dd>
            })}
            <dt>"Created"</dt>
            <dd>{time(user.created_at)}</dd>
            <dt>"Changed"</dt>
            <dd>{time(user.updated_at)}</dd>
            {has_trail.then(|| view! {
                <dt>"History"</dt>
                <dd><a href=trail>"What was changed, and by whom"</a></dd>
            })}
            <dt>"ID"</dt>
            <dd class="mono">{user.id}</dd>
        </dl>
    }
}

/// Why the user can't be shown.
#[component]
pub fn NoUser(
    error: ApiError,
    /// Loads the user again.
    query: Query<User>,
) -> impl IntoView {
    let retry = Callback::new(move |()| query.reload());
    let (title, message, on_retry) = match &error {
        ApiError::NotFound => (
            "There is no such user",
            "They were deleted, or the address is wrong. Close this to see who there is.".to_owned(),
            None,
        ),
        error => (error.title(), error.sentence(), Some(retry)),
    };
    view! { <ErrorState title message details=error.details() on_retry/> }
}
