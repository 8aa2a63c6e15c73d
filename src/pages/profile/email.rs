//! Changing my email.

use api_types::{AttributeError, User, UserChanges, validation};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::activity::{Activity, Call, CopyCall, not_undone};
use crate::api::{Api, ApiError, Method, use_api, users};
use crate::conflict::{ChangedMeanwhile, Versions};
use crate::drafts::{DraftOffer, use_draft};
use crate::paths;
use crate::query::submit;
use crate::session::Session;
use crate::unsaved::use_unsaved;
use crate::user_facts::invalid_email;
use ui::SubmitButton;
use ui::forms::{Form, FormErrors, TextField, field_message};

const FORM: &str = "profile-email";

/// What is kept of the form.
#[derive(Serialize, Deserialize)]
struct EmailFields {
    email: String,
}

/// The form that changes it.
#[component]
pub fn EmailSection() -> impl IntoView {
    let api = use_api();
    let session = Session::expect();
    let activity = Activity::expect();
    // What somebody else has set meanwhile, once the person has seen it.
    let seen = RwSignal::new(None::<String>);
    let meanwhile = RwSignal::new(None::<(String, User)>);
    let stored = Memo::new(move |_| session.user().and_then(|user| user.email).unwrap_or_default());
    let email = RwSignal::new(stored.get_untracked());
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    // Changed in another tab: what nobody has touched follows.
    Effect::new(move |before: Option<String>| {
        let stored = stored.get();
        if before.is_some_and(|before| email.with_untracked(|email| *email == before)) {
            email.set(stored.clone());
        }
        stored
    });
    let changed = Memo::new(move |_| email.get().trim() != stored.get());
    let draft = use_draft(
        use_unsaved(changed, pending),
        FORM,
        move || EmailFields { email: stored.get() },
        move || EmailFields { email: email.get() },
        move |left: EmailFields| email.set(left.email),
    );

    let submit = Callback::new(move |()| {
        errors.clear();
        let typed = email.get_untracked();
        let text = typed.trim().to_owned();
        let (Some(id), true) = (session.user_id(), changed.get_untracked()) else {
            return;
        };
        if !text.is_empty()
            && let Err(error) = validation::email(&text)
        {
            return errors.set_field("email", message(&error));
        }
        let changes = changes_to(text);
        let began = seen.get_untracked().unwrap_or_else(|| stored.get_untracked());
        let was = began.clone();
        let request = async move {
            let now = users::me(api).await?;
            // What somebody else has set meanwhile is shown before it is overwritten.
            if now.email.clone().unwrap_or_default() != began {
                return Ok(Err(now));
            }
            users::update(api, id, &changes).await.map(Ok)
        };
        submit(pending, request, move |result| match result {
            Ok(Err(theirs)) => meanwhile.set(Some((was, theirs))),
            Ok(Ok(user)) => {
                seen.set(None);
                // Unless typing went on meanwhile.
                if email.with_untracked(|email| *email == typed) {
                    email.set(user.email.clone().unwrap_or_default());
                }
                let saved = user.email.clone().unwrap_or_default();
                session.set_user(user);
                activity.offer_undo("Your email is changed.".to_owned(), move |api| {
                    undo(api, session, id, was.clone(), saved.clone())
                });
            }
            Err(ApiError::Invalid(found)) => {
                errors.set_validation(&found, &["email"], |_, error| message(error));
            }
            Err(failure) => errors.set_failure(failure.failure()),
        });
    });
    let meanwhile_dialog = move || {
        meanwhile.get().map(|(was, now)| {
            let theirs = now.email.clone().unwrap_or_default();
            let versions = vec![Versions {
                label: "Email",
                began: was,
                theirs: theirs.clone(),
                mine: email.get_untracked().trim().to_owned(),
            }];
            let on_decided = Callback::new(move |mine: Vec<bool>| {
                meanwhile.set(None);
                if mine.first() == Some(&true) {
                    seen.set(Some(theirs.clone()));
                    submit.run(());
                } else {
                    email.set(theirs.clone());
                    session.set_user(now.clone());
                }
            });
            let on_close = Callback::new(move |()| meanwhile.set(None));
            view! { <ChangedMeanwhile name="your email".to_owned() versions on_decided on_close/> }
        })
    };
    let call = Signal::derive(move || {
        let id = session.user_id().filter(|_| changed.get())?;
        let changes = email.with(|email| changes_to(email.trim().to_owned()));
        Some(Call::with_json(Method::PUT, paths::api::user(id), &changes))
    });
    let nothing = Signal::derive(move || (!changed.get()).then(|| "Nothing is changed yet.".to_owned()));
    view! {
        <section aria-labelledby="email-heading">
            <h2 id="email-heading">"Email"</h2>
            <Form id=FORM pending errors on_submit=submit>
                <DraftOffer draft focus="#profile-email input" of_record=true/>
                <TextField
                    name="email"
                    label="Email"
                    value=email
                    error=errors.field("email")
                    description="You can sign in with it instead of your username. Empty for none."
                    inputmode="email"
                    autocomplete="email"
                />
                <CopyCall call/>
                <div class="cluster">
                    <SubmitButton pending disabled_reason=nothing>"Change email"</SubmitButton>
                </div>
            </Form>
        </section>
        {meanwhile_dialog}
    }
}

/// Sets that email, or none if it is empty.
fn changes_to(email: String) -> UserChanges {
    UserChanges {
        email: Some((!email.is_empty()).then_some(email)),
        ..UserChanges::default()
    }
}

/// Writes the former email back, unless somebody has changed it since.
async fn undo(api: Api, session: Session, id: i64, was: String, saved: String) -> Result<(), String> {
    let failed = |error: ApiError| not_undone(&error);
    let now = users::me(api).await.map_err(failed)?;
    if now.email.unwrap_or_default() != saved {
        return Err("Someone has changed your email since: nothing was taken back.".to_owned());
    }
    let user = users::update(api, id, &changes_to(was)).await.map_err(failed)?;
    session.set_user(user);
    Ok(())
}

fn message(error: &AttributeError) -> String {
    match error.error.as_str() {
        "invalid" => invalid_email(error),
        "taken" => "Someone else has this address.".into(),
        _ => field_message(error),
    }
}
