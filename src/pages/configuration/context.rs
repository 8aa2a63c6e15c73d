//! What the parts of the page share.

use leptos::prelude::*;

use super::editor_state::EditorState;
use super::key_list::KeyList;
use super::store::Store;

/// The state of the page, for all of its parts: `PageContext::provide`, then `PageContext::expect`.
#[derive(Clone, Copy)]
pub struct PageContext {
    /// The records and their changes.
    pub store: Store,
    /// The list as its address tells it.
    pub list: KeyList,
    /// The editor in the list.
    pub editor: EditorState,
}

impl PageContext {
    /// Makes it known to the parts of the page.
    pub fn provide() -> Self {
        let store = Store::new();
        let context = Self {
            store,
            list: KeyList::new(store),
            editor: EditorState::new(store),
        };
        provide_context(context);
        context
    }

    /// The state of the page around the caller.
    pub fn expect() -> Self {
        expect_context()
    }
}
