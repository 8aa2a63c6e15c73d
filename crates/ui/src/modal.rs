//! Dialogs and drawers.

use std::cell::RefCell;
use std::iter::successors;

use leptos::children::{ViewFn, ViewFnOnce};
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::js_sys::Reflect;
use leptos::web_sys::{Element, Event, HtmlDialogElement, HtmlElement};
use send_wrapper::SendWrapper;

use super::button::IconButton;
use super::dom::{focus, focus_in_place, focused, once_shown, unique_id};
use super::icon::IconName;
use super::page_header::PAGE_HEADING;
use super::toast::ToastRegion;

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
    let subtitle = Signal::default();
    view! { <Modal class="modal dialog" title subtitle on_close footer children/> }
}

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
    view! { <Modal class="modal drawer" title subtitle on_close footer children/> }
}

/// What is said at the top of every dialog, because what the page says lies under it: provided as a context.
#[derive(Clone)]
pub struct DialogNotices(pub ViewFn);

/// The property of a dialog's element that holds what had the focus before it.
const OPENER: &str = "opener";
/// So many dialogs may have taken each other's place. A dialog that is drawn into its own element is its own opener.
const MAX_OPENERS: usize = 8;

thread_local! {
    /// What gets the focus back in the next frame, since a dialog has closed: one that opens before that is asked for from there.
    static RETURNING: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// A modal `<dialog>` that is open for as long as it is mounted. It never closes by itself: Escape, a click beside it
/// and the way back of a phone ask `on_close`, whose caller may first ask what becomes of what was typed.
#[component]
fn Modal(
    class: &'static str,
    title: Signal<String>,
    subtitle: Signal<Option<String>>,
    on_close: Callback<()>,
    footer: Option<ViewFnOnce>,
    children: Children,
) -> impl IntoView {
    let title_id = unique_id("modal-title");
    let notices = use_context::<DialogNotices>();
    let dialog = NodeRef::<html::Dialog>::new();
    let opener = focused().or_else(|| RETURNING.with_borrow(Clone::clone));
    let opener = StoredValue::new(SendWrapper::new(opener));
    dialog.on_load(move |dialog| {
        if dialog.open() {
            // It has been drawn into the element of another, whose place it takes, and whose field had the focus.
            let before = Reflect::get(&dialog, &OPENER.into()).ok();
            if let Some(before) = before.and_then(|before| before.dyn_into().ok()) {
                opener.set_value(SendWrapper::new(Some(before)));
            }
        } else if let Some(opener) = opener.get_value().as_ref() {
            drop(Reflect::set(&dialog, &OPENER.into(), opener));
        }
        // A dialog can only be shown once it is in the document.
        once_shown(&dialog.clone(), move || show(&dialog));
    });
    on_cleanup(move || {
        let opener = opener.try_get_value().and_then(SendWrapper::take);
        RETURNING.set(opener.clone());
        request_animation_frame(move || {
            RETURNING.set(None);
            give_focus_back(opener.as_ref());
        });
    });

    let pressed_beside = StoredValue::new(false);
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
            request_animation_frame(move || {
                let dialog = dialog.try_get_untracked().flatten();
                if let Some(dialog) = dialog.filter(|dialog| dialog.is_connected()) {
                    show(&dialog);
                }
            });
        }
    };
    view! {
        <dialog
            class=class
            node_ref=dialog
            aria-labelledby=title_id
            on:mousedown=move |event| pressed_beside.set_value(is_beside(&event))
            on:click=click
            on:keydown=keydown
            on:cancel=cancel
            on:close=closed
        >
            <header class="modal-head">
                <div>
                    <h2 class="modal-title" id=title_id.clone() tabindex="-1">
                        {title}
                    </h2>
                    {move || subtitle.get().map(|subtitle| view! { <p class="modal-subtitle">{subtitle}</p> })}
                </div>
                <IconButton label="Close" icon=IconName::Close on_press=on_close/>
            </header>
            {notices.map(|DialogNotices(notices)| view! { <div class="modal-notices">{notices.run()}</div> })}
            <div class="modal-body">{children()}</div>
            {footer.map(|footer| view! { <footer class="modal-foot">{footer.run()}</footer> })}
            <ToastRegion in_dialog=true/>
        </dialog>
    }
}

/// Opens it, and puts the focus on what the person came for: the field that asks for it, or the first one, or the title.
fn show(dialog: &HtmlDialogElement) {
    const FIRST: [&str; 3] = [
        "[autofocus]",
        ".modal-body :is(input, select, textarea):not(:disabled, [tabindex='-1'])",
        ".modal-title",
    ];
    if dialog.open() || dialog.show_modal().is_err() {
        return;
    }
    // What was shown before lies below the dialog.
    let toasts = dialog.query_selector(".toasts:popover-open").ok().flatten();
    if let Some(toasts) = toasts.and_then(|toasts| toasts.dyn_into::<HtmlElement>().ok()) {
        drop(toasts.hide_popover());
        drop(toasts.show_popover());
    }
    let mut found = FIRST
        .iter()
        .filter_map(|selector| dialog.query_selector(selector).ok().flatten());
    if let Some(first) = found.next() {
        focus(&first);
    }
}

fn is_own(event: &Event) -> bool {
    event.target() == event.current_target()
}

/// Whether the pointer was outside the dialog, on what lies behind it: both are the same target.
fn is_beside(event: &MouseEvent) -> bool {
    let dialog = event.target().filter(|_| is_own(event));
    let dialog = dialog.and_then(|target| target.dyn_into::<Element>().ok());
    dialog.is_some_and(|dialog| {
        let rect = dialog.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        !((rect.left()..=rect.right()).contains(&x) && (rect.top()..=rect.bottom()).contains(&y))
    })
}

/// Only if the focus was lost with the dialog: whoever moved it on meanwhile knew better. What had it before may have been in
/// another dialog whose place this one took: then it goes to what had it before that one.
fn give_focus_back(opener: Option<&HtmlElement>) {
    if focused().is_some() {
        return;
    }
    let before = |inside: &HtmlElement| {
        let dialog = inside.closest("dialog").ok()??;
        Reflect::get(&dialog, &OPENER.into())
            .ok()?
            .dyn_into::<HtmlElement>()
            .ok()
    };
    let mut openers = successors(opener.cloned(), before).take(MAX_OPENERS);
    match openers.find(|opener| opener.is_connected()) {
        Some(opener) => focus(&opener),
        None => {
            if let Some(heading) = document().get_element_by_id(PAGE_HEADING) {
                focus_in_place(&heading);
            }
        }
    }
}
