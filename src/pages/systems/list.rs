//! Rows and columns of the lists of system users and of system groups.

use std::sync::Arc;

use leptos::prelude::*;

use crate::system_accounts::{Account, Directory, Group};
use ui::table::Column;

/// Identifies a system user, or a system group. It holds nothing else, so that the row stays, with the focus in it, when
/// another list arrives: the cells read the directory themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// The position in the directory.
    pub index: usize,
    /// The name.
    pub name: String,
}

impl EntryRow {
    /// What tells the row from all others of its list.
    pub fn key(&self) -> String {
        format!("{} {}", self.index, self.name)
    }
}

/// The column of the names, which lead to the drawers.
pub fn name_column() -> Column<EntryRow> {
    let name = |row: &EntryRow| view! { <span class="name">{row.name.clone()}</span> };
    Column::new("name", "Name", name).sortable()
}

/// A column that shows something of a system user, anew whenever the directory changes.
pub fn account_column<V: IntoView + 'static>(
    directory: Memo<Arc<Directory>>,
    id: &'static str,
    header: &'static str,
    view: fn(&Directory, &Account) -> V,
) -> Column<EntryRow> {
    Column::new(id, header, move |row: &EntryRow| {
        let index = row.index;
        move || directory.with(|all| Some(view(all, all.accounts.get(index)?)))
    })
}

/// A column that shows something of a system group, anew whenever the directory changes.
pub fn group_column<V: IntoView + 'static>(
    directory: Memo<Arc<Directory>>,
    id: &'static str,
    header: &'static str,
    view: fn(&Directory, &Group) -> V,
) -> Column<EntryRow> {
    Column::new(id, header, move |row: &EntryRow| {
        let index = row.index;
        move || directory.with(|all| Some(view(all, all.groups.get(index)?)))
    })
}
