//! Changes as a difference: the old beside the new, with the result of each.

use leptos::prelude::*;

use super::batch::Batch;
use super::change::{Change, Entry, Item, Nature, Progress};
use super::secrets::{MASK, is_secret};
use super::store::Store;
use ui::table::{counted, group_digits};
use ui::{Badge, Button, ButtonKind, Icon, IconName, Notice, Tone};

/// How many changes are drawn at first, and more with each press.
const STEP: usize = 100;

/// The changes of a batch, those that failed first. `on_drop` takes one out, if that is possible.
pub fn difference(store: Store, batch: Batch, on_drop: Option<Callback<u32>>) -> AnyView {
    let limit = RwSignal::new(STEP);
    let more = move || batch.items.with(|items| items.len().saturating_sub(limit.get()));
    view! {
        <div class="stack">
            {report(batch)}
            {move || {
                let items = batch.items.with(|items| {
                    let failed = |item: &&Item| matches!(item.progress, Progress::Failed(_));
                    let first = items.iter().filter(failed);
                    let others = items.iter().filter(|item| !failed(item));
                    first.chain(others).take(limit.get()).cloned().collect::<Vec<_>>()
                });
                let lines = items.into_iter().map(|item| change(store, batch, item, on_drop)).collect_view();
                view! { <ul class="config-changes" aria-label="Changes">{lines}</ul> }
            }}
            <Show when={move || more() > 0}><div>
                    <Button on_press=Callback::new(move |()| limit.update(|limit| *limit += STEP))>
                        {move || format!("Show more ({} are not shown)", group_digits(more() as u64))}
                    </Button>
                </div></Show>
        </div>
    }
    .into_any()
}

/// How far it has come.
fn report(batch: Batch) -> AnyView {
    let words = Memo::new(move |_| {
        let (done, failed) = batch.counts();
        let number = |count: usize| group_digits(count as u64);
        if batch.running.get() {
            return Some((Tone::Info, so_far(batch)));
        }
        if let Some(reason) = batch.stopped.get() {
            return Some((
                Tone::Danger,
                format!("{} applied, then it stopped. {reason}", number(done)),
            ));
        }
        match (done, failed) {
            (0, 0) => None,
            (done, 0) => Some((Tone::Success, format!("{} applied.", number(done)))),
            (done, failed) => Some((
                Tone::Warning,
                format!(
                    "{} applied, {} failed. The reasons are below.",
                    number(done),
                    number(failed)
                ),
            )),
        }
    });
    view! {
        <div aria-live="polite">
            {move || words.get().map(|(tone, words)| view! { <Notice tone=tone>{words}</Notice> })}
        </div>
    }
    .into_any()
}

/// The buttons beneath changes: to stop, to leave, and to apply what is still open.
pub fn buttons(
    batch: Batch,
    nothing: Signal<Option<String>>,
    close: Callback<()>,
    apply: Callback<()>,
) -> AnyView {
    let running = batch.running;
    let keeps = Signal::derive(move || running.get().then(|| "Stop first.".to_owned()));
    let words = move || match (batch.open(), batch.counts().1) {
        (0, _) => "Apply".to_owned(),
        (open, failed) if open == failed => format!("Try {} again", group_digits(open as u64)),
        (open, _) => format!("Apply {}", counted(open, "change")),
    };
    view! {
        <Show when=move || running.get()><Button on_press=Callback::new(move |()| batch.stop())>"Stop"</Button></Show>
        <div class="spacer"></div>
        <Button disabled_reason=keeps on_press=close>"Close"</Button>
        <Button kind=ButtonKind::Primary pending=running disabled_reason=nothing on_press=apply>{words}</Button>
    }.into_any()
}

/// "20 of 1,000 done…"
pub fn so_far(batch: Batch) -> String {
    let (tried, all) = batch.tried.get();
    format!(
        "{} of {} done…",
        group_digits(tried as u64),
        group_digits(all as u64)
    )
}

fn change(store: Store, batch: Batch, item: Item, on_drop: Option<Callback<u32>>) -> AnyView {
    let Item {
        number,
        change,
        progress,
    } = item;
    let nature = change.nature();
    let tone = match nature {
        Nature::Added => Tone::Success,
        Nature::Changed => Tone::Info,
        Nature::Removed => Tone::Danger,
    };
    let icon = match nature {
        Nature::Added => IconName::Plus,
        Nature::Changed => IconName::Pencil,
        Nature::Removed => IconName::Trash,
    };
    let result = match progress {
        Progress::Waiting => on_drop.map(|on_drop| drop_button(batch, &change, number, on_drop)),
        Progress::Done => {
            Some(view! { <Badge tone=Tone::Success icon=IconName::Check>"Applied"</Badge> }.into_any())
        }
        Progress::Failed(reason) => Some(
            view! {
                {on_drop.map(|on_drop| drop_button(batch, &change, number, on_drop))}
                <p class="field-error config-failure"><Icon name=IconName::Warning/><span>{reason}</span></p>
            }
            .into_any(),
        ),
    };
    view! {
        <li class="config-change">
            <div class="config-change-head">
                <Badge tone=tone icon=icon>{nature.name()}</Badge>
                {names(&change)}
                {secret_button(store, &change)}
                {result}
            </div>
            {values(store, change)}
        </li>
    }
    .into_any()
}

fn drop_button(batch: Batch, change: &Change, number: u32, on_drop: Callback<u32>) -> AnyView {
    let label = format!("Leave out {}", change.key());
    view! {
        <button
            type="button"
            class="link small"
            aria-label=label
            disabled=move || batch.running.get()
            on:click=move |_| on_drop.run(number)
        >
            "Leave out"
        </button>
    }
    .into_any()
}

fn names(change: &Change) -> AnyView {
    let key = change.key().to_owned();
    let renamed = change.renames().then(|| change.after.clone()).flatten();
    view! {
        <span class="mono config-change-key">
            {key}
            {renamed.map(|after| view! { <span class="muted">" → "</span>{after.key} })}
        </span>
    }
    .into_any()
}

fn secret_button(store: Store, change: &Change) -> AnyView {
    let key = secret_key(change);
    let Some(key) = key else { return ().into_any() };
    let asked = key.clone();
    view! {
        <button type="button" class="link small" on:click=move |_| store.toggle(&key)>
            {move || if store.is_masked(&asked) { "Show values" } else { "Hide values" }}
        </button>
    }
    .into_any()
}

/// The key under which a change is masked: either of its two names may tell of a secret.
fn secret_key(change: &Change) -> Option<String> {
    let both = [&change.before, &change.after];
    let mut entries = both.into_iter().flatten();
    entries
        .find(|entry| is_secret(&entry.key))
        .map(|entry| entry.key.clone())
}

fn values(store: Store, change: Change) -> AnyView {
    let secret = secret_key(&change);
    let masked = Signal::derive(move || secret.as_deref().is_some_and(|key| store.is_masked(key)));
    let same = match (&change.before, &change.after) {
        (Some(before), Some(after)) => before.value == after.value,
        _ => false,
    };
    if same {
        return view! { <p class="muted small">"The value stays."</p> }.into_any();
    }
    (move || {
        let masked = masked.get();
        let side = |entry: &Option<Entry>, class: &'static str, label: &'static str| {
            entry.as_ref().map(|entry| {
                let text = if masked {
                    MASK.to_owned()
                } else {
                    beginning(&entry.value)
                };
                view! {
                    <div class=class>
                        <span class="muted small">{label}</span>
                        {if text.is_empty() {
                            view! { <span class="muted">"empty"</span> }.into_any()
                        } else {
                            view! { <pre>{text}</pre> }.into_any()
                        }}
                    </div>
                }
            })
        };
        view! {
            <div class="config-sides">
                {side(&change.before, "config-old", "Old")}
                {side(&change.after, "config-new", "New")}
            </div>
        }
    })
    .into_any()
}

/// So much of a value that a list of many stays light.
fn beginning(value: &str) -> String {
    const LINES: usize = 12;
    const LETTERS: usize = 1_000;
    if value.split('\n').count() <= LINES && value.chars().count() <= LETTERS {
        return value.to_owned();
    }
    let lines: Vec<&str> = value.split('\n').take(LINES).collect();
    let mut text: String = lines.join("\n").chars().take(LETTERS).collect();
    text.push('…');
    text
}
