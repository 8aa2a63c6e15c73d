//! What can be done with a user from their row.

use api_types::User;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

use super::bulk_form::BulkRequest;
use super::bulk_plan::{BulkAction, OWN_PASSWORD};
use super::context::UsersContext;
use super::draft::UserDraft;
use crate::activity::{Call, use_copy_call};
use crate::api::Method;
use crate::paths;
use crate::session::Session;
use ui::{IconName, MenuItem, copy_text, use_toasts};

/// The entries of the menu of a row; tracked where they are read.
pub fn use_row_actions(context: UsersContext) -> Callback<User, Vec<MenuItem>> {
    let search = use_location().search;
    let me = Session::expect().user_id();
    let toasts = use_toasts();
    let copy = Callback::new(move |(what, text): (&'static str, String)| {
        spawn_local(async move {
            if copy_text(&text).await {
                toasts.success(format!("{what} is copied."));
            } else {
                toasts.error(format!(
                    "{what} couldn’t be copied: this browser refuses. It is {text}"
                ));
            }
        });
    });
    let copy_call = use_copy_call();
    Callback::new(move |user: User| {
        let refusal = context.refusal("delete", &user);
        let query = search.get();
        let change = |label: &str, action: BulkAction| {
            let users = vec![user.clone()];
            let request = Callback::new(move |()| {
                context.bulk_request.set(Some(BulkRequest {
                    users: users.clone(),
                    action,
                }));
            });
            MenuItem::press(label, request)
        };
        let copied = |label: &str, what: &'static str, text: String| {
            MenuItem::press(label, Callback::new(move |()| copy.run((what, text.clone()))))
                .icon(IconName::Copy)
        };
        let expires = user.expired_at.flatten().is_some();
        let to_delete = user.clone();
        let delete = Callback::new(move |()| context.to_delete.set(Some(to_delete.clone())));
        vec![
            MenuItem::link("Open", paths::user(user.id, &query)).icon(IconName::External),
            MenuItem::link("Edit", paths::edit_user(user.id, &query)).icon(IconName::Pencil),
            MenuItem::link("Duplicate", duplicate(&user, &query)).icon(IconName::Plus),
            change("Extend expiry…", BulkAction::Extend)
                .icon(IconName::Clock)
                .disabled((!expires).then(|| "This account never expires.".to_owned())),
            change("Set a new password…", BulkAction::SetPassword)
                .icon(IconName::Key)
                .disabled((me == Some(user.id)).then(|| OWN_PASSWORD.to_owned())),
            copied("Copy record id", "The id of the record", user.id.to_string()),
            copied(
                "Copy as JSON",
                "The record",
                serde_json::to_string_pretty(&user).unwrap_or_default(),
            ),
            MenuItem::press(
                "Copy as curl",
                Callback::new({
                    let id = user.id;
                    move |()| copy_call.run(Call::new(Method::GET, paths::api::user(id), None))
                }),
            )
            .icon(IconName::Copy),
            MenuItem::press("Delete…", delete)
                .icon(IconName::Trash)
                .danger()
                .disabled(refusal),
        ]
    })
}

/// The address of the form that creates another user like this one, over the list in the state of `list_query`.
fn duplicate(user: &User, list_query: &str) -> String {
    let draft = UserDraft {
        username: String::new(),
        email: String::new(),
        user_id: String::new(),
        ..UserDraft::of(user)
    };
    draft.new_user_address(list_query)
}
