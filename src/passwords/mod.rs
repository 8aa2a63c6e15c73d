//! New passwords: a field that takes one, a generator that fills it, and how generated ones are handed over.

mod generate;
mod handover;

use api_types::validation::{PASSWORD_MAX, PASSWORD_MIN};
use leptos::prelude::*;

use crate::browser;
use generate::{KINDS, password};
pub use handover::{GeneratedPasswords, HandOver, LOSE_PASSWORD, LOSE_PASSWORDS, hand_over_at_session_end};
use ui::CopyButton;
use ui::forms::{CheckboxField, FormErrors, PasswordField};

/// As long as nobody chooses another length: more than a hundred bits, and still typed in a minute.
const LENGTH: u32 = 20;
/// The id of the slider.
const SLIDER: &str = "generated-length";

/// A first password for somebody else: letters and digits alone, so that it passes unharmed through a spreadsheet, a shell
/// and a telephone. `None` if this browser gives no random numbers.
pub fn generated() -> Option<String> {
    let kinds = [KINDS[0].1, KINDS[1].1, KINDS[2].1];
    password(LENGTH, &kinds, &mut browser::random)
}

/// What stands in the field of a new password, and what was generated for it.
#[derive(Clone, Copy)]
pub struct NewPassword {
    /// What stands in the field.
    pub value: RwSignal<String>,
    /// What stands in a second field, which repeats the first.
    repeated: Option<RwSignal<String>>,
    /// Whether it can be read.
    pub shown: RwSignal<bool>,
    /// How often one was asked for; the generator is hidden before the first time.
    requests: RwSignal<u32>,
    /// The last one that was generated.
    generated: RwSignal<String>,
}

impl NewPassword {
    /// The state of a field that holds `value`; `repeated` is what its second field holds.
    pub fn new(value: RwSignal<String>, repeated: Option<RwSignal<String>>) -> Self {
        Self {
            value,
            repeated,
            shown: RwSignal::new(false),
            requests: RwSignal::new(0),
            generated: RwSignal::new(String::new()),
        }
    }

    /// Whether what stands in the field was generated, so that nobody else knows it; tracked.
    pub fn is_generated(self) -> bool {
        let value = self.value.read();
        !value.is_empty() && *self.generated.read() == *value
    }

    /// Empties the fields and hides the generator.
    pub fn clear(self) {
        self.requests.set(0);
        self.shown.set(false);
        self.fill(String::new());
    }

    /// Generates a password of these kinds of characters, and puts it into all fields, where it can be read.
    fn generate(self, length: u32, kinds: &[&str]) {
        self.fill(password(length, kinds, &mut browser::random).unwrap_or_default());
        self.shown.set(true);
        if let Some(errors) = use_context::<FormErrors>() {
            errors.clear_field("password");
            errors.clear_field("repeated_password");
        }
    }

    fn fill(self, text: String) {
        if let Some(repeated) = self.repeated {
            repeated.set(text.clone());
        }
        self.value.set(text.clone());
        self.generated.set(text);
    }

    /// What came of the last request, in words; tracked.
    fn status(self) -> String {
        if self.requests.get() == 0 {
            String::new()
        } else if self.is_generated() {
            let length = self.value.read().len();
            format!("{length} characters are filled in. Keep them in a password manager.")
        } else if self.generated.read().is_empty() {
            "Nothing could be generated: choose a kind of characters, or a password of your own.".to_owned()
        } else {
            // Typed over since.
            String::new()
        }
    }
}

/// A field for a new password, with a button that generates one.
#[component]
pub fn NewPasswordField(
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed or generated.
    password: NewPassword,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The id of the rules that its children show.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// What stands below the field, such as a list of rules.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let generate = move |_| password.requests.update(|requests| *requests += 1);
    view! {
        <div class="field">
            <PasswordField
                name="password"
                label
                value=password.value
                error
                autocomplete="new-password"
                description
                described_by
                shown=password.shown
                trailing=move || view! {
                    <button type="button" class="input-action" on:click=generate>"Generate"</button>
                }
                required
            />
            {children.map(|children| children())}
            // It stands there empty, so that what comes into it is read out.
            <p class="field-help generated" role="status">{move || password.status()}</p>
            <Show when=move || { password.requests.get() > 0 }>
                <Generator password/>
            </Show>
        </div>
    }
}

/// Generates a password each time one is asked for, and whenever its length or its kinds of characters are changed.
#[component]
fn Generator(password: NewPassword) -> impl IntoView {
    let length = RwSignal::new(LENGTH);
    // Symbols have to be asked for: not everything that a password is typed into takes them.
    let boxes = [
        ("lowercase", RwSignal::new(true)),
        ("uppercase", RwSignal::new(true)),
        ("digits", RwSignal::new(true)),
        ("symbols", RwSignal::new(false)),
    ];
    Effect::new(move |_| {
        password.requests.track();
        let chosen = KINDS.iter().zip(boxes).filter(|(_, (_, chosen))| chosen.get());
        let chosen: Vec<&str> = chosen.map(|((_, characters), _)| *characters).collect();
        password.generate(length.get(), &chosen);
    });
    let boxes = KINDS.into_iter().zip(boxes);
    let boxes = boxes.map(|((label, _), (name, value))| view! { <CheckboxField name label value/> });
    // Enter in a slider or a box would submit the form around.
    let keydown = move |event: web_sys::KeyboardEvent| {
        let tag = event_target::<web_sys::Element>(&event).tag_name();
        if event.key() == "Enter" && tag == "INPUT" {
            event.prevent_default();
        }
    };
    let words = move || format!("{} characters", length.get());
    view! {
        <div class="generator" role="group" aria-label="Generator" on:keydown=keydown>
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
                        on:input:target=move |event| {
                            if let Ok(wanted) = event.target().value().parse() {
                                length.set(wanted);
                            }
                        }
                    />
                    <span class="muted" aria-hidden="true">{words}</span>
                </span>
            </div>
            <fieldset class="field">
                <legend class="field-label">"Characters"</legend>
                <div class="choices">{boxes.collect_view()}</div>
            </fieldset>
            <p class="field-help">"Look-alikes such as l, 1, O and 0 are left out."</p>
        </div>
    }
}
