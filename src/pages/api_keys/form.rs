//! The form that creates or edits a key: its name, the scope picker, and a summary of what it will be able to do.

use api_types::validation::api_key_name;
use api_types::{ApiKey, ApiKeyChanges, Timestamp, ValidationErrors};
use leptos::prelude::*;

use super::abilities_card::AbilitiesCard;
use super::changes_card::{ChangesCard, changes};
use super::context::{ApiKeysContext, NewKey};
use super::picker::{Picker, ScopeDetails, ScopePicker};
use super::refusals::show_failure;
use super::scopes::{Scope, ScopeSet};
use crate::activity::{Activity, Call, CopyCall, not_undone};
use crate::api::{ApiError, Method, api_keys, use_api};
use crate::conflict::{ChangedMeanwhile, DeletedMeanwhile, Versions};
use crate::drafts::{DraftOffer, Fields, use_draft};
use crate::expiry_field::{ExpiryField, ExpirySignals, ExpirySubject};
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
    let name = RwSignal::new(initial_name.clone());
    let picker = Picker::new(initial_scopes);
    let has_expiry = context.has_expiry();
    let initial_expiry = edited.as_ref().and_then(|key| key.expired_at.flatten());
    let expiry = ExpirySignals::new(initial_expiry);
    let selected = picker.selected;
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let edited_id = edited.as_ref().map(|key| key.id);
    let is_new = edited.is_none();
    let id = if is_new { "create-key" } else { "edit-key" };
    let unknown = edited.map_or_else(Vec::new, |key| ScopeSet::of_key(&key).1);
    let unknown_count = unknown.len();
    let kept = StoredValue::new(unknown.clone());

    let began = initial_name.trim().to_owned();
    let opened_name = initial_name.clone();
    let is_renamed = Memo::new(move |_| name.with(|name| name.trim() != initial_name.trim()));
    let expires_otherwise = Memo::new(move |_| expiry.value() != Ok(initial_expiry));
    let change_count = Memo::new(move |_| {
        let (gained, lost) = changes(initial_scopes, selected.get());
        gained.len() + lost.len() + usize::from(is_renamed.get()) + usize::from(expires_otherwise.get())
    });
    let disabled_reason = Signal::derive(move || {
        let is_unchanged = !is_new && change_count.get() == 0;
        is_unchanged.then(|| "Nothing is changed yet.".to_owned())
    });
    let form = use_unsaved(Signal::derive(move || change_count.get() > 0), pending);
    let draft = use_draft(
        form,
        &edited_id.map_or_else(|| id.to_owned(), |key| format!("{id}-{key}")),
        move || kept_fields(&opened_name, initial_scopes, initial_expiry),
        move || name.with(|name| kept_fields(name, selected.get(), expiry.value().ok().flatten())),
        move |left: Fields| {
            let (left_name, scopes, expires) = read_fields(left);
            expiry.set(expires);
            name.set(left_name);
            selected.set(scopes);
        },
    );
    let leave = move |()| {
        let query = context.list_query.get_untracked();
        let address = edited_id.map_or_else(|| paths::api_keys(&query), |id| paths::api_key(id, &query));
        navigate.run((address, NavMode::Push));
    };
    let cancel = form.guard(Callback::new(leave));
    let began_name = StoredValue::new(began);
    let meanwhile = RwSignal::new(None::<Meanwhile>);
    let activity = Activity::expect();
    let send = Callback::new(move |()| {
        errors.clear();
        if disabled_reason.read_untracked().is_some() {
            return;
        }
        let new_name = name.with_untracked(|name| name.trim().to_owned());
        let new_name = (is_new || is_renamed.get_untracked()).then_some(new_name);
        if let Some(Err(error)) = new_name.as_deref().map(api_key_name) {
            let invalid = ApiError::Invalid(ValidationErrors::of("name", error));
            return show_failure(errors, &invalid);
        }
        let new_expiry = match untrack(|| expiry.value()) {
            Ok(at) => expires_otherwise.get_untracked().then_some(at),
            Err(error) => {
                let invalid = ApiError::Invalid(ValidationErrors::of("expired_at", error));
                return show_failure(errors, &invalid);
            }
        };
        let selected = selected.get_untracked();
        let save = async move {
            let mut request = ApiKeyChanges {
                name: new_name,
                expired_at: new_expiry,
                api_key_scopes: None,
            };
            let Some(id) = edited_id else {
                request.api_key_scopes = Some(selected.to_wire(&[]));
                return Ok(Edit::Saved(api_keys::create(api, &request).await?, None));
            };
            let now = api_keys::show(api, id).await?;
            // A name that both have changed is for the person to decide; they are asked once.
            let is_renamed_twice = request.name.as_ref().is_some_and(|name| *name != now.name);
            if is_renamed_twice && now.name != began_name.get_value() {
                return Ok(Edit::Renamed(now));
            }
            let (current, unknown) = ScopeSet::of_key(&now);
            if selected != initial_scopes {
                // Another tab may have changed the scopes since: those that aren't changed here stay as they are.
                let (gained, lost) = changes(initial_scopes, selected);
                request.api_key_scopes = Some(current.union(gained).difference(lost).to_wire(&unknown));
            }
            let saved = api_keys::update(api, id, &request).await?;
            Ok(Edit::Saved(saved, Some(now)))
        };
        submit(pending, save, move |result| match result {
            Ok(Edit::Renamed(now)) => meanwhile.set(Some(Meanwhile::Renamed(now.name))),
            Err(ApiError::NotFound) if !is_new => meanwhile.set(Some(Meanwhile::Deleted)),
            Ok(Edit::Saved(key, was)) => {
                if let Some(was) = was {
                    offer_undo(activity, was, key.clone());
                }
                let address = paths::api_key(key.id, &context.list_query.get_untracked());
                if is_new {
                    context.new_key.set(Some(NewKey::new(key, None)));
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
    let resolve = Callback::new(move |(theirs, keeps_mine): (String, bool)| {
        if !keeps_mine {
            name.set(theirs.clone());
        }
        began_name.set_value(theirs);
        meanwhile.set(None);
        send.run(());
    });
    let create_anew = Callback::new(move |()| {
        let scopes = selected.get_untracked().names().join(",");
        navigate.run((
            name.with_untracked(|name| paths::filled_api_key(name, &scopes)),
            NavMode::Push,
        ));
    });
    let meanwhile_dialog = move || {
        let on_close = Callback::new(move |()| meanwhile.set(None));
        let began = began_name.get_value();
        meanwhile.get().map(|found| match found {
            Meanwhile::Renamed(theirs) => {
                let versions = vec![Versions {
                    label: "Name",
                    began: began.clone(),
                    theirs: theirs.clone(),
                    mine: name.with_untracked(|name| name.trim().to_owned()),
                }];
                let on_decided = Callback::new(move |mine: Vec<bool>| {
                    resolve.run((theirs.clone(), mine.first() == Some(&true)));
                });
                view! { <ChangedMeanwhile name=began versions on_decided on_close/> }.into_any()
            }
            Meanwhile::Deleted => view! {
                <DeletedMeanwhile
                    name=began
                    text="A new key has a secret of its own: whatever used the old one needs the new secret."
                    on_create=create_anew
                    on_close
                />
            }
            .into_any(),
        })
    };
    // What was refused was another selection.
    Effect::watch(
        move || selected.get(),
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
    let link = Signal::derive(move || {
        let scopes = selected.get().names().join(",");
        browser::origin() + &name.with(|name| paths::filled_api_key(name, &scopes))
    });
    let call = Signal::derive(move || {
        let scopes = selected.get();
        let request = ApiKeyChanges {
            expired_at: expiry.value().ok().filter(|_| expires_otherwise.get()),
            name: (is_new || is_renamed.get()).then(|| name.with(|name| name.trim().to_owned())),
            api_key_scopes: (is_new || scopes != initial_scopes).then(|| scopes.to_wire(&kept.get_value())),
        };
        if !is_new && change_count.get() == 0 {
            return None;
        }
        let (method, path) = match edited_id {
            Some(id) => (Method::PUT, paths::api::api_key(id)),
            None => (Method::POST, paths::api::api_keys(&[])),
        };
        Some(Call::with_json(method, path, &request))
    });
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
                    {has_expiry.then(|| view! {
                        <ExpiryField signals=expiry error=errors.field("expired_at") subject=ExpirySubject::Key/>
                    })}
                    <ScopePicker picker unknown error=errors.field("api_key_scopes")/>
                </div>
                <aside class="key-aside" aria-label="Summary">
                    <AbilitiesCard scopes=selected unknown=unknown_count>
                        {is_new.then(|| view! { <CopyButton label="Copy link to this form" text=link/> })}
                        <CopyCall call/>
                    </AbilitiesCard>
                    {(!is_new).then(|| view! { <ChangesCard before=initial_scopes selected/> })}
                    <section class="key-card key-scope" tabindex="0" aria-label="The scope you look at">
                        <ScopeDetails picker/>
                    </section>
                </aside>
                <div class="key-actions">
                    <span class="key-count muted" aria-hidden="true">
                        {move || format!("{} of {}", selected.get().len(), Scope::all().len())}
                    </span>
                    <Button on_press=cancel>"Cancel"</Button>
                    <SubmitButton pending disabled_reason>{submit_label}</SubmitButton>
                </div>
            </div>
        </Form>
        {meanwhile_dialog}
    }
}

/// What became of saving.
enum Edit {
    /// It is saved; the key as it was before, if there was one.
    Saved(ApiKey, Option<ApiKey>),
    /// Nothing is saved: somebody else has renamed the key since the form was opened.
    Renamed(ApiKey),
}

/// What keeps an edit from being saved.
#[derive(Clone)]
enum Meanwhile {
    Renamed(String),
    Deleted,
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

/// What is kept of the form: the name, the expiry if there is one, and a field for each scope.
fn kept_fields(name: &str, scopes: ScopeSet, expires: Option<Timestamp>) -> Fields {
    let scopes = scopes.names().into_iter().map(|scope| (scope, true.into()));
    let mut fields: Fields = scopes.collect();
    fields.insert("name".to_owned(), name.into());
    if let Some(at) = expires {
        fields.insert("expired_at".to_owned(), at.to_string().into());
    }
    fields
}

/// What was kept of a form: its name, its scopes and its expiry.
fn read_fields(mut fields: Fields) -> (String, ScopeSet, Option<Timestamp>) {
    let name = fields.remove("name");
    let name = name.as_ref().and_then(|name| name.as_str()).unwrap_or_default();
    let scopes = fields.keys().filter_map(|scope| Scope::find(scope));
    let expires = fields.get("expired_at").and_then(|at| at.as_str()?.parse().ok());
    (name.to_owned(), scopes.collect(), expires)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let (scopes, _) = ScopeSet::parse("users/index,tapes/show");
        for expires in [None, Some(Timestamp::from_unix_millis(61_234))] {
            assert_eq!(
                read_fields(kept_fields("name", scopes, expires)),
                ("name".to_owned(), scopes, expires)
            );
        }
    }
}
