//! What a combobox suggests: which entries match, which of them is active, and the list that shows them.

use leptos::html::Ul;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::matches::{Entry, Matches, matches};

/// How many entries the list shows; what is typed finds the others.
const MOST: usize = 50;

/// The state of the suggestions.
#[derive(Clone, Copy)]
pub(super) struct Suggestions {
    /// What stands in the field.
    pub(super) value: RwSignal<String>,
    entries: Memo<Vec<Entry>>,
    matches: Memo<Matches>,
    /// Which of those shown is active, counted from 0.
    pub(super) active: RwSignal<Option<usize>>,
    pub(super) has_entries: Memo<bool>,
    pub(super) is_open: Memo<bool>,
    open: RwSignal<bool>,
    /// Before anything is typed the list offers everything, not what the field holds already.
    typed: RwSignal<bool>,
}

impl Suggestions {
    pub(super) fn new(value: RwSignal<String>, entries: Memo<Vec<Entry>>) -> Self {
        let open = RwSignal::new(false);
        let typed = RwSignal::new(false);
        let has_entries = Memo::new(move |_| entries.with(|entries| !entries.is_empty()));
        Self {
            value,
            entries,
            matches: Memo::new(move |_| {
                let text = if typed.get() { value.get() } else { String::new() };
                entries.with(|entries| matches(entries, &text, MOST))
            }),
            active: RwSignal::new(None),
            has_entries,
            is_open: Memo::new(move |_| open.get() && has_entries.get()),
            open,
            typed,
        }
    }

    pub(super) fn open(self) {
        self.open.set(true);
    }

    pub(super) fn close(self) {
        self.open.set(false);
        self.active.set(None);
        self.typed.set(false);
    }

    /// Takes what was typed, and suggests what matches it.
    pub(super) fn type_text(self, text: String) {
        self.value.set(text);
        self.typed.set(true);
        self.active.set(None);
        self.open();
    }

    /// Puts the value of an entry into the field.
    pub(super) fn choose(self, index: usize) {
        let entry = self.entries.with_untracked(|entries| entries.get(index).cloned());
        if let Some(entry) = entry {
            self.value.set(entry.value);
        }
        self.close();
    }

    /// The index of the entry that is active; not tracked.
    pub(super) fn active_index(self) -> Option<usize> {
        let position = self.active.get_untracked()?;
        self.matches
            .with_untracked(|matches| matches.shown.get(position).copied())
    }

    /// Makes the next or the previous one active, round and round; opens the list if it is closed.
    pub(super) fn step(self, forward: bool) {
        let count = self.matches.with_untracked(|matches| matches.shown.len());
        if !self.is_open.get_untracked() || count == 0 {
            return self.open();
        }
        self.active.update(|active| {
            *active = Some(match (*active, forward) {
                (Some(position), true) => (position + 1) % count,
                (Some(position), false) => (position + count - 1) % count,
                (None, true) => 0,
                (None, false) => count - 1,
            });
        });
    }

    /// The id of the element that shows an entry.
    pub(super) fn option_id(list_id: &str, position: usize) -> String {
        format!("{list_id}-{position}")
    }
}

/// The list below the field.
#[component]
pub(super) fn SuggestionList(
    /// The id of the list.
    id: String,
    suggestions: Suggestions,
    /// What is said when nothing matches.
    no_match: &'static str,
    /// Takes the index of the entry that was pressed.
    on_choose: Callback<usize>,
) -> impl IntoView {
    let Suggestions {
        entries,
        matches,
        active,
        is_open,
        ..
    } = suggestions;
    let list = NodeRef::<Ul>::new();
    // The list follows the active entry; the page around it stays where it is.
    Effect::new(move |_| {
        let (Some(position), Some(list)) = (active.get(), list.get()) else {
            return;
        };
        let option = list.children().item(u32::try_from(position).unwrap_or_default());
        let option = option.and_then(|option| option.dyn_into::<HtmlElement>().ok());
        if let Some(option) = option {
            let (top, height) = (option.offset_top(), option.offset_height());
            let hidden_below = top + height - list.client_height();
            let shown_from = list.scroll_top();
            list.set_scroll_top(shown_from.min(top).max(hidden_below));
        }
    });
    let list_id = id.clone();
    let options = move || {
        let shown = matches.with(|matches| matches.shown.clone());
        let option = |(position, index): (usize, usize)| {
            let Entry {
                value, name, note, ..
            } = entries.with(|entries| entries.get(index).cloned())?;
            Some(view! {
                <li
                    role="option"
                    id=Suggestions::option_id(&list_id, position)
                    class="option"
                    aria-selected=move || if active.get() == Some(position) { "true" } else { "false" }
                    on:click=move |_| on_choose.run(index)
                >
                    <span class="mono">{value}</span>
                    <span class="option-name">{name}</span>
                    <span class="muted">{note}</span>
                </li>
            })
        };
        shown.into_iter().enumerate().filter_map(option).collect_view()
    };
    let summary = move || {
        matches.with(|matches| match (matches.total, matches.shown.len()) {
            (0, _) => Some(no_match.to_owned()),
            (total, shown) if total > shown => Some(format!("{shown} of {total}. Type to find others.")),
            _ => None,
        })
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
