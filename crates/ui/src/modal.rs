//! What dialogs and drawers have in common.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlDialogElement, HtmlElement};
use send_wrapper::SendWrapper;

use super::dom::{focus, focused, next_frame, once_shown};
use super::page_header::PAGE_HEADING;

/// A modal `<dialog>` that is open for as long as it is mounted. It never closes by itself: Escape, a click beside it
/// and the way back of a phone ask `on_close`, whose caller may first ask what becomes of what was typed.
#[component]
pub(super) fn Modal(
    /// The classes that tell a dialog from a drawer.
    class: &'static str,
    /// The id of its title.
    labelled_by: String,
    /// Somebody wants to leave it.
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let opener = StoredValue::new(SendWrapper::new(focused()));
    dialog.on_load(|dialog| {
        // A dialog can only be shown once it is in the document.
        once_shown(&dialog.clone(), move || show(&dialog));
    });
    on_cleanup(move || {
        let opener = opener.try_get_value().and_then(SendWrapper::take);
        next_frame(move || give_focus_back(opener.as_ref()));
    });

    let pressed_beside = StoredValue::new(false);
    let down = move |event: MouseEvent| pressed_beside.set_value(is_beside(&event));
    // Both ends of the click must be beside: selecting text may end outside.
    let click = move |event: MouseEvent| {
        if pressed_beside.get_value() && is_beside(&event) {
            on_close.run(());
        }
    };
    let keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() {
            event.prevent_default();
            event.stop_propagation();
            on_close.run(());
        }
    };
    let cancel = move |event: Event| {
        if is_own(&event) {
            event.prevent_default();
            on_close.run(());
        }
    };
    // A browser may close it all the same when it is asked twice. It is shown again unless the caller agreed.
    let closed = move |event: Event| {
        if is_own(&event) {
            on_close.try_run(());
            next_frame(move || {
                if let Some(dialog) = dialog.try_get_untracked().flatten()
                    && dialog.is_connected()
                {
                    show(&dialog);
                }
            });
        }
    };
    view! {
        <dialog
            class=class
            node_ref=dialog
            aria-labelledby=labelled_by
            on:mousedown=down
            on:click=click
            on:keydown=keydown
            on:cancel=cancel
            on:close=closed
        >
            {children()}
        </dialog>
    }
}

/// Opens it, and puts the focus on what the person came for: the field that asks for it, or the first one, or the title.
fn show(dialog: &HtmlDialogElement) {
    if dialog.open() || dialog.show_modal().is_err() {
        return;
    }
    const FIRST: [&str; 3] = [
        "[autofocus]",
        ".modal-body :is(input, select, textarea):not(:disabled, [tabindex='-1'])",
        ".modal-title",
    ];
    let first = FIRST
        .iter()
        .find_map(|selector| dialog.query_selector(selector).ok().flatten());
    if let Some(first) = first {
        focus(&first);
    }
}

fn is_own(event: &Event) -> bool {
    event.target() == event.current_target()
}

/// Whether the pointer was outside the dialog, on what lies behind it: both are the same target.
fn is_beside(event: &MouseEvent) -> bool {
    let dialog = event
        .target()
        .filter(|_| is_own(event))
        .and_then(|target| target.dyn_into::<Element>().ok());
    dialog.is_some_and(|dialog| {
        let rect = dialog.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        !((rect.left()..=rect.right()).contains(&x) && (rect.top()..=rect.bottom()).contains(&y))
    })
}

/// Only if the focus was lost with the dialog: whoever moved it on meanwhile knew better.
fn give_focus_back(opener: Option<&HtmlElement>) {
    if focused().is_some() {
        return;
    }
    match opener.filter(|opener| opener.is_connected()) {
        Some(opener) => focus(opener),
        None => {
            if let Some(heading) = document().get_element_by_id(PAGE_HEADING) {
                focus(&heading);
            }
        }
    }
}
