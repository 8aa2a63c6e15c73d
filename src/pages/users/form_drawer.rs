//! The drawers that create and edit a user.

use crate::expiry_field::ExpiryField;
use crate::query_parameters::use_query_parameters;
use api_types::{SourceType, User, ValidationErrors};
use leptos::prelude::*;

use super::context::UsersContext;
use super::details::{NoUser, use_close, use_newest_user, use_user_id};
use super::draft::{UserDraft, message};
use super::form::UserSignals;
use super::posix_ids::PosixIdFields;
use super::save::{self, SaveOutcome};
use super::save_conflict::{SaveConflict, SaveConflictDialog};
use crate::activity::{Activity, Call, CopyCall};
use crate::api::{ApiError, Method, use_api, users};
use crate::drafts::{DraftOffer, use_draft};
use crate::layouts::use_title;
use crate::navigate::{NavMode, use_navigate_to};
use crate::passwords::NewPasswordField;
use crate::paths;
use crate::query::submit;
use crate::unsaved::use_unsaved;
use crate::user_facts::source_name;
use ui::forms::{Choice, Form, FormErrors, RadioField, SelectField, TextField};
use ui::{Button, Drawer, Skeleton, SubmitButton, Toasts, use_toasts};

const FIELDS: &[&str] = &[
    "username",
    "email",
    "user_id",
    "group_id",
    "is_admin",
    "expired_at",
    "source_type",
    "password",
];

/// The drawer with the form of a new user.
#[component]
pub fn CreateUserForm() -> impl IntoView {
    use_title(|| "Create user".into());
    // A link may prefill the form; only the person can submit it.
    let before = use_query_parameters().with_untracked(UserDraft::from_query);
    view! { <UserForm user=None before close=use_close()/> }
}

/// The drawer with the form of a user. It waits for the server's answer: the list's record may be old.
#[component]
pub fn EditUserForm() -> impl IntoView {
    let query = use_newest_user();
    let data = query.data;
    let title = Memo::new(move |_| {
        let name = data.read().as_ref().map(|user| user.username.clone());
        format!("Edit {}", name.unwrap_or_else(|| "user".to_owned()))
    });
    use_title(move || title.get());
    let id = use_user_id();
    // The form is made once for each user: an answer that comes later must not wipe out what was typed.
    let user = Memo::new(move |before: Option<&Option<User>>| {
        let known = before.cloned().flatten();
        let known = known.filter(|known| id.get().is_none_or(|id| id == known.id));
        known.or_else(|| query.loaded_at.get().and_then(|_| data.get()))
    });
    let close = use_close();
    move || match (user.get(), query.error.get()) {
        (Some(user), _) => {
            let before = UserDraft::of(&user);
            view! { <UserForm user=Some(user) before close/> }.into_any()
        }
        (None, Some(error)) => {
            view! { <Drawer title on_close=close><NoUser error query/></Drawer> }.into_any()
        }
        (None, None) => view! { <Drawer title on_close=close><Skeleton rows=8/></Drawer> }.into_any(),
    }
}

#[component]
fn UserForm(
    /// Who is edited; none for a new user.
    user: Option<User>,
    /// What the form opens with.
    before: UserDraft,
    close: Callback<()>,
) -> impl IntoView {
    let api = use_api();
    let session = api.session();
    let context = expect_context::<UsersContext>();
    let go = use_navigate_to();
    let record = user.as_ref().map(|user| user.id);
    let exists = record.is_some();
    let is_me = exists && record == session.user_id();
    let form = if exists { "edit-user" } else { "create-user" };
    let name = user.as_ref().map(|user| user.username.clone());
    let title = name.map_or_else(|| "Create user".to_owned(), |name| format!("Edit {name}"));
    // Attributes that the server leaves out of a record, for a new user my own, it doesn't know at all.
    let known = user.clone().or_else(|| session.current_user());
    let has_expiry = known.as_ref().is_none_or(|user| user.expired_at.is_some());
    let has_source = known.as_ref().is_none_or(|user| user.source_type.is_some());

    let fields = UserSignals::new(&before);
    let password = fields.password;
    let before = StoredValue::new(before);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let count = Memo::new(move |_| before.with_value(|before| fields.draft().count_changes(before)));
    let unsaved = use_unsaved(Signal::derive(move || count.get() > 0), pending);
    let close = unsaved.guard(close);
    let kept = use_draft(
        unsaved,
        &record.map_or_else(|| form.to_owned(), |id| format!("{form}-{id}")),
        move || before.get_value(),
        move || {
            let mut draft = fields.draft();
            // Half a date means nothing yet.
            if draft.expiry_error.is_some() {
                draft.expires = before.with_value(|before| before.expires);
            }
            draft
        },
        move |left| fields.set(left),
    );

    let conflict = RwSignal::new(None);
    let (activity, toasts) = (Activity::expect(), use_toasts());
    let save = Callback::new(move |()| {
        errors.clear();
        if exists && count.get_untracked() == 0 {
            return;
        }
        let draft = untrack(|| fields.draft());
        let changes = match before.with_value(|before| draft.to_request(record.map(|_| before))) {
            Ok(changes) => changes,
            Err(found) => return show_validation(errors, &found),
        };
        let request = async move {
            match record {
                Some(id) => save::save(api, id, &before.get_value(), &changes).await,
                None => Ok(SaveOutcome::Created(Box::new(
                    users::create(api, &changes).await?,
                ))),
            }
        };
        submit(pending, request, move |result| match result {
            Ok(SaveOutcome::Changed(now)) => conflict.set(Some(SaveConflict::Changed(now))),
            Ok(SaveOutcome::Deleted) => conflict.set(Some(SaveConflict::Deleted)),
            Ok(outcome @ (SaveOutcome::Created(_) | SaveOutcome::Saved(..))) => {
                let (saved, was) = match outcome {
                    SaveOutcome::Saved(saved, was) => (*saved, Some(was)),
                    SaveOutcome::Created(saved) => (*saved, None),
                    SaveOutcome::Changed(_) | SaveOutcome::Deleted => return,
                };
                confirm(activity, toasts, &saved, was);
                let id = saved.id;
                if exists {
                    context.saved(&saved);
                } else {
                    context.remember(saved.clone());
                    context.refresh_order();
                    context.reload();
                }
                if is_me {
                    session.set_user(saved);
                }
                // Their page shows it once: nobody else knows it yet.
                let generated = untrack(|| password.is_generated().then(|| (id, password.value.get())));
                let must_be_seen = generated.is_some();
                context.generated_password.set(generated);
                if unsaved.saved(must_be_seen) {
                    return;
                }
                let query = context.state.get_untracked().to_query();
                go.run((paths::user(id, &query), NavMode::ReplaceAndStay));
            }
            Err(ApiError::Invalid(found)) => show_validation(errors, &found),
            Err(failure) => errors.set_failure(failure.failure()),
        });
    });
    let name = user
        .as_ref()
        .map_or_else(String::new, |user| user.username.clone());

    let call = Signal::derive(move || {
        let changes = before.with_value(|before| fields.draft().to_request(record.map(|_| before)));
        let changes = changes.ok().filter(|changes| !changes.is_empty())?;
        let (method, path) = match record {
            Some(id) => (Method::PUT, paths::api::user(id)),
            None => (Method::POST, paths::api::users(&[])),
        };
        Some(Call::with_json(method, path, &changes))
    });
    let is_admin = user.as_ref().is_some_and(|user| user.is_admin);
    let user = StoredValue::new(user);
    let refusal = move |verb| user.with_value(|user| context.refusal(verb, user.as_ref()?));
    let unchanged = move || (exists && count.get() == 0).then(|| "Nothing is changed yet.".to_owned());
    let save_label = move || match count.get() {
        _ if !exists => "Create user".to_owned(),
        0 => "Save".to_owned(),
        1 => "Save 1 change".to_owned(),
        count => format!("Save {count} changes"),
    };
    let roles = vec![Choice::new(false, "User"), Choice::new(true, "Administrator")];
    // A source that this console doesn't know can be kept.
    let current = fields.source_type.get_untracked();
    let current = current.filter(|source| !SourceType::ALL.contains(source));
    let sources: Vec<_> = SourceType::ALL
        .into_iter()
        .chain(current)
        .map(|source| Choice::new(Some(source.clone()), source_name(&source)))
        .collect();
    let (password_label, password_description) = if exists {
        (
            "New password",
            "Leave empty to keep the current password. A new one ends every session of this user; API keys keep working.",
        )
    } else {
        (
            "Password",
            "8 to 128 characters. The user can change it in their profile.",
        )
    };
    view! {
        <Drawer
            title
            on_close=close
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=close>"Cancel"</Button>
                <SubmitButton pending form disabled_reason=Signal::derive(unchanged)>{save_label}</SubmitButton>
            }
        >
            <Form id=form pending errors on_submit=save>
                <DraftOffer
                    draft=kept
                    focus="[name=username]"
                    of_record=exists
                    note="Passwords aren’t kept."
                />
                <TextField
                    name="username"
                    label="Username"
                    value=fields.username
                    error=errors.field("username")
                    required=true
                    autocomplete="off"
                    autofocus=!exists
                />
                <TextField
                    name="email"
                    label="Email"
                    value=fields.email
                    error=errors.field("email")
                    description="Optional. It can be used to sign in."
                    inputmode="email"
                    autocomplete="off"
                />
                <PosixIdFields uid=fields.user_id gid=fields.group_id errors record/>
                <RadioField
                    name="is_admin"
                    label="Role"
                    value=fields.is_admin
                    options=roles
                    error=errors.field("is_admin")
                    disabled_reason=Signal::derive(move || refusal("demote").filter(|_| is_admin))
                />
                {has_expiry.then(|| view! {
                    <ExpiryField
                        signals=fields.expiry
                        error=errors.field("expired_at")
                        disabled_reason=Signal::derive(move || refusal("expire"))
                    />
                })}
                {has_source.then(|| view! {
                    <SelectField
                        name="source_type"
                        label="Source"
                        value=fields.source_type
                        options=sources
                        error=errors.field("source_type")
                        description="Where the account comes from."
                    />
                })}
                {if is_me {
                    view! { <p class="muted">"You change your own password in your profile."</p> }.into_any()
                } else {
                    view! {
                        <NewPasswordField
                            label=password_label
                            password
                            error=errors.field("password")
                            description=password_description
                            required=!exists
                        />
                    }
                    .into_any()
                }}
                <CopyCall call/>
            </Form>
        </Drawer>
        <SaveConflictDialog name fields before conflict on_retry=save/>
    }
}

/// Says that it is saved, and offers to take it back where that can be done: a password can't.
fn confirm(activity: Activity, toasts: Toasts, saved: &User, was: Option<Box<User>>) {
    let name = saved.username.clone();
    match was {
        None => toasts.success(format!("{name} is created.")),
        Some(was) if UserDraft::of(&was) == UserDraft::of(saved) => {
            toasts.success(format!("{name}’s password is changed."));
        }
        Some(was) => {
            let saved = saved.clone();
            activity.offer_undo(format!("{name} is saved."), move |api| {
                let (was, saved) = (was.clone(), saved.clone());
                async move { save::undo(api, &was, &saved).await }
            });
        }
    }
}

/// Shows each error at its field, in words that fit it.
fn show_validation(errors: FormErrors, found: &ValidationErrors) {
    errors.set_validation(found, FIELDS, message);
}
