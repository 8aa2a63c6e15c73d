//! What was applied since the page was opened, and the way back.

use leptos::prelude::*;

use super::change::{Change, Nature, Progress, excerpt};
use super::difference::so_far;
use super::secrets::is_secret;
use super::store::{Done, Store};
use ui::table::{counted, group_digits};
use ui::{Button, Drawer, Icon, IconName};

/// So many keys are named of what was applied at once.
const NAMED: usize = 3;

/// What was done last, with a button that takes it back; or what was taken back last, so that pressing twice takes back no more.
pub fn last_change(store: Store) -> AnyView {
    let last = Memo::new(move |_| {
        store.done.with(|done| {
            let batch = store.undone.get().or(done.last().map(|done| done.batch))?;
            let of_batch: Vec<Done> = done.iter().filter(|done| done.batch == batch).cloned().collect();
            Some(of_batch)
        })
    });
    let lists = RwSignal::new(false);
    let all = Memo::new(move |_| {
        store.done.with(|done| {
            let first = done.first().map(|done| done.batch);
            let several = done.iter().any(|done| Some(done.batch) != first);
            several.then(|| counted(done.len(), "change"))
        })
    });
    view! {
        <div class="config-last">
            <div id="config-last" role="status" tabindex="-1">
                {move || last.get().map(|batch| entry(store, &batch, None))}
            </div>
            {move || all.get().map(|all| view! {
                <button type="button" class="link" on:click=move |_| lists.set(true)>{format!("All {all}")}</button>
            })}
            {progress(store)}
        </div>
        <Show when=move || lists.get()>{history(store, lists)}</Show>
    }.into_any()
}

/// What was applied, the latest first; what was applied at once is together.
fn batches(done: &[Done]) -> Vec<&[Done]> {
    done.chunk_by(|a, b| a.batch == b.batch).rev().collect()
}

/// Why a change can't be taken back yet: a later one builds on it.
fn blocked(later: &[&[Done]], batch: &[Done]) -> Option<String> {
    let keys = |done: &Done| {
        let both = [&done.change.before, &done.change.after];
        both.into_iter()
            .flatten()
            .map(|entry| entry.key.clone())
            .collect::<Vec<_>>()
    };
    let own: Vec<String> = batch.iter().flat_map(keys).collect();
    later
        .iter()
        .copied()
        .flatten()
        .filter(|done| done.undoing != Progress::Done)
        .flat_map(keys)
        .find(|key| own.contains(key))
        .map(|key| format!("Undo the later change of {key} first."))
}

fn history(store: Store, open: RwSignal<bool>) -> AnyView {
    let close = Callback::new(move |()| open.set(false));
    view! {
        <Drawer
            title="Changes since you opened this page"
            subtitle="They can be undone until you leave it."
            on_close=close
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=close>"Close"</Button>
            }
        >
            {progress(store)}
            {move || {
                let lines = store.done.with(|done| {
                    let batches = batches(done);
                    let lines = batches.iter().enumerate().map(|(place, batch)| {
                        let later = batches.get(..place).unwrap_or_default();
                        view! { <li>{entry(store, batch, blocked(later, batch))}</li> }
                    });
                    lines.collect_view()
                });
                view! { <ul class="config-changes" aria-label="Changes">{lines}</ul> }
            }}
        </Drawer>
    }
    .into_any()
}

/// How far taking back many changes has come, and what stops it.
fn progress(store: Store) -> AnyView {
    let undoing = store.undoing;
    view! { <Show when={move || undoing.running.get() && undoing.tried.get().1 > NAMED}>{{
        view! {
            <p class="cluster">
                <span role="status">{move || so_far(undoing)}</span>
                <button type="button" class="link" on:click=move |_| undoing.stop()>"Stop"</button>
            </p>
        }
    }}</Show> }
    .into_any()
}

/// One entry: what was applied at once, and what of it was taken back.
fn entry(store: Store, batch: &[Done], blocked: Option<String>) -> AnyView {
    let (undone, left): (Vec<&Done>, Vec<&Done>) =
        batch.iter().partition(|done| done.undoing == Progress::Done);
    let failure = left.iter().find_map(|done| match &done.undoing {
        Progress::Failed(reason) => Some(reason.clone()),
        _ => None,
    });
    let undo = left.first().map(|first| {
        let number = first.batch;
        view! {
            <Button
                pending=store.undoing.running
                disabled_reason=Signal::derive(move || blocked.clone())
                on_press=Callback::new(move |()| store.undo(number))
            >
                "Undo"
            </Button>
        }
        .into_any()
    });
    let line = |words: Option<String>, undo: Option<AnyView>| {
        words.map(|words| {
            view! {
                <div class="config-done">
                    <Icon name=IconName::Check/>
                    <span class="config-done-words">{words}</span>
                    {undo}
                </div>
            }
        })
    };
    view! {
        {line(words(&undone, "were undone", taken_back), None)}
        {line(words(&left, "were applied", said), undo)}
        {failure.map(|failure| view! {
            <p class="field-error" role="alert"><Icon name=IconName::Warning/><span>{failure}</span></p>
        })}
    }
    .into_any()
}

/// What happened to changes, in words; nothing if there are none.
fn words(changes: &[&Done], what: &str, one: fn(&Change) -> String) -> Option<String> {
    match changes {
        [] => None,
        [only] => Some(one(&only.change)),
        several => {
            let keys = several.iter().take(NAMED).map(|done| excerpt(done.change.key()));
            let keys = keys.collect::<Vec<_>>().join(", ");
            let more = several.len().saturating_sub(NAMED) as u64;
            let more = if more > 0 {
                format!(" and {} more", group_digits(more))
            } else {
                String::new()
            };
            let changes = counted(several.len(), "change");
            Some(format!("{changes} {what}: {keys}{more}."))
        }
    }
}

/// What a change did, in words.
fn said(change: &Change) -> String {
    let key = excerpt(change.key());
    match (change.nature(), &change.after) {
        (Nature::Added, _) => format!("{key} was added."),
        (Nature::Removed, _) => format!("{key} was deleted."),
        (Nature::Changed, Some(after)) if change.renames() => format!("{key} is now called {}.", after.key),
        _ => format!("{key} was changed."),
    }
}

/// What it is like without a change, in words.
fn taken_back(change: &Change) -> String {
    const SHORT: usize = 60;
    let key = excerpt(change.key());
    match (&change.before, &change.after) {
        (None, _) => format!("Undone: {key} is gone again."),
        (_, None) => format!("Undone: {key} is back."),
        (Some(_), Some(after)) if change.renames() => {
            format!("Undone: {} is called {key} again.", excerpt(&after.key))
        }
        (Some(before), _) if before.value.is_empty() => format!("Undone: {key} is empty again."),
        (Some(before), _) if before.value.len() <= SHORT && !is_secret(&key) => {
            format!("Undone: {key} is “{}” again.", excerpt(&before.value))
        }
        _ => format!("Undone: {key} has its earlier value again."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::Entry;
    use super::*;

    fn done(batch: u32, key: &str) -> Done {
        Done {
            number: batch,
            batch,
            change: Change::add(key.into(), String::new()),
            undoing: Progress::Waiting,
        }
    }

    #[test]
    fn what_was_applied_at_once_is_together_and_the_latest_comes_first() {
        let mut log = [done(1, "a"), done(2, "b"), done(2, "c"), done(3, "a")];
        assert_eq!(said(&log[0].change), "a was added.");
        let grouped = batches(&log);
        assert_eq!(
            grouped.iter().map(|batch| batch.len()).collect::<Vec<_>>(),
            [1, 2, 1]
        );
        assert_eq!(blocked(&grouped[..0], grouped[0]), None);
        assert_eq!(blocked(&grouped[..1], grouped[1]), None);
        assert!(blocked(&grouped[..2], grouped[2]).is_some_and(|reason| reason.contains("a first")));
        log[3].undoing = Progress::Done;
        let grouped = batches(&log);
        assert_eq!(blocked(&grouped[..2], grouped[2]), None);
        let both: Vec<&Done> = grouped[1].iter().collect();
        assert_eq!(
            words(&both, "were undone", taken_back).as_deref(),
            Some("2 changes were undone: b, c.")
        );
    }

    #[test]
    fn what_was_taken_back_is_said_as_it_is_now() {
        let entry = |key: &str, value: &str| {
            Some(Entry {
                key: key.into(),
                value: value.into(),
            })
        };
        for (before, after, words) in [
            (None, entry("a", "1"), "a is gone again"),
            (entry("a", "1"), None, "a is back"),
            (entry("a", "1"), entry("b", "2"), "b is called a again"),
            (entry("a", "1"), entry("a", "2"), "a is “1” again"),
            (entry("a", ""), entry("a", "2"), "a is empty again"),
            (
                entry("pin", "1"),
                entry("pin", "2"),
                "pin has its earlier value again",
            ),
        ] {
            let change = Change {
                id: Some(1),
                before,
                after,
            };
            assert_eq!(taken_back(&change), format!("Undone: {words}."));
        }
    }
}
