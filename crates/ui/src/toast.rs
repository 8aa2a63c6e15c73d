//! Short messages about what can't be seen.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};

use super::button::{Button, ButtonKind, IconButton};
use super::icon::{Icon, IconName};
use super::tone::Tone;
use super::unique_id;

/// How long a success stays, in milliseconds.
const SHOWN_FOR: f64 = 6_000.0;

/// How long one stays that offers something, in milliseconds.
const OFFERED_FOR: f64 = 20_000.0;

#[derive(Clone)]
struct Toast {
    id: String,
    tone: Tone,
    text: String,
    undo: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// The messages on the screen.
#[derive(Clone, Copy, Default)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    /// Where they can appear: the last of these is not under a modal dialog.
    regions: RwSignal<Vec<String>>,
}

impl Toasts {
    /// Says that something went well, for a few seconds.
    pub fn success(self, text: impl Into<String>) {
        self.add(Tone::Success, text.into(), None);
    }

    /// Says that something failed, until it is dismissed.
    pub fn error(self, text: impl Into<String>) {
        self.add(Tone::Danger, text.into(), None);
    }

    /// Says that something was changed, and offers for a while to take it back. Gives its id, by which [`Self::dismiss`] takes it away.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) -> String {
        self.add(Tone::Success, text.into(), Some(Arc::new(undo)))
    }

    /// Takes one away.
    pub fn dismiss(self, id: &str) {
        self.list
            .try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Takes away all that was said.
    pub fn clear(self) {
        self.list.try_update(Vec::clear);
    }

    fn add(self, tone: Tone, text: String, undo: Option<Arc<dyn Fn() + Send + Sync>>) -> String {
        let id = unique_id("toast");
        let toast = Toast {
            id: id.clone(),
            tone,
            text,
            undo,
        };
        self.list.try_update(|toasts| toasts.push(toast));
        id
    }
}

/// Makes toasts available to everything below; once, at the root.
pub fn provide_toasts() {
    provide_context(Toasts::default());
}

/// The toasts of the app. Where none were provided, what is said is lost.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_default()
}

/// Where toasts appear: at the end of the root, and of each modal dialog, because what lies under one can't be pressed.
#[component]
pub fn ToastRegion(
    /// Whether it is that of a dialog, whose own status is what it is about.
    #[prop(optional)]
    in_dialog: bool,
) -> impl IntoView {
    let Toasts { list, regions } = use_toasts();
    let id = unique_id("toasts");
    regions.try_update(|regions| regions.push(id.clone()));
    let own = id.clone();
    on_cleanup(move || {
        regions.try_update(|regions| regions.retain(|region| *region != own));
    });
    let shown = Memo::new(move |_| {
        let is_topmost = regions.read().last() == Some(&id);
        if is_topmost { list.get() } else { Vec::new() }
    });
    let region = NodeRef::<Div>::new();
    // Shown anew for each message, so that it lies over what was opened meanwhile.
    Effect::new(move |_| {
        let any = !shown.read().is_empty();
        if let Some(region) = region.get() {
            drop(region.hide_popover());
            if any {
                drop(region.show_popover());
            }
        }
    });
    view! {
        <div class="toasts" popover="manual" node_ref=region role=(!in_dialog).then_some("status") aria-live="polite">
            <For each=move || shown.get() key=|toast| toast.id.clone() let:toast>
                <ToastView toast toasts=list/>
            </For>
        </div>
    }
}

impl PartialEq for Toast {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

#[component]
fn ToastView(toast: Toast, toasts: RwSignal<Vec<Toast>>) -> impl IntoView {
    let Toast { id, tone, text, undo } = toast;
    let failed = tone == Tone::Danger;
    let dismiss = Callback::new(move |()| {
        toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    });
    let shown_for = if undo.is_some() { OFFERED_FOR } else { SHOWN_FOR };
    let UseTimeoutFnReturn { start, stop, .. } = use_timeout_fn(move |()| dismiss.run(()), shown_for);
    let undo = undo.map(|undo| {
        let press = move |()| {
            undo();
            dismiss.run(());
        };
        view! { <Button kind=ButtonKind::Quiet on_press=press>"Undo"</Button> }
    });
    let resume = move || {
        if !failed {
            start(());
        }
    };
    resume();
    // It stays while somebody points at it or has the focus in it.
    let (stop_on_focus, resume_on_blur) = (stop.clone(), resume.clone());
    view! {
        <div
            class=format!("toast {}", tone.class())
            role=failed.then_some("alert")
            on:mouseenter=move |_| stop()
            on:mouseleave=move |_| resume()
            on:focusin=move |_| stop_on_focus()
            on:focusout=move |_| resume_on_blur()
        >
            <Icon name=tone.icon()/>
            <p class="toast-text">{text}</p>
            {undo}
            <IconButton label="Dismiss" icon=IconName::Close on_press=dismiss/>
        </div>
    }
}
