//! Creating a user.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::details::use_close;
use super::fields::{FieldsOptions, UserFields, UserSignals, show_errors, show_validation};
use super::form::UserText;
use super::list::UsersList;
use crate::api::{use_api, users};
use crate::forms::{Form, FormErrors};
use crate::layouts::use_title;
use crate::navigate::{How, use_go};
use crate::query::write;
use crate::ui::{Button, Drawer, SubmitButton};
use crate::unsaved::use_unsaved;
use crate::{paths, time};

use crate::reactive::memo;
use crate::view;

const FORM: &str = "create-user";

/// The drawer that creates a user.
#[component]
pub fn CreateUserPage() -> impl IntoView {
    use_title(|| "Create user".into());
    let api = use_api();
    let list = UsersList::expect();
    let go = use_go();
    let search = use_location().search;
    let before = UserText {
        source_type: "web_app".into(),
        ..UserText::default()
    };
    let signals = UserSignals::new(&before);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);

    let dirty = memo(move || signals.text().count_changes(&before) > 0);
    let close = use_unsaved(dirty.into(), use_close());

    let submit = Callback::new(move |()| {
        errors.clear();
        match untrack(|| signals.text()).to_new(time::from_input) {
            Err(found) => show_validation(errors, &found),
            Ok(user) => {
                write(
                    pending,
                    async move { users::create(api, &user).await },
                    move |result| match result {
                        Ok(created) => {
                            list.reload();
                            go.run((
                                paths::user(created.id, &search.get_untracked()),
                                How::ReplaceAndStay,
                            ));
                        }
                        Err(failure) => show_errors(errors, &failure),
                    },
                );
            }
        }
    });
    // What the server says of me, it says of everybody.
    let mine = api.session().current_user();
    let options = FieldsOptions {
        has_expiry: mine.as_ref().is_none_or(|user| user.expired_at.is_some()),
        has_source: mine.as_ref().is_none_or(|user| user.source_type.is_some()),
        ..FieldsOptions::default()
    };
    view! {
        <Drawer
            title="Create user"
            on_close=close
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=close>"Cancel"</Button>
                <SubmitButton pending form=FORM>"Create user"</SubmitButton>
            }
        >
            <Form id=FORM pending errors on_submit=submit>
                <UserFields signals errors options/>
            </Form>
        </Drawer>
    }
}
