//! The generator of passwords, below the field that it fills.

use api_types::validation::{PASSWORD_MAX, PASSWORD_MIN};
use leptos::prelude::*;

use super::generate::{KINDS, password};
use crate::browser;
use crate::forms::CheckboxField;
use crate::reactive::{Callback, RwSignal, derived, dynamic, effect};
use crate::ui::{Button, CopyButton, IconName};
use crate::view;

/// The names of the boxes.
const NAMES: [&str; 4] = ["lowercase", "uppercase", "digits", "symbols"];
/// As long as nobody chooses another length: more than anybody can guess, and still typed in a minute.
const LENGTH: u32 = 20;
/// The id of the slider.
const SLIDER: &str = "generated-length";

/// The generator, with a first proposal. `accept` is given the one that is chosen.
pub fn generator(accept: Callback<String>) -> AnyView {
    let length = RwSignal::new(LENGTH);
    // Symbols have to be asked for: not everything that a password is typed into takes them.
    let kinds = [true, true, true, false].map(RwSignal::new);
    let text = RwSignal::new(String::new());
    let again = move || {
        let chosen: Vec<&str> = KINDS
            .iter()
            .zip(kinds)
            .filter(|(_, chosen)| chosen.get())
            .map(|((_, characters), _)| *characters)
            .collect();
        let length = usize::try_from(length.get()).unwrap_or_default();
        text.set(password(length, &chosen, &mut browser::random).unwrap_or_default());
    };
    effect(again);
    let reason = derived(move || {
        text.with(String::is_empty).then(|| {
            if kinds.iter().any(|kind| kind.get()) {
                "This browser gives no random numbers. Choose a password yourself.".to_owned()
            } else {
                "Choose at least one kind of characters.".to_owned()
            }
        })
    });
    let boxes = (0..KINDS.len())
        .map(|index| view! { <CheckboxField name=NAMES[index] label=KINDS[index].0 value=kinds[index]/> })
        .collect_view();
    let slide = move |event| {
        if let Ok(wanted) = event_target_value(&event).parse() {
            length.set(wanted);
        }
    };
    // Enter in a slider or a box would submit the form around.
    let press = move |event: web_sys::KeyboardEvent| {
        let tag = event_target::<web_sys::Element>(&event).tag_name();
        if event.key() == "Enter" && tag == "INPUT" {
            event.prevent_default();
        }
    };
    view! {
        <div class="generator" id="generator" role="group" aria-label="Generator" on:keydown=press>
            <output class="generated mono" aria-label="Generated password" aria-live="off">{text}</output>
            {dynamic(move || reason.get().map(|reason| view! { <p class="field-help" role="status">{reason}</p> }))}
            <div class="cluster">
                <Button
                    disabled_reason=reason
                    on_press=move |()| accept.run(text.get_untracked())
                >
                    "Use this password"
                </Button>
                <CopyButton label="Copy" text/>
                <Button icon=IconName::Refresh on_press=move |()| untrack(again)>"Another one"</Button>
            </div>
            <div class="field">
                <label class="field-label" for=SLIDER>"Length"</label>
                <span class="control generator-length">
                    <input
                        type="range"
                        id=SLIDER
                        class="slider"
                        min=PASSWORD_MIN.to_string()
                        max=PASSWORD_MAX.to_string()
                        prop:value=move || length.get().to_string()
                        aria-valuetext=move || format!("{} characters", length.get())
                        on:input=slide
                    />
                    <span class="muted" aria-hidden="true">{move || format!("{} characters", length.get())}</span>
                </span>
            </div>
            <fieldset class="field">
                <legend class="field-label">"Characters"</legend>
                <div class="choices">{boxes}</div>
            </fieldset>
            <p class="field-help">
                "Put it into your password manager before you change yours. Look-alikes such as l, 1, O and 0 are left out."
            </p>
        </div>
    }
}
