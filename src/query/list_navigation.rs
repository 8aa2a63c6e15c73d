//! Going to another page, order or search of a list, all of which its address holds.

use leptos::prelude::*;
use ui::table::{Sort, SortRequest};

use super::ListState;
use crate::navigate::{NavMode, use_navigate_to};

/// The state of a list as its address has it, and the way to another.
#[derive(Clone, Copy)]
pub struct ListNavigation {
    /// The state, from `use_list_state`.
    pub state: Memo<ListState>,
    path: Callback<ListState, String>,
    navigate: Callback<(String, NavMode)>,
}

/// Navigation within a list; `path` writes its address from the query, as `paths::users` does.
pub fn use_list_navigation(
    state: Memo<ListState>,
    path: impl Fn(&str) -> String + Send + Sync + 'static,
) -> ListNavigation {
    ListNavigation {
        state,
        path: Callback::new(move |state: ListState| path(&state.to_query())),
        navigate: use_navigate_to(),
    }
}

impl ListNavigation {
    /// By what the list is sorted; tracked where it is read.
    pub fn sort(self) -> Signal<Vec<Sort>> {
        Signal::derive(move || self.state.read().sort.clone())
    }

    /// What is searched for; tracked where it is read.
    pub fn search(self) -> Signal<String> {
        Signal::derive(move || self.state.read().search.clone())
    }

    /// The address of another state.
    pub fn href(self, state: ListState) -> String {
        self.path.run(state)
    }

    /// Goes to another state; for what the methods below don't cover.
    pub fn go(self, state: ListState, mode: NavMode) {
        self.navigate.run((self.href(state), mode));
    }

    /// Sorts as a table asks. What counts is the order that was asked for last: the rows on the screen may not have it yet.
    pub fn sort_by(self, request: SortRequest) {
        let sorted = |state: &ListState| state.with_sort(request.apply(&state.sort));
        self.change(sorted, NavMode::Stay);
    }

    /// Searches while the person types: Back doesn't go through each letter.
    pub fn set_search(self, search: String) {
        self.change(|state| state.with_search(search), NavMode::ReplaceAndStay);
    }

    /// Shows everything again; Back leads to what was searched for.
    pub fn clear_search(self) {
        self.change(|state| state.with_search(String::new()), NavMode::Stay);
    }

    /// Goes to another page.
    pub fn set_page(self, page: u64) {
        self.change(|state| state.with_page(page), NavMode::Push);
    }

    /// Sets a further parameter of the list, or removes it.
    pub fn set_more(self, name: &'static str, value: Option<String>) {
        self.change(|state| state.with_more(name, value), NavMode::Stay);
    }

    /// Goes to the state that `change` makes of the present one.
    pub(super) fn change(self, change: impl FnOnce(&ListState) -> ListState, mode: NavMode) {
        self.go(self.state.with_untracked(change), mode);
    }
}
