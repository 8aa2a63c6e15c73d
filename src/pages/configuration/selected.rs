//! The keys that are selected, and what can be done with all of them.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::change::{Change, RowId};
use super::change_set::ChangeSet;
use super::key_list::KeyList;
use super::review::{BatchDrawer, ChangeList};
use super::store::Store;
use super::tree::{Content, is_console_key};
use crate::layouts::focus_when_drawn;
use ui::table::{SelectAllBox, SelectBoxes, SelectionBar, counted, group_digits, use_existing_selection};
use ui::{Button, ButtonKind, IconName, Notice, Tone};

/// Which keys are selected, whether they are in sight or not.
#[derive(Clone, Copy)]
pub struct KeySelection {
    selected: RwSignal<BTreeSet<String>>,
    /// The boxes of the rows in sight.
    pub boxes: SelectBoxes,
}

impl KeySelection {
    /// Nothing is selected yet.
    pub fn new(store: Store, list: KeyList) -> Self {
        let selected = RwSignal::new(BTreeSet::new());
        let shown = Signal::derive(move || {
            let ids = list.drawn().into_iter().filter_map(|line| match line.content {
                Content::Key(id) => Some(id.to_string()),
                Content::Group { .. } => None,
            });
            ids.collect::<Vec<String>>()
        });
        use_existing_selection(selected, move || {
            let rows = store.rows.read();
            Some(rows.iter().map(|row| row.id.to_string()).collect())
        });
        Self {
            selected,
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

/// The ids of the rows that match the search.
fn use_matches() -> Signal<Vec<String>> {
    let list: KeyList = expect_context();
    let matches = Memo::new(move |_| {
        let listed = list.listed.read();
        listed.matches.iter().map(ToString::to_string).collect::<Vec<_>>()
    });
    matches.into()
}

/// The box that selects all keys that match, in folded groups and on other pages as well.
#[component]
pub fn SelectAllKeys() -> impl IntoView {
    let selected = expect_context::<KeySelection>().selected;
    let ids = use_matches();
    let label = Signal::derive(move || format!("Select all {}", group_digits(ids.with(Vec::len) as u64)));
    view! {
        <label class="choice" title=label>
            <SelectAllBox selected ids label/>
            <span aria-hidden="true">"All"</span>
        </label>
    }
}

/// The bar with what can be done with the selected keys, and the drawer that deletes them.
#[component]
pub fn SelectedKeys() -> impl IntoView {
    let (store, list): (Store, KeyList) = (expect_context(), expect_context());
    let selection: KeySelection = expect_context();
    let deletes = RwSignal::new(false);
    let delete = move |()| {
        let rows = store.rows.read_untracked();
        let chosen = rows.iter().filter(|row| untrack(|| selection.contains(row.id)));
        let removals: Vec<Change> = chosen
            .filter(|row| row.after.is_some())
            .map(|row| row.to(None))
            .collect();
        drop(rows);
        if store.collects.get_untracked() {
            // They are reviewed with the other collected changes.
            store
                .collected
                .changes
                .update(|changes| removals.into_iter().for_each(|change| changes.stage(change)));
            selection.selected.update(BTreeSet::clear);
        } else {
            store.deleting.reset(ChangeSet { list: removals });
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
    view! {
        <SelectionBar
            selected=selection.selected
            matches=use_matches()
            destructive=move || view! {
                <Button kind=ButtonKind::DangerQuiet icon=IconName::Trash on_press=delete>"Delete…"</Button>
            }
        >
            <Button icon=IconName::ArrowDown on_press=move |()| list.open_dialog(Some("export"), None)>"Export…"</Button>
        </SelectionBar>
        <Show when=move || deletes.get()>
            <DeleteDrawer on_close=close/>
        </Show>
    }
}

/// The keys that are going to be deleted, and what becomes of each.
#[component]
fn DeleteDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let batch = expect_context::<Store>().deleting;
    let subtitle = Signal::derive(move || {
        let open = batch.open_count();
        (open > 0).then(|| {
            format!(
                "{}. It can be undone until you leave this page.",
                counted(open, "key")
            )
        })
    });
    let own = move || batch.count(|change| change.keys().any(is_console_key));
    let leave_out = move |id| {
        batch.changes.update(|changes| drop(changes.remove(id)));
        if batch.changes.with_untracked(|changes| changes.list.is_empty()) {
            on_close.run(());
        }
    };
    view! {
        <BatchDrawer
            title="Delete the selected keys"
            subtitle
            batch
            nothing_reason="Everything is deleted."
            deletes=true
            on_close
        >
            {move || Some(own()).filter(|own| *own > 0).map(|own| view! {
                <Notice tone=Tone::Warning>
                    {format!("{} this console’s own: without, it does as it does at first.", match own {
                        1 => "One of them is".to_owned(),
                        own => format!("{own} of them are"),
                    })}
                </Notice>
            })}
            <ChangeList batch on_leave_out=leave_out/>
        </BatchDrawer>
    }
}
