//! What was applied since the page was opened, and the way back.

use leptos::prelude::*;

use super::change::{Change, Nature, excerpt};
use super::store::{Done, Store};
use crate::reactive::{RwSignal, derived, dynamic, memo, when};
use crate::ui::{Button, Drawer, Icon, IconName};
use crate::view;

/// What was done last, with a button that takes it back.
pub fn last_change(store: Store) -> AnyView {
    let last = memo(move || {
        store.done.with(|done| {
            let last = done.last()?;
            let of_batch: Vec<Done> = done
                .iter()
                .filter(|done| done.batch == last.batch)
                .cloned()
                .collect();
            Some(of_batch)
        })
    });
    let lists = RwSignal::new(false);
    let earlier = memo(move || store.done.with(|done| batches(done).len()) > 1);
    view! {
        <div class="config-last">
            <div id="config-last" role="status">
                {dynamic(move || last.get().map(|batch| line(store, &batch, None)))}
            </div>
            {when(move || earlier.get(), move || view! {
                <button type="button" class="link" on:click=move |_| lists.set(true)>
                    {move || format!("All {} changes", store.done.with(|done| batches(done).len()))}
                </button>
            })}
        </div>
        {when(move || lists.get(), move || history(store, lists))}
    }
}

/// What was applied, the latest first; what was applied at once is together.
fn batches(done: &[Done]) -> Vec<Vec<Done>> {
    let mut batches: Vec<Vec<Done>> = Vec::new();
    for done in done.iter().rev() {
        match batches.last_mut() {
            Some(batch) if batch.first().is_some_and(|first| first.batch == done.batch) => {
                batch.push(done.clone());
            }
            _ => batches.push(vec![done.clone()]),
        }
    }
    batches
}

/// Why a change can't be taken back yet: a later one builds on it.
fn blocked(later: &[Vec<Done>], batch: &[Done]) -> Option<String> {
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
        .flatten()
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
            {dynamic(move || {
                let batches = store.done.with(|done| batches(done));
                let lines = batches.iter().enumerate().map(|(place, batch)| {
                    let later = batches.get(..place).unwrap_or_default();
                    view! { <li>{line(store, batch, blocked(later, batch))}</li> }
                });
                view! { <ul class="config-changes" aria-label="Changes">{lines.collect_view()}</ul> }
            })}
        </Drawer>
    }
}

/// One entry: what was applied at once.
fn line(store: Store, batch: &[Done], blocked: Option<String>) -> AnyView {
    let Some(first) = batch.first() else {
        return ().into_any();
    };
    let number = first.batch;
    let words = match batch {
        [only] => said(&only.change),
        batch => format!("{} changes were applied.", batch.len()),
    };
    let failure = batch.iter().find_map(|done| done.failure.clone());
    view! {
        <div class="config-done">
            <Icon name=IconName::Check/>
            <span class="config-done-words">{words}</span>
            <Button
                pending=store.undoing.running
                disabled_reason=derived(move || blocked.clone())
                on_press=Callback::new(move |()| store.undo(number))
            >
                "Undo"
            </Button>
        </div>
        {failure.map(|failure| view! {
            <p class="field-error" role="alert"><Icon name=IconName::Warning/><span>{failure}</span></p>
        })}
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

#[cfg(test)]
mod tests {
    use super::*;

    fn done(batch: u32, key: &str) -> Done {
        Done {
            number: batch,
            batch,
            change: Change::add(key.into(), String::new()),
            failure: None,
        }
    }

    #[test]
    fn what_was_applied_at_once_is_together_and_the_latest_comes_first() {
        let log = [done(1, "a"), done(2, "b"), done(2, "c"), done(3, "a")];
        let batches = batches(&log);
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(blocked(&batches[..0], &batches[0]), None);
        assert_eq!(blocked(&batches[..1], &batches[1]), None);
        assert!(blocked(&batches[..2], &batches[2]).is_some_and(|reason| reason.contains("a first")));
        assert_eq!(said(&log[0].change), "a was added.");
    }
}
