//! Changes as a list of differences, the old beside the new, with the result of each.

use leptos::prelude::*;

use super::batch::Batch;
use super::change::{Change, RowId};
use super::secrets::{MASK, is_secret};
use super::store::Store;
use crate::query::ThrottleNotice;
use ui::forms::FieldError;
use ui::table::group_digits;
use ui::{Badge, Button, IconName, Notice, Tone};

/// How many changes are drawn at first, and more with each press.
const STEP: usize = 100;

/// The changes of a batch, those that failed first, with what has become of them all. Nothing if there are none.
#[component]
pub fn ChangeList(
    /// The batch.
    batch: Batch,
    /// Takes the change of that row out.
    on_leave_out: Callback<RowId>,
) -> impl IntoView {
    let limit = RwSignal::new(STEP);
    let count = Memo::new(move |_| batch.count(|_| true));
    let more = move || count.get().saturating_sub(limit.get());
    let items = move || {
        let changes = batch.changes.read();
        let mut changes: Vec<&Change> = changes.list.iter().collect();
        changes.sort_by_key(|change| !change.is_failed());
        let shown = changes.into_iter().take(limit.get()).cloned();
        let item = |change| view! { <ChangeItem change running=batch.queue.running on_leave_out/> };
        shown.map(item).collect_view()
    };
    let outcome = Memo::new(move |_| outcome(batch));
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="stack">
                <div class="stack" aria-live="polite">
                    {move || outcome.get().map(|(tone, words)| view! { <Notice tone>{words}</Notice> })}
                    <ThrottleNotice throttle=batch.queue.throttle/>
                </div>
                <ul class="config-changes" aria-label="Changes">{items}</ul>
                <Show when=move || { more() > 0 }>
                    <div>
                        <Button on_press=move |()| limit.update(|limit| *limit += STEP)>
                            {move || format!("Show more ({} are not shown)", group_digits(more() as u64))}
                        </Button>
                    </div>
                </Show>
            </div>
        </Show>
    }
}

/// What has become of a batch, in a sentence; nothing as long as there is nothing to tell; tracked.
fn outcome(batch: Batch) -> Option<(Tone, String)> {
    if batch.queue.running.get() {
        return Some((Tone::Info, batch.progress_words()));
    }
    let applied = batch.count(|change| !change.is_open());
    let failed = batch.count(Change::is_failed);
    let (tone, rest) = match (applied, failed, batch.queue.stopped.get()) {
        (_, _, Some(reason)) => (Tone::Danger, format!(", then it stopped. {reason}")),
        (0, 0, None) => return None,
        (0, _, None) if !batch.is_started() => {
            let words = "Not everything can be applied as it stands. The reasons are below.";
            return Some((Tone::Warning, words.to_owned()));
        }
        (_, 0, None) => (Tone::Success, ".".to_owned()),
        _ => {
            let failed = group_digits(failed as u64);
            (
                Tone::Warning,
                format!(", {failed} failed. The reasons are below."),
            )
        }
    };
    Some((tone, format!("{} applied{rest}", group_digits(applied as u64))))
}

#[component]
fn ChangeItem(change: Change, running: RwSignal<bool>, on_leave_out: Callback<RowId>) -> impl IntoView {
    let store: Store = expect_context();
    let (id, is_open) = (change.id, change.is_open());
    let badge = change.kind().map(|kind| {
        let (word, tone, icon) = kind.badge(!is_open);
        view! { <Badge tone icon>{word}</Badge> }
    });
    let key = change.keys().next().unwrap_or_default().to_owned();
    let label = format!("Leave out {key}");
    let new_key = change
        .new_key()
        .map(|key| view! { <span class="muted">" → "</span>{key.to_owned()} });
    // Either of its two keys may tell of a secret.
    let secret = StoredValue::new(change.keys().find(|key| is_secret(key)).map(ToOwned::to_owned));
    let masked =
        Memo::new(move |_| secret.with_value(|key| key.as_ref().is_some_and(|key| store.is_masked(key))));
    let reveal = secret.get_value().map(|key| {
        view! {
            <button type="button" class="link small" on:click=move |_| store.toggle_secret(&key)>
                {move || if masked.get() { "Show values" } else { "Hide values" }}
            </button>
        }
    });
    let leave_out = move |_| on_leave_out.run(id);
    let state = if is_open {
        view! {
            <button type="button" class="link small" aria-label=label disabled=running on:click=leave_out>
                "Leave out"
            </button>
        }
        .into_any()
    } else {
        view! { <Badge tone=Tone::Success icon=IconName::Check>"Applied"</Badge> }.into_any()
    };
    let failure = failure_text(&change);
    let side = |class, label, value: String| {
        let shown = move || match value.as_str() {
            _ if masked.get() => view! { <pre>{MASK}</pre> }.into_any(),
            "" => view! { <span class="muted">"empty"</span> }.into_any(),
            value => view! { <pre>{beginning(value)}</pre> }.into_any(),
        };
        view! { <div class=class><span class="muted small">{label}</span>{shown}</div> }
    };
    let [old, new] = [change.before, change.after].map(|entry| entry.map(|entry| entry.value));
    let values = if old == new {
        view! { <p class="muted small">"The value stays."</p> }.into_any()
    } else {
        view! {
            <div class="config-sides">
                {old.map(|value| side("config-old", "Old", value))}
                {new.map(|value| side("config-new", "New", value))}
            </div>
        }
        .into_any()
    };
    view! {
        <li class="config-change">
            <div class="config-change-head">
                {badge}
                <span class="mono config-change-key">{key}{new_key}</span>
                {reveal}
                {state}
                {failure}
            </div>
            {values}
        </li>
    }
}

/// Why a collected change couldn't be applied, if it was tried.
pub fn failure_text(change: &Change) -> impl IntoView + use<> {
    let reason = change.failure("Apply");
    reason.map(|reason| view! { <FieldError>{reason}</FieldError> })
}

/// So much of a value that a list of many stays light.
fn beginning(value: &str) -> String {
    const MAX_LINES: usize = 12;
    const MAX_CHARS: usize = 1_000;
    let lines: Vec<&str> = value.split('\n').take(MAX_LINES).collect();
    let mut text: String = lines.join("\n").chars().take(MAX_CHARS).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    text
}
