//! What was applied since the page was opened, with the buttons that undo it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change_list::progress;
use super::changes::{AppliedChange, Failure, History, Retry, Status, excerpt};
use super::context::PageContext;
use super::store::Store;
use crate::browser;
use crate::layouts::focus_when_drawn;
use ui::table::{counted, group_digits};
use ui::{Button, Drawer, Icon, IconName};

/// So many keys are named of what was applied together.
const NAMED: usize = 3;

/// What was applied or undone last, and the way to all of it.
#[component]
pub fn LastChange() -> impl IntoView {
    let store = PageContext::expect().store;
    let last = Memo::new(move |_| {
        store.history.with(|history| {
            let (index, batch) = history.last()?;
            Some((index, batch.to_vec()))
        })
    });
    let all = move || {
        store.history.with(|history| {
            let has_several = history.batches().count() > 1;
            has_several.then(|| format!("All {}", counted(history.len(), "change")))
        })
    };
    let lists_all = RwSignal::new(false);
    view! {
        <div class="config-last">
            <div id="config-last" role="status" tabindex="-1">
                {move || last.get().map(|(index, batch)| view! { <BatchEntry index batch blocked=None/> })}
            </div>
            {move || all().map(|all| view! {
                <button type="button" class="link" on:click=move |_| lists_all.set(true)>{all}</button>
            })}
            <UndoProgress/>
        </div>
        <Show when=move || lists_all.get()>
            <HistoryDrawer on_close=move |()| lists_all.set(false)/>
        </Show>
    }
}

#[component]
fn HistoryDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let store = PageContext::expect().store;
    let entry = |history: &History, index: usize, batch: &[AppliedChange]| {
        let blocked = history
            .blocking_key(index)
            .map(|key| format!("Undo the later change of {key} first."));
        view! { <li><BatchEntry index batch=batch.to_vec() blocked/></li> }
    };
    let entries = move || {
        store.history.with(|history| {
            let batches = history.batches();
            batches
                .map(|(index, batch)| entry(history, index, batch))
                .collect_view()
        })
    };
    view! {
        <Drawer
            title="Changes since you opened this page"
            subtitle="They can be undone until you leave it."
            on_close
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=on_close>"Close"</Button>
            }
        >
            <UndoProgress/>
            <ul class="config-changes" aria-label="Changes">{entries}</ul>
        </Drawer>
    }
}

/// How far undoing many changes has come, and what stops it.
#[component]
fn UndoProgress() -> impl IntoView {
    let batch = PageContext::expect().store.undoing;
    view! {
        <Show when={move || batch.running.get() && batch.progress.get().1 > NAMED}>
            <p class="cluster">
                <span role="status">{move || progress(batch)}</span>
                <button type="button" class="link" on:click=move |_| batch.stop()>"Stop"</button>
            </p>
        </Show>
    }
}

/// What was applied together, and what of it was undone.
#[component]
fn BatchEntry(
    index: usize,
    batch: Vec<AppliedChange>,
    /// Why it can't be undone yet.
    blocked: Option<String>,
) -> impl IntoView {
    let store = PageContext::expect().store;
    let (undone, left): (Vec<_>, Vec<_>) = batch.iter().partition(|applied| applied.is_undone());
    let failure = left.iter().find_map(|applied| match &applied.undo {
        Status::Failed(failure) => Some(Failure::sentence(failure, Retry::Undo)),
        _ => None,
    });
    let undo = move |()| {
        spawn_local(async move {
            store.undo(index).await;
            focus_after_undo(store, index);
        });
    };
    let button = (!left.is_empty()).then(|| {
        view! {
            <Button pending=store.undoing.running disabled_reason=Signal::stored(blocked) on_press=undo>"Undo"</Button>
        }
    });
    view! {
        {summary(&undone, "were undone", AppliedChange::undone_sentence).map(|words| view! { <DoneLine words/> })}
        {summary(&left, "were applied", AppliedChange::sentence)
            .map(|words| view! { <DoneLine words>{button}</DoneLine> })}
        {failure.map(|failure| view! {
            <p class="field-error" role="alert"><Icon name=IconName::Warning/><span>{failure}</span></p>
        })}
    }
}

#[component]
fn DoneLine(words: String, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    view! {
        <div class="config-done">
            <Icon name=IconName::Check/>
            <span class="config-done-words">{words}</span>
            {children.map(|children| children())}
        </div>
    }
}

/// What happened to changes, in a sentence; nothing if there are none.
fn summary(changes: &[&AppliedChange], what: &str, one: fn(&AppliedChange) -> String) -> Option<String> {
    if let [] | [_] = changes {
        return changes.first().map(|only| one(only));
    }
    let keys: Vec<String> = changes
        .iter()
        .take(NAMED)
        .map(|applied| excerpt(applied.key()))
        .collect();
    let more = match changes.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {} more", group_digits(more as u64)),
    };
    Some(format!(
        "{} {what}: {}{more}.",
        counted(changes.len(), "change"),
        keys.join(", ")
    ))
}

/// The button that was pressed may be gone; the focus goes to what is nearest.
fn focus_after_undo(store: Store, index: usize) {
    let is_in_dialog = browser::document()
        .and_then(|document| document.query_selector("dialog[open]").ok().flatten())
        .is_some();
    let has_button = store.history.try_with_untracked(|history| {
        let mut batches = history.batches();
        batches.any(|(other, batch)| other != index || batch.iter().any(|applied| !applied.is_undone()))
    });
    let selector = match (is_in_dialog, has_button) {
        (_, None) => return,
        (true, _) => "dialog[open] .modal-title",
        (false, Some(true)) => ".config-last button",
        (false, Some(false)) => "#config-last",
    };
    focus_when_drawn(selector.to_owned());
}
