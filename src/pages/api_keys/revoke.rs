//! Revoking keys, after a confirmation: one, or several with the result of each.

use api_types::ApiKey;
use leptos::prelude::*;

use super::context::ApiKeysContext;
use crate::api::{ApiError, api_keys, use_api};
use crate::query::{Bulk, BulkOutcome, BulkRecord, BulkRecords, LEAVE_RUNNING, ThrottleNotice};
use crate::unsaved::use_question;
use ui::{Button, ButtonKind, ConfirmDialog, Dialog, use_toasts};

/// With more keys than this, the words of the button have to be typed first.
const MANY: usize = 10;

/// Asks, revokes, and tells the result of each key.
#[component]
pub fn RevokeDialog(
    /// The keys; at least one.
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
    let bulk = Bulk::default();
    let has_begun = RwSignal::new(false);
    let names: Vec<String> = keys.iter().map(|key| key.name.clone()).collect();
    let count = keys.len();
    let is_one = count == 1;
    let (title, confirm_label) = match &*names {
        _ if is_old => ("Revoke the old key now?".to_owned(), "Revoke old key".to_owned()),
        [name] => (format!("Revoke {name}?"), "Revoke key".to_owned()),
        names => {
            let verb = format!("Revoke {} keys", names.len());
            (format!("{verb}?"), verb)
        }
    };
    let close = Callback::new(move |()| {
        if !bulk.queue.running.get_untracked() {
            on_close.run(untrack(|| bulk.counts()).0 > 0);
        }
    });
    use_question(bulk.queue.running.into(), close, &LEAVE_RUNNING);
    let success = match &*names {
        [name] if is_old => format!("The old key of {name} is revoked; the new one works."),
        names => format!("{} is revoked.", names.concat()),
    };
    let ids: Vec<i64> = keys.iter().map(|key| key.id).collect();
    let revoke = Callback::new(move |()| {
        has_begun.set(true);
        let request = move |id| async move {
            match api_keys::delete(api, id).await {
                // Revoked is what was wanted, whoever did it.
                Err(ApiError::NotFound) => Ok(()),
                answer => answer,
            }
        };
        let success = success.clone();
        bulk.run(&ids, request, move || {
            context.keys.reload();
            if is_one && untrack(|| bulk.counts()).0 == 1 {
                toasts.success(success);
                close.run(());
            }
        });
    });
    let error = Signal::derive(move || {
        let results = bulk.results.read();
        let failure = results.values().find_map(|result| result.clone().err());
        bulk.queue.stopped.get().or(failure)
    });
    let records: Vec<BulkRecord> = keys
        .into_iter()
        .map(|key| BulkRecord {
            id: key.id,
            name: key.name,
            left_out: None,
        })
        .collect();
    move || {
        if has_begun.get() && !is_one {
            let records = records.clone();
            return view! { <Results title=confirm_label.clone() records bulk revoke close/> }.into_any();
        }
        let names = names.clone();
        view! {
            <ConfirmDialog
                title=title.clone()
                type_to_confirm=(count > MANY).then(|| confirm_label.clone())
                confirm_label=confirm_label.clone()
                cancel_label=if is_old { "Keep both for now" } else { "Cancel" }
                pending=bulk.queue.running
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
                <ThrottleNotice throttle=bulk.queue.throttle/>
                <Show when=move || bulk.queue.throttle.is_waiting()>
                    <div><Button on_press=move |()| bulk.queue.stop()>"Stop"</Button></div>
                </Show>
            </ConfirmDialog>
        }
        .into_any()
    }
}

/// How far revoking several keys has come, and what became of each.
#[component]
fn Results(
    title: String,
    records: Vec<BulkRecord>,
    bulk: Bulk,
    /// Revokes those that are left.
    revoke: Callback<()>,
    close: Callback<()>,
) -> impl IntoView {
    let count = records.len();
    let left = Memo::new(move |_| count.saturating_sub(bulk.counts().0));
    let stop_first = Signal::derive(move || bulk.queue.running.get().then(|| "Stop first.".to_owned()));
    let label = move || bulk.resume_label(left.get());
    view! {
        <Dialog
            title
            on_close=close
            footer=move || view! {
                <Show when=move || bulk.queue.running.get()>
                    <Button on_press=move |()| bulk.queue.stop()>"Stop"</Button>
                </Show>
                <Button disabled_reason=stop_first on_press=close>"Close"</Button>
                <Show when=move || !bulk.queue.running.get() && left.get() != 0>
                    <Button kind=ButtonKind::Danger on_press=revoke>{label}</Button>
                </Show>
            }
        >
            <div class="stack">
                <BulkOutcome bulk all=Signal::stored(Some(count)) done="Revoked"/>
                <BulkRecords label="API keys" records=Signal::stored(records) bulk done="Revoked"/>
            </div>
        </Dialog>
    }
}
