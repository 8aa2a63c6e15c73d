//! Tooltips.

use leptos::html::Span;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, FocusEvent};

use super::dom::{Align, float};

/// Shows a short text while its content is pointed at or has the focus; Escape hides it. The text is in the top layer, so
/// nothing that scrolls cuts it off. Content that the text describes names `id` in its `aria-describedby`.
#[component]
pub(super) fn Tooltip(
    /// None shows nothing.
    #[prop(into)]
    text: Signal<Option<String>>,
    /// The id of the text.
    id: String,
    children: Children,
) -> impl IntoView {
    let host = NodeRef::<Span>::new();
    let tip = NodeRef::<Span>::new();
    // An element that is removed loses pointer and focus after its signals are gone, hence `try`.
    let show = move || {
        let host = host.try_get_untracked().flatten();
        let anchor = host.and_then(|host| host.first_element_child());
        let (Some(anchor), Some(tip)) = (anchor, tip.try_get_untracked().flatten()) else {
            return;
        };
        let is_open = tip.matches(":popover-open").unwrap_or_default();
        if !is_open && text.try_get_untracked().flatten().is_some() && tip.show_popover().is_ok() {
            float(&tip, &anchor, Align::Center);
        }
    };
    let hide = move || {
        if let Some(tip) = tip.try_get_untracked().flatten() {
            drop(tip.hide_popover());
        }
    };
    // Focus that came by a click, or back from a dialog, needs no explanation.
    let focused = move |event: FocusEvent| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.matches(":focus-visible").unwrap_or_default()) {
            show();
        }
    };
    view! {
        <span
            class="tip-host"
            node_ref=host
            // The pointer has to move: what appears under one that rests was not asked about.
            on:mousemove=move |_| show()
            on:mouseleave=move |_| hide()
            on:focusin=focused
            on:focusout=move |_| hide()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    hide();
                }
            }
        >
            {children()}
            <span class="tip" role="tooltip" popover="manual" id=id node_ref=tip>
                {text}
            </span>
        </span>
    }
}
