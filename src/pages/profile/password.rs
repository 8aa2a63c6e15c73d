//! Changing my password, by rules that are ticked off while it is typed.

use api_types::{User, UserChanges, validation};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::activity::{Call, CopyCall};
use crate::api::{Api, ApiError, Method, sessions, use_api, users};
use crate::passwords::{NewPassword, NewPasswordField};
use crate::query::submit;
use crate::session::{Session, SignOutReason};
use crate::unsaved::use_unsaved;
use crate::{browser, paths};
use ui::forms::{Form, FormErrors, PasswordField, field_message};
use ui::{Icon, IconName, SubmitButton, use_toasts};

/// The form that changes it.
#[component]
pub fn PasswordSection() -> impl IntoView {
    let api = use_api();
    let session = Session::expect();
    let toasts = use_toasts();
    let [current, new, repeated] = [(); 3].map(|()| RwSignal::new(String::new()));
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let password = NewPassword::new(new, Some(repeated));
    let is_typed = |field: RwSignal<String>| field.with(|text| !text.is_empty());
    // The current one alone is no change: a password manager fills it in by itself.
    let typed = Signal::derive(move || [new, repeated].into_iter().any(is_typed));
    use_unsaved(typed, pending);

    let submit = Callback::new(move |()| {
        errors.clear();
        let Some(user) = session.current_user() else {
            return;
        };
        let (old, secret) = (current.get_untracked(), new.get_untracked());
        if old.is_empty() {
            errors.set_field("current_password", "Enter your current password.");
        }
        if let Err(error) = validation::password(&secret) {
            errors.set_field("password", field_message(&error));
        } else if secret == old {
            errors.set_field("password", "This is your current password.");
        }
        if repeated.get_untracked() != secret {
            errors.set_field("repeated_password", "This differs from the new password.");
        }
        if !untrack(|| errors.is_empty()) {
            return;
        }
        let request = async move {
            let has_begun = change_password(api, &user, &old, &secret).await?;
            if has_begun {
                toasts.success("Your password is changed. All other sessions have ended.");
            }
            Ok(())
        };
        submit(pending, request, move |result| match result {
            Ok(()) => {
                current.set(String::new());
                password.clear();
            }
            Err(ApiError::Unauthorized(_)) => {
                errors.set_field("current_password", "This isn’t your current password.");
            }
            Err(ApiError::Invalid(found)) => {
                errors.set_validation(&found, &["password"], |_, error| field_message(error));
            }
            Err(error) => errors.set_failure(error.failure()),
        });
    });
    let call = Signal::derive(move || {
        let id = session.user_id().filter(|_| !new.with(String::is_empty))?;
        let changes = new.with(|new| changes_to(new));
        Some(Call::with_json(Method::PUT, paths::api::user(id), &changes))
    });
    let username = Memo::new(move |_| session.user().map(|user| user.username).unwrap_or_default());
    view! {
        <section aria-labelledby="password-heading">
            <h2 id="password-heading">"Password"</h2>
            <p class="muted">
                "A new password ends all your sessions, on every device. This browser signs in again with it by itself, and API \
                 keys keep working."
            </p>
            <Form id="profile-password" pending errors on_submit=submit>
                // Tells password managers whose password this is.
                <input class="visually-hidden" type="text" name="username" autocomplete="username" aria-hidden="true"
                    tabindex="-1" readonly prop:value=username/>
                <PasswordField
                    name="current_password"
                    label="Current password"
                    value=current
                    error=errors.field("current_password")
                    autocomplete="current-password"
                    required=true
                />
                <NewPasswordField
                    label="New password"
                    password
                    error=errors.field("password")
                    described_by=RULES
                    required=true
                >
                    <PasswordRules current new repeated/>
                </NewPasswordField>
                <PasswordField
                    name="repeated_password"
                    label="New password again"
                    value=repeated
                    error=errors.field("repeated_password")
                    autocomplete="new-password"
                    shown=password.shown
                    required=true
                />
                <CopyCall call/>
                <div class="cluster">
                    <SubmitButton pending>"Change password"</SubmitButton>
                </div>
            </Form>
        </section>
    }
}

fn changes_to(password: &str) -> UserChanges {
    UserChanges {
        password: Some(password.to_owned()),
        ..UserChanges::default()
    }
}

/// Checks the current password by signing in with it, changes it, and begins a session with the new one, which the other tabs
/// take on too. It goes on if the page leaves meanwhile. True if the new session has begun; if not, the session has ended. An
/// error says why the password is what it was: [`ApiError::Unauthorized`], that the current one is wrong.
async fn change_password(api: Api, user: &User, old: &str, new: &str) -> Result<bool, ApiError> {
    let session = api.session();
    let origin = session.origin();
    let check = sessions::sign_in(&origin, &user.username, old).await?;
    let changed = users::update(api, user.id, &changes_to(new)).await;
    // Without an answer the change may have been made all the same: the new password tells.
    let may_be_changed = changed.as_ref().err().is_none_or(ApiError::may_have_succeeded);
    if may_be_changed && let Ok(begun) = sessions::sign_in(&origin, &user.username, new).await {
        session.begin(begun);
        return Ok(true);
    }
    if changed.is_ok() {
        session.end(SignOutReason::PasswordChanged);
    } else {
        // The session that proved the password is of no further use; the change would have ended it.
        spawn_local(async move {
            if sessions::sign_out(&origin, &check.token).await.is_err() {
                browser::log_warning("a session that checked the password could not be revoked");
            }
        });
    }
    changed.map(|_| false)
}

/// The id of the list, which describes the field.
const RULES: &str = "password-rules";

const WORDS: [&str; 3] = [
    "8 to 128 characters",
    "Different from the current password",
    "Both entries agree",
];

/// Which rules are met. Nothing is as long as nothing is typed.
fn met(current: &str, new: &str, repeated: &str) -> [bool; 3] {
    let typed = !new.is_empty();
    [
        validation::password(new).is_ok(),
        typed && !current.is_empty() && new != current,
        typed && new == repeated,
    ]
}

/// The rules, each with whether it is met; what changes is announced.
#[component]
fn PasswordRules(
    current: RwSignal<String>,
    new: RwSignal<String>,
    repeated: RwSignal<String>,
) -> impl IntoView {
    let met = Memo::new(move |_| met(&current.read(), &new.read(), &repeated.read()));
    let rule = |(index, words): (usize, &'static str)| {
        let is_met = move || met.with(|met| met[index]);
        let state = move || if is_met() { ", met" } else { ", not yet met" };
        view! {
            <li class:met=is_met>
                <span class="rule-mark" aria-hidden="true">
                    {move || is_met().then(|| view! { <Icon name=IconName::Check/> })}
                </span>
                <span>{words}<span class="visually-hidden">{state}</span></span>
            </li>
        }
    };
    let summary = Memo::new(move |_| {
        let count = met.with(|met| met.iter().filter(|met| **met).count());
        match count {
            _ if new.with(String::is_empty) => String::new(),
            3 => "All rules are met.".to_owned(),
            count => format!("{count} of 3 rules are met."),
        }
    });
    view! {
        <div>
            <ul class="rules" id=RULES>{WORDS.into_iter().enumerate().map(rule).collect_view()}</ul>
            <p class="visually-hidden" role="status">{summary}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::met;

    #[test]
    fn rules_are_met_one_by_one() {
        for (current, new, repeated, expected) in [
            ("", "", "", [false, false, false]),
            ("the old one", "", "", [false, false, false]),
            ("the old one", "short", "", [false, true, false]),
            ("the old one", "short", "short", [false, true, true]),
            ("the old one", "the old one", "the old one", [true, false, true]),
            ("", "long enough", "long", [true, false, false]),
            ("the old one", "a new one", "a new one", [true, true, true]),
            ("the old one", "a new one", "A new one", [true, true, false]),
        ] {
            let rules = met(current, new, repeated);
            assert_eq!(rules, expected, "{current:?} {new:?} {repeated:?}");
        }
        assert!(!met("x", &"é".repeat(129), "")[0]);
        assert!(met("x", &"é".repeat(128), "")[0]);
    }
}
