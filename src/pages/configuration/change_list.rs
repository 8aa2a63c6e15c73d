//! The changes of a batch as a difference: the old beside the new, with the result of each.

use leptos::prelude::*;

use super::change::{Change, ChangeKind, RowId, Status};
use super::secrets::{MASK, is_secret};
use super::store::{Batch, Store};
use ui::table::{counted, group_digits};
use ui::{Badge, Button, ButtonKind, Icon, IconName, Notice, Tone};

/// How many changes are drawn at first, and more with each press.
const STEP: usize = 100;

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
    let more = move || {
        batch
            .changes
            .with(|changes| changes.list.len())
            .saturating_sub(limit.get())
    };
    let items = move || {
        let mut changes = batch.changes.get().list;
        changes.sort_by_key(|change| !change.is_failed());
        changes.truncate(limit.get());
        let item = |change| view! { <ChangeItem change running=batch.running on_leave_out/> };
        changes.into_iter().map(item).collect_view()
    };
    view! {
        <div class="stack">
            <Progress batch/>
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

/// How far a batch has come.
#[component]
fn Progress(batch: Batch) -> impl IntoView {
    let words = Memo::new(move |_| {
        if batch.running.get() {
            return Some((Tone::Info, progress(batch)));
        }
        let counts = batch.changes.with(|changes| {
            let failed = changes.list.iter().filter(|change| change.is_failed()).count();
            [changes.list.len() - changes.open().count(), failed]
        });
        let [applied, failed] = counts.map(|count| group_digits(count as u64));
        match (counts, batch.stopped.get()) {
            (_, Some(reason)) => Some((
                Tone::Danger,
                format!("{applied} applied, then it stopped. {reason}"),
            )),
            ([0, 0], None) => None,
            ([_, 0], None) => Some((Tone::Success, format!("{applied} applied."))),
            _ => Some((
                Tone::Warning,
                format!("{applied} applied, {failed} failed. The reasons are below."),
            )),
        }
    });
    view! {
        <div aria-live="polite">
            {move || words.get().map(|(tone, words)| view! { <Notice tone>{words}</Notice> })}
        </div>
    }
}

/// "20 of 1,000 done…"; tracked.
pub fn progress(batch: Batch) -> String {
    let (tried, all) = batch.progress.get();
    format!(
        "{} of {} done…",
        group_digits(tried as u64),
        group_digits(all as u64)
    )
}

/// The buttons beneath the changes of a batch: to stop, to leave, and to apply what is open.
#[component]
pub fn BatchButtons(
    /// The batch.
    batch: Batch,
    /// Why there is nothing to apply.
    #[prop(into)]
    nothing_reason: Signal<Option<String>>,
    /// Applies it.
    #[prop(into)]
    on_apply: Callback<()>,
    /// Leaves, unless the batch is running.
    on_close: Callback<()>,
) -> impl IntoView {
    let running = batch.running;
    let stop_first = Signal::derive(move || running.get().then(|| "Stop first.".to_owned()));
    let apply_label = move || {
        let is_retry = batch
            .changes
            .with(|changes| changes.open().all(Change::is_failed));
        match batch.open_count() {
            0 => "Apply".to_owned(),
            open if is_retry => format!("Try {} again", group_digits(open as u64)),
            open => format!("Apply {}", counted(open, "change")),
        }
    };
    view! {
        <Show when=move || running.get()>
            <Button on_press=move |()| batch.stop()>"Stop"</Button>
        </Show>
        <div class="spacer"></div>
        <Button disabled_reason=stop_first on_press=on_close>"Close"</Button>
        <Button
            kind=ButtonKind::Primary
            pending=running
            disabled_reason=nothing_reason
            on_press=on_apply
        >
            {apply_label}
        </Button>
    }
}

#[component]
fn ChangeItem(change: Change, running: RwSignal<bool>, on_leave_out: Callback<RowId>) -> impl IntoView {
    let store: Store = expect_context();
    let id = change.id;
    let badge = change.kind().map(|kind| {
        let icon = match kind {
            ChangeKind::Added => IconName::Plus,
            ChangeKind::Changed => IconName::Pencil,
            ChangeKind::Removed => IconName::Trash,
        };
        let (word, tone) = kind.badge();
        view! { <Badge tone icon>{word}</Badge> }
    });
    let key = change.keys().next().unwrap_or_default().to_owned();
    let new_key = change
        .new_key()
        .map(|key| view! { <span class="muted">" → "</span>{key.to_owned()} });
    // Either of its two keys may tell of a secret.
    let secret = change.keys().find(|key| is_secret(key)).map(ToOwned::to_owned);
    let masked_key = secret.clone();
    let masked = Memo::new(move |_| masked_key.as_ref().is_some_and(|key| store.is_masked(key)));
    let reveal = secret.map(|key| {
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
    let applied = matches!(change.status, Status::Applied | Status::Unneeded)
        .then(|| view! { <Badge tone=Tone::Success icon=IconName::Check>"Applied"</Badge> });
    let failure = change.failure("Apply").map(|failure| {
        view! {
            <p class="field-error config-failure"><Icon name=IconName::Warning/><span>{failure}</span></p>
        }
    });
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
            <Values change masked/>
        </li>
    }
}

/// The old value beside the new one.
#[component]
fn Values(change: Change, masked: Memo<bool>) -> impl IntoView {
    let (old, new) = (
        change.before.map(|entry| entry.value),
        change.after.map(|entry| entry.value),
    );
    if old == new {
        return view! { <p class="muted small">"The value stays."</p> }.into_any();
    }
    let side = move |class: &'static str, label: &'static str, value: String| {
        let shown = move || {
            let text = if masked.get() {
                MASK.to_owned()
            } else {
                beginning(&value)
            };
            match text.is_empty() {
                true => view! { <span class="muted">"empty"</span> }.into_any(),
                false => view! { <pre>{text}</pre> }.into_any(),
            }
        };
        view! { <div class=class><span class="muted small">{label}</span>{shown}</div> }
    };
    view! {
        <div class="config-sides">
            {old.map(|value| side("config-old", "Old", value))}
            {new.map(|value| side("config-new", "New", value))}
        </div>
    }
    .into_any()
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
