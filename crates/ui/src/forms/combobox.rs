//! A field with a list that narrows down as one types.

use leptos::ev::KeyboardEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::field::{Field, FieldContext};
use super::matches::{Matches, matches};

/// How many options the list shows; what is typed finds the others.
const MOST: usize = 50;

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
pub fn ComboboxField<T: ToString + Send + Sync + 'static>(
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
    let options = Memo::new(move |_| {
        let text_option = |option: &ComboboxOption<T>| ComboboxOption {
            value: option.value.to_string(),
            name: option.name.clone(),
            note: option.note.clone(),
        };
        options.read().iter().map(text_option).collect::<Vec<_>>()
    });
    view! {
        <Field name label error description warning let:field>
            <Combobox field value options no_match inputmode on_focus/>
        </Field>
    }
}

/// The control itself.
#[component]
fn Combobox(
    field: FieldContext,
    value: RwSignal<String>,
    options: Memo<Vec<ComboboxOption<String>>>,
    no_match: &'static str,
    inputmode: Option<&'static str>,
    on_focus: Option<Callback<()>>,
) -> impl IntoView {
    let list_id = format!("{}-list", field.id);
    let opened = RwSignal::new(false);
    // Before anything is typed the list offers everything, not what the field holds already.
    let typed = RwSignal::new(false);
    // Which of the options shown is active, counted from 0.
    let active = RwSignal::new(None::<usize>);
    let has_options = Memo::new(move |_| !options.read().is_empty());
    let is_open = Memo::new(move |_| opened.get() && has_options.get());
    let matches = Memo::new(move |_| {
        let text = if typed.get() { value.get() } else { String::new() };
        matches(&options.read(), &text, MOST)
    });
    let close = move || {
        opened.set(false);
        active.set(None);
        typed.set(false);
    };
    // Round and round; opens the list if it is closed.
    let step = move |forward: bool| {
        let count = matches.read_untracked().shown.len();
        if !is_open.get_untracked() || count == 0 {
            return opened.set(true);
        }
        active.update(|active| {
            *active = Some(if forward {
                active.map_or(0, |position| (position + 1) % count)
            } else {
                (active.unwrap_or(0) + count - 1) % count
            });
        });
    };
    let on_choose = {
        let field = field.clone();
        Callback::new(move |position: usize| {
            let chosen = matches.with_untracked(|matches| matches.shown.get(position).cloned());
            if let Some(chosen) = chosen {
                value.set(chosen.value);
            }
            close();
            field.clear_error();
        })
    };
    let keydown = move |event: KeyboardEvent| {
        // These keys are the input method's.
        if event.is_composing() {
            return;
        }
        let is_open = is_open.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => step(true),
            "ArrowUp" if event.alt_key() => close(),
            "ArrowUp" => step(false),
            "Escape" if is_open => close(),
            "Enter" if is_open => match active.get_untracked() {
                Some(position) => on_choose.run(position),
                // Nothing is chosen: Enter is the form's.
                None => return close(),
            },
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let (controls, active_list) = (list_id.clone(), list_id.clone());
    let active_id = move || {
        let active = active.get().filter(|_| is_open.get());
        active.map(|position| format!("{active_list}-{position}"))
    };
    view! {
        <span class="control combobox" class:control-select=has_options>
            <input
                type="text"
                id=field.id.clone()
                name=field.name
                class="input mono"
                role=move || has_options.get().then_some("combobox")
                inputmode=move || inputmode.filter(|_| !has_options.get())
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-autocomplete=move || has_options.get().then_some("list")
                aria-expanded=move || has_options.get().then(|| is_open.get().to_string())
                aria-controls=move || has_options.get().then(|| controls.clone())
                aria-activedescendant=active_id
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                prop:value=value
                on:focus=move |_| {
                    if let Some(on_focus) = on_focus {
                        on_focus.run(());
                    }
                }
                on:blur=move |_| close()
                on:click=move |_| opened.set(true)
                on:keydown=keydown
                on:input:target=move |event| {
                    value.set(event.target().value());
                    typed.set(true);
                    active.set(None);
                    opened.set(true);
                    field.clear_error();
                }
            />
            <SuggestionList id=list_id matches active is_open no_match on_choose/>
        </span>
    }
}

/// The list below the field.
#[component]
fn SuggestionList(
    id: String,
    matches: Memo<Matches>,
    active: RwSignal<Option<usize>>,
    is_open: Memo<bool>,
    no_match: &'static str,
    /// Takes the position of the option that was pressed.
    on_choose: Callback<usize>,
) -> impl IntoView {
    let list = NodeRef::<Ul>::new();
    // The list follows the active option; the page around it stays where it is.
    Effect::new(move |_| {
        let (Some(position), Some(list)) = (active.get(), list.get()) else {
            return;
        };
        let option = list.children().item(u32::try_from(position).unwrap_or_default());
        if let Some(option) = option.and_then(|option| option.dyn_into::<HtmlElement>().ok()) {
            let (top, height) = (option.offset_top(), option.offset_height());
            let hidden_below = top + height - list.client_height();
            list.set_scroll_top(list.scroll_top().min(top).max(hidden_below));
        }
    });
    let option_id = id.clone();
    let option = move |(position, option): (usize, ComboboxOption<String>)| {
        view! {
            <li
                role="option"
                id=format!("{option_id}-{position}")
                class="option"
                aria-selected=move || (active.get() == Some(position)).to_string()
                on:click=move |_| on_choose.run(position)
            >
                <span class="mono">{option.value}</span>
                <span class="option-name">{option.name}</span>
                <span class="muted">{option.note}</span>
            </li>
        }
    };
    let options = move || {
        matches
            .get()
            .shown
            .into_iter()
            .enumerate()
            .map(&option)
            .collect_view()
    };
    let summary = move || {
        let matches = matches.read();
        match (matches.total, matches.shown.len()) {
            (0, _) => Some(no_match.to_owned()),
            (total, shown) if total > shown => Some(format!("{shown} of {total}. Type to find others.")),
            _ => None,
        }
    };
    view! {
        // What is pressed in the list leaves the focus in the field.
        <div class="options" hidden=move || !is_open.get() on:mousedown=|event| event.prevent_default()>
            <ul role="listbox" id=id aria-label="Suggestions" node_ref=list>
                {move || is_open.get().then(&options)}
            </ul>
            {move || summary().map(|summary| view! { <p class="options-note" role="status">{summary}</p> })}
        </div>
    }
}
