//! Short messages about what can't be seen.

use leptos::html::Div;
use leptos::prelude::*;
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};

use super::button::IconButton;
use super::icon::{Icon, IconName};
use super::tone::Tone;
use super::unique_id;

/// How long a success stays, in milliseconds.
const SHOWN_FOR: f64 = 6_000.0;

#[derive(Clone)]
struct Toast {
    id: String,
    tone: Tone,
    text: String,
}

/// The messages on the screen.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<Toast>>);

impl Toasts {
    /// Says that something went well, for a few seconds.
    pub fn success(self, text: impl Into<String>) {
        self.add(Tone::Success, text.into());
    }

    /// Says that something failed, until it is dismissed.
    pub fn error(self, text: impl Into<String>) {
        self.add(Tone::Danger, text.into());
    }

    fn add(self, tone: Tone, text: String) {
        let id = unique_id("toast");
        self.0.try_update(|toasts| toasts.push(Toast { id, tone, text }));
    }
}

/// Makes toasts available to everything below; once, at the root.
pub fn provide_toasts() {
    provide_context(Toasts(RwSignal::default()));
}

/// The toasts of the app. Where none were provided, what is said is lost.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts(RwSignal::default()))
}

/// Where toasts appear; once, at the end of the root.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let Toasts(toasts) = use_toasts();
    let region = NodeRef::<Div>::new();
    // Shown anew for each message, so that it lies over a dialog that was opened meanwhile.
    Effect::new(move |_| {
        let any = !toasts.read().is_empty();
        if let Some(region) = region.get() {
            drop(region.hide_popover());
            if any {
                drop(region.show_popover());
            }
        }
    });
    view! {
        <div class="toasts" popover="manual" node_ref=region role="status" aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.id.clone() let:toast>
                <ToastView toast toasts/>
            </For>
        </div>
    }
}

#[component]
fn ToastView(toast: Toast, toasts: RwSignal<Vec<Toast>>) -> impl IntoView {
    let Toast { id, tone, text } = toast;
    let failed = tone == Tone::Danger;
    let dismiss = Callback::new(move |()| {
        toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    });
    let UseTimeoutFnReturn { start, stop, .. } = use_timeout_fn(move |()| dismiss.run(()), SHOWN_FOR);
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
            <IconButton label="Dismiss" icon=IconName::Close on_press=dismiss/>
        </div>
    }
}
