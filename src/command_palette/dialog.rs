//! The dialog with its field. What is typed before the results are loaded waits for them.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::sections::{self, lazy_part};
use crate::unsaved::Unsaved;
use ui::{Dialog, Icon, IconName};

/// The id of the list of results.
pub const LIST_ID: &str = "command-results";

/// The field, as the results see it.
#[derive(Clone, Copy)]
pub struct CommandField {
    /// The field itself: it keeps the focus.
    pub input: NodeRef<Input>,
    /// What is typed.
    pub text: RwSignal<String>,
    /// The id of the result that Enter would choose; none while there is no result.
    pub active_id: RwSignal<Option<String>>,
    /// What the results do with a key that is pressed in the field.
    pub on_key: StoredValue<Option<Callback<KeyboardEvent>>>,
    /// Closes the dialog.
    pub close: Callback<()>,
}

impl CommandField {
    /// The field of the dialog around this.
    pub fn expect() -> Self {
        expect_context()
    }
}

/// Finds pages, actions and records; open while it is mounted.
#[component]
pub fn CommandPalette(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let field = CommandField {
        input: NodeRef::new(),
        text: RwSignal::new(String::new()),
        active_id: RwSignal::new(None),
        on_key: StoredValue::new(None),
        close: on_close,
    };
    provide_context(field);
    // It goes when it has led to another page, and so does it when Back has. What a page notes of itself in its address,
    // such as a search that was typed a moment ago, is no reason to go.
    let pathname = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        pathname.track();
        if before.is_some() {
            on_close.run(());
        }
    });
    // Where it leads may have to be asked about first: the answer leads there, or back to the form.
    let unsaved = Unsaved::expect();
    Effect::new(move |_| {
        if unsaved.is_asking() {
            on_close.run(());
        }
    });
    let is_expanded = Memo::new(move |_| field.active_id.read().is_some());
    let keydown = move |event: KeyboardEvent| {
        if let Some(on_key) = field.on_key.get_value() {
            on_key.run(event);
        }
    };
    view! {
        <Dialog title="Search" on_close>
            <div class="command-palette">
                <span class="command-field">
                    <Icon name=IconName::Search/>
                    <input
                        node_ref=field.input
                        type="text"
                        role="combobox"
                        class="input"
                        aria-label="Search pages, actions and records"
                        placeholder="Search pages, actions and records"
                        aria-autocomplete="list"
                        aria-haspopup="listbox"
                        aria-expanded=move || is_expanded.get().to_string()
                        aria-controls=move || is_expanded.get().then_some(LIST_ID)
                        aria-activedescendant=field.active_id
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        enterkeyhint="go"
                        maxlength="255"
                        prop:value=field.text
                        on:input:target=move |event| field.text.set(event.target().value())
                        on:keydown=keydown
                    />
                </span>
                {lazy_part(sections::command_results)}
            </div>
        </Dialog>
    }
}
