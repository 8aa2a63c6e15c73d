//! The keys that are selected, and what can be done with all of them.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::batch::Batch;
use super::change::{Change, RowId};
use super::change_set::ChangeSet;
use super::key_list::KeyList;
use super::review::BatchDrawer;
use super::store::Store;
use super::tree::{Line, is_console_key};
use crate::layouts::focus_when_drawn;
use ui::table::{SelectAllBox, SelectBoxes, SelectionBar, counted, group_digits, use_existing_selection};
use ui::{Button, ButtonKind, IconName, Notice, Tone};

/// Which keys are selected, whether they are in sight or not.
#[derive(Clone, Copy)]
pub struct KeySelection {
    selected: RwSignal<BTreeSet<String>>,
    /// The ids of the rows that match the search, in folded groups and on other pages as well.
    matches: Signal<Vec<String>>,
    /// The boxes of the rows in sight.
    pub boxes: SelectBoxes,
}

impl KeySelection {
    /// Nothing is selected yet.
    pub fn new(store: Store, list: KeyList) -> Self {
        let selected = RwSignal::new(BTreeSet::new());
        let matches = Memo::new(move |_| list.listed.read().matches.iter().map(RowId::to_string).collect());
        let shown = Signal::derive(move || {
            let page = list.page.read();
            let ids = page.rows.iter().filter_map(Line::row);
            ids.map(|id| id.to_string()).collect::<Vec<String>>()
        });
        use_existing_selection(selected, move || {
            let rows = store.rows.read();
            Some(rows.iter().map(|row| row.id.to_string()).collect())
        });
        Self {
            selected,
            matches: matches.into(),
            boxes: SelectBoxes::new(selected, shown),
        }
    }

    /// Whether that row is selected; tracked.
    pub fn contains(self, id: RowId) -> bool {
        self.selected.with(|selected| selected.contains(&id.to_string()))
    }

    /// How many are selected; tracked.
    pub fn count(self) -> usize {
        self.selected.with(BTreeSet::len)
    }
}

/// The box that selects all keys that match.
#[component]
pub fn SelectAllKeys() -> impl IntoView {
    let KeySelection {
        selected, matches, ..
    } = expect_context();
    let label = Signal::derive(move || format!("Select all {}", group_digits(matches.read().len() as u64)));
    view! {
        <label class="choice" title=label>
            <SelectAllBox selected ids=matches label/>
            <span aria-hidden="true">"All"</span>
        </label>
    }
}

/// The bar with what can be done with the selected keys, and the drawer that deletes them.
#[component]
pub fn SelectedKeys() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let selection: KeySelection = expect_context();
    let (selected, matches) = (selection.selected, selection.matches);
    let batch = Batch::default();
    let deletes = RwSignal::new(false);
    let delete = move |()| {
        let rows = store.rows.read_untracked();
        let is_chosen = |row: &&Change| row.after.is_some() && untrack(|| selection.contains(row.id));
        let removals: Vec<Change> = rows.iter().filter(is_chosen).map(|row| row.to(None)).collect();
        drop(rows);
        if store.collects.get_untracked() {
            // They are reviewed with the other collected changes.
            let collected = store.collected.changes;
            collected.update(|changes| removals.into_iter().for_each(|change| changes.stage(change)));
            selected.update(BTreeSet::clear);
        } else {
            batch.reset(ChangeSet { list: removals });
            deletes.set(true);
        }
    };
    let close = move |()| {
        deletes.set(false);
        if untrack(|| selection.count()) == 0 {
            // The button that opened the drawer is gone; what takes the deletion back is next.
            focus_when_drawn("#config-last button".to_owned());
        }
    };
    let subtitle = Signal::derive(move || match batch.open_count() {
        0 => None,
        open => Some(format!(
            "{}. It can be undone until you leave this page.",
            counted(open, "key")
        )),
    });
    let console_keys = move || {
        let words = match batch.count(|change| change.keys().any(is_console_key)) {
            0 => return None,
            1 => "One of them is".to_owned(),
            own => format!("{own} of them are"),
        };
        let words = format!("{words} this console’s own: without, it does as it does at first.");
        Some(view! { <Notice tone=Tone::Warning>{words}</Notice> })
    };
    view! {
        <SelectionBar
            selected
            matches
            destructive=move || view! {
                <Button kind=ButtonKind::DangerQuiet icon=IconName::Trash on_press=delete>"Delete…"</Button>
            }
        >
            <Button icon=IconName::ArrowDown on_press=move |()| list.open_dialog(Some("export"), None)>"Export…"</Button>
        </SelectionBar>
        <Show when=move || deletes.get()>
            <BatchDrawer title="Delete the selected keys" subtitle batch deletes=true on_close=close>
                {console_keys}
            </BatchDrawer>
        </Show>
    }
}
