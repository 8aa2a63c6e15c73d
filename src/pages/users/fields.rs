//! The fields of a user, for creating and for editing.

use api_types::{SourceType, ValidationErrors};
use leptos::prelude::*;

use super::expiry::{ExpiryField, ExpirySignals};
use super::form::{FIELDS, UserText};
use super::ids::ids;
use crate::api::ApiError;
use crate::pages::facts::source_name;
use crate::passwords::NewPassword;
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
    source_type: RwSignal<String>,
    /// The new password.
    pub password: NewPassword,
}

impl UserSignals {
    /// The form as it opens.
    pub fn new(text: &UserText) -> Self {
        Self {
            username: RwSignal::new(text.username.clone()),
            email: RwSignal::new(text.email.clone()),
            user_id: RwSignal::new(text.user_id.clone()),
            group_id: RwSignal::new(text.group_id.clone()),
            is_admin: RwSignal::new(text.is_admin),
            expiry: ExpirySignals::new(&text.expiry),
            source_type: RwSignal::new(text.source_type.clone()),
            password: NewPassword::new(RwSignal::new(text.password.clone()), None),
        }
    }

    /// What stands in the form; tracked.
    pub fn text(self) -> UserText {
        UserText {
            username: self.username.get(),
            email: self.email.get(),
            user_id: self.user_id.get(),
            group_id: self.group_id.get(),
            is_admin: self.is_admin.get(),
            expiry: self.expiry.text(),
            source_type: self.source_type.get(),
            password: self.password.value.get(),
        }
    }
}

/// How the form differs between creating and editing.
#[derive(Clone, Default)]
pub struct FieldsOptions {
    /// The record of the user, who is there already; none for a new one.
    pub record: Option<i64>,
    /// Whether the server has expiries.
    pub has_expiry: bool,
    /// Whether the server has sources.
    pub has_source: bool,
    /// Why the role can't be changed.
    pub role_reason: Signal<Option<String>>,
    /// Why the expiry can't be changed.
    pub expiry_reason: Signal<Option<String>>,
    /// Why the password can't be changed here.
    pub password_reason: Option<String>,
}

/// The fields.
#[component]
pub fn UserFields(
    /// What stands in them.
    signals: UserSignals,
    /// What is wrong with them.
    errors: FormErrors,
    /// Creating, or editing.
    options: FieldsOptions,
) -> impl IntoView {
    let FieldsOptions {
        record,
        has_expiry,
        has_source,
        role_reason,
        expiry_reason,
        password_reason,
    } = options;
    let exists = record.is_some();
    let roles = vec![Choice::new(false, "User"), Choice::new(true, "Administrator")];
    let mut source_options: Vec<Choice<String>> = SourceType::ALL
        .iter()
        .map(|source| Choice::new(source.as_str().to_owned(), source_name(source)))
        .collect();
    let current = signals.source_type.get_untracked();
    if !source_options.iter().any(|source| source.value == current) && !current.is_empty() {
        source_options.push(Choice::new(current.clone(), current));
    }
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
        {ids(signals.user_id, signals.group_id, errors, record)}
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
                options=source_options
                error=errors.field("source_type")
                description="Where the account comes from."
            />
        })}
        {match password_reason {
            Some(reason) => view! { <p class="muted">{reason}</p> }.into_any(),
            None => signals.password.field(
                if exists { "New password" } else { "Password" },
                errors.field("password"),
                Some(if exists {
                    "Leave empty to keep the current password. A new one ends every session of this user; API keys keep working."
                } else {
                    "8 to 128 characters. The user can change it in their profile."
                }),
                None,
                !exists,
            ),
        }}
    }
}

/// Shows what the server, or the check before it, refuses: at the fields that it is about.
pub fn show_errors(errors: FormErrors, failure: &ApiError) {
    match failure {
        ApiError::Invalid(found) => show_validation(errors, found),
        failure => errors.set_banner(failure.sentence()),
    }
}

/// Shows what is wrong at the fields that it is about.
pub fn show_validation(errors: FormErrors, found: &ValidationErrors) {
    errors.from_validation(found, FIELDS, |attribute, error| match (attribute, error.error.as_str()) {
        ("username", "invalid") => {
            "Use no slash, no invisible characters, not digits alone, and none of the words me, sign_in, sign_out.".into()
        }
        ("email", "invalid") => "Enter an address such as ada@nodeum.example.".into(),
        ("user_id" | "group_id", "invalid") => "Enter a whole number, or choose from the list.".into(),
        ("expired_at", "blank" | "invalid") => "Choose a date and a time.".into(),
        _ => field_message(error),
    });
}
