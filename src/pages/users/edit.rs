//! Editing a user.

use api_types::User;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::context::UsersContext;
use super::details::{NoUser, use_close, use_user};
use super::fields::{FieldsOptions, UserFields, UserSignals, show_errors, show_validation};
use super::form::UserText;
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

/// The drawer that edits a user. The form opens on what the server says now, not on what the list knew.
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
    let before = StoredValue::new(UserText::of(&user, time::to_input));
    let signals = before.with_value(UserSignals::new);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);

    let count = Memo::new(move |_| before.with_value(|before| signals.text().count_changes(before)));
    let dirty = Signal::derive(move || count.get() > 0);
    let close = use_unsaved(dirty, use_close());

    let submit = Callback::new(move |()| {
        errors.clear();
        if count.get_untracked() == 0 {
            return;
        }
        match before.with_value(|before| untrack(|| signals.text()).to_changes(before, time::from_input)) {
            Err(found) => show_validation(errors, &found),
            Ok(changes) => {
                submit(
                    pending,
                    async move { users::update(api, id, &changes).await },
                    move |result| match result {
                        Ok(changed) => {
                            if is_me {
                                session.set_user(changed);
                            }
                            context.reload();
                            context.keep_generated_password(id, signals.password);
                            go.run((paths::user(id, &search.get_untracked()), NavMode::ReplaceAndStay));
                        }
                        Err(failure) => show_errors(errors, &failure),
                    },
                );
            }
        }
    });

    let reason = |action: UserAction| {
        let user = user.clone();
        Signal::derive(move || context.protected().refusal(action, &user))
    };
    let options = FieldsOptions {
        record: Some(id),
        has_expiry: user.expired_at.is_some(),
        has_source: user.source_type.is_some(),
        role_reason: if user.is_admin {
            reason(UserAction::Demote)
        } else {
            Signal::default()
        },
        expiry_reason: reason(UserAction::Expire),
        password_reason: is_me.then(|| "You change your own password in your profile.".to_owned()),
    };
    let nothing = Signal::derive(move || (count.get() == 0).then(|| "Nothing is changed yet.".to_owned()));
    let save = move || match count.get() {
        0 => "Save".to_owned(),
        1 => "Save 1 change".to_owned(),
        count => format!("Save {count} changes"),
    };
    view! {
        <Drawer
            title=format!("Edit {}", user.username)
            on_close=close
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=close>"Cancel"</Button>
                <SubmitButton pending form=FORM disabled_reason=nothing>{save}</SubmitButton>
            }
        >
            <Form id=FORM pending errors on_submit=submit>
                <UserFields signals errors options/>
            </Form>
        </Drawer>
    }
}
