//! Changes as a difference, the old beside the new, with the result of each; reviewing those that are collected.

use leptos::prelude::*;

use super::change::{Change, RowId};
use super::change_set::{ChangeSet, summarize};
use super::secrets::{MASK, is_secret};
use super::store::{Batch, Store};
use crate::query::ThrottleNotice;
use ui::table::{counted, group_digits};
use ui::{Badge, Button, ButtonKind, ConfirmDialog, Drawer, Icon, IconName, Notice, Tone};

/// How many changes are drawn at first, and more with each press.
const STEP: usize = 100;

/// A bar with the collected changes, if there are any, and the dialogs that it opens.
#[component]
pub fn CollectedChanges() -> impl IntoView {
    let batch = expect_context::<Store>().collected;
    let changes = batch.changes;
    let summary = Memo::new(move |_| changes.with(|changes| summarize(changes.open())));
    let (reviews, drops) = (RwSignal::new(false), RwSignal::new(false));
    let review = move |()| {
        batch.stopped.set(None);
        reviews.set(true);
    };
    let drop_all = move |()| {
        changes.set(ChangeSet::default());
        drops.set(false);
    };
    let close = move |()| {
        // What is applied has shown its result.
        changes.update(|changes| changes.list.retain(Change::is_open));
        reviews.set(false);
    };
    let leave_out = move |id| {
        changes.update(|changes| drop(changes.remove(id)));
        reviews.set(changes.with_untracked(|changes| !changes.list.is_empty()));
    };
    let subtitle = Signal::derive(move || Some(summary.get()).filter(|summary| !summary.is_empty()));
    view! {
        <Show when=move || !summary.with(String::is_empty)>
            <div class="selection-bar" role="group" aria-label="Collected changes">
                <p role="status">{move || format!("{}, not saved yet", summary.get())}</p>
                <Button on_press=move |()| drops.set(true)>"Drop all"</Button>
                <Button kind=ButtonKind::Primary on_press=review>"Review and apply"</Button>
            </div>
        </Show>
        <Show when=move || reviews.get()>
            <BatchDrawer
                title="Review the changes"
                subtitle
                batch
                nothing_reason="Everything is applied."
                on_close=close
            >
                <ChangeList batch on_leave_out=leave_out/>
            </BatchDrawer>
        </Show>
        <Show when=move || drops.get()>
            <ConfirmDialog
                title="Drop all collected changes?"
                confirm_label="Drop all"
                cancel_label="Keep them"
                pending=false
                error=Signal::stored(None::<String>)
                on_confirm=drop_all
                on_close=move |()| drops.set(false)
            >
                <p>
                    {summary.get_untracked()}
                    ": what you entered there is lost. What is saved on the server stays as it is."
                </p>
            </ConfirmDialog>
        </Show>
    }
}

/// The changes of a batch, those that failed first.
#[component]
pub fn ChangeList(
    /// The batch.
    batch: Batch,
    /// Takes the change of that row out.
    #[prop(into)]
    on_leave_out: Callback<RowId>,
) -> impl IntoView {
    let limit = RwSignal::new(STEP);
    let more = move || batch.count(|_| true).saturating_sub(limit.get());
    let items = move || {
        let changes = batch.changes.read();
        let mut changes: Vec<&Change> = changes.list.iter().collect();
        changes.sort_by_key(|change| !change.is_failed());
        let shown = changes.into_iter().take(limit.get()).cloned();
        let item = |change| view! { <ChangeItem change running=batch.running on_leave_out/> };
        shown.map(item).collect_view()
    };
    let outcome = Memo::new(move |_| {
        if batch.running.get() {
            return Some((Tone::Info, progress(batch)));
        }
        let applied = batch.count(|change| !change.is_open());
        let failed = batch.count(Change::is_failed);
        let (tone, rest) = match (applied, failed, batch.stopped.get()) {
            (_, _, Some(reason)) => (Tone::Danger, format!(", then it stopped. {reason}")),
            (0, 0, None) => return None,
            (0, _, None) if !batch.is_started() => {
                let told = "Not everything can be applied as it stands. The reasons are below.";
                return Some((Tone::Warning, told.to_owned()));
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
        let applied = group_digits(applied as u64);
        Some((tone, format!("{applied} applied{rest}")))
    });
    view! {
        <div class="stack">
            <div class="stack" aria-live="polite">
                {move || outcome.get().map(|(tone, words)| view! { <Notice tone>{words}</Notice> })}
                <ThrottleNotice throttle=batch.throttle/>
            </div>
            <ul class="config-changes" aria-label="Changes">{items}</ul>
            <Show when={move || more() > 0}>
                <div>
                    <Button on_press=move |()| limit.update(|limit| *limit += STEP)>
                        {move || format!("Show more ({} are not shown)", group_digits(more() as u64))}
                    </Button>
                </div>
            </Show>
        </div>
    }
}

/// "20 of 1,000 done…"; tracked.
pub fn progress(batch: Batch) -> String {
    let (tried, all) = batch.progress.get();
    let [tried, all] = [tried, all].map(|count| group_digits(count as u64));
    format!("{tried} of {all} done…")
}

/// A drawer in which the changes of a batch are applied. It can't be closed meanwhile.
#[component]
pub fn BatchDrawer(
    /// Its title.
    title: &'static str,
    /// What it is about.
    subtitle: Signal<Option<String>>,
    /// The batch.
    batch: Batch,
    /// Why there is nothing to apply if no change is open.
    #[prop(into)]
    nothing_reason: Signal<&'static str>,
    /// Whether all of its changes delete keys.
    #[prop(optional)]
    deletes: bool,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// The changes.
    children: Children,
) -> impl IntoView {
    let store: Store = expect_context();
    let running = batch.running;
    let close = Callback::new(move |()| {
        if !running.get_untracked() {
            on_close.run(());
        }
    });
    let stop_first = Signal::derive(move || running.get().then(|| "Stop first.".to_owned()));
    let nothing_reason =
        Signal::derive(move || (batch.open_count() == 0).then(|| nothing_reason.get().to_owned()));
    let apply_label = move || {
        let failed = batch.count(Change::is_failed);
        match batch.open_count() {
            0 if deletes => "Delete".to_owned(),
            0 => "Apply".to_owned(),
            open if open == failed && batch.is_started() => {
                format!("Try {} again", group_digits(open as u64))
            }
            open if deletes => format!("Delete {}", counted(open, "key")),
            open => format!("Apply {}", counted(open, "change")),
        }
    };
    let footer = move || {
        view! {
            <Show when=move || running.get()>
                <Button on_press=move |()| batch.stop()>"Stop"</Button>
            </Show>
            <div class="spacer"></div>
            <Button disabled_reason=stop_first on_press=close>"Close"</Button>
            <Button
                kind=if deletes { ButtonKind::Danger } else { ButtonKind::Primary }
                pending=running
                disabled_reason=nothing_reason
                on_press=move |()| store.apply(batch)
            >
                {apply_label}
            </Button>
        }
    };
    view! { <Drawer title subtitle on_close=close footer children/> }
}

#[component]
fn ChangeItem(change: Change, running: RwSignal<bool>, on_leave_out: Callback<RowId>) -> impl IntoView {
    let store: Store = expect_context();
    let id = change.id;
    let badge = change.kind().map(|kind| {
        let (word, tone, icon) = kind.badge(!change.is_open());
        view! { <Badge tone icon>{word}</Badge> }
    });
    let key = change.keys().next().unwrap_or_default().to_owned();
    let new_key = change
        .new_key()
        .map(|key| view! { <span class="muted">" → "</span>{key.to_owned()} });
    // Either of its two keys may tell of a secret.
    let secret = StoredValue::new(change.keys().find(|key| is_secret(key)).map(ToOwned::to_owned));
    let masked = Memo::new(move |_| {
        secret
            .read_value()
            .as_ref()
            .is_some_and(|key| store.is_masked(key))
    });
    let reveal = secret.get_value().map(|key| {
        view! {
            <button type="button" class="link small" on:click=move |_| store.toggle_secret(&key)>
                {move || if masked.get() { "Show values" } else { "Hide values" }}
            </button>
        }
    });
    let leave_out = change.is_open().then(|| {
        view! {
            <button
                type="button"
                class="link small"
                aria-label=format!("Leave out {key}")
                disabled=running
                on:click=move |_| on_leave_out.run(id)
            >
                "Leave out"
            </button>
        }
    });
    let applied = (!change.is_open())
        .then(|| view! { <Badge tone=Tone::Success icon=IconName::Check>"Applied"</Badge> });
    let failure = failure_text(&change);
    let side = move |class: &'static str, label: &'static str, value: String| {
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
                {leave_out}
                {applied}
                {failure}
            </div>
            {values}
        </li>
    }
}

/// Why a collected change couldn't be applied, if it was tried.
pub fn failure_text(change: &Change) -> impl IntoView + use<> {
    change.failure("Apply").map(|reason| {
        view! { <p class="field-error config-failure"><Icon name=IconName::Warning/><span>{reason}</span></p> }
    })
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
