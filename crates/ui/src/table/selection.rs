//! Rows that are selected, to do the same with all of them.

use std::collections::BTreeSet;

use leptos::html::Input;
use leptos::prelude::*;

use crate::Button;

/// Which rows of a table can be selected, and which are.
pub struct Selection<T: 'static> {
    /// The ids of those that are selected; ids of rows that are on another page stay.
    pub selected: RwSignal<BTreeSet<String>>,
    /// What tells a row from all others.
    id: fn(&T) -> String,
    /// Why a row can't be selected, if it can't.
    disabled_reason: Callback<T, Option<String>>,
}

impl<T: 'static> Clone for Selection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Selection<T> {}

impl<T: Clone + 'static> Selection<T> {
    /// All rows can be selected.
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

    pub(super) fn id(&self, row: &T) -> String {
        (self.id)(row)
    }

    pub(super) fn disabled_reason(&self, row: T) -> Option<String> {
        self.disabled_reason.run(row)
    }

    /// The ids of those among the rows that can be selected.
    pub(super) fn selectable(&self, rows: &[T]) -> Vec<String> {
        let selectable = rows
            .iter()
            .filter(|row| self.disabled_reason((*row).clone()).is_none());
        selectable.map(self.id).collect()
    }
}

/// Selects them or not.
fn select(selected: RwSignal<BTreeSet<String>>, ids: Vec<String>, is_selected: bool) {
    selected.update(|selected| {
        for id in ids {
            if is_selected {
                selected.insert(id);
            } else {
                selected.remove(&id);
            }
        }
    });
}

/// The cell with the box that selects a row.
#[component]
pub(super) fn SelectCell(
    selected: RwSignal<BTreeSet<String>>,
    /// The id of the row.
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
                disabled=move || disabled_reason.with(Option::is_some)
                prop:checked=move || selected.with(|selected| selected.contains(&own_id))
                on:change=move |event| select(selected, vec![id.clone()], event_target_checked(&event))
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
    let counts = Signal::derive(move || {
        ids.with(|ids| {
            let count = selected.with(|selected| ids.iter().filter(|id| selected.contains(*id)).count());
            (count, ids.len())
        })
    });
    Effect::new(move |_| {
        let (count, all) = counts.get();
        if let Some(input) = input.get() {
            input.set_indeterminate(count > 0 && count < all);
            input.set_checked(all > 0 && count == all);
        }
    });
    view! {
        <th scope="col" class="row-choice">
            <input
                node_ref=input
                type="checkbox"
                class="check"
                aria-label="Select all on this page"
                disabled=move || counts.get().1 == 0
                on:change=move |event| select(selected, ids.get_untracked(), event_target_checked(&event))
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
    let count = Signal::derive(move || selected.with(BTreeSet::len));
    move || {
        let count = count.get();
        (count > 0).then(|| {
            view! {
                <div class="selection-bar" role="group" aria-label="Selected rows">
                    <p role="status">{format!("{count} selected")}</p>
                    {children()}
                    <Button on_press=move |()| selected.update(BTreeSet::clear)>"Clear selection"</Button>
                </div>
            }
        })
    }
}
