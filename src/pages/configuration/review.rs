//! Reviewing the collected changes, and applying or dropping them.

use leptos::prelude::*;

use super::change_list::{BatchButtons, ChangeList};
use super::change_set::{ChangeSet, summarize};
use super::store::Store;
use ui::{Button, ButtonKind, ConfirmDialog, Drawer};

/// A bar with the collected changes, if there are any, and the dialogs that it opens.
#[component]
pub fn CollectedChanges() -> impl IntoView {
    let changes = expect_context::<Store>().collected.changes;
    let summary = Memo::new(move |_| changes.with(|changes| summarize(changes.open())));
    let (reviews, drops) = (RwSignal::new(false), RwSignal::new(false));
    let drop_all = move |()| {
        changes.set(ChangeSet::default());
        drops.set(false);
    };
    view! {
        <Show when=move || !summary.with(String::is_empty)>
            <div class="selection-bar" role="group" aria-label="Collected changes">
                <p role="status">{move || format!("{}, not saved yet", summary.get())}</p>
                <Button on_press=move |()| drops.set(true)>"Drop all"</Button>
                <Button kind=ButtonKind::Primary on_press=move |()| reviews.set(true)>"Review and apply"</Button>
            </div>
        </Show>
        <Show when=move || reviews.get()>
            <ReviewDrawer summary open=reviews/>
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

#[component]
fn ReviewDrawer(summary: Memo<String>, open: RwSignal<bool>) -> impl IntoView {
    let store: Store = expect_context();
    let batch = store.collected;
    batch.stopped.set(None);
    let close = Callback::new(move |()| {
        if !batch.running.get_untracked() {
            // What is applied has shown its result.
            batch.changes.update(ChangeSet::clear_applied);
            open.set(false);
        }
    });
    let leave_out = move |id| {
        batch.changes.update(|changes| drop(changes.remove(id)));
        if batch.changes.with_untracked(|changes| changes.list.is_empty()) {
            open.set(false);
        }
    };
    let nothing_reason =
        Signal::derive(move || (batch.open_count() == 0).then(|| "Everything is applied.".to_owned()));
    view! {
        <Drawer
            title="Review the changes"
            subtitle=Signal::derive(move || Some(summary.get()).filter(|summary| !summary.is_empty()))
            on_close=close
            footer=move || view! {
                <BatchButtons batch nothing_reason on_apply=move |()| store.apply(batch) on_close=close/>
            }
        >
            <ChangeList batch on_leave_out=leave_out/>
        </Drawer>
    }
}
