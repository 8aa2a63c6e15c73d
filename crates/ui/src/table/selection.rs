//! Rows that are selected, to do the same with all of them.

use std::collections::BTreeSet;

use leptos::ev::{MouseEvent, Targeted};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use crate::dom::focus_in_place;
use crate::{Button, group_digits};

/// What the boxes of a list share: pressing one with Shift does the same with all between it and the one before.
#[derive(Clone, Copy)]
pub struct SelectBoxes {
    /// The ids of the rows that are selected; ids of rows that are on another page stay.
    selected: RwSignal<BTreeSet<String>>,
    /// The ids of the rows on the screen that can be selected, in their order.
    shown: StoredValue<Signal<Vec<String>>>,
    /// The row whose box was pressed last, where a range begins.
    last: StoredValue<Option<String>>,
}

impl SelectBoxes {
    /// The boxes of a list that isn't a [`Table`](super::Table); `shown` are the ids of its rows, in their order.
    pub fn new(selected: RwSignal<BTreeSet<String>>, shown: Signal<Vec<String>>) -> Self {
        Self {
            selected,
            shown: StoredValue::new(shown),
            last: StoredValue::new(None),
        }
    }

    /// Selects a row, or not; with `is_range` all rows from the last one on.
    fn press(self, id: &str, is_selected: bool, is_range: bool) {
        let last = self.last.get_value().filter(|_| is_range);
        let shown = self.shown.get_value().get_untracked();
        select(self.selected, range(&shown, last.as_deref(), id), is_selected);
        self.last.set_value(Some(id.to_owned()));
    }
}

/// The ids from `first` to `last`, whichever comes first; `last` alone where `first` isn't among the rows.
fn range(shown: &[String], first: Option<&str>, last: &str) -> Vec<String> {
    let position = |wanted: &str| shown.iter().position(|id| id == wanted);
    match (first.and_then(position), position(last)) {
        (Some(first), Some(last)) => shown[first.min(last)..=first.max(last)].to_vec(),
        _ => vec![last.to_owned()],
    }
}

/// Which rows of a table can be selected, and which are.
pub struct Selection<T: 'static> {
    pub(super) selected: SelectBoxes,
    pub(super) id: fn(&T) -> String,
    pub(super) disabled_reason: Callback<T, Option<String>>,
}

impl<T: 'static> Clone for Selection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Selection<T> {}

impl<T: Clone + 'static> Selection<T> {
    /// All rows can be selected; `id` tells a row from all others.
    pub fn new(selected: RwSignal<BTreeSet<String>>, id: fn(&T) -> String) -> Self {
        Self {
            selected: SelectBoxes::new(selected, Signal::default()),
            id,
            disabled_reason: Callback::new(|_| None),
        }
    }

    /// Some rows can't be selected, and say why.
    #[must_use]
    pub fn except(mut self, disabled_reason: Callback<T, Option<String>>) -> Self {
        self.disabled_reason = disabled_reason;
        self
    }

    /// The ids of those among the rows that can be selected.
    pub(super) fn selectable(self, rows: &[T]) -> Vec<String> {
        let rows = rows.iter();
        let selectable = rows.filter(|row| self.disabled_reason.run((*row).clone()).is_none());
        selectable.map(self.id).collect()
    }
}

/// Keeps rows selected only for as long as there are such: what is gone, here or in another tab, can't be selected any more.
/// `existing` gives the ids of all that there are, on whichever page; none as long as that isn't known.
pub fn use_existing_selection(
    selected: RwSignal<BTreeSet<String>>,
    existing: impl Fn() -> Option<BTreeSet<String>> + 'static,
) {
    Effect::new(move |_| {
        let Some(existing) = existing() else { return };
        selected.maybe_update(|selected| {
            let before = selected.len();
            selected.retain(|id| existing.contains(id));
            selected.len() < before
        });
    });
}

/// Selects the rows of these ids, or not.
fn select(selected: RwSignal<BTreeSet<String>>, ids: Vec<String>, is_selected: bool) {
    selected.update(|selected| {
        if is_selected {
            selected.extend(ids);
        } else {
            selected.retain(|id| !ids.contains(id));
        }
    });
}

/// The cell with the box that selects a row.
#[component]
pub(super) fn SelectCell(
    selected: SelectBoxes,
    id: String,
    /// What the row is called.
    name: String,
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    view! { <td class="row-choice"><SelectBox boxes=selected id name disabled_reason/></td> }
}

/// The box that selects a row.
#[component]
pub fn SelectBox(
    /// All boxes of the list.
    boxes: SelectBoxes,
    /// The id of the row.
    id: String,
    /// What the row is called.
    name: String,
    /// Why it can't be selected, if it can't.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let own_id = id.clone();
    // A browser would select the text from the last click on.
    let keep_text = move |event: Targeted<MouseEvent, HtmlInputElement>| {
        if event.shift_key() {
            event.prevent_default();
            crate::focus(&event.target());
        }
    };
    view! {
        <input
            type="checkbox"
            class="check"
            aria-label=format!("Select {name}")
            title=disabled_reason
            disabled=move || disabled_reason.read().is_some()
            prop:checked=move || boxes.selected.read().contains(&own_id)
            on:mousedown:target=keep_text
            // The Space key clicks, too, and a click tells of Shift.
            on:click:target=move |event| boxes.press(&id, event.target().checked(), event.shift_key())
        />
    }
}

/// The head of the column of boxes, with the box that selects all rows of the page.
#[component]
pub(super) fn SelectAllHeader(
    selected: SelectBoxes,
    /// The ids of the rows of the page that can be selected.
    ids: Signal<Vec<String>>,
) -> impl IntoView {
    selected.shown.set_value(ids);
    view! {
        <th scope="col" class="row-choice">
            <SelectAllBox selected=selected.selected ids label="Select all on this page"/>
        </th>
    }
}

/// The box that selects all of these rows. It says so where only some of them are selected.
#[component]
pub fn SelectAllBox(
    /// The ids of the rows that are selected.
    selected: RwSignal<BTreeSet<String>>,
    /// The ids of the rows that it selects.
    ids: Signal<Vec<String>>,
    /// What it does: "Select all on this page".
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    Effect::new(move |_| {
        let ids = ids.get();
        let count = selected.with(|selected| ids.iter().filter(|id| selected.contains(*id)).count());
        if let Some(input) = input.get() {
            input.set_indeterminate(count > 0 && count < ids.len());
            input.set_checked(count > 0 && count == ids.len());
        }
    });
    view! {
        <input
            node_ref=input
            type="checkbox"
            class="check"
            aria-label=label
            data-select-all=""
            disabled=move || ids.read().is_empty()
            on:change:target=move |event| select(selected, ids.get_untracked(), event.target().checked())
        />
    }
}

/// What can be done with the rows that are selected; it is there as long as there are any.
#[component]
pub fn SelectionBar(
    /// The ids of the rows that are selected.
    selected: RwSignal<BTreeSet<String>>,
    /// The ids of all rows that match, on whichever page, if they are all here: there is a button that selects them.
    #[prop(optional, into)]
    matches: Option<Signal<Vec<String>>>,
    /// The buttons that delete: they stand apart, at the end.
    #[prop(optional, into)]
    destructive: Option<ViewFn>,
    /// The other buttons.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let (children, destructive) = (StoredValue::new(children), StoredValue::new(destructive));
    let select_matches = move || {
        let matches = matches?;
        let is_selected = |id: &String| selected.read().contains(id);
        let count = matches.with(|ids| (!ids.iter().all(is_selected)).then_some(ids.len()))?;
        let select_all = move |()| select(selected, matches.get_untracked(), true);
        let label = format!("Select all {}", group_digits(count as u64));
        Some(view! { <Button on_press=select_all>{label}</Button> })
    };
    let clear = move |()| {
        // The bar goes, and the focus must not go with it.
        if let Ok(Some(all)) = document().query_selector("[data-select-all]") {
            focus_in_place(&all);
        }
        selected.update(BTreeSet::clear);
    };
    view! {
        <Show when=move || !selected.read().is_empty()>
            <div class="selection-bar" role="group" aria-label="Selected rows">
                <p role="status">{move || format!("{} selected", group_digits(selected.read().len() as u64))}</p>
                {select_matches}
                {children.with_value(|children| children.as_ref().map(|children| children()))}
                <Button on_press=clear>"Clear selection"</Button>
                {destructive.with_value(|buttons| buttons.as_ref().map(|buttons| view! {
                    <div class="destructive">{buttons.run()}</div>
                }))}
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_goes_both_ways_and_stays_on_the_page() {
        let shown = ["a", "b", "c", "d"].map(String::from);
        for (first, last, expected) in [
            (Some("b"), "d", "bcd"),
            (Some("c"), "a", "abc"),
            (Some("b"), "b", "b"),
            (None, "c", "c"),
            (Some("on another page"), "c", "c"),
        ] {
            assert_eq!(range(&shown, first, last).concat(), expected);
        }
    }
}
