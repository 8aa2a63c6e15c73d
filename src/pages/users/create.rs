//! Creating a user.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use super::context::UsersContext;
use super::fields::{FieldsOptions, UserFields, UserSignals, show_errors, show_validation};
use super::form::UserText;
use crate::api::{use_api, users};
use crate::layouts::use_title;
use crate::navigate::{NavMode, use_navigate_to};
use crate::query::submit;
use crate::unsaved::use_unsaved;
use crate::{paths, time};
use ui::forms::{Form, FormErrors};
use ui::{Button, Drawer, SubmitButton};

const FORM: &str = "create-user";

/// The parameters of the address that fill the form in.
const FILLED_IN: [&str; 3] = ["username", "user_id", "group_id"];

/// The query without what filled the form in: the state of the list.
fn of_list(query: &str) -> String {
    let is_of_list = |part: &&str| !FILLED_IN.contains(&part.split('=').next().unwrap_or_default());
    let parts = query.trim_start_matches('?').split('&').filter(is_of_list);
    parts.collect::<Vec<_>>().join("&")
}

/// The drawer that creates a user.
#[component]
pub fn CreateUserPage() -> impl IntoView {
    use_title(|| "Create user".into());
    let api = use_api();
    let context = UsersContext::expect();
    let go = use_navigate_to();
    let search = use_location().search;
    // A link may fill the form in; it creates nothing by itself.
    let filled_in =
        use_query_map().with_untracked(|query| FILLED_IN.map(|name| query.get(name).unwrap_or_default()));
    let [username, user_id, group_id] = filled_in;
    let before = UserText {
        source_type: "web_app".into(),
        username,
        user_id,
        group_id,
        ..UserText::default()
    };
    let signals = UserSignals::new(&before);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);

    let dirty = Memo::new(move |_| signals.text().count_changes(&before) > 0);
    let leave =
        Callback::new(move |()| go.run((paths::users(&of_list(&search.get_untracked())), NavMode::Stay)));
    let close = use_unsaved(dirty.into(), leave);

    let submit = Callback::new(move |()| {
        errors.clear();
        match untrack(|| signals.text()).to_new(time::from_input) {
            Err(found) => show_validation(errors, &found),
            Ok(user) => {
                submit(
                    pending,
                    async move { users::create(api, &user).await },
                    move |result| match result {
                        Ok(created) => {
                            context.reload();
                            context.keep_generated_password(created.id, signals.password);
                            go.run((
                                paths::user(created.id, &of_list(&search.get_untracked())),
                                NavMode::ReplaceAndStay,
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_state_of_the_list_is_kept_and_what_filled_in_is_not() {
        for (query, list) in [
            ("", ""),
            (
                "?page=2&username=ada&sort=-email&user_id=7&group_id=7",
                "page=2&sort=-email",
            ),
            ("username=ada", ""),
        ] {
            assert_eq!(super::of_list(query), list);
        }
    }
}
