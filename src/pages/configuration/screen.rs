//! What the parts of the page share: its state, and the ways from one address of it to another.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::change::Nature;
use super::draft::Target;
use super::store::Store;
use super::tree::{Content, Line, lines};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{ListState, use_list_state};
use api_types::validation::fold_case;

/// Up to this many keys all groups are open at first.
const OPEN_UP_TO: usize = 200;
/// How many lines are drawn at once.
pub const WINDOW: usize = 250;

/// The state of the page as its parts see it.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The records and what becomes of them.
    pub store: Store,
    /// What the address says.
    pub state: Memo<ListState>,
    /// The key that the address names.
    pub opened: Memo<Option<String>>,
    /// The places of the rows that match the search.
    pub found: Memo<Vec<usize>>,
    /// All lines.
    pub lines: Memo<Vec<Line>>,
    /// Goes to another state of the page.
    go: Callback<(String, NavMode)>,
}

impl Screen {
    /// Reads the address.
    pub fn new(store: Store) -> Self {
        let state = use_list_state(&[], &["view", "fold", "do", "name"]);
        let pathname = use_location().pathname;
        let opened = Memo::new(move |_| pathname.with(|path| paths::key_of_configuration(path)));
        let found = Memo::new(move |_| {
            found(
                store,
                &state.with(|state| state.search.clone()),
                opened.get().as_deref(),
            )
        });
        let lines = Memo::new(move |_| {
            let state = state.get();
            let folds: Vec<&str> = state.more("fold").unwrap_or_default().split(' ').collect();
            let opened = opened.get();
            found.with(|places| {
                let is_open = |path: &str| {
                    let holds = |key: &str| key.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
                    let at_first = places.len() <= OPEN_UP_TO
                        || !state.search.is_empty()
                        || opened.as_deref().is_some_and(holds);
                    at_first != folds.contains(&paths::encode(path).as_str())
                };
                store
                    .rows
                    .with(|rows| lines(rows, places, state.more("view") != Some("flat"), &is_open))
            })
        });
        Self {
            store,
            state,
            opened,
            found,
            lines,
            go: use_navigate_to(),
        }
    }

    /// Goes to another state, with the same key open.
    pub fn go(self, state: &ListState, how: NavMode) {
        let query = state.to_query();
        let address = match self.opened.get_untracked() {
            Some(key) => paths::configuration_key(&key, &query),
            None => paths::configuration(&query),
        };
        self.go.run((address, how));
    }

    /// The address of a key, in the present state of the list.
    pub fn address(self, key: &str) -> String {
        paths::configuration_key(key, &self.state.with(without_dialog).to_query())
    }

    /// Opens a key for reading, or closes what is open.
    pub fn open(self, key: Option<&str>) {
        let query = self.state.with_untracked(without_dialog).to_query();
        let address = match key {
            Some(key) => paths::configuration_key(key, &query),
            None => paths::configuration(&query),
        };
        self.go.run((address, NavMode::Stay));
    }

    /// Opens or closes a dialog of the page; `name` is what it begins with.
    pub fn show(self, dialog: Option<&str>, name: Option<String>) {
        let state = self.state.get_untracked();
        let page = state.page;
        let state = state
            .with_more("do", dialog.map(ToOwned::to_owned))
            .with_more("name", name)
            .with_page(page);
        self.go(&state, NavMode::Stay);
    }

    /// Folds or unfolds a group.
    pub fn fold(self, path: &str) {
        let state = self.state.get_untracked();
        let path = paths::encode(path);
        let mut folds: Vec<&str> = state.more("fold").unwrap_or_default().split(' ').collect();
        folds.retain(|own| !own.is_empty());
        let before = folds.len();
        folds.retain(|own| *own != path);
        if folds.len() == before {
            folds.push(&path);
        }
        let fold = folds.join(" ");
        let page = state.page;
        let state = state.with_more("fold", (!fold.is_empty()).then_some(fold));
        self.go(&state.with_page(page), NavMode::ReplaceAndStay);
    }

    /// Which lines are drawn: the first, and how many there are in all; tracked.
    pub fn window(self) -> (usize, usize) {
        let all = self.lines.with(Vec::len);
        let page = self.state.with(|state| usize::try_from(state.page).unwrap_or(1));
        let last = all.saturating_sub(1) / WINDOW;
        ((page - 1).min(last) * WINDOW, all)
    }

    /// The value that comes after that row's.
    pub fn after(self, id: i64) -> Option<Target> {
        self.lines.with_untracked(|lines| {
            let ids = lines.iter().filter_map(|line| match line.content {
                Content::Key { id, .. } => Some(id),
                Content::Group { .. } => None,
            });
            ids.skip_while(|own| *own != id)
                .skip(1)
                .find(|id| {
                    self.store
                        .row(*id)
                        .is_some_and(|row| row.mark != Some(Nature::Removed))
                })
                .map(|id| Target { id, is_key: false })
        })
    }
}

/// The state of the list alone.
fn without_dialog(state: &ListState) -> ListState {
    let page = state.page;
    state
        .with_more("do", None)
        .with_more("name", None)
        .with_page(page)
}

/// The places of the rows that match. What is masked isn't searched: finding it would tell what it is.
fn found(store: Store, search: &str, opened: Option<&str>) -> Vec<usize> {
    let wanted = fold_case(search.trim());
    store.rows.with(|rows| {
        let rows = rows.iter().enumerate();
        rows.filter(|(_, row)| {
            wanted.is_empty()
                || fold_case(&row.key).contains(&wanted)
                || opened == Some(row.key.as_str())
                || !store.is_masked(&row.key) && fold_case(&row.value).contains(&wanted)
        })
        .map(|(at, _)| at)
        .collect()
    })
}
