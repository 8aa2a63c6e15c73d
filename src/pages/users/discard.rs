//! Closing a form that holds changes asks first: nothing typed is lost by a stray press.

use leptos::prelude::*;

use crate::ui::ConfirmDialog;

/// A way to close that asks if there are changes, and the view that asks.
pub fn use_guarded_close(dirty: Signal<bool>, close: Callback<()>) -> (Callback<()>, impl IntoView) {
    let asking = RwSignal::new(false);
    let no_error = Signal::stored(None::<String>);
    let guarded = Callback::new(move |()| {
        if dirty.get_untracked() {
            asking.set(true);
        } else {
            close.run(());
        }
    });
    let view = move || {
        asking.get().then(|| {
            view! {
                <ConfirmDialog
                    title="Discard your changes?"
                    confirm_label="Discard changes"
                    pending=false
                    error=no_error
                    on_confirm=close
                    on_close=Callback::new(move |()| asking.set(false))
                >
                    <p>"What you entered hasn't been saved."</p>
                </ConfirmDialog>
            }
        })
    };
    (guarded, view)
}
