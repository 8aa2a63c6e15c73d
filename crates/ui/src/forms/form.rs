//! The shell of a form.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use super::errors::{Failure, FormErrors, ServerReturns};
use super::field::FormId;
use crate::{CopyButton, Notice, Tone, focus, use_seconds_until};

/// A form: submitted by Enter, by its button or by Ctrl/Cmd+S, once at a time. After a submit that failed the focus goes
/// to the first field that is wrong, or to the message above the fields.
#[component]
pub fn Form(
    /// Its id, which a submit button elsewhere names.
    #[prop(into)]
    id: String,
    /// Whether it was sent and the answer isn't there yet.
    #[prop(into)]
    pending: Signal<bool>,
    /// What is wrong with it.
    errors: FormErrors,
    /// Sends it.
    #[prop(into)]
    on_submit: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    provide_context(FormId(id.clone()));
    provide_context(errors);

    // Errors that appear while somebody types don't move the focus; those that a submit brought do.
    let submitted = StoredValue::new(false);
    let submit = move || {
        if !pending.get_untracked() {
            submitted.set_value(true);
            on_submit.run(());
        }
    };
    let banner_id = format!("{id}-banner");
    let (form_id, fallback_id) = (id.clone(), banner_id.clone());
    Effect::new(move |_| {
        if errors.is_empty() || pending.get() || !submitted.get_value() {
            return;
        }
        submitted.set_value(false);
        let fallback_id = fallback_id.clone();
        let selector = match errors.focus_field() {
            Some(field) => format!("#{form_id} [name={field}]"),
            None => format!("#{form_id} [aria-invalid=true]"),
        };
        request_animation_frame(move || {
            let wrong = document().query_selector(&selector).ok().flatten();
            if let Some(target) = wrong.or_else(|| document().get_element_by_id(&fallback_id)) {
                focus(&target);
            }
        });
    });
    let banner = errors.banner();
    view! {
        <form
            id=id
            class="form"
            novalidate
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                submit();
            }
            on:keydown=move |event: KeyboardEvent| {
                let chord = event.ctrl_key() || event.meta_key();
                if chord && !event.alt_key() && event.key().eq_ignore_ascii_case("s") {
                    event.prevent_default();
                    submit();
                }
            }
        >
            <div class="form-banner" id=banner_id tabindex="-1">
                {move || banner.get().map(|failure| view! { <FailureNotice failure/> })}
            </div>
            {children()}
        </form>
    }
}

/// What went wrong, until the server that was out of reach is back.
#[component]
fn FailureNotice(failure: Failure) -> impl IntoView {
    let returns = use_context::<ServerReturns>().filter(|_| failure.ends_with_return);
    let returned = move || returns.map(|ServerReturns(count)| count.get());
    let before = untrack(returned);
    let is_over = Memo::new(move |_| returned() != before);
    view! {
        <Show
            when=move || !is_over.get()
            fallback=|| view! { <Notice tone=Tone::Info>"The server is back. Try again."</Notice> }
        >
            <FailureText failure=failure.clone()/>
        </Show>
    }
}

#[component]
fn FailureText(failure: Failure) -> impl IntoView {
    let Failure {
        message,
        details,
        until_ms,
        ..
    } = failure;
    let wait = until_ms.map(|until_ms| {
        let seconds = use_seconds_until(until_ms);
        let note = move || match seconds.get() {
            0 => "You can try again now.".to_owned(),
            seconds => format!("You can try again in {seconds} s."),
        };
        // Read aloud each second it would drown everything else.
        view! { <p class="muted" aria-live="off">{note}</p> }
    });
    let details = details.map(|text| {
        view! { <div class="notice-actions"><CopyButton label="Copy details" text/></div> }
    });
    view! {
        <Notice tone=Tone::Danger assertive=true>
            {message}{wait}{details}
        </Notice>
    }
}
