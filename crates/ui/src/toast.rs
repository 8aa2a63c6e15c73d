//! Short messages about what can't be seen.

use leptos::html::Div;
use leptos::prelude::*;
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};

use super::badge::Tone;
use super::button::IconButton;
use super::icon::{Icon, IconName};

/// How long a success stays, in milliseconds.
const SHOWN_FOR: f64 = 6_000.0;

#[derive(Clone, PartialEq, Eq)]
struct Toast {
    id: u32,
    failed: bool,
    text: String,
}

#[derive(Clone, Default)]
struct State {
    last: u32,
    toasts: Vec<Toast>,
}

/// The messages on the screen.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<State>);

impl Toasts {
    /// Says that something went well, for a few seconds.
    pub fn success(&self, text: impl Into<String>) {
        self.add(false, text.into());
    }

    /// Says that something failed, until it is dismissed.
    pub fn error(&self, text: impl Into<String>) {
        self.add(true, text.into());
    }

    fn add(self, failed: bool, text: String) {
        self.0.try_update(|state| {
            state.last += 1;
            let id = state.last;
            state.toasts.push(Toast { id, failed, text });
        });
    }

    fn dismiss(self, id: u32) {
        self.0
            .try_update(|state| state.toasts.retain(|toast| toast.id != id));
    }
}

/// Makes toasts available to everything below; once, at the root.
pub fn provide_toasts() {
    provide_context(Toasts(RwSignal::new(State::default())));
}

/// The toasts of the app. Where none were provided, what is said is lost.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(|| Toasts(RwSignal::new(State::default())))
}

/// Where toasts appear; once, at the end of the root.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let region = NodeRef::<Div>::new();
    // Shown anew for each message, so that it lies over a dialog that was opened meanwhile.
    Effect::new(move |_| {
        let any = toasts.0.with(|state| !state.toasts.is_empty());
        if let Some(region) = region.get() {
            drop(region.hide_popover());
            if any {
                drop(region.show_popover());
            }
        }
    });
    view! {
        <div class="toasts" popover="manual" node_ref=region role="status" aria-live="polite">
            <For
                each=move || toasts.0.with(|state| state.toasts.clone())
                key=|toast| toast.id
                children=move |toast| view! { <ToastView toast toasts/> }
            />
        </div>
    }
}

#[component]
fn ToastView(toast: Toast, toasts: Toasts) -> impl IntoView {
    let Toast { id, failed, text } = toast;
    let UseTimeoutFnReturn { start, stop, .. } = use_timeout_fn(move |()| toasts.dismiss(id), SHOWN_FOR);
    let resume = move || {
        if !failed {
            start(());
        }
    };
    resume();
    // It stays while somebody points at it or has the focus in it.
    let (stop_on_focus, resume_on_blur) = (stop.clone(), resume.clone());
    let (tone, icon) = if failed {
        (Tone::Danger, IconName::Warning)
    } else {
        (Tone::Success, IconName::Check)
    };
    view! {
        <div
            class=format!("toast {}", tone.class())
            role=failed.then_some("alert")
            on:mouseenter=move |_| stop()
            on:mouseleave=move |_| resume()
            on:focusin=move |_| stop_on_focus()
            on:focusout=move |_| resume_on_blur()
        >
            <Icon name=icon/>
            <p class="toast-text">{text}</p>
            <IconButton label="Dismiss" icon=IconName::Close on_press=move |()| toasts.dismiss(id)/>
        </div>
    }
}
