//! Drawers.

use leptos::children::ViewFnOnce;
use leptos::prelude::*;

use super::button::IconButton;
use super::dom::unique_id;
use super::icon::IconName;
use super::modal::Modal;

/// A modal panel at the right, for editing a record beside its list; the whole width on a narrow screen. Open while it is
/// mounted; closing is left to `on_close`. A submit button in its footer names its form by `form=`.
#[component]
pub fn Drawer(
    /// What is edited.
    #[prop(into)]
    title: Signal<String>,
    /// A line of facts under the title.
    #[prop(optional, into)]
    subtitle: Signal<Option<String>>,
    /// Escape, the close button or a click beside it.
    #[prop(into)]
    on_close: Callback<()>,
    /// The buttons at its end: `footer=move || view! { … }`. The first may be set apart with the class `apart`.
    #[prop(optional, into)]
    footer: Option<ViewFnOnce>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let id = unique_id("drawer");
    view! {
        <Modal class="modal drawer" labelled_by=id.clone() on_close>
            <header class="modal-head">
                <div class="modal-heading">
                    <h2 class="modal-title" id=id tabindex="-1">
                        {move || title.get()}
                    </h2>
                    {move || subtitle.get().map(|subtitle| view! { <p class="modal-subtitle">{subtitle}</p> })}
                </div>
                <IconButton label="Close" icon=IconName::Close on_press=on_close/>
            </header>
            <div class="modal-body">{children()}</div>
            {footer.map(|footer| view! { <footer class="modal-foot">{footer.run()}</footer> })}
        </Modal>
    }
}
