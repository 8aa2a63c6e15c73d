//! Rows that are chosen, to do the same with all of them.

use std::collections::BTreeSet;

use leptos::html::Input;
use leptos::prelude::*;

use crate::Button;

/// The rows of a table that are chosen.
pub struct Selection<T: 'static> {
    /// The ids of those that are chosen; ids of rows that are on another page stay.
    pub chosen: RwSignal<BTreeSet<String>>,
    /// What tells a row from all others.
    pub id: fn(&T) -> String,
    /// Why a row can't be chosen, if it can't.
    pub refusal: Callback<T, Option<String>>,
}

impl<T: 'static> Clone for Selection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Selection<T> {}

impl<T: Clone + Send + Sync + 'static> Selection<T> {
    /// All rows can be chosen.
    pub fn new(chosen: RwSignal<BTreeSet<String>>, id: fn(&T) -> String) -> Self {
        Self {
            chosen,
            id,
            refusal: Callback::new(|_| None),
        }
    }

    /// Some rows can't be chosen, and say why.
    #[must_use]
    pub fn except(mut self, refusal: Callback<T, Option<String>>) -> Self {
        self.refusal = refusal;
        self
    }

    /// The box that chooses a row.
    pub(super) fn cell(self, row: &T, name: &str) -> AnyView {
        let id = (self.id)(row);
        let (same, chosen) = (id.clone(), self.chosen);
        let row = row.clone();
        let refusal = Signal::derive(move || self.refusal.run(row.clone()));
        let checked = move || chosen.with(|chosen| chosen.contains(&same));
        let change = move |event| {
            let is_chosen = event_target_checked(&event);
            chosen.update(|chosen| {
                if is_chosen {
                    chosen.insert(id.clone());
                } else {
                    chosen.remove(&id);
                }
            });
        };
        view! {
            <td class="row-choice">
                <input
                    type="checkbox"
                    class="check"
                    aria-label=format!("Choose {name}")
                    title=refusal
                    disabled=move || refusal.with(Option::is_some)
                    prop:checked=checked
                    on:change=change
                />
            </td>
        }
        .into_any()
    }

    /// The box that chooses all rows of the page.
    pub(super) fn header(self, rows: Signal<Vec<T>>) -> AnyView {
        let input = NodeRef::<Input>::new();
        let ids = Signal::derive(move || {
            let rows = rows.get().into_iter();
            rows.filter(|row| self.refusal.run(row.clone()).is_none())
                .map(|row| (self.id)(&row))
                .collect::<Vec<String>>()
        });
        let chosen = self.chosen;
        let counts = Signal::derive(move || {
            let ids = ids.get();
            let count = chosen.with(|chosen| ids.iter().filter(|id| chosen.contains(*id)).count());
            (count, ids.len())
        });
        Effect::new(move |_| {
            let (count, all) = counts.get();
            if let Some(input) = input.get() {
                input.set_indeterminate(count > 0 && count < all);
                input.set_checked(all > 0 && count == all);
            }
        });
        let change = move |event| {
            let is_chosen = event_target_checked(&event);
            let ids = ids.get_untracked();
            chosen.update(|chosen| {
                for id in ids {
                    if is_chosen {
                        chosen.insert(id);
                    } else {
                        chosen.remove(&id);
                    }
                }
            });
        };
        view! {
            <th scope="col" class="row-choice">
                <input
                    node_ref=input
                    type="checkbox"
                    class="check"
                    aria-label="Choose all on this page"
                    disabled=move || counts.get().1 == 0
                    on:change=change
                />
            </th>
        }
        .into_any()
    }
}

/// What can be done with the rows that are chosen; it is there as long as there are any.
#[component]
pub fn SelectionBar(
    /// The ids of the rows that are chosen.
    chosen: RwSignal<BTreeSet<String>>,
    /// The buttons.
    children: ChildrenFn,
) -> impl IntoView {
    let count = Signal::derive(move || chosen.with(BTreeSet::len));
    move || {
        let count = count.get();
        (count > 0).then(|| {
            view! {
                <div class="selection-bar" role="group" aria-label="What is chosen">
                    <p role="status">{format!("{count} chosen")}</p>
                    {children()}
                    <Button on_press=Callback::new(move |()| chosen.update(BTreeSet::clear))>"Choose none"</Button>
                </div>
            }
        })
    }
}
