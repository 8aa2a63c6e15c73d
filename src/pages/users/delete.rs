//! Deleting a user.

use api_types::User;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use super::context::UsersContext;
use crate::api::{ApiError, use_api, users};
use crate::layouts::focus_heading;
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::submit;
use ui::{ConfirmDialog, use_toasts};

/// Asks for confirmation, and deletes. An administrator's name has to be typed.
#[component]
pub fn DeleteUser(user: User) -> impl IntoView {
    let api = use_api();
    let toasts = use_toasts();
    let context = expect_context::<UsersContext>();
    let go = use_navigate_to();
    let search = use_location().search;
    let params = use_params_map();
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let User {
        id,
        username: name,
        is_admin,
        ..
    } = user;
    let title = format!("Delete {name}?");
    let type_to_confirm = is_admin.then(|| name.clone());
    let warning = format!(
        "{name} is signed out everywhere and can’t sign in again. Their API keys stop working at once and are \
         deleted with their configuration. This can’t be undone."
    );
    let confirm = move |()| {
        error.set(None);
        let name = name.clone();
        submit(pending, users::delete(api, id), move |result| match result {
            // Somebody else may have been faster: the outcome is the one that was wanted.
            Ok(()) | Err(ApiError::NotFound) => {
                toasts.success(format!("{name} is deleted."));
                context.forget(id);
                context.to_delete.set(None);
                context.reload();
                if params.with_untracked(|params| params.get("id").is_some()) {
                    go.run((paths::users(&search.get_untracked()), NavMode::Stay));
                }
                focus_heading();
            }
            Err(failure) => error.set(Some(failure.sentence())),
        });
    };
    view! {
        <ConfirmDialog
            title
            confirm_label="Delete user"
            pending
            error
            on_confirm=confirm
            on_close=move |()| context.to_delete.set(None)
            type_to_confirm
        >
            <p>{warning}</p>
        </ConfirmDialog>
    }
}
