//! The generator of passwords, with what can be chosen about them.

use api_types::validation::{PASSWORD_MAX, PASSWORD_MIN};
use leptos::prelude::*;

use super::NewPassword;
use super::generate::KINDS;
use ui::CopyButton;
use ui::forms::CheckboxField;

/// The names of the boxes.
const NAMES: [&str; 4] = ["lowercase", "uppercase", "digits", "symbols"];
/// As long as nobody chooses another length: more than anybody can guess, and still typed in a minute.
const LENGTH: u32 = 20;
/// The id of the slider.
const SLIDER: &str = "generated-length";

/// Generates a password each time one is asked for, and whenever its length or its kinds of characters are changed.
#[component]
pub fn Generator(
    /// What it fills in.
    password: NewPassword,
) -> impl IntoView {
    let length = RwSignal::new(LENGTH);
    // Symbols have to be asked for: not everything that a password is typed into takes them.
    let kinds = [true, true, true, false].map(RwSignal::new);
    Effect::new(move |_| {
        password.requests.track();
        let chosen = KINDS.iter().zip(kinds).filter(|(_, chosen)| chosen.get());
        let chosen: Vec<&str> = chosen.map(|((_, characters), _)| *characters).collect();
        password.generate(length.get(), &chosen);
    });
    let boxes = NAMES
        .into_iter()
        .zip(KINDS)
        .zip(kinds)
        .map(|((name, (label, _)), value)| view! { <CheckboxField name label value/> })
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
    let words = move || format!("{} characters", length.get());
    view! {
        <div class="generator" role="group" aria-label="Generator" on:keydown=press>
            {move || password.is_generated().then(|| view! {
                <div><CopyButton label="Copy password" text=password.value/></div>
            })}
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
                        aria-valuetext=words
                        on:input=slide
                    />
                    <span class="muted" aria-hidden="true">{words}</span>
                </span>
            </div>
            <fieldset class="field">
                <legend class="field-label">"Characters"</legend>
                <div class="choices">{boxes}</div>
            </fieldset>
            <p class="field-help">"Look-alikes such as l, 1, O and 0 are left out."</p>
        </div>
    }
}
