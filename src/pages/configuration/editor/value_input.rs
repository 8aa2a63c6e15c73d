//! The parts of a value's editor: the control that suits it, and what stands around it.

use leptos::ev::KeyboardEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

use crate::pages::configuration::changes::Part;
use crate::pages::configuration::editor_state::Draft;
use crate::pages::configuration::language;
use crate::pages::configuration::value_kind::ValueKind;
use ui::{Icon, IconName, focus_once_shown};

/// The control that suits what is typed: a line, several lines, or a switch.
#[component]
pub fn ValueInput(
    /// What is typed.
    draft: Draft,
    /// The control's accessible name.
    #[prop(into)]
    label: String,
    /// The control's id; what describes it has the ids `{id}-error` and `{id}-help`.
    #[prop(into)]
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
    #[prop(optional)]
    on_keydown: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    let list_id = format!("{id}-languages");
    let describedby = format!("{id}-error {id}-help");
    let keydown = move |event| {
        if let Some(on_keydown) = on_keydown {
            on_keydown.run(event);
        }
    };
    let text_attributes = {
        let (id, label, describedby) = (id.clone(), label.clone(), describedby.clone());
        move || {
            view! {
                <{..}
                    id=id.clone()
                    autocomplete="off"
                    spellcheck="false"
                    autocapitalize="none"
                    aria-label=label.clone()
                    aria-describedby=describedby.clone()
                    aria-invalid=move || draft.error.with(Option::is_some).then_some("true")
                    readonly=move || readonly.get()
                    prop:value=draft.text
                    on:input=move |event| draft.input(event_target_value(&event))
                    on:keydown=keydown
                />
            }
        }
    };
    move || {
        let (kind, raw, shown) = (draft.kind.get(), draft.raw.get(), shown.get());
        if !shown && draft.text.with_untracked(|text| text.contains('\n')) {
            view! { <p class="muted">"It has several lines. Show the value to edit it."</p> }.into_any()
        } else if shown && draft.is_multiline() {
            let area = NodeRef::<Textarea>::new();
            if autofocus {
                area.on_load(|area| focus_once_shown(&area));
            }
            let lines = draft.text.with_untracked(|text| text.split('\n').count());
            view! {
                <span class="control">
                    <textarea node_ref=area class="input mono area" rows=lines.clamp(3, 16) {..text_attributes()}></textarea>
                </span>
            }
            .into_any()
        } else if kind == ValueKind::Boolean && !raw {
            let input = NodeRef::<Input>::new();
            if autofocus {
                input.on_load(|input| focus_once_shown(&input));
            }
            let word = |on: bool| if on { "true" } else { "false" };
            view! {
                <label class="choice config-switch">
                    <input
                        node_ref=input
                        type="checkbox"
                        role="switch"
                        id=id.clone()
                        class="switch"
                        aria-label=label.clone()
                        aria-describedby=describedby.clone()
                        prop:checked=move || draft.text.with(|text| text == "true")
                        on:change=move |event| draft.input(word(event_target_checked(&event)).to_owned())
                        on:keydown=keydown
                    />
                    <span class="mono">{draft.text}</span>
                </label>
            }
            .into_any()
        } else {
            let input = NodeRef::<Input>::new();
            if autofocus {
                input.on_load(|input| {
                    focus_once_shown(&input);
                    input.select();
                });
            }
            let is_language = kind == ValueKind::Locale;
            let languages = is_language.then(|| {
                let option = |tag| view! { <option value=tag>{language::name(tag)}</option> };
                view! { <datalist id=list_id.clone()>{language::tags().map(option).collect_view()}</datalist> }
            });
            view! {
                <span class="control">
                    <input
                        node_ref=input
                        class="input mono"
                        type=if shown { "text" } else { "password" }
                        list=is_language.then(|| list_id.clone())
                        inputmode=(kind == ValueKind::Number).then_some("decimal")
                        {..text_attributes()}
                    />
                    {languages}
                </span>
            }
            .into_any()
        }
    }
}

/// What is wrong with what is typed.
#[component]
pub fn DraftProblem(
    /// What is typed.
    draft: Draft,
    /// Whether that is a key or a value.
    part: Part,
    /// The id by which the control names it.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let problem = Memo::new(move |_| draft.problem(part));
    view! {
        <div id=id aria-live="polite">
            {move || problem.get().map(|problem| view! {
                <p class="field-error"><Icon name=IconName::Warning/><span>{problem}</span></p>
            })}
        </div>
    }
}

/// Switches to editing the value as plain text of several lines.
#[component]
pub fn RawSwitch(
    /// What is typed.
    draft: Draft,
    /// What the switch is called.
    label: &'static str,
    /// What that means.
    #[prop(optional)]
    title: Option<&'static str>,
) -> impl IntoView {
    view! {
        <label class="choice" title=title>
            <input
                type="checkbox"
                role="switch"
                class="switch"
                prop:checked=draft.raw
                on:change=move |event| draft.raw.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}

/// Shows a secret, or masks it again.
#[component]
pub fn RevealButton(
    /// Whether it is shown.
    #[prop(into)]
    shown: Signal<bool>,
    /// Shows or masks it.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="link" on:click=move |_| on_press.run(())>
            {move || if shown.get() { "Hide the value" } else { "Show the value" }}
        </button>
    }
}

/// The language that a tag stands for, while it is typed.
#[component]
pub fn LanguageName(
    /// What is typed.
    draft: Draft,
) -> impl IntoView {
    let name = move || {
        draft.text.with(|tag| match language::name(tag.trim()) {
            Some(name) => name,
            None if tag.is_empty() => "Type a code or a language, such as fr-BE or French.".to_owned(),
            None => "No language that this browser knows; it is stored as you type it.".to_owned(),
        })
    };
    view! { <p class="config-language" role="status">{name}</p> }
}
