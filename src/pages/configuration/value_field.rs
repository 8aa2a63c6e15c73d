//! A key or a value while it is typed: its state, the control that suits it, and what stands around that.

use leptos::ev::KeyboardEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

use super::entry::{Entry, Part};
use super::validation::problem_in;
use super::value_kind::ValueKind;
use crate::locales::{language_name, language_tags};
use formats::json::error_in;
use ui::forms::{FieldError, masked};
use ui::{focus_once_shown, select_once_shown};

/// A key or a value while it is typed.
#[derive(Clone, Copy, Default)]
pub struct ValueInput {
    /// Which of the two it is.
    part: RwSignal<Part>,
    /// What is typed.
    pub text: RwSignal<String>,
    /// What the value looked like at first: while one types, the editor stays the same.
    pub kind: RwSignal<ValueKind>,
    /// Whether the value is edited as plain text, whatever it looks like.
    pub raw: RwSignal<bool>,
    /// Why it couldn't be saved.
    pub error: RwSignal<Option<String>>,
}

impl ValueInput {
    /// Begins anew with one half of an entry.
    pub fn reset(self, entry: &Entry, part: Part) {
        let kind = match part {
            Part::Key => ValueKind::Text,
            Part::Value => ValueKind::of(&entry.key, &entry.value),
        };
        self.part.set(part);
        self.text.set(entry.part(part).to_owned());
        self.kind.set(kind);
        self.raw.set(false);
        self.error.set(None);
    }

    /// Takes what is typed; the error was about the text before.
    fn take(self, text: String) {
        self.error.set(None);
        self.text.set(text);
    }

    /// Whether Enter begins another line; tracked.
    pub fn is_multiline(self) -> bool {
        self.raw.get() || matches!(self.kind.get(), ValueKind::Json | ValueKind::Lines)
    }

    /// Whether the text is still of the kind that is edited; if not, says why and gives `false`.
    pub fn check_kind(self) -> bool {
        let problem = self.kind.get_untracked().problem(&self.text.read_untracked());
        self.error.set(problem.filter(|_| !self.raw.get_untracked()));
        self.error.read_untracked().is_none()
    }

    /// What is wrong with the text as far as one can see while it is typed, or why it couldn't be saved; tracked.
    fn problem(self) -> Option<String> {
        let (part, text) = (self.part.get(), self.text.read());
        let is_json = self.kind.get() == ValueKind::Json && !self.raw.get();
        let checked = || match part {
            Part::Key if text.is_empty() => None,
            _ => problem_in(part, &text),
        };
        let json_error = || is_json.then(|| error_in(&text)).flatten();
        self.error.get().or_else(checked).or_else(json_error)
    }
}

/// The control that suits what is typed: a line, several lines, or a switch. Below it stand what is wrong with the text, the language
/// that it names, and how to go on.
#[component]
pub fn ValueField(
    /// What is typed.
    input: ValueInput,
    /// The control's accessible name.
    #[prop(into)]
    label: String,
    /// The control's id.
    id: String,
    /// Whether the text can be read; else it is masked.
    #[prop(into)]
    shown: Signal<bool>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Whether it has the focus at first.
    #[prop(optional)]
    autofocus: bool,
    /// What keys do in it.
    #[prop(default = Callback::new(|_| ()))]
    on_keydown: Callback<KeyboardEvent>,
    /// How to go on, or what is possible.
    #[prop(into)]
    help: Signal<String>,
    /// The buttons beside the control.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let [list_id, error_id, help_id] = ["languages", "error", "help"].map(|part| format!("{id}-{part}"));
    let described_by = format!("{error_id} {help_id}");
    let shared_attributes = move || {
        view! {
            <{..}
                id=id.clone()
                aria-label=label.clone()
                aria-describedby=described_by.clone()
                on:keydown=move |event| on_keydown.run(event)
            />
        }
    };
    let text_attributes = move || {
        view! {
            <{..}
                prop:value=input.text
                autocomplete="off"
                spellcheck="false"
                autocapitalize="none"
                aria-invalid=move || input.error.with(Option::is_some).then_some("true")
                readonly=move || readonly.get()
                on:input=move |event| input.take(event_target_value(&event))
            />
        }
    };
    let control = move || {
        let (kind, raw, shown) = (input.kind.get(), input.raw.get(), shown.get());
        let (input_ref, area_ref) = (NodeRef::<Input>::new(), NodeRef::<Textarea>::new());
        if autofocus {
            area_ref.on_load(|area| focus_once_shown(&area));
            input_ref.on_load(|input| select_once_shown(&input));
        }
        let lines = input.text.with_untracked(|text| text.split('\n').count());
        if !shown && lines > 1 {
            view! { <p class="muted">"It has several lines. Show the value to edit it."</p> }.into_any()
        } else if shown && input.is_multiline() {
            view! {
                <span class="control">
                    <textarea
                        node_ref=area_ref
                        class="input mono area"
                        rows=lines.clamp(3, 16)
                        {..shared_attributes()}
                        {..text_attributes()}
                    ></textarea>
                </span>
            }
            .into_any()
        } else if kind == ValueKind::Boolean && !raw {
            view! {
                <label class="choice config-switch">
                    <input
                        node_ref=input_ref
                        type="checkbox"
                        role="switch"
                        class="switch"
                        prop:checked=move || input.text.with(|text| text == "true")
                        on:change=move |event| input.take(event_target_checked(&event).to_string())
                        {..shared_attributes()}
                    />
                    <span class="mono">{input.text}</span>
                </label>
            }
            .into_any()
        } else {
            let languages = (kind == ValueKind::Locale).then(|| {
                let option = |tag| view! { <option value=tag>{language_name(tag)}</option> };
                view! { <datalist id=list_id.clone()>{language_tags().map(option).collect_view()}</datalist> }
            });
            view! {
                <span class="control">
                    <input
                        node_ref=input_ref
                        class="input mono"
                        type="text"
                        list=languages.is_some().then(|| list_id.clone())
                        inputmode=(kind == ValueKind::Number).then_some("decimal")
                        {..shared_attributes()}
                        {..text_attributes()}
                        {..masked(shown)}
                    />
                    {languages}
                </span>
            }
            .into_any()
        }
    };
    let problem = Memo::new(move |_| input.problem());
    let language = move || {
        let tag = input.text.read();
        language_name(tag.trim()).unwrap_or_else(|| match tag.as_str() {
            "" => "Type a code or a language, such as fr-BE or French.".to_owned(),
            _ => "No language that this browser knows; it is stored as you type it.".to_owned(),
        })
    };
    view! {
        <div class="config-field">{control}{children.map(|children| children())}</div>
        <div id=error_id aria-live="polite">
            {move || problem.get().map(|problem| view! { <FieldError>{problem}</FieldError> })}
        </div>
        <Show when=move || input.kind.get() == ValueKind::Locale>
            <p class="config-language" role="status">{language}</p>
        </Show>
        <p class="field-help" id=help_id>{help}</p>
    }
}
