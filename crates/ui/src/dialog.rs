//! Dialogs.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

use super::button::IconButton;
use super::dom::unique_id;
use super::icon::IconName;
use super::modal::Modal;

/// A modal dialog, open while it is mounted: render it inside `<Show>`. Closing is left to `on_close`.
#[component]
pub fn Dialog(
    /// What it asks or shows.
    #[prop(into)]
    title: Signal<String>,
    /// Escape, the close button or a click beside it.
    #[prop(into)]
    on_close: Callback<()>,
    /// The buttons at its end: `footer=move || view! { … }`.
    #[prop(optional, into)]
    footer: Option<ViewFnOnce>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let id = unique_id("dialog");
    view! {
        <Modal class="modal dialog" labelled_by=id.clone() on_close>
            <header class="modal-head">
                <h2 class="modal-title" id=id tabindex="-1">
                    {move || title.get()}
                </h2>
                <IconButton label="Close" icon=IconName::Close on_press=on_close/>
            </header>
            <div class="modal-body">{children()}</div>
            {footer.map(|footer| view! { <footer class="modal-foot">{footer.run()}</footer> })}
        </Modal>
    }
}
