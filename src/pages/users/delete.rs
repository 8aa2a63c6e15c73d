//! The dialog that deletes a user.

use api_types::User;
use leptos::prelude::*;

use super::rules::deletion_warning;
use crate::api::{ApiError, use_api, users};
use crate::query::submit;
use ui::{ConfirmDialog, use_toasts};

/// Asks for confirmation, and deletes. An administrator's name has to be typed.
#[component]
pub fn DeleteUser(
    /// Who is to be deleted.
    user: User,
    /// Called when it is cancelled.
    #[prop(into)]
    on_close: Callback<()>,
    /// Called when the user is gone.
    #[prop(into)]
    on_deleted: Callback<()>,
) -> impl IntoView {
    let api = use_api();
    let toasts = use_toasts();
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let User {
        id,
        username,
        is_admin,
        ..
    } = user;
    let name = username.clone();
    let confirm = move |()| {
        error.set(None);
        let name = name.clone();
        submit(pending, users::delete(api, id), move |result| match result {
            // Somebody else may have been faster: the outcome is the one that was wanted.
            Ok(()) | Err(ApiError::NotFound) => {
                toasts.success(format!("{name} is deleted."));
                on_deleted.run(());
            }
            Err(failure) => error.set(Some(failure.sentence())),
        });
    };
    view! {
        <ConfirmDialog
            title=format!("Delete {username}?")
            confirm_label="Delete user"
            pending
            error
            on_confirm=confirm
            on_close
            type_to_confirm=is_admin.then(|| username.clone())
        >
            <p>{deletion_warning(&username)}</p>
        </ConfirmDialog>
    }
}
