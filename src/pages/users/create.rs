//! The drawer that creates a user.

use api_types::SourceType;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};

use super::context::UsersContext;
use super::draft::UserDraft;
use super::fields::{UserFields, UserSignals, show_errors, show_validation};
use crate::api::{use_api, users};
use crate::layouts::use_title;
use crate::navigate::{NavMode, use_navigate_to};
use crate::query::submit;
use crate::unsaved::use_unsaved;
use crate::{paths, time};
use ui::forms::{Form, FormErrors};
use ui::{Button, Drawer, SubmitButton};

const FORM: &str = "create-user";

/// The parameters of the address that prefill the form.
const PREFILLED: [&str; 3] = ["username", "user_id", "group_id"];

/// The query without the parameters that prefill the form: the state of the list.
fn list_query(query: &str) -> String {
    let is_of_list = |part: &&str| !PREFILLED.contains(&part.split('=').next().unwrap_or_default());
    let parts = query.trim_start_matches('?').split('&').filter(is_of_list);
    parts.collect::<Vec<_>>().join("&")
}

/// The drawer with the form of a new user.
#[component]
pub fn CreateUserPage() -> impl IntoView {
    use_title(|| "Create user".into());
    let api = use_api();
    let context = UsersContext::expect();
    let go = use_navigate_to();
    let search = use_location().search;
    // A link may prefill the form; only the person can submit it.
    let [username, user_id, group_id] =
        use_query_map().with_untracked(|query| PREFILLED.map(|name| query.get(name).unwrap_or_default()));
    let before = UserDraft {
        source_type: Some(SourceType::WebApp),
        username,
        user_id,
        group_id,
        ..UserDraft::default()
    };
    let signals = UserSignals::new(&before);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);

    let dirty = Memo::new(move |_| signals.draft().count_changes(&before) > 0);
    let close = Callback::new(move |()| {
        let query = list_query(&search.get_untracked());
        go.run((paths::users(&query), NavMode::Stay));
    });
    let close = use_unsaved(dirty.into(), close);

    let create = move |()| {
        errors.clear();
        let user = match untrack(|| signals.draft()).to_new(time::from_input) {
            Ok(user) => user,
            Err(found) => return show_validation(errors, &found),
        };
        let request = async move { users::create(api, &user).await };
        submit(pending, request, move |result| match result {
            Ok(created) => {
                context.reload();
                context.keep_generated_password(created.id, signals.password);
                let query = list_query(&search.get_untracked());
                go.run((paths::user(created.id, &query), NavMode::ReplaceAndStay));
            }
            Err(failure) => show_errors(errors, &failure),
        });
    };
    // Attributes that the server leaves out of my record, it doesn't know at all.
    let mine = api.session().current_user();
    let has_expiry = mine.as_ref().is_none_or(|user| user.expired_at.is_some());
    let has_source = mine.as_ref().is_none_or(|user| user.source_type.is_some());
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
            <Form id=FORM pending errors on_submit=create>
                <UserFields signals errors record=None has_expiry has_source/>
            </Form>
        </Drawer>
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_state_of_the_list_is_kept_without_what_prefilled_the_form() {
        for (query, list) in [
            ("", ""),
            (
                "?page=2&username=ada&sort=-email&user_id=7&group_id=7",
                "page=2&sort=-email",
            ),
            ("username=ada", ""),
        ] {
            assert_eq!(super::list_query(query), list);
        }
    }
}
