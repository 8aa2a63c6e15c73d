//! Deleting a user, after a confirmation that says what becomes of them.

use api_types::User;
use leptos::prelude::*;

use super::rules::consequence;
use crate::api::{use_api, users};
use crate::query::submit;
use ui::{ConfirmDialog, use_toasts};

/// Asks, and deletes. An administrator's name has to be typed.
#[component]
pub fn DeleteUser(
    /// Whom.
    user: User,
    /// The person thought better of it.
    on_close: Callback<()>,
    /// The user is gone.
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
    let confirm = Callback::new(move |()| {
        error.set(None);
        let name = name.clone();
        submit(pending, users::delete(api, id), move |result| match result {
            // Deleted is what was wanted, whoever did it.
            Ok(()) | Err(crate::api::ApiError::NotFound) => {
                toasts.success(format!("{name} is deleted."));
                on_deleted.run(());
            }
            Err(failure) => error.set(Some(failure.sentence())),
        });
    });
    view! {
        <ConfirmDialog
            title=format!("Delete {username}?")
            confirm_label="Delete user"
            pending=pending
            error=error
            on_confirm=confirm
            on_close=on_close
            type_to_confirm=is_admin.then(|| username.clone())
        >
            <p>{consequence(&username)}</p>
        </ConfirmDialog>
    }
}
