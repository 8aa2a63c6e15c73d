//! Asking before something is destroyed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::button::{ButtonKind, SubmitButton};
use super::dom::unique_id;
use super::modal::Dialog;
use super::tone::{Notice, Tone};

/// Asks before something is destroyed: says what becomes of what, and where that matters has a name typed first.
#[component]
pub fn ConfirmDialog(
    /// The question: "Delete d.moreau?"
    #[prop(into)]
    title: Signal<String>,
    /// The verb on the button: "Delete user".
    #[prop(into)]
    confirm_label: String,
    /// The words that keep everything as it is.
    #[prop(default = "Cancel")]
    cancel_label: &'static str,
    /// Whether it is under way.
    #[prop(into)]
    pending: Signal<bool>,
    /// Why it didn't work.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Do it.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// Don't.
    #[prop(into)]
    on_close: Callback<()>,
    /// The text that must be typed before the button works.
    #[prop(optional_no_strip, into)]
    type_to_confirm: Option<String>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let form = unique_id("confirm");
    let input = format!("{form}-text");
    let typed = RwSignal::new(String::new());
    let safe_first = type_to_confirm.is_none();
    let expected = type_to_confirm.clone();
    let disabled_reason = Signal::derive(move || {
        let expected = expected
            .as_ref()
            .filter(|expected| typed.read().trim() != **expected)?;
        Some(format!("Type “{expected}” first."))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !pending.get_untracked() && disabled_reason.read_untracked().is_none() {
            on_confirm.run(());
        }
    };
    // Nothing is cancelled that was already sent.
    let close = Callback::new(move |()| {
        if !pending.get_untracked() {
            on_close.run(());
        }
    });
    let form_id = form.clone();
    let footer = move || {
        view! {
            <button
                type="button"
                class="btn"
                autofocus=safe_first
                aria-disabled=move || pending.get().then_some("true")
                on:click=move |_| close.run(())
            >
                {cancel_label}
            </button>
            <SubmitButton kind=ButtonKind::Danger form=form_id pending disabled_reason>
                {confirm_label}
            </SubmitButton>
        }
    };
    view! {
        <Dialog title on_close=close footer>
            <form id=form class="stack" on:submit=submit>
                {move || error.get().map(|error| view! { <Notice tone=Tone::Danger assertive=true>{error}</Notice> })}
                <div class="prose">{children()}</div>
                {type_to_confirm
                    .map(|expected| {
                        view! {
                            <div class="field">
                                <label class="field-label" for=input.clone()>
                                    "Type " <code class="typed">{expected}</code> " to confirm"
                                </label>
                                <span class="control">
                                    <input
                                        type="text"
                                        id=input.clone()
                                        class="input"
                                        autofocus
                                        autocomplete="off"
                                        autocapitalize="none"
                                        spellcheck="false"
                                        prop:value=typed
                                        on:input:target=move |event| typed.set(event.target().value())
                                    />
                                </span>
                            </div>
                        }
                    })}
            </form>
        </Dialog>
    }
}
