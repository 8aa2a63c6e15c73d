//! Changes that are looked through and applied together: the collected ones, and the drawer for any others.

use leptos::prelude::*;

use super::batch::Batch;
use super::change::{Change, RowId};
use super::change_list::ChangeList;
use super::change_set::{ChangeSet, summarize};
use super::store::Store;
use ui::table::{counted, group_digits};
use ui::{Button, ButtonKind, ConfirmDialog, Drawer};

/// A bar with the collected changes, if there are any, and the dialogs that it opens.
#[component]
pub fn CollectedChanges() -> impl IntoView {
    let batch = expect_context::<Store>().collected;
    let changes = batch.changes;
    let summary = Memo::new(move |_| changes.with(|changes| summarize(changes.open())));
    let (reviews, drops) = (RwSignal::new(false), RwSignal::new(false));
    let review = move |()| {
        batch.queue.stopped.set(None);
        reviews.set(true);
    };
    let close = move |()| {
        // What is applied has shown its result.
        changes.update(|changes| changes.list.retain(Change::is_open));
        reviews.set(false);
    };
    let drop_all = move |()| {
        changes.set(ChangeSet::default());
        drops.set(false);
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
            <BatchDrawer title="Review the changes" subtitle batch on_close=close/>
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

/// A drawer with the changes of a batch, which applies them. It can't be closed meanwhile.
#[component]
pub fn BatchDrawer(
    /// Its title.
    title: &'static str,
    /// What it is about.
    subtitle: Signal<Option<String>>,
    /// The batch.
    batch: Batch,
    /// Why there is nothing to apply, as long as nothing was.
    #[prop(optional, into)]
    nothing_reason: Signal<&'static str>,
    /// Whether all of its changes delete keys.
    #[prop(optional)]
    deletes: bool,
    /// Takes the change of a row out, where more than that is to be done. Without it the drawer closes with the last change.
    #[prop(optional, into)]
    on_leave_out: Option<Callback<RowId>>,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What comes before the changes.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let store: Store = expect_context();
    let running = batch.queue.running;
    let close = Callback::new(move |()| {
        if !running.get_untracked() {
            on_close.run(());
        }
    });
    let leave_out = Callback::new(move |id| match on_leave_out {
        Some(leave_out) => leave_out.run(id),
        None => {
            batch.remove(id);
            if untrack(|| batch.count(|_| true)) == 0 {
                on_close.run(());
            }
        }
    });
    let stop_first = Signal::derive(move || running.get().then(|| "Stop first.".to_owned()));
    let done = if deletes {
        "Everything is deleted."
    } else {
        "Everything is applied."
    };
    let nothing_reason = Signal::derive(move || {
        let reason = if batch.is_started() {
            done
        } else {
            nothing_reason.get()
        };
        (batch.open_count() == 0).then(|| reason.to_owned())
    });
    let (kind, verb, noun) = if deletes {
        (ButtonKind::Danger, "Delete", "key")
    } else {
        (ButtonKind::Primary, "Apply", "change")
    };
    let apply_label = move || match batch.open_count() {
        0 => verb.to_owned(),
        open if batch.is_started() && open == batch.count(Change::is_failed) => {
            format!("Try {} again", group_digits(open as u64))
        }
        open => format!("{verb} {}", counted(open, noun)),
    };
    let footer = move || {
        view! {
            <Show when=move || running.get()>
                <Button on_press=move |()| batch.queue.stop()>"Stop"</Button>
            </Show>
            <div class="spacer"></div>
            <Button disabled_reason=stop_first on_press=close>"Close"</Button>
            <Button kind pending=running disabled_reason=nothing_reason on_press=move |()| store.apply(batch)>
                {apply_label}
            </Button>
        }
    };
    view! {
        <Drawer title subtitle on_close=close footer>
            <div class="form config-wide">
                {children.map(|children| children())}
                <ChangeList batch on_leave_out=leave_out/>
            </div>
        </Drawer>
    }
}
