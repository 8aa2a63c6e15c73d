//! Rows of the lists of system users and of system groups.

use std::sync::Arc;

use leptos::prelude::*;

use crate::system_accounts::{Account, Directory, Group};

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

/// A cell that shows something of a system user, anew whenever the directory changes.
pub fn account_cell<V: IntoView + 'static>(
    directory: Memo<Arc<Directory>>,
    view: fn(&Directory, &Account) -> V,
) -> impl Fn(&EntryRow) -> AnyView + Send + Sync {
    move |row: &EntryRow| {
        let index = row.index;
        (move || directory.with(|all| all.accounts.get(index).map(|account| view(all, account)))).into_any()
    }
}

/// A cell that shows something of a system group, anew whenever the directory changes.
pub fn group_cell<V: IntoView + 'static>(
    directory: Memo<Arc<Directory>>,
    view: fn(&Directory, &Group) -> V,
) -> impl Fn(&EntryRow) -> AnyView + Send + Sync {
    move |row: &EntryRow| {
        let index = row.index;
        (move || directory.with(|all| all.groups.get(index).map(|group| view(all, group)))).into_any()
    }
}
