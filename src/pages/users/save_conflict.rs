//! What keeps an edit of a user from being saved, and how to go on.

use api_types::User;
use leptos::prelude::*;

use super::context::UsersContext;
use super::draft::UserDraft;
use super::form::UserSignals;
use super::save;
use crate::conflict::{ChangedMeanwhile, DeletedMeanwhile};
use crate::navigate::{NavMode, use_navigate_to};

/// What keeps an edit from being saved.
#[derive(Clone)]
pub enum SaveConflict {
    /// Somebody else has changed the user since the form was opened: they are like this now.
    Changed(Box<User>),
    /// The user is gone.
    Deleted,
}

/// Asks how to go on, if something keeps the edit from being saved.
#[component]
pub fn SaveConflictDialog(
    /// The name of the user.
    name: String,
    /// What is entered.
    fields: UserSignals,
    /// What the edit began from.
    before: StoredValue<UserDraft>,
    /// What keeps it from being saved.
    conflict: RwSignal<Option<SaveConflict>>,
    /// Saves it once it is decided what stays.
    on_retry: Callback<()>,
) -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let navigate = use_navigate_to();
    let on_close = Callback::new(move |()| conflict.set(None));
    let decide = Callback::new(move |(theirs, chosen): (UserDraft, Vec<bool>)| {
        fields.set(save::merged(&theirs, &untrack(|| fields.draft()), &chosen));
        before.set_value(theirs);
        conflict.set(None);
        on_retry.run(());
    });
    let create_anew = Callback::new(move |()| {
        let list_query = context.state.get_untracked().to_query();
        let address = untrack(|| fields.draft()).new_user_address(&list_query);
        navigate.run((address, NavMode::Push));
    });
    move || {
        let name = name.clone();
        conflict.get().map(|found| match found {
            SaveConflict::Changed(now) => {
                let theirs = UserDraft::of(&now);
                let mine = untrack(|| fields.draft());
                let versions = before.with_value(|before| save::versions(before, &theirs, &mine));
                let on_decided = Callback::new(move |chosen| decide.run((theirs.clone(), chosen)));
                view! { <ChangedMeanwhile name versions on_decided on_close/> }.into_any()
            }
            SaveConflict::Deleted => view! {
                <DeletedMeanwhile
                    name
                    text="Creating the user anew needs a password, and gives a new record: their API keys and configuration are gone."
                    on_create=create_anew
                    on_close
                />
            }
            .into_any(),
        })
    }
}
