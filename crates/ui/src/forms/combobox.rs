//! A field with a list that narrows down as one types.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::field::{Field, FieldContext};
use super::matches::Entry;
use super::suggestions::{SuggestionList, Suggestions};

/// Something that a combobox suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComboboxOption<T> {
    /// The value; its text stands in the field once this is chosen.
    pub value: T,
    /// What it is called.
    pub name: String,
    /// What else is good to know; it is searched in, too.
    pub note: String,
}

/// A line of text with suggestions. It holds what was typed until a suggestion is chosen, with the arrow keys and Enter or
/// by a press, and then the text of that value. Escape closes the list and nothing else.
#[component]
pub fn ComboboxField<T: ToString + PartialEq + Send + Sync + 'static>(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed: the text of a suggested value, or anything else.
    value: RwSignal<String>,
    /// What is suggested; while there is nothing, it is a plain field.
    #[prop(into)]
    options: Signal<Vec<ComboboxOption<T>>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// What is doubtful about it, but not refused.
    #[prop(optional, into)]
    warning: Signal<Option<String>>,
    /// What is said when no suggestion matches what is typed.
    no_match: &'static str,
    /// The keyboard of a phone, while it is a plain field.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Somebody is about to type.
    #[prop(optional, into)]
    on_focus: Option<Callback<()>>,
) -> impl IntoView {
    let entries = Memo::new(move |_| {
        let entry = |option: &ComboboxOption<T>| {
            Entry::new(option.value.to_string(), option.name.clone(), option.note.clone())
        };
        options.with(|options| options.iter().map(entry).collect::<Vec<_>>())
    });
    let suggestions = Suggestions::new(value, entries);
    view! {
        <Field name label error description warning let:field>
            <Combobox field suggestions no_match inputmode on_focus/>
        </Field>
    }
}

/// The control itself.
#[component]
fn Combobox(
    field: FieldContext,
    suggestions: Suggestions,
    no_match: &'static str,
    inputmode: Option<&'static str>,
    on_focus: Option<Callback<()>>,
) -> impl IntoView {
    let Suggestions {
        value,
        active,
        has_entries,
        is_open,
        ..
    } = suggestions;
    let list_id = format!("{}-list", field.id);
    let controls = list_id.clone();
    let active_id = {
        let list_id = list_id.clone();
        move || {
            let active = active.get().filter(|_| is_open.get());
            active.map(|position| Suggestions::option_id(&list_id, position))
        }
    };
    let on_choose = {
        let field = field.clone();
        Callback::new(move |index| {
            suggestions.choose(index);
            field.clear_error();
        })
    };
    let keydown = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => suggestions.step(true),
            "ArrowUp" if event.alt_key() => suggestions.close(),
            "ArrowUp" => suggestions.step(false),
            "Escape" if is_open.get_untracked() => suggestions.close(),
            "Enter" if is_open.get_untracked() => match suggestions.active_index() {
                Some(index) => on_choose.run(index),
                // Nothing is chosen: Enter is the form's.
                None => return suggestions.close(),
            },
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let word = |on: bool| if on { "true" } else { "false" };
    view! {
        <span class="control combobox" class:control-select=has_entries>
            <input
                type="text"
                id=field.id.clone()
                name=field.name
                class="input mono"
                role=move || has_entries.get().then_some("combobox")
                inputmode=move || inputmode.filter(|_| !has_entries.get())
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-autocomplete=move || has_entries.get().then_some("list")
                aria-expanded=move || has_entries.get().then(|| word(is_open.get()))
                aria-controls=move || has_entries.get().then(|| controls.clone())
                aria-activedescendant=active_id
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                prop:value=value
                on:focus=move |_| {
                    if let Some(on_focus) = on_focus {
                        on_focus.run(());
                    }
                }
                on:blur=move |_| suggestions.close()
                on:click=move |_| suggestions.open()
                on:keydown=keydown
                on:input=move |event| {
                    suggestions.type_text(event_target_value(&event));
                    field.clear_error();
                }
            />
            <SuggestionList id=list_id suggestions no_match on_choose/>
        </span>
    }
}
