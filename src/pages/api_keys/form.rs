//! The form that creates or edits a key: its name, the scope picker, and a summary of what it will be able to do.

use api_types::{ApiKey, ApiKeyChanges};
use leptos::prelude::*;

use super::abilities_card::AbilitiesCard;
use super::changes_card::ChangesCard;
use super::context::{ApiKeysContext, NewKey};
use super::input::{KeyInput, SaveOutcome};
use super::picker::{Picker, ScopeDetails, ScopePicker};
use super::refusals::show_failure;
use super::scopes::{Scope, ScopeSet};
use crate::activity::{Activity, CopyCall, not_undone};
use crate::api::{ApiError, api_keys, use_api};
use crate::conflict::{ChangedMeanwhile, DeletedMeanwhile, Versions};
use crate::drafts::{DraftOffer, use_draft};
use crate::expiry_field::{ExpiryField, ExpirySubject};
use crate::navigate::{NavMode, use_navigate_to};
use crate::query::submit;
use crate::session::Session;
use crate::unsaved::use_unsaved;
use crate::{browser, paths};
use ui::forms::{Form, FormErrors, TextField};
use ui::table::counted;
use ui::{Button, CopyButton, Notice, SubmitButton, Tone};

/// The form. Once saved it leads to the key's page; Cancel leads there too, or to the list if the key would be new.
#[component]
pub fn KeyForm(
    /// The name that it opens with.
    initial_name: String,
    /// The scopes that it opens with.
    initial_scopes: ScopeSet,
    /// The key that is edited; none for a new one.
    #[prop(optional)]
    edited: Option<ApiKey>,
) -> impl IntoView {
    let api = use_api();
    let context = expect_context::<ApiKeysContext>();
    let navigate = use_navigate_to();
    let activity = Activity::expect();
    let picker = Picker::new(initial_scopes);
    let input = KeyInput::new(&initial_name, picker.selected, edited.as_ref());
    let (edited_id, is_new, name) = (input.edited_id, input.is_new(), input.name);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let change_count = Memo::new(move |_| input.change_count());
    let disabled_reason = Signal::derive(move || {
        let is_unchanged = !is_new && change_count.get() == 0;
        is_unchanged.then(|| "Nothing is changed yet.".to_owned())
    });
    let form = use_unsaved(Signal::derive(move || change_count.get() > 0), pending);
    let id = if is_new { "create-key" } else { "edit-key" };
    let draft = use_draft(
        form,
        &edited_id.map_or_else(|| id.to_owned(), |key| format!("{id}-{key}")),
        move || input.initial_fields(),
        move || input.fields(),
        move |left| input.restore(left),
    );
    let leave = move |()| {
        let query = context.list_query.get_untracked();
        let address = edited_id.map_or_else(|| paths::api_keys(&query), |id| paths::api_key(id, &query));
        navigate.run((address, NavMode::Push));
    };
    let cancel = form.guard(Callback::new(leave));
    let conflict = RwSignal::new(None);
    let send = Callback::new(move |()| {
        errors.clear();
        if disabled_reason.read_untracked().is_some() {
            return;
        }
        let request = match untrack(|| input.check().map(|()| input.request())) {
            Ok(request) => request,
            Err(invalid) => return show_failure(errors, &ApiError::Invalid(invalid)),
        };
        submit(pending, input.save(api, request), move |result| match result {
            Ok(SaveOutcome::Renamed(theirs)) => conflict.set(Some(SaveConflict::Renamed(theirs))),
            Err(ApiError::NotFound) if !is_new => conflict.set(Some(SaveConflict::Deleted)),
            Ok(SaveOutcome::Saved { key, was }) => {
                if let Some(was) = was {
                    offer_undo(activity, *was, (*key).clone());
                }
                let address = paths::api_key(key.id, &context.list_query.get_untracked());
                if is_new {
                    context.new_key.set(Some(NewKey::new(*key, None)));
                }
                context.keys.reload();
                // The answer is the only place where the secret of a new key ever stands.
                if !form.saved(is_new) {
                    navigate.run((address, NavMode::Replace));
                }
            }
            Err(failure) => show_failure(errors, &failure),
        });
    });
    // What was refused was another selection.
    Effect::watch(
        move || input.scopes.get(),
        move |_, _, _| errors.clear_field("api_key_scopes"),
        false,
    );

    let description = move || {
        let own_name = name.get();
        let is_same = |key: &ApiKey| key.name == own_name.trim() && Some(key.id) != edited_id;
        let is_taken = context.keys.data.with(|keys| keys.iter().flatten().any(is_same));
        if is_taken {
            "You have another key of this name. That works; a name of its own tells them apart."
        } else {
            "Where it is used, so that you know later what breaks when you revoke it."
        }
        .to_owned()
    };
    let link = Signal::derive(move || browser::origin() + &input.filled_address());
    let call = Signal::derive(move || input.call());
    let submit_label = move || match change_count.get() {
        _ if is_new => "Create key".to_owned(),
        0 => "Save".to_owned(),
        count => format!("Save {}", counted(count, "change")),
    };
    view! {
        <Form id pending errors on_submit=send>
            <DraftOffer draft focus="[name=name]" of_record=!is_new/>
            <div class="key-form">
                <div class="key-main">
                    {(!Session::expect().is_admin()).then(|| view! {
                        <Notice tone=Tone::Info>
                            "You aren’t an administrator. You can choose any scope, but the key acts with your rights: the server refuses what you may not do yourself."
                        </Notice>
                    })}
                    <div class="key-name">
                        <TextField
                            name="name"
                            label="Name"
                            value=name
                            error=errors.field("name")
                            description
                            required=true
                            autofocus=is_new
                        />
                    </div>
                    {context.has_expiry().then(|| view! {
                        <ExpiryField signals=input.expiry error=errors.field("expired_at") subject=ExpirySubject::Key/>
                    })}
                    <ScopePicker picker unknown=input.unknown() error=errors.field("api_key_scopes")/>
                </div>
                <aside class="key-aside" aria-label="Summary">
                    <AbilitiesCard scopes=input.scopes unknown=input.unknown().len()>
                        {is_new.then(|| view! { <CopyButton label="Copy link to this form" text=link/> })}
                        <CopyCall call/>
                    </AbilitiesCard>
                    {(!is_new).then(|| view! { <ChangesCard before=initial_scopes selected=input.scopes/> })}
                    <section class="key-card key-scope" tabindex="0" aria-label="The scope you look at">
                        <ScopeDetails picker/>
                    </section>
                </aside>
                <div class="key-actions">
                    <span class="key-count muted" aria-hidden="true">
                        {move || format!("{} of {}", input.scopes.get().len(), Scope::all().len())}
                    </span>
                    <Button on_press=cancel>"Cancel"</Button>
                    <SubmitButton pending disabled_reason>{submit_label}</SubmitButton>
                </div>
            </div>
        </Form>
        <SaveConflictDialog input conflict on_retry=send/>
    }
}

/// What keeps an edit from being saved.
#[derive(Clone)]
enum SaveConflict {
    /// Somebody else has given the key this name since the form was opened.
    Renamed(String),
    /// The key is gone.
    Deleted,
}

/// Asks how to go on, if something keeps the edit from being saved.
#[component]
fn SaveConflictDialog(
    /// What is entered.
    input: KeyInput,
    /// What keeps it from being saved.
    conflict: RwSignal<Option<SaveConflict>>,
    /// Saves it once it is decided which name stays.
    on_retry: Callback<()>,
) -> impl IntoView {
    let navigate = use_navigate_to();
    let on_close = Callback::new(move |()| conflict.set(None));
    let decide = Callback::new(move |(theirs, keeps_mine): (String, bool)| {
        if !keeps_mine {
            input.name.set(theirs.clone());
        }
        input.replace_name(theirs);
        conflict.set(None);
        on_retry.run(());
    });
    let create_anew = Callback::new(move |()| {
        navigate.run((untrack(|| input.filled_address()), NavMode::Push));
    });
    move || {
        let replaced = input.replaced_name();
        conflict.get().map(|found| match found {
            SaveConflict::Renamed(theirs) => {
                let versions = vec![Versions {
                    label: "Name",
                    began: replaced.clone(),
                    theirs: theirs.clone(),
                    mine: untrack(|| input.trimmed_name()),
                }];
                let on_decided = Callback::new(move |mine: Vec<bool>| {
                    decide.run((theirs.clone(), mine.first() == Some(&true)));
                });
                view! { <ChangedMeanwhile name=replaced versions on_decided on_close/> }.into_any()
            }
            SaveConflict::Deleted => view! {
                <DeletedMeanwhile
                    name=replaced
                    text="A new key has a secret of its own: whatever used the old one needs the new secret."
                    on_create=create_anew
                    on_close
                />
            }
            .into_any(),
        })
    }
}

/// Says that a key is saved, and offers to take that back.
fn offer_undo(activity: Activity, was: ApiKey, saved: ApiKey) {
    activity.offer_undo(format!("{} is saved.", saved.name), move |api| {
        let (was, saved) = (was.clone(), saved.clone());
        async move {
            let failed = |error: ApiError| not_undone(&error);
            let now = api_keys::show(api, saved.id).await.map_err(failed)?;
            let state = |key: &ApiKey| (key.name.clone(), key.expired_at, key.api_key_scopes.clone());
            if state(&now) != state(&saved) {
                return Err(format!(
                    "Someone has changed {} since: nothing was taken back.",
                    saved.name
                ));
            }
            let (scopes, unknown) = ScopeSet::of_key(&was);
            let request = ApiKeyChanges {
                name: Some(was.name),
                expired_at: was.expired_at.filter(|at| saved.expired_at != Some(*at)),
                api_key_scopes: Some(scopes.to_wire(&unknown)),
            };
            api_keys::update(api, saved.id, &request)
                .await
                .map(drop)
                .map_err(failed)
        }
    });
}
