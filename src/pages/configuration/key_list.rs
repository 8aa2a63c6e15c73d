//! The list of keys as its address tells it: searched, grouped, folded and in windows.

use std::cmp::Ordering;

use api_types::validation::fold_case;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::change::{Change, RowId};
use super::store::Store;
use super::tree::{Line, is_under, lines};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{ListNavigation, ListState, LocalPage, page_of, use_list_navigation, use_list_state};

/// Up to this many keys all groups are open at first.
const OPEN_UP_TO: usize = 200;
/// How many lines are drawn at once.
pub const WINDOW: u64 = 250;

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The rows that match the search.
    pub matches: Vec<RowId>,
    /// All lines, drawn or not.
    pub lines: Vec<Line>,
}

/// The list of keys.
#[derive(Clone, Copy)]
pub struct KeyList {
    store: Store,
    /// What the query of the address says, and the way to another state with the same key open.
    pub navigation: ListNavigation,
    /// The key that the path of the address names: it is shown in full.
    pub opened: Memo<Option<String>>,
    /// What the list shows.
    pub listed: Memo<Listed>,
    /// The lines that are drawn, and which these are of how many.
    pub page: Memo<LocalPage<Line>>,
    navigate: Callback<(String, NavMode)>,
}

impl KeyList {
    /// Reads the address.
    pub fn new(store: Store) -> Self {
        let state = use_list_state(&[], &["view", "fold", "do", "name"]);
        let pathname = use_location().pathname;
        let opened = Memo::new(move |_| pathname.with(|path| paths::key_of_configuration(path)));
        let navigation = use_list_navigation(state, move |query| {
            address(opened.get_untracked().as_deref(), query)
        });
        let listed = Memo::new(move |_| listed(store, &state.read(), opened.get().as_deref()));
        let page = Memo::new(move |_| {
            let state = ListState {
                size: WINDOW,
                ..state.get()
            };
            page_of(listed.read().lines.clone(), &state, |_, _, _, _| Ordering::Equal)
        });
        Self {
            store,
            navigation,
            opened,
            listed,
            page,
            navigate: use_navigate_to(),
        }
    }

    /// The address that shows a key in full, or none, in the present state of the list; tracked.
    pub fn address(self, key: Option<&str>) -> String {
        let state = self.navigation.state.with(|state| with_dialog(state, None, None));
        address(key, &state.to_query())
    }

    /// Shows a key in full, or none.
    pub fn open(self, key: Option<&str>) {
        let address = untrack(|| self.address(key));
        self.navigate.run((address, NavMode::Stay));
    }

    /// Opens a dialog of the page, or none; `name` is the key that it is about.
    pub fn open_dialog(self, dialog: Option<&str>, name: Option<String>) {
        let state = with_dialog(&self.navigation.state.get_untracked(), dialog, name);
        self.navigation.go(state, NavMode::Stay);
    }

    /// Opens the dialog that adds a copy of a key.
    pub fn duplicate(self, key: &str) {
        self.open_dialog(Some("add"), Some(key.to_owned()));
    }

    /// Folds or unfolds a group. The address lists the groups that aren't as they are at first.
    pub fn toggle_group(self, path: &str) {
        let state = self.navigation.state.get_untracked();
        let path = paths::encode(path);
        let mut toggled: Vec<&str> = toggled_groups(&state).collect();
        match toggled.iter().position(|other| *other == path) {
            Some(index) => drop(toggled.remove(index)),
            None => toggled.push(&path),
        }
        let toggled = (!toggled.is_empty()).then(|| toggled.join(" "));
        let state = state.with_more("fold", toggled).with_page(state.page);
        self.navigation.go(state, NavMode::ReplaceAndStay);
    }

    /// Goes to the window that has the row.
    pub fn show_window_of(self, id: RowId) {
        let is_row = |line: &Line| line.row() == Some(id);
        let index = self.listed.read_untracked().lines.iter().position(is_row);
        let state = self.navigation.state.get_untracked();
        let page = index.map_or(state.page, |index| index as u64 / WINDOW + 1);
        if state.page != page {
            self.navigation.go(state.with_page(page), NavMode::ReplaceAndStay);
        }
    }

    /// The next row below whose value can be edited.
    pub fn row_after(self, id: RowId) -> Option<RowId> {
        let listed = self.listed.read_untracked();
        let ids = listed.lines.iter().filter_map(Line::row);
        let mut below = ids.skip_while(|own| *own != id).skip(1);
        below.find(|id| untrack(|| self.store.row(*id)).is_some_and(|row| row.after.is_some()))
    }
}

fn address(key: Option<&str>, query: &str) -> String {
    match key {
        Some(key) => paths::configuration_key(key, query),
        None => paths::configuration(query),
    }
}

fn listed(store: Store, state: &ListState, opened: Option<&str>) -> Listed {
    let wanted = fold_case(state.search.trim());
    // What is masked isn't searched: finding it would tell what it is.
    let is_match = |row: &&Change| {
        let entry = row.entry();
        wanted.is_empty()
            || fold_case(&entry.key).contains(&wanted)
            || opened == Some(entry.key.as_str())
            || !store.is_masked(&entry.key) && fold_case(&entry.value).contains(&wanted)
    };
    let rows = store.rows.read();
    let rows: Vec<&Change> = rows.iter().filter(is_match).collect();
    let is_open = |path: &str| {
        let at_first = rows.len() <= OPEN_UP_TO
            || !state.search.is_empty()
            || opened.is_some_and(|key| is_under(key, path));
        at_first != toggled_groups(state).any(|toggled| toggled == paths::encode(path))
    };
    Listed {
        matches: rows.iter().map(|row| row.id).collect(),
        lines: lines(&rows, state.more("view") != Some("flat"), &is_open),
    }
}

fn toggled_groups(state: &ListState) -> impl Iterator<Item = &str> {
    state.more("fold").unwrap_or_default().split_whitespace()
}

fn with_dialog(state: &ListState, dialog: Option<&str>, name: Option<String>) -> ListState {
    state
        .with_more("do", dialog.map(ToOwned::to_owned))
        .with_more("name", name)
        .with_page(state.page)
}
