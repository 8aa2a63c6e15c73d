//! The changes of a batch as a difference: the old beside the new, with the result of each.

use leptos::prelude::*;

use super::batch::Batch;
use super::changes::{Change, ChangeKind, ChangeSet, PendingChange, Retry, Status};
use super::context::PageContext;
use super::secrets::{MASK, is_secret};
use ui::table::{counted, group_digits};
use ui::{Badge, Button, ButtonKind, Icon, IconName, Notice, Tone};

/// How many changes are drawn at first, and more with each press.
const STEP: usize = 100;

/// The changes of a batch, those that failed first.
#[component]
pub fn ChangeList(
    /// The batch.
    batch: Batch,
    /// Takes the change of that number out.
    #[prop(into)]
    on_leave_out: Callback<u32>,
) -> impl IntoView {
    let limit = RwSignal::new(STEP);
    let more = move || batch.changes.with(ChangeSet::len).saturating_sub(limit.get());
    let items = move || {
        let shown: Vec<PendingChange> = batch
            .changes
            .with(|changes| changes.failed_first().take(limit.get()).cloned().collect());
        let item = |pending| view! { <ChangeItem pending batch on_leave_out/> };
        shown.into_iter().map(item).collect_view()
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
        let counts = batch
            .changes
            .with(|changes| [changes.applied_count(), changes.failed_count()]);
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
        let failed = batch.changes.with(ChangeSet::failed_count);
        match batch.open_count() {
            0 => "Apply".to_owned(),
            open if open == failed => format!("Try {} again", group_digits(open as u64)),
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
fn ChangeItem(pending: PendingChange, batch: Batch, on_leave_out: Callback<u32>) -> impl IntoView {
    let store = PageContext::expect().store;
    let PendingChange {
        number,
        change,
        status,
    } = pending;
    let kind = change.kind();
    let (tone, icon) = match kind {
        ChangeKind::Added => (Tone::Success, IconName::Plus),
        ChangeKind::Changed => (Tone::Info, IconName::Pencil),
        ChangeKind::Removed => (Tone::Danger, IconName::Trash),
    };
    let key = change.key().to_owned();
    let new_key = change
        .new_key()
        .map(|key| view! { <span class="muted">" → "</span>{key.to_owned()} });
    // Either of its two keys may tell of a secret.
    let keys = [Some(change.key()), change.new_key()];
    let secret = keys
        .into_iter()
        .flatten()
        .find(|key| is_secret(key))
        .map(ToOwned::to_owned);
    let masked_key = secret.clone();
    let masked = Memo::new(move |_| masked_key.as_ref().is_some_and(|key| store.is_masked(key)));
    let reveal = secret.map(|key| {
        view! {
            <button type="button" class="link small" on:click=move |_| store.toggle_secret(&key)>
                {move || if masked.get() { "Show values" } else { "Hide values" }}
            </button>
        }
    });
    let label = format!("Leave out {key}");
    let leave_out = view! {
        <button
            type="button"
            class="link small"
            aria-label=label
            disabled=batch.running
            on:click=move |_| on_leave_out.run(number)
        >
            "Leave out"
        </button>
    };
    let result = match status {
        Status::Waiting => leave_out.into_any(),
        Status::Applied => {
            view! { <Badge tone=Tone::Success icon=IconName::Check>"Applied"</Badge> }.into_any()
        }
        Status::Failed(failure) => view! {
            {leave_out}
            <p class="field-error config-failure">
                <Icon name=IconName::Warning/>
                <span>{failure.sentence(Retry::Apply)}</span>
            </p>
        }
        .into_any(),
    };
    view! {
        <li class="config-change">
            <div class="config-change-head">
                <Badge tone icon>{kind.label()}</Badge>
                <span class="mono config-change-key">{key}{new_key}</span>
                {reveal}
                {result}
            </div>
            <Values change masked/>
        </li>
    }
}

/// The old value beside the new one.
#[component]
fn Values(change: Change, masked: Memo<bool>) -> impl IntoView {
    let old = change.before.map(|before| before.value);
    let new = change.after.map(|after| after.value);
    if old == new {
        return view! { <p class="muted small">"The value stays."</p> }.into_any();
    }
    let side = move |class: &'static str, label: &'static str, value: String| {
        let text = move || match masked.get() {
            true => MASK.to_owned(),
            false => beginning(&value),
        };
        let shown = move || match text() {
            text if text.is_empty() => view! { <span class="muted">"empty"</span> }.into_any(),
            text => view! { <pre>{text}</pre> }.into_any(),
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
