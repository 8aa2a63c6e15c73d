//! Looking at the collected changes, and applying them.

use leptos::prelude::*;

use super::change::{Item, count, summary};
use super::difference::{buttons, difference};
use super::store::Store;
use ui::{Button, ButtonKind, ConfirmDialog, Drawer};

/// What is collected, and what can be done with it.
pub fn collected(store: Store) -> AnyView {
    let words = Memo::new(move |_| store.pending.items.with(|items| summary(count(items))));
    let reviews = RwSignal::new(false);
    let any = move || !words.with(String::is_empty);
    let drops = RwSignal::new(false);
    view! {
        <Show when=any><div class="selection-bar" role="group" aria-label="Collected changes">
                <p role="status">{move || format!("{}, not saved yet", words.get())}</p>
                <Button on_press=Callback::new(move |()| drops.set(true))>"Drop all"</Button>
                <Button kind=ButtonKind::Primary on_press=Callback::new(move |()| reviews.set(true))>
                    "Review and apply"
                </Button>
            </div></Show>
        <Show when=move || reviews.get()>{review(store, reviews)}</Show>
        <Show when=move || drops.get()>{drop_all(store, drops)}</Show>
    }
    .into_any()
}

fn drop_all(store: Store, open: RwSignal<bool>) -> AnyView {
    let words = store.pending.items.with_untracked(|items| summary(count(items)));
    view! {
        <ConfirmDialog
            title="Drop all collected changes?"
            confirm_label="Drop all"
            cancel_label="Keep them"
            pending=false
            error=Signal::stored(None::<String>)
            on_confirm=Callback::new(move |()| {
                store.pending.items.set(Vec::new());
                open.set(false);
            })
            on_close=Callback::new(move |()| open.set(false))
        >
            <p>{format!("{words}: what you entered there is lost. What is saved on the server stays as it is.")}</p>
        </ConfirmDialog>
    }.into_any()
}

fn review(store: Store, open: RwSignal<bool>) -> AnyView {
    let batch = store.pending;
    batch.stopped.set(None);
    // What is applied leaves the list when the review ends.
    let close = Callback::new(move |()| {
        if !batch.running.get_untracked() {
            batch.items.update(|items| items.retain(Item::is_open));
            open.set(false);
        }
    });
    let on_drop = Callback::new(move |number: u32| {
        batch
            .items
            .update(|items| items.retain(|item| item.number != number));
        if batch.items.with_untracked(Vec::is_empty) {
            open.set(false);
        }
    });
    let apply = Callback::new(move |()| batch.run(store, Box::new(|| ())));
    let nothing = Signal::derive(move || (batch.open() == 0).then(|| "Everything is applied.".to_owned()));
    view! {
        <Drawer
            title="Review the changes"
            subtitle=Signal::derive(move || Some(store.pending.items.with(|items| summary(count(items)))).filter(|words| !words.is_empty()))
            on_close=close
            footer=move || buttons(batch, nothing, close, apply)
        >
            {difference(store, batch, Some(on_drop))}
        </Drawer>
    }.into_any()
}
