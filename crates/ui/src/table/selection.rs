//! Rows that are selected, to do the same with all of them.

use std::collections::BTreeSet;

use leptos::html::Input;
use leptos::prelude::*;

use crate::Button;

/// Which rows of a table can be selected, and which are.
pub struct Selection<T: 'static> {
    /// The ids of those that are selected; ids of rows that are on another page stay.
    pub(super) selected: RwSignal<BTreeSet<String>>,
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
            selected,
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
    selected: RwSignal<BTreeSet<String>>,
    id: String,
    /// What the row is called.
    name: String,
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let own_id = id.clone();
    view! {
        <td class="row-choice">
            <input
                type="checkbox"
                class="check"
                aria-label=format!("Select {name}")
                title=disabled_reason
                disabled=move || disabled_reason.read().is_some()
                prop:checked=move || selected.read().contains(&own_id)
                on:change:target=move |event| select(selected, vec![id.clone()], event.target().checked())
            />
        </td>
    }
}

/// The head of the column of boxes, with the box that selects all rows of the page.
#[component]
pub(super) fn SelectAllHeader(
    selected: RwSignal<BTreeSet<String>>,
    /// The ids of the rows of the page that can be selected.
    ids: Signal<Vec<String>>,
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
        <th scope="col" class="row-choice">
            <input
                node_ref=input
                type="checkbox"
                class="check"
                aria-label="Select all on this page"
                disabled=move || ids.read().is_empty()
                on:change:target=move |event| select(selected, ids.get_untracked(), event.target().checked())
            />
        </th>
    }
}

/// What can be done with the rows that are selected; it is there as long as there are any.
#[component]
pub fn SelectionBar(
    /// The ids of the rows that are selected.
    selected: RwSignal<BTreeSet<String>>,
    /// The buttons.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=move || !selected.read().is_empty()>
            <div class="selection-bar" role="group" aria-label="Selected rows">
                <p role="status">{move || format!("{} selected", selected.read().len())}</p>
                {children.with_value(|children| children())}
                <Button on_press=move |()| selected.update(BTreeSet::clear)>"Clear selection"</Button>
            </div>
        </Show>
    }
}
