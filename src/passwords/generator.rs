//! The field for a new password, with the generator that fills it.

use api_types::validation::{PASSWORD_MAX, PASSWORD_MIN};
use leptos::prelude::*;

use super::generate::{KINDS, password};
use crate::browser;
use ui::CopyButton;
use ui::forms::{CheckboxField, FormErrors, PasswordField};

/// The names of the boxes.
const NAMES: [&str; 4] = ["lowercase", "uppercase", "digits", "symbols"];
/// As long as nobody chooses another length: more than anybody can guess, and still typed in a minute.
const LENGTH: u32 = 20;
/// The id of the slider.
const SLIDER: &str = "generated-length";

/// A password that is typed or generated.
#[derive(Clone, Copy)]
pub struct NewPassword {
    /// What stands in the field.
    pub value: RwSignal<String>,
    /// What stands in a second field, which repeats the first.
    pub repeated: Option<RwSignal<String>>,
    /// Whether it can be read.
    pub shown: RwSignal<bool>,
    /// How often one was asked for; nobody sees the generator before the first time.
    rounds: RwSignal<u32>,
    /// The last one that was generated.
    generated: RwSignal<String>,
}

impl NewPassword {
    /// For that field.
    pub fn new(value: RwSignal<String>, repeated: Option<RwSignal<String>>) -> Self {
        Self {
            value,
            repeated,
            shown: RwSignal::new(false),
            rounds: RwSignal::new(0),
            generated: RwSignal::new(String::new()),
        }
    }

    /// Whether what stands in the field was generated, so that nobody else knows it; tracked.
    pub fn is_generated(self) -> bool {
        self.value
            .with(|value| !value.is_empty() && self.generated.with(|generated| generated == value))
    }

    /// As it was at first.
    pub fn clear(self) {
        self.rounds.set(0);
        self.shown.set(false);
        self.fill(String::new());
    }

    /// Puts a generated one into all fields.
    fn fill(self, text: String) {
        if let Some(repeated) = self.repeated {
            repeated.set(text.clone());
        }
        self.value.set(text.clone());
        self.generated.set(text);
    }

    /// The field. `rules` is a list of rules below it, with its id.
    pub fn field(
        self,
        label: &'static str,
        error: Signal<Option<String>>,
        description: Option<&'static str>,
        rules: Option<(&'static str, AnyView)>,
        required: bool,
    ) -> AnyView {
        let (rules_id, rules) = rules.unzip();
        let generate = move |_| self.rounds.update(|rounds| *rounds += 1);
        view! {
            <div class="field">
                <PasswordField
                    name="password"
                    label=label
                    value=self.value
                    error=error
                    autocomplete="new-password"
                    description=description.map(ToOwned::to_owned)
                    described_by=rules_id
                    shown=self.shown
                    trailing=move || view! {
                        <button type="button" class="input-action" on:click=generate>"Generate"</button>
                    }
                    required=required
                />
                {rules}
                // It stands there empty, so that what comes into it is read out.
                <p class="field-help generated" role="status">{move || self.said()}</p>
                <Show when={move || self.rounds.get() > 0}>{self.generator()}</Show>
            </div>
        }
        .into_any()
    }

    /// What came of the last press.
    fn said(self) -> String {
        match self.rounds.get() {
            0 => String::new(),
            _ if self.is_generated() => {
                let length = self.value.with(String::len);
                format!("{length} characters are filled in. Keep them in a password manager.")
            }
            _ if self.generated.with(String::is_empty) => {
                "Nothing could be generated: choose a kind of characters, or a password of your own."
                    .to_owned()
            }
            // Typed over since.
            _ => String::new(),
        }
    }

    /// What is generated, and how. Whenever that is chosen otherwise, another password is filled in at once.
    fn generator(self) -> AnyView {
        let length = RwSignal::new(LENGTH);
        // Symbols have to be asked for: not everything that a password is typed into takes them.
        let kinds = [true, true, true, false].map(RwSignal::new);
        let errors = use_context::<FormErrors>();
        Effect::new(move |_| {
            self.rounds.track();
            let chosen: Vec<&str> = KINDS
                .iter()
                .zip(kinds)
                .filter(|(_, chosen)| chosen.get())
                .map(|((_, characters), _)| *characters)
                .collect();
            let length = usize::try_from(length.get()).unwrap_or_default();
            let text = password(length, &chosen, &mut browser::random).unwrap_or_default();
            self.fill(text);
            if let Some(errors) = errors {
                errors.clear_field("password");
                errors.clear_field("repeated_password");
            }
            self.shown.set(true);
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
        let words = move || format!("{} characters", length.get());
        view! {
            <div class="generator" role="group" aria-label="Generator" on:keydown=press>
                {move || self.is_generated().then(|| view! {
                    <div><CopyButton label="Copy password" text=self.value/></div>
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
        .into_any()
    }
}
