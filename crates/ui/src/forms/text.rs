//! Fields of one line of text.

use leptos::children::ViewFnOnce;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};

use super::field::{Field, FieldContext};
use super::masked::not_for_managers;
use crate::{
    Icon, IconButton, IconName, focus, focus_once_shown, unique_id, use_single_key, use_single_keys,
};

/// How long typing has to pause before the list follows, in milliseconds: each step is an entry's change in the browser's history, which
/// takes a limited number of them.
const PAUSE: f64 = 150.0;

/// What stands for a date or a time of which only a part is typed; no parser takes it.
pub const INCOMPLETE: &str = "?";

/// A line of text; with another `input_type` also a date (`2027-03-01`) or a time (`09:30`) as browsers write them; [`INCOMPLETE`] while a
/// part is missing. An email is a text with that `inputmode`: a field of type `email` turns what is typed into Punycode by itself.
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
    #[prop(optional, into)]
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
    /// What a browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The `type` of the element.
    #[prop(default = "text")]
    input_type: &'static str,
    /// Which keyboard a telephone shows: "email", "numeric".
    #[prop(default = "text")]
    inputmode: &'static str,
    /// Whether it is an id, a key or the like.
    #[prop(optional)]
    mono: bool,
) -> impl IntoView {
    view! {
        <Field name label error description let:field>
            <TextInput field value input_type inputmode required autofocus autocomplete mono/>
        </Field>
    }
}

/// A password, which can be shown while it is typed.
#[component]
pub fn PasswordField(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// "new-password" or "current-password".
    autocomplete: &'static str,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// The id of what else describes it, such as a list of rules.
    #[prop(optional_no_strip)]
    described_by: Option<&'static str>,
    /// Whether it must be filled in.
    #[prop(optional)]
    required: bool,
    /// Whether the text can be read; pass a signal to show what was just generated.
    #[prop(optional)]
    shown: Option<RwSignal<bool>>,
    /// A button after Show: `trailing=move || view! { <button class="input-action" …/> }`.
    #[prop(optional, into)]
    trailing: Option<ViewFnOnce>,
) -> impl IntoView {
    let shown = shown.unwrap_or_default();
    let input_type = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let control = move |field: FieldContext| {
        let controls = field.id.clone();
        view! {
            <TextInput field value input_type required autocomplete>
                <button
                    type="button"
                    class="input-action"
                    aria-label=move || if shown.get() { "Hide password" } else { "Show password" }
                    aria-controls=controls
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
                {trailing.map(ViewFnOnce::run)}
            </TextInput>
        }
    };
    view! { <Field name label error description described_by children=control/> }
}

#[component]
fn TextInput(
    field: FieldContext,
    value: RwSignal<String>,
    #[prop(into)] input_type: Signal<&'static str>,
    required: bool,
    #[prop(optional)] autofocus: bool,
    autocomplete: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
    #[prop(optional)] mono: bool,
    /// Buttons at the end of the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let is_date = matches!(input_type.get_untracked(), "date" | "time" | "datetime-local");
    // A date that is half typed has no value: writing that back would wipe what is there. It is only written what the field doesn't hold.
    let opening = value.get_untracked();
    let written = move || if is_date { opening.clone() } else { value.get() };
    Effect::new(move |_| {
        let wanted = value.get();
        let Some(input) = input.get().filter(|_| is_date) else {
            return;
        };
        let held = typed_in(&input);
        if wanted == INCOMPLETE && held != wanted {
            // Drawn anew, it has lost the half that was typed.
            value.set(held);
        } else if held != wanted {
            input.set_value(&wanted);
        }
    });
    let clear_error = field.clone();
    let follow = move |input: HtmlInputElement| {
        let text = typed_in(&input);
        if value.with_untracked(|value| *value != text) {
            value.set(text);
            clear_error.clear_error();
        }
    };
    let (follow_keys, follow_leaving) = (follow.clone(), follow.clone());
    if autofocus {
        // The attribute alone works for what is there when the document loads, and in dialogs.
        input.on_load(|input| focus_once_shown(&input));
    }
    view! {
        <span class="control">
            <input
                node_ref=input
                id=field.id.clone()
                name=field.name
                class="input"
                class:mono=mono
                type=input_type
                required=required
                autofocus=autofocus
                autocomplete=autocomplete
                inputmode=inputmode
                spellcheck="false"
                autocapitalize="none"
                aria-invalid=field.invalid
                aria-describedby=field.described_by
                // Years have four digits.
                max=move || (input_type.get() == "date").then_some("9999-12-31")
                prop:value=written
                on:input:target=move |event| follow(event.target())
                // A browser tells nothing of a part of an empty date that is typed or cleared.
                on:keyup:target=move |event| {
                    if is_date {
                        follow_keys(event.target());
                    }
                }
                on:blur:target=move |event| {
                    if is_date {
                        follow_leaving(event.target());
                    }
                }
            />
            {children.map(|children| children())}
        </span>
    }
}

/// What stands in it, [`INCOMPLETE`] for a part of a date or a time.
fn typed_in(input: &HtmlInputElement) -> String {
    if input.validity().bad_input() {
        INCOMPLETE.to_owned()
    } else {
        input.value()
    }
}

/// A field that narrows a list down as one types.
#[component]
pub fn SearchField(
    /// What is searched: "Search API keys".
    label: &'static str,
    /// What is searched for now; an address keeps it.
    #[prop(into)]
    value: Signal<String>,
    /// Searches for another text.
    #[prop(into)]
    on_search: Callback<String>,
    /// Takes filters out of what is typed, which Enter finishes if it is `true`, and gives the text that is left; nothing if
    /// there are none.
    #[prop(optional, into)]
    take_filters: Option<Callback<(String, bool), Option<String>>>,
    /// What may be typed instead of a text.
    #[prop(optional, into)]
    completions: Option<Callback<String, Vec<String>>>,
    /// Whether the list follows each letter without delay, because all of it is here.
    #[prop(optional, into)]
    at_once: Signal<bool>,
) -> impl IntoView {
    let text = RwSignal::new(value.get_untracked());
    let sent = StoredValue::new(value.get_untracked());
    // Back and "clear filters" change what is searched for; what was typed since is not touched by its own echo.
    Effect::new(move |_| {
        let value = value.get();
        if sent.get_value() != value {
            sent.set_value(value.clone());
            text.set(value);
        }
    });
    let send = move |is_final: bool| {
        let Some(typed) = text.try_get_untracked() else {
            return;
        };
        if let Some(rest) = take_filters.and_then(|take| take.run((typed.clone(), is_final))) {
            sent.set_value(rest.clone());
            text.set(rest);
        } else if sent.get_value() != typed {
            sent.set_value(typed.clone());
            on_search.run(typed);
        }
    };
    let UseTimeoutFnReturn { start, .. } = use_timeout_fn(move |()| send(false), PAUSE);
    let clear = Callback::new(move |()| {
        text.set(String::new());
        send(true);
    });
    let input = NodeRef::<Input>::new();
    use_single_key("/", move || {
        if let Some(input) = input.try_get_untracked().flatten() {
            focus(&input);
            input.select();
        }
    });
    let single_keys = use_single_keys();
    let list_id = completions.map(|_| unique_id("completions"));
    let options = completions.map(|completions| {
        let options = move || completions.run(text.get());
        let id = list_id.clone();
        view! {
            <datalist id=id>
                {move || options().into_iter().map(|option| view! { <option value=option></option> }).collect_view()}
            </datalist>
        }
    });
    view! {
        <search class="control search">
            <Icon name=IconName::Search/>
            <input
                node_ref=input
                type="search"
                class="input"
                list=list_id
                aria-keyshortcuts=move || single_keys.get().then_some("/")
                aria-label=label
                placeholder=label
                prop:value=text
                spellcheck="false"
                autocapitalize="none"
                {..not_for_managers()}
                on:input:target=move |event| {
                    text.set(event.target().value());
                    if at_once.get_untracked() {
                        send(false);
                    } else {
                        start(());
                    }
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" && !event.is_composing() {
                        send(true);
                    }
                }
            />
            {options}
            <Show when=move || !text.read().is_empty()>
                <IconButton label="Clear the search" icon=IconName::Close on_press=clear/>
            </Show>
        </search>
    }
}
