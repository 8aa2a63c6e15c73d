//! Revoking keys, after a confirmation, and rotating one: a new key with the same name and scopes is created, and the old one
//! is revoked once the secret is stored.

use api_types::{ApiKey, ApiKeyChanges};
use leptos::prelude::*;

use super::context::{ApiKeysContext, NewKey};
use super::form::failure_sentence;
use crate::api::{ApiError, api_keys, use_api};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::submit;
use ui::{Badge, Button, ButtonKind, ConfirmDialog, Dialog, IconName, Notice, Tone, use_toasts};

/// With more keys than this, the words of the button have to be typed first.
const MANY: usize = 10;

/// The name of a key, and why it couldn't be revoked if it couldn't.
type Revocation = (String, Option<String>);

/// Asks, revokes, and tells the result of each key.
#[component]
pub fn RevokeDialog(
    /// The keys.
    keys: Vec<ApiKey>,
    /// Whether it is the old key after a rotation.
    #[prop(optional)]
    is_old: bool,
    /// Closes the dialog; it is told whether any key was revoked.
    #[prop(into)]
    on_close: Callback<bool>,
) -> impl IntoView {
    let api = use_api();
    let context = expect_context::<ApiKeysContext>();
    let toasts = use_toasts();
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let results = RwSignal::new(None::<Vec<Revocation>>);
    let is_revoked = StoredValue::new(false);
    let close = Callback::new(move |()| on_close.run(is_revoked.get_value()));
    let names: Vec<String> = keys.iter().map(|key| key.name.clone()).collect();
    let is_one = names.len() == 1;
    let (title, confirm_label) = match &*names {
        _ if is_old => ("Revoke the old key now?".to_owned(), "Revoke old key".to_owned()),
        [name] => (format!("Revoke {name}?"), "Revoke key".to_owned()),
        names => {
            let verb = format!("Revoke {} keys", names.len());
            (format!("{verb}?"), verb)
        }
    };
    let keys = StoredValue::new(keys);
    let revoke = Callback::new(move |()| {
        error.set(None);
        let request = async move {
            let mut done: Vec<Revocation> = Vec::new();
            for key in keys.get_value() {
                // Revoked is what was wanted, whoever did it.
                let failure = match api_keys::delete(api, key.id).await {
                    Ok(()) | Err(ApiError::NotFound) => None,
                    Err(ApiError::Aborted) => return Err(ApiError::Aborted),
                    Err(failure) => Some(failure.sentence()),
                };
                done.push((key.name, failure));
            }
            Ok(done)
        };
        submit(pending, request, move |done| {
            let Ok(done) = done else { return };
            is_revoked.set_value(done.iter().any(|(_, failure)| failure.is_none()));
            context.keys.reload();
            match &*done {
                [(name, None)] => {
                    toasts.success(if is_old {
                        format!("The old key of {name} is revoked; the new one works.")
                    } else {
                        format!("{name} is revoked.")
                    });
                    close.run(());
                }
                [(_, Some(failure))] => error.set(Some(failure.clone())),
                _ => results.set(Some(done)),
            }
        });
    });
    let result = |(name, failure): Revocation| {
        let (tone, icon, result) = match &failure {
            None => (Tone::Success, IconName::Check, "Revoked"),
            Some(_) => (Tone::Danger, IconName::Warning, "Not revoked"),
        };
        view! {
            <li>
                <Badge tone icon>{result}</Badge>" "<b>{name}</b>
                {failure.map(|failure| view! { <p class="muted">{failure}</p> })}
            </li>
        }
    };
    move || {
        if let Some(results) = results.get() {
            let failed = results.iter().filter(|(_, failure)| failure.is_some()).count();
            let title = match failed {
                0 => format!("{} keys are revoked", results.len()),
                failed => format!("{} revoked, {failed} not", results.len() - failed),
            };
            return view! {
                <Dialog
                    title
                    on_close=close
                    footer=move || view! { <Button kind=ButtonKind::Primary on_press=close>"Close"</Button> }
                >
                    <ul class="key-results">{results.into_iter().map(result).collect_view()}</ul>
                </Dialog>
            }
            .into_any();
        }
        let names = names.clone();
        view! {
            <ConfirmDialog
                title=title.clone()
                type_to_confirm=(names.len() > MANY).then(|| confirm_label.clone())
                confirm_label=confirm_label.clone()
                cancel_label=if is_old { "Keep both for now" } else { "Cancel" }
                pending
                error
                on_confirm=revoke
                on_close=close
            >
                {(!is_one).then(|| view! {
                    <ul class="key-names">{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                })}
                {is_old.then(|| view! {
                    <p>"The old key works until you revoke it. Do that once the program uses the new one."</p>
                })}
                <p>
                    {if is_one { "Whatever uses it" } else { "Whatever uses them" }}
                    " is locked out at once. This can’t be undone: a new key has a new secret."
                </p>
            </ConfirmDialog>
        }
        .into_any()
    }
}

/// Explains the steps, creates the new key and leads to its page.
#[component]
pub fn RotateDialog(
    /// The old key.
    key: ApiKey,
    /// Closes the dialog.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let api = use_api();
    let context = expect_context::<ApiKeysContext>();
    let navigate = use_navigate_to();
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let title = format!("Rotate {}?", key.name);
    // The answer to what was sent is the only place where the secret ever stands.
    let close = Callback::new(move |()| {
        if !pending.get_untracked() {
            on_close.run(());
        }
    });
    let old = StoredValue::new(key);
    let create = Callback::new(move |()| {
        let old = old.get_value();
        let id = old.id;
        let request = async move {
            // Its scopes as they are now, with those that this console doesn't know.
            let key = api_keys::show(api, id).await?;
            let copy = ApiKeyChanges {
                name: Some(key.name),
                api_key_scopes: Some(key.api_key_scopes.unwrap_or_default()),
            };
            api_keys::create(api, &copy).await
        };
        submit(pending, request, move |result| match result {
            Ok(created) => {
                let address = paths::api_key(created.id, &context.list_query.get_untracked());
                context.new_key.set(Some(NewKey::new(created, Some(old))));
                context.keys.reload();
                on_close.run(());
                navigate.run((address, NavMode::Push));
            }
            Err(failure) => error.set(Some(failure_sentence(&failure))),
        });
    });
    view! {
        <Dialog
            title
            on_close=close
            footer=move || view! {
                <Button on_press=close>"Cancel"</Button>
                <Button kind=ButtonKind::Primary pending on_press=create>"Create the new key"</Button>
            }
        >
            <div class="prose">
                {move || error.get().map(|error| view! { <Notice tone=Tone::Danger assertive=true>{error}</Notice> })}
                <ol class="key-steps">
                    <li>"A new key with the same name and scopes is created, and its secret shown once."</li>
                    <li>"You put it where the old one is used. Until then both work."</li>
                    <li>"When you have stored it, you are asked whether to revoke the old one."</li>
                </ol>
            </div>
        </Dialog>
    }
}
