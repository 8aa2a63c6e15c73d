//! Revoking one key or several, after a confirmation.

use api_types::ApiKey;
use leptos::prelude::*;

use super::context::ApiKeysContext;
use crate::api::{ApiError, api_keys, use_api};
use crate::query::submit;
use ui::{Badge, Button, ButtonKind, ConfirmDialog, Dialog, IconName, Tone, use_toasts};

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
    let context = ApiKeysContext::expect();
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
    move || {
        if let Some(results) = results.get() {
            return view! { <RevokeResults results on_close=close/> }.into_any();
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

/// Tells which of several keys are revoked.
#[component]
fn RevokeResults(results: Vec<Revocation>, on_close: Callback<()>) -> impl IntoView {
    let failed = results.iter().filter(|(_, failure)| failure.is_some()).count();
    let title = match failed {
        0 => format!("{} keys are revoked", results.len()),
        failed => format!("{} revoked, {failed} not", results.len() - failed),
    };
    let row = |(name, failure): Revocation| {
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
    view! {
        <Dialog
            title
            on_close
            footer=move || view! { <Button kind=ButtonKind::Primary on_press=on_close>"Close"</Button> }
        >
            <ul class="key-results">{results.into_iter().map(row).collect_view()}</ul>
        </Dialog>
    }
}
