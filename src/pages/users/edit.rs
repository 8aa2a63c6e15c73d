//! The drawer that edits a user.

use api_types::User;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::context::UsersContext;
use super::details::{NoUser, use_close, use_user};
use super::draft::UserDraft;
use super::fields::{UserFields, UserSignals, show_errors, show_validation};
use super::rules::UserAction;
use crate::api::{use_api, users};
use crate::layouts::use_title;
use crate::navigate::{NavMode, use_navigate_to};
use crate::query::submit;
use crate::session::Session;
use crate::unsaved::use_unsaved;
use crate::{paths, time};
use ui::forms::{Form, FormErrors};
use ui::{Button, Drawer, Skeleton, SubmitButton};

const FORM: &str = "edit-user";

/// The drawer with the form of a user. It waits for the server's answer: the list's record may be old.
#[component]
pub fn EditUserPage() -> impl IntoView {
    let query = use_user();
    let data = query.data();
    let title = Memo::new(move |_| {
        let name = data.with(|user| user.as_ref().map(|user| user.username.clone()));
        format!("Edit {}", name.unwrap_or_else(|| "user".to_owned()))
    });
    use_title(move || title.get());
    // The form is made once: an answer that comes later must not wipe out what was typed.
    let user = RwSignal::new(None::<User>);
    Effect::new(move |_| {
        if query.loaded_at().get().is_some() && user.with_untracked(Option::is_none) {
            user.set(data.get());
        }
    });
    let close = use_close();
    move || match (user.get(), query.error().get()) {
        (Some(user), _) => view! { <EditUser user/> }.into_any(),
        (None, Some(error)) => {
            view! { <Drawer title on_close=close><NoUser error query/></Drawer> }.into_any()
        }
        (None, None) => view! { <Drawer title on_close=close><Skeleton rows=8/></Drawer> }.into_any(),
    }
}

#[component]
fn EditUser(user: User) -> impl IntoView {
    let api = use_api();
    let session = Session::expect();
    let context = UsersContext::expect();
    let go = use_navigate_to();
    let search = use_location().search;
    let id = user.id;
    let is_me = session.user_id() == Some(id);
    let before = StoredValue::new(UserDraft::of(&user, time::to_input));
    let signals = before.with_value(UserSignals::new);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);

    let count = Memo::new(move |_| before.with_value(|before| signals.draft().count_changes(before)));
    let dirty = Signal::derive(move || count.get() > 0);
    let close = use_unsaved(dirty, use_close());

    let save = move |()| {
        errors.clear();
        if count.get_untracked() == 0 {
            return;
        }
        let draft = untrack(|| signals.draft());
        let changes = match before.with_value(|before| draft.to_changes(before, time::from_input)) {
            Ok(changes) => changes,
            Err(found) => return show_validation(errors, &found),
        };
        let request = async move { users::update(api, id, &changes).await };
        submit(pending, request, move |result| match result {
            Ok(changed) => {
                if is_me {
                    session.set_user(changed);
                }
                context.reload();
                context.keep_generated_password(id, signals.password);
                go.run((paths::user(id, &search.get_untracked()), NavMode::ReplaceAndStay));
            }
            Err(failure) => show_errors(errors, &failure),
        });
    };

    let (has_expiry, has_source) = (user.expired_at.is_some(), user.source_type.is_some());
    let title = format!("Edit {}", user.username);
    let user = StoredValue::new(user);
    let refusal = move |action| user.with_value(|user| context.protected().refusal(action, user));
    let role_reason = move || refusal(UserAction::Demote).filter(|_| user.with_value(|user| user.is_admin));
    let unchanged = Signal::derive(move || (count.get() == 0).then(|| "Nothing is changed yet.".to_owned()));
    let save_label = move || match count.get() {
        0 => "Save".to_owned(),
        1 => "Save 1 change".to_owned(),
        count => format!("Save {count} changes"),
    };
    view! {
        <Drawer
            title
            on_close=close
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=close>"Cancel"</Button>
                <SubmitButton pending form=FORM disabled_reason=unchanged>{save_label}</SubmitButton>
            }
        >
            <Form id=FORM pending errors on_submit=save>
                <UserFields
                    signals
                    errors
                    record=Some(id)
                    has_expiry
                    has_source
                    role_reason=Signal::derive(role_reason)
                    expiry_reason=Signal::derive(move || refusal(UserAction::Expire))
                    is_me
                />
            </Form>
        </Drawer>
    }
}
