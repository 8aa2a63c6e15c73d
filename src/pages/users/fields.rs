//! The fields of a user's form.

use api_types::{SourceType, ValidationErrors};
use leptos::prelude::*;

use super::draft::{FIELDS, UserDraft};
use super::expiry::{ExpiryField, ExpirySignals};
use super::posix_ids::PosixIdFields;
use crate::api::ApiError;
use crate::passwords::{NewPassword, NewPasswordField};
use crate::user_facts::source_name;
use ui::forms::{Choice, FormErrors, RadioField, SelectField, TextField, field_message};

/// The content of the form, as signals.
#[derive(Clone, Copy)]
pub struct UserSignals {
    username: RwSignal<String>,
    email: RwSignal<String>,
    user_id: RwSignal<String>,
    group_id: RwSignal<String>,
    is_admin: RwSignal<bool>,
    expiry: ExpirySignals,
    source_type: RwSignal<Option<SourceType>>,
    /// The new password.
    pub password: NewPassword,
}

impl UserSignals {
    /// The form as it opens.
    pub fn new(draft: &UserDraft) -> Self {
        Self {
            username: RwSignal::new(draft.username.clone()),
            email: RwSignal::new(draft.email.clone()),
            user_id: RwSignal::new(draft.user_id.clone()),
            group_id: RwSignal::new(draft.group_id.clone()),
            is_admin: RwSignal::new(draft.is_admin),
            expiry: ExpirySignals::new(&draft.expiry),
            source_type: RwSignal::new(draft.source_type.clone()),
            password: NewPassword::new(RwSignal::new(draft.password.clone()), None),
        }
    }

    /// What stands in the form; tracked.
    pub fn draft(self) -> UserDraft {
        UserDraft {
            username: self.username.get(),
            email: self.email.get(),
            user_id: self.user_id.get(),
            group_id: self.group_id.get(),
            is_admin: self.is_admin.get(),
            expiry: self.expiry.draft(),
            source_type: self.source_type.get(),
            password: self.password.value.get(),
        }
    }
}

/// The fields, for a new user or for one who exists.
#[component]
pub fn UserFields(
    /// What stands in them.
    signals: UserSignals,
    /// What is wrong with them.
    errors: FormErrors,
    /// The id of the user who is edited; none for a new one.
    record: Option<i64>,
    /// Whether the server has expiries.
    has_expiry: bool,
    /// Whether the server has sources.
    has_source: bool,
    /// Why the role can't be changed.
    #[prop(optional, into)]
    role_reason: Signal<Option<String>>,
    /// Why the expiry can't be changed.
    #[prop(optional, into)]
    expiry_reason: Signal<Option<String>>,
    /// Whether the password is changed elsewhere: one's own, in the profile.
    #[prop(optional)]
    is_me: bool,
) -> impl IntoView {
    let exists = record.is_some();
    let roles = vec![Choice::new(false, "User"), Choice::new(true, "Administrator")];
    // A source that this console doesn't know can be kept.
    let current = signals
        .source_type
        .get_untracked()
        .filter(|source| !SourceType::ALL.contains(source));
    let sources: Vec<_> = SourceType::ALL
        .iter()
        .cloned()
        .chain(current)
        .map(|source| Choice::new(Some(source.clone()), source_name(&source)))
        .collect();
    view! {
        <TextField
            name="username"
            label="Username"
            value=signals.username
            error=errors.field("username")
            required=true
            autocomplete="off"
            autofocus=!exists
        />
        <TextField
            name="email"
            label="Email"
            value=signals.email
            error=errors.field("email")
            description="Optional. It can be used to sign in."
            input_type="email"
            autocomplete="off"
        />
        <PosixIdFields uid=signals.user_id gid=signals.group_id errors record/>
        <RadioField
            name="is_admin"
            label="Role"
            value=signals.is_admin
            options=roles
            error=errors.field("is_admin")
            disabled_reason=role_reason
        />
        {has_expiry.then(|| view! {
            <ExpiryField signals=signals.expiry error=errors.field("expired_at") disabled_reason=expiry_reason/>
        })}
        {has_source.then(|| view! {
            <SelectField
                name="source_type"
                label="Source"
                value=signals.source_type
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
                    label=if exists { "New password" } else { "Password" }
                    password=signals.password
                    error=errors.field("password")
                    description=if exists {
                        "Leave empty to keep the current password. A new one ends every session of this user; API keys keep working."
                    } else {
                        "8 to 128 characters. The user can change it in their profile."
                    }
                    required=!exists
                />
            }
            .into_any()
        }}
    }
}

/// Shows why the server refused: each error at its field, anything else above the form.
pub fn show_errors(errors: FormErrors, failure: &ApiError) {
    match failure {
        ApiError::Invalid(found) => show_validation(errors, found),
        failure => errors.set_banner(failure.sentence()),
    }
}

/// Shows each error at its field, in words that fit it.
pub fn show_validation(errors: FormErrors, found: &ValidationErrors) {
    errors.set_validation(found, FIELDS, |attribute, error| match (attribute, error.error.as_str()) {
        ("username", "invalid") => {
            "Use no slash, no invisible characters, not digits alone, and none of the words me, sign_in, sign_out.".into()
        }
        ("email", "invalid") => "Enter an address such as ada@nodeum.example.".into(),
        ("user_id" | "group_id", "invalid") => "Enter a whole number, or choose from the list.".into(),
        ("expired_at", "blank" | "invalid") => "Choose a date and a time.".into(),
        _ => field_message(error),
    });
}
