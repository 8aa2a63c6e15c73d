//! The state of a new password that is typed or generated.

use leptos::prelude::*;

use super::generate::password;
use crate::browser;
use ui::forms::FormErrors;

/// What stands in the field of a new password, and what was generated for it.
#[derive(Clone, Copy)]
pub struct NewPassword {
    /// What stands in the field.
    pub value: RwSignal<String>,
    /// What stands in a second field, which repeats the first.
    pub repeated: Option<RwSignal<String>>,
    /// Whether it can be read.
    pub shown: RwSignal<bool>,
    /// How often one was asked for; the generator is hidden before the first time.
    pub(super) requests: RwSignal<u32>,
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
        self.value
            .with(|value| !value.is_empty() && self.generated.with(|generated| generated == value))
    }

    /// Empties the fields and hides the generator.
    pub fn clear(self) {
        self.requests.set(0);
        self.shown.set(false);
        self.fill(String::new());
    }

    /// Generates a password of these kinds of characters, and puts it into all fields, where it can be read.
    pub(super) fn generate(self, length: u32, kinds: &[&str]) {
        let length = usize::try_from(length).unwrap_or_default();
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
    pub(super) fn status(self) -> String {
        match self.requests.get() {
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
}
