//! What can be done with a row.

use leptos::prelude::*;

use super::changes::{ChangeKind, Problem, Row};
use super::context::PageContext;
use super::editor_state::EditTarget;
use crate::layouts::focus_when_drawn;
use ui::{Icon, IconName, Menu, MenuItem};

/// The menu of a row.
#[component]
pub fn RowMenu(
    /// The row.
    row: Row,
) -> impl IntoView {
    let context = PageContext::expect();
    let label = format!("Actions for {}", row.entry.key);
    let items = Signal::derive(move || menu_items(context, &row));
    view! { <Menu label=label items trigger=|| view! { <Icon name=IconName::More/> }/> }
}

fn menu_items(context: PageContext, row: &Row) -> Vec<MenuItem> {
    let PageContext { store, editor, .. } = context;
    let id = row.id;
    let edit = |target| Callback::new(move |()| editor.open(target));
    let discard = Callback::new(move |()| store.collected.changes.update(|changes| changes.discard(id)));
    if row.is_removed() {
        return vec![MenuItem::press("Keep it", discard)];
    }
    let key = row.entry.key.clone();
    let duplicate = Callback::new(move |()| duplicate(context, &key));
    let mut items = vec![
        MenuItem::press("Edit value", edit(EditTarget::value(id))).icon(IconName::Pencil),
        MenuItem::press("Rename", edit(EditTarget::key(id))),
        MenuItem::press("Duplicate", duplicate).icon(IconName::Copy),
    ];
    if row.pending.is_some() {
        items.push(MenuItem::press("Drop this change", discard));
    }
    if row.pending != Some(ChangeKind::Added) {
        let row = row.clone();
        let remove = Callback::new(move |()| remove(context, &row));
        items.push(MenuItem::press("Delete", remove).icon(IconName::Trash).danger());
    }
    items
}

/// Asks for the name of a copy.
pub fn duplicate(context: PageContext, key: &str) {
    context.list.open_dialog("add", Some(key.to_owned()));
}

/// Removes a row; it can be undone or dropped afterwards, so nothing is asked.
pub fn remove(context: PageContext, row: &Row) {
    let PageContext { store, list, .. } = context;
    let (id, key) = (row.id, row.entry.key.clone());
    let is_open = list.opened.get_untracked().as_ref() == Some(&key);
    let done = move |result: Result<(), Problem>| match result {
        Err(problem) => store
            .error
            .set(Some(format!("{key} couldn’t be deleted. {}", problem.text))),
        Ok(()) => {
            if is_open {
                list.open(None);
            }
            // What had the focus is gone; what takes the deletion back is next.
            focus_when_drawn(if store.collects.get_untracked() {
                format!("#key-{id}")
            } else {
                "#config-last button".to_owned()
            });
        }
    };
    store.error.set(None);
    store.submit(Some(row), None, store.busy, done);
}
