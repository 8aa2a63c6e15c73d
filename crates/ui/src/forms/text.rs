//! Fields of one line of text.

use leptos::html::Input;
use leptos::prelude::*;

use super::field::Field;
use crate::focus_once_shown;

/// A control of one line of text. What isn't said is as in a plain text field.
#[derive(Default)]
pub(super) struct Line {
    pub(super) kind: Signal<String>,
    pub(super) required: bool,
    pub(super) autofocus: bool,
    pub(super) autocomplete: Option<String>,
    pub(super) inputmode: Option<&'static str>,
    pub(super) mono: bool,
    pub(super) max_length: Option<u32>,
    pub(super) placeholder: Option<String>,
    pub(super) trailing: Option<AnyView>,
}

/// The control itself, without its label.
pub(super) fn line(field: &Field, value: RwSignal<String>, line: Line) -> AnyView {
    let input = NodeRef::<Input>::new();
    if line.autofocus {
        // The attribute alone works for what is there when the document loads, and in dialogs.
        input.on_load(|input| focus_once_shown(&input));
    }
    let touched = field.touched();
    let kind = line.kind;
    view! {
        <span class="control">
            <input
                node_ref=input
                id=field.id.clone()
                name=field.name
                class=if line.mono { "input mono" } else { "input" }
                type=move || kind.with(|kind| if kind.is_empty() { "text".to_owned() } else { kind.clone() })
                required=line.required
                autofocus=line.autofocus
                autocomplete=line.autocomplete.unwrap_or_else(|| "off".to_owned())
                inputmode=line.inputmode
                maxlength=line.max_length
                placeholder=line.placeholder
                spellcheck="false"
                autocapitalize="none"
                readonly=field.disabled()
                aria-disabled=field.disabled().into_word()
                aria-invalid=field.invalid()
                aria-describedby=field.described_by()
                prop:value=value
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    touched();
                }
            />
            {line.trailing}
        </span>
    }
    .into_any()
}

/// A flag as the value of an ARIA attribute that is absent when false.
trait IntoWord {
    fn into_word(self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static;
}

impl<F: Fn() -> bool + Send + Sync + 'static> IntoWord for F {
    fn into_word(self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        move || self().then_some("true")
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether it has the focus at first.
    #[prop(optional)]
    autofocus: bool,
    /// What a browser may fill in; nothing unless said.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// "email", "search", "url"; text unless said.
    #[prop(optional, into)]
    input_type: Signal<String>,
    /// The keyboard of a phone.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Whether it is an id, a key or the like.
    #[prop(optional)]
    mono: bool,
    /// The most characters that can be typed.
    #[prop(optional)]
    max_length: Option<u32>,
    /// An example or what an empty field means; never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let field = Field::new(name, error, description, disabled_reason);
    let control = line(
        &field,
        value,
        Line {
            kind: input_type,
            required,
            autofocus,
            autocomplete,
            inputmode,
            mono,
            max_length,
            placeholder,
            trailing: None,
        },
    );
    field.around(label, control)
}

/// A whole number. It stays text until submit, so that nothing typed is lost.
#[component]
pub fn NumberField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// What an empty field means.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Why it can't be changed.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let field = Field::new(name, error, description, disabled_reason);
    let control = line(
        &field,
        value,
        Line {
            required,
            inputmode: Some("numeric"),
            mono: true,
            placeholder,
            ..Line::default()
        },
    );
    field.around(label, control)
}
