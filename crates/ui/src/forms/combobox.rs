//! A field with a list that narrows down as one types.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html::Ul;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::field::{Field, FieldContext};
use super::matches::{Entry, matches};

/// How many entries the list shows; what is typed finds the others.
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
    /// Somebody is about to type.
    #[prop(optional, into)]
    on_focus: Option<Callback<()>>,
) -> impl IntoView {
    let entries = Memo::new(move |_| {
        let entry = |option: &ComboboxOption<T>| {
            Entry::new(option.value.to_string(), option.name.clone(), option.note.clone())
        };
        Arc::new(options.with(|options| options.iter().map(entry).collect::<Vec<_>>()))
    });
    view! {
        <Field name label error description warning let:field>
            <Combobox field value entries on_focus/>
        </Field>
    }
}

/// The control itself.
#[component]
fn Combobox(
    field: FieldContext,
    value: RwSignal<String>,
    entries: Memo<Arc<Vec<Entry>>>,
    on_focus: Option<Callback<()>>,
) -> impl IntoView {
    let changed = field.clone();
    let list = NodeRef::<Ul>::new();
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    // Before anything is typed the list offers everything, not what the field holds already.
    let typed = RwSignal::new(false);
    let has_entries = Memo::new(move |_| entries.with(|entries| !entries.is_empty()));
    let found = Memo::new(move |_| {
        let text = if typed.get() { value.get() } else { String::new() };
        entries.with(|entries| matches(entries, &text, MOST))
    });
    let is_open = Memo::new(move |_| open.get() && has_entries.get());
    let close = move || {
        open.set(false);
        active.set(None);
        typed.set(false);
    };
    let choose = {
        let field = field.clone();
        move |index: usize| {
            if let Some(chosen) =
                entries.with_untracked(|entries| entries.get(index).map(|entry| entry.value.clone()))
            {
                value.set(chosen);
                field.clear_error();
            }
            close();
        }
    };
    let choose_active = choose.clone();
    let step = move |forward: bool| {
        let count = found.with_untracked(|found| found.shown.len());
        if !is_open.get_untracked() || count == 0 {
            open.set(true);
            return;
        }
        active.update(|active| {
            *active = Some(match (*active, forward) {
                (Some(at), true) => (at + 1) % count,
                (Some(at), false) => (at + count - 1) % count,
                (None, true) => 0,
                (None, false) => count - 1,
            });
        });
    };
    let keydown = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(true),
            "ArrowUp" if event.alt_key() => close(),
            "ArrowUp" => step(false),
            "Escape" if is_open.get_untracked() => close(),
            "Enter" if is_open.get_untracked() => {
                let index = active.get_untracked();
                match index.and_then(|at| found.with_untracked(|found| found.shown.get(at).copied())) {
                    Some(index) => choose_active(index),
                    // Nothing is chosen: Enter is the form's.
                    None => return close(),
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // The list follows the choice; the page around it stays where it is.
    Effect::new(move |_| {
        let (Some(at), Some(list)) = (active.get(), list.get()) else {
            return;
        };
        let option = list.children().item(u32::try_from(at).unwrap_or_default());
        let option = option.and_then(|option| option.dyn_into::<HtmlElement>().ok());
        if let Some(option) = option {
            let (top, height) = (option.offset_top(), option.offset_height());
            let hidden_below = top + height - list.client_height();
            let shown_from = list.scroll_top();
            list.set_scroll_top(shown_from.min(top).max(hidden_below));
        }
    });
    let id = field.id.clone();
    let option_id = move |at: usize| format!("{id}-{at}");
    let options = {
        let option_id = option_id.clone();
        move || {
            let entries = entries.get();
            let option = |(at, index): (usize, usize)| {
                let entry = &entries[index];
                let choose = choose.clone();
                view! {
                    <li
                        role="option"
                        id=option_id(at)
                        class="option"
                        aria-selected=move || if active.get() == Some(at) { "true" } else { "false" }
                        on:click=move |_| choose(index)
                    >
                        <span class="mono">{entry.value.clone()}</span>
                        <span class="option-name">{entry.name.clone()}</span>
                        <span class="muted">{entry.note.clone()}</span>
                    </li>
                }
            };
            found.with(|found| found.shown.iter().copied().enumerate().map(option).collect_view())
        }
    };
    let summary = move || {
        found.with(|found| match (found.total, found.shown.len()) {
            (0, _) => Some("Nothing on the server matches; any number can be entered.".to_owned()),
            (total, shown) if total > shown => Some(format!("{shown} of {total}. Type to find others.")),
            _ => None,
        })
    };
    let list_id = format!("{}-list", field.id);
    let controls = list_id.clone();
    let word = |on: bool| if on { "true" } else { "false" };
    view! {
        <span class="control combobox" class:control-select=has_entries>
            <input
                type="text"
                id=field.id
                name=field.name
                class="input mono"
                role=move || has_entries.get().then_some("combobox")
                inputmode=move || (!has_entries.get()).then_some("numeric")
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-autocomplete=move || has_entries.get().then_some("list")
                aria-expanded=move || has_entries.get().then(|| word(is_open.get()))
                aria-controls=move || has_entries.get().then(|| controls.clone())
                aria-activedescendant=move || active.get().filter(|_| is_open.get()).map(&option_id)
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                prop:value=value
                on:focus=move |_| {
                    if let Some(on_focus) = on_focus {
                        on_focus.run(());
                    }
                }
                on:blur=move |_| close()
                on:click=move |_| open.set(true)
                on:keydown=keydown
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    changed.clear_error();
                    typed.set(true);
                    active.set(None);
                    open.set(true);
                }
            />
            // What is pressed in the list leaves the focus in the field.
            <div class="options" hidden=move || !is_open.get() on:mousedown=|event| event.prevent_default()>
                <ul role="listbox" id=list_id aria-label="Suggestions" node_ref=list>
                    {move || is_open.get().then(&options)}
                </ul>
                {move || summary().map(|summary| view! { <p class="options-note" role="status">{summary}</p> })}
            </div>
        </span>
    }
}
