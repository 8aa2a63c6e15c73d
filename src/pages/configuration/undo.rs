//! What was applied since the page was opened, with the buttons that undo it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change::Change;
use super::entry::{Entry, excerpt};
use super::history::History;
use super::secrets::is_secret;
use super::store::Store;
use crate::layouts::focus_when_drawn;
use crate::query::ThrottleNotice;
use ui::forms::FieldError;
use ui::table::{counted, group_digits};
use ui::{Button, Drawer, Icon, IconName};

/// So many keys are named of what was applied together.
const NAMED: usize = 3;
/// What gets the focus when the button that was pressed may be gone: the dialog around it, another button, or the words.
const NEAREST_TO_UNDO: &str = "dialog[open] .modal-title, body:not(:has(dialog[open])) .config-last button, \
                               body:not(:has(dialog[open], .config-last button)) #config-last";

/// What was applied or undone last, and the way to all of it.
#[component]
pub fn LastChange() -> impl IntoView {
    let history = expect_context::<Store>().history;
    let last = move || {
        history
            .with(History::last)
            .map(|index| view! { <BatchEntry index/> })
    };
    let has_more = move || history.with(|history| history.indices().len() > 1);
    let all = move || format!("All {}", counted(history.with(History::change_count), "change"));
    let entries = move || {
        let indices = history.with(History::indices);
        indices
            .map(|index| view! { <li><BatchEntry index/></li> })
            .collect_view()
    };
    let lists_all = RwSignal::new(false);
    let close = Callback::new(move |()| lists_all.set(false));
    view! {
        <div class="config-last">
            <div id="config-last" role="status" tabindex="-1">{last}</div>
            <Show when=has_more>
                <button type="button" class="link" on:click=move |_| lists_all.set(true)>{all}</button>
            </Show>
            <UndoProgress/>
        </div>
        <Show when=move || lists_all.get()>
            <Drawer
                title="Changes since you opened this page"
                subtitle="They can be undone until you leave it."
                on_close=close
                footer=move || view! { <div class="spacer"></div> <Button on_press=close>"Close"</Button> }
            >
                <UndoProgress/>
                <ul class="config-changes" aria-label="Changes">{entries}</ul>
            </Drawer>
        </Show>
    }
}

/// How far undoing many changes has come, and what stops it.
#[component]
fn UndoProgress() -> impl IntoView {
    let batch = expect_context::<Store>().undoing;
    let queue = batch.queue;
    let is_worth_it = move || batch.progress.get().1 > NAMED || queue.throttle.is_waiting();
    view! {
        <Show when=move || queue.running.get() && is_worth_it()>
            <ThrottleNotice throttle=queue.throttle/>
            <p class="cluster">
                <span role="status">{move || batch.progress_words()}</span>
                <button type="button" class="link" on:click=move |_| queue.stop()>"Stop"</button>
            </p>
        </Show>
    }
}

/// What was applied together, and what of it was undone. It is drawn anew whenever the history changes.
#[component]
fn BatchEntry(index: usize) -> impl IntoView {
    let store: Store = expect_context();
    let history = store.history.read_untracked();
    let batch = history.to_undo(index);
    // Told is the first first.
    let (left, undone): (Vec<_>, Vec<_>) = batch.list.iter().rev().partition(|change| change.is_open());
    let failure = left.iter().find_map(|change| change.failure("Undo"));
    let blocking_key = history.blocking_key(index);
    let blocked = Signal::stored(blocking_key.map(|key| format!("Undo the later change of {key} first.")));
    let undo = move |()| {
        spawn_local(async move {
            store.undo(index).await;
            if store.history.try_get_untracked().is_some() {
                focus_when_drawn(NEAREST_TO_UNDO.to_owned());
            }
        });
    };
    let line = |changes: &[&Change], what, button| {
        (!changes.is_empty()).then(|| {
            view! {
                <div class="config-done">
                    <Icon name=IconName::Check/>
                    <span class="config-done-words">{summary(changes, what)}</span>
                    {button}
                </div>
            }
        })
    };
    let button = view! {
        <Button pending=store.undoing.queue.running disabled_reason=blocked on_press=undo>"Undo"</Button>
    };
    view! {
        {line(&undone, "were undone", None)}
        {line(&left, "were applied", Some(button))}
        {failure.map(|failure| view! { <FieldError attr:role="alert">{failure}</FieldError> })}
    }
}

/// What happened to changes, in a sentence. All are told by the changes that undo them.
fn summary(undo: &[&Change], what: &str) -> String {
    if let [only] = undo {
        return sentence(only);
    }
    let keys = undo.iter().take(NAMED).map(|change| excerpt(&change.entry().key));
    let keys = keys.collect::<Vec<_>>().join(", ");
    let more = match undo.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {} more", group_digits(more as u64)),
    };
    format!("{} {what}: {keys}{more}.", counted(undo.len(), "change"))
}

/// "smtp.port was changed.", or when that is undone "Undone: smtp.port is “587” again." The key is the one by which people
/// know it, from before the change.
fn sentence(undo: &Change) -> String {
    const MAX_BYTES: usize = 60;
    let key = excerpt(&undo.entry().key);
    let new_key = undo
        .before
        .as_ref()
        .map(|new| excerpt(&new.key))
        .unwrap_or_default();
    let (applied, undone) = match (&undo.after, &undo.before) {
        (None, _) => (format!("{key} was added"), format!("{key} is gone again")),
        (_, None) => (format!("{key} was deleted"), format!("{key} is back")),
        (Some(old), Some(new)) if old.key != new.key => (
            format!("{key} is now called {new_key}"),
            format!("{new_key} is called {key} again"),
        ),
        (Some(Entry { value, .. }), _) => {
            let now = match value.len() {
                0 => "is empty again".to_owned(),
                ..=MAX_BYTES if !is_secret(&undo.entry().key) => format!("is “{}” again", excerpt(value)),
                _ => "has its earlier value again".to_owned(),
            };
            (format!("{key} was changed"), format!("{key} {now}"))
        }
    };
    if undo.is_open() {
        format!("{applied}.")
    } else {
        format!("Undone: {undone}.")
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::{RowId, Status};
    use super::*;

    #[test]
    fn what_was_done_and_undone_is_said() {
        let a = |value| Some(("a", value));
        for (before, after, done, undone) in [
            (None, a("1"), "a was added", "a is gone again"),
            (a("1"), None, "a was deleted", "a is back"),
            (
                a("1"),
                Some(("b", "2")),
                "a is now called b",
                "b is called a again",
            ),
            (a("1"), a("2"), "a was changed", "a is “1” again"),
            (a(""), a("2"), "a was changed", "a is empty again"),
            (
                Some(("pin", "1")),
                Some(("pin", "2")),
                "pin was changed",
                "pin has its earlier value again",
            ),
        ] {
            let entry = |entry: Option<(&str, &str)>| entry.map(|(key, value)| Entry::new(key, value));
            let mut undo = Change::new(RowId::Stored(1), entry(before), entry(after)).inverse();
            assert_eq!(sentence(&undo), format!("{done}."));
            undo.status = Status::Applied;
            assert_eq!(sentence(&undo), format!("Undone: {undone}."));
        }
    }
}
