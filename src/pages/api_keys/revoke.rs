//! Revoking one key or several, after a confirmation that says what becomes of whoever uses them.

use api_types::ApiKey;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keys::Keys;
use crate::api::{ApiError, api_keys, use_api};
use ui::{Badge, Button, ButtonKind, ConfirmDialog, Dialog, IconName, Tone, use_toasts};

/// More than this and the number has to be typed.
const MANY: usize = 10;

/// What became of each key.
type Results = Vec<(String, Option<String>)>;

/// Asks, revokes, and says of each what became of it. `rotated` is for a key in whose place there is another. `on_close` is
/// given the records that are gone.
pub fn revoke_dialog(doomed: Vec<ApiKey>, rotated: bool, on_close: Callback<Vec<i64>>) -> AnyView {
    let api = use_api();
    let keys = Keys::expect();
    let toasts = use_toasts();
    let pending = RwSignal::new(false);
    let results = RwSignal::new(None::<Results>);
    let error = RwSignal::new(None::<String>);
    let gone = StoredValue::new(Vec::<i64>::new());
    let count = doomed.len();
    let close = Callback::new(move |()| on_close.run(gone.get_value()));
    let names: Vec<String> = doomed.iter().map(|key| key.name.clone()).collect();
    let doomed = StoredValue::new(doomed);
    let confirm = Callback::new(move |()| {
        pending.set(true);
        error.set(None);
        spawn_local(async move {
            let mut done: Results = Vec::new();
            for key in doomed.get_value() {
                // Revoked is what was wanted, whoever did it.
                let failure = match api_keys::delete(api, key.id).await {
                    Ok(()) | Err(ApiError::NotFound) => None,
                    Err(ApiError::Aborted) => return,
                    Err(failure) => Some(failure.sentence()),
                };
                if failure.is_none() {
                    gone.try_update_value(|gone| gone.push(key.id));
                }
                done.push((key.name, failure));
            }
            if pending.try_set(false).is_some() {
                return;
            }
            keys.all.reload();
            match &*done {
                [(name, None)] => {
                    toasts.success(if rotated {
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
    let one = names.first().cloned().unwrap_or_default();
    let (title, label) = if rotated {
        ("Revoke the old key now?".to_owned(), "Revoke old key".to_owned())
    } else if count == 1 {
        (format!("Revoke {one}?"), "Revoke key".to_owned())
    } else {
        (format!("Revoke {count} keys?"), format!("Revoke {count} keys"))
    };
    (move || match results.get() {
        Some(results) => report(results, close),
        None => {
            let names = names.clone();
            view! {
                <ConfirmDialog
                    title=title.clone()
                    confirm_label=label.clone()
                    cancel_label=if rotated { "Keep both for now" } else { "Cancel" }
                    pending
                    error
                    on_confirm=confirm
                    on_close=close
                    type_to_confirm=(count > MANY).then(|| label.clone())
                >
                    {(count > 1).then(|| view! {
                        <ul class="key-names">{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                    })}
                    {rotated.then(|| view! {
                        <p>"The old key works until you revoke it. Do that once the program uses the new one."</p>
                    })}
                    <p>
                        {if count == 1 { "Whatever uses it" } else { "Whatever uses them" }}
                        " is locked out at once. This can't be undone: a new key has a new secret."
                    </p>
                </ConfirmDialog>
            }.into_any()
        }
    })
.into_any()
}

/// What became of each of several keys.
fn report(results: Results, close: Callback<()>) -> AnyView {
    let failed = results.iter().filter(|(_, failure)| failure.is_some()).count();
    let title = match failed {
        0 => format!("{} keys are revoked", results.len()),
        failed => format!("{} revoked, {failed} not", results.len() - failed),
    };
    let rows = results
        .into_iter()
        .map(|(name, failure)| {
            let badge = match &failure {
                None => view! { <Badge tone=Tone::Success icon=IconName::Check>"Revoked"</Badge> }.into_any(),
                Some(_) => view! { <Badge tone=Tone::Danger icon=IconName::Warning>"Not revoked"</Badge> }.into_any(),
            };
            view! { <li>{badge}" "<b>{name}</b>{failure.map(|failure| view! { <p class="muted">{failure}</p> })}</li> }
        })
        .collect_view();
    view! {
        <Dialog
            title=title
            on_close=close
            footer=move || view! { <Button kind=ButtonKind::Primary on_press=close>"Close"</Button> }
        >
            <ul class="key-results">{rows}</ul>
        </Dialog>
    }
    .into_any()
}
