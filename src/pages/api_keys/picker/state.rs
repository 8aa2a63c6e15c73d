//! The state of the scope picker.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::pages::api_keys::scopes::{Scope, ScopeSet};

/// The state of the picker: what is selected, and which scopes are visible.
#[derive(Clone, Copy)]
pub struct Picker {
    /// The selected scopes.
    pub selected: RwSignal<ScopeSet>,
    /// What is searched for.
    pub search: RwSignal<String>,
    /// With "Selected only": what was selected when that was switched on. What is cleared since then stays visible.
    pub selected_only: RwSignal<Option<ScopeSet>>,
    /// The scope that the pointer or the focus is on.
    pub current: RwSignal<Option<Scope>>,
    /// The titles of the groups that are expanded where there is no room for all.
    pub expanded: RwSignal<BTreeSet<&'static str>>,
    /// While the last replacement of everything selected can be undone: what was done, and what was selected before.
    pub undo: RwSignal<Option<(String, ScopeSet)>>,
    /// The scopes that match the search and "Selected only".
    pub visible: Memo<ScopeSet>,
}

impl Picker {
    /// A picker with that selection.
    pub fn new(selected: ScopeSet) -> Self {
        let selected = RwSignal::new(selected);
        let search = RwSignal::new(String::new());
        let selected_only = RwSignal::new(None::<ScopeSet>);
        let visible = Memo::new(move |_| {
            let found = search.with(|text| ScopeSet::search(text));
            match selected_only.get() {
                Some(before) => found.intersection(before.union(selected.get())),
                None => found,
            }
        });
        Self {
            selected,
            search,
            selected_only,
            current: RwSignal::new(None),
            expanded: RwSignal::new(BTreeSet::new()),
            undo: RwSignal::new(None),
            visible,
        }
    }

    /// What checking the box of a part selects; tracked.
    pub fn selectable(self, part: ScopeSet) -> ScopeSet {
        selectable(part).intersection(self.visible.get())
    }

    /// Whether some of a part is selected, visible or not; tracked.
    pub fn has_some(self, part: ScopeSet) -> bool {
        !part.intersection(self.selected.get()).is_empty()
    }

    /// Whether all of a part is selected, visible or not; tracked.
    pub fn has_all(self, part: ScopeSet) -> bool {
        part.difference(self.selected.get()).is_empty()
    }

    /// Selects what is visible of a part, or clears that if all of it is selected.
    pub fn toggle(self, part: ScopeSet) {
        let visible = self.visible.get_untracked();
        let selectable = selectable(part).intersection(visible);
        self.undo.set(None);
        self.selected.update(|selected| {
            *selected = if selectable.difference(*selected).is_empty() {
                selected.difference(part.intersection(visible))
            } else {
                selected.union(selectable)
            };
        });
    }

    /// Replaces everything selected, in a way that can be undone; `message` says what was done.
    pub fn replace(self, selected: ScopeSet, message: String) {
        let before = self.selected.get_untracked();
        self.selected.set(selected);
        self.undo.set((before != selected).then_some((message, before)));
        if self.selected_only.get_untracked().is_some() {
            self.selected_only.set(Some(selected));
        }
    }
}

/// What a box selects of a part. Scopes that reveal secrets are selected one by one only.
fn selectable(part: ScopeSet) -> ScopeSet {
    match part.len() {
        1 => part,
        _ => part.difference(ScopeSet::matching(Scope::reveals_secrets)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(names: &str) -> ScopeSet {
        ScopeSet::parse(names).0
    }

    #[test]
    fn a_row_is_not_complete_without_the_scope_that_reveals_secrets() {
        let row = ScopeSet::of_controller("nas_shares");
        let secret = parse("nas_shares/get_password");
        assert_eq!(selectable(row), row.difference(secret));
        assert_eq!(selectable(secret), secret);
        for (selected, has_some, has_all) in [
            (ScopeSet::default(), false, false),
            (secret, true, false),
            (row.difference(secret), true, false),
            (row, true, true),
        ] {
            let found = Owner::new().with(|| {
                let picker = Picker::new(selected);
                (picker.has_some(row), picker.has_all(row))
            });
            assert_eq!(found, (has_some, has_all));
        }
    }

    #[test]
    fn what_the_search_hides_is_not_selected_along() {
        Owner::new().with(|| {
            let picker = Picker::new(ScopeSet::default());
            picker.search.set("tape_stats".to_owned());
            let tape = ScopeSet::matching(|scope| scope.controller.starts_with("tape"));
            let visible = parse("tape_stats/index,tape_stats/show");
            assert_eq!(picker.selectable(tape), visible);
            picker.toggle(tape);
            assert_eq!(picker.selected.get_untracked(), visible);
            assert!(picker.has_some(tape) && !picker.has_all(tape));
            picker.toggle(tape);
            assert!(picker.selected.get_untracked().is_empty());
        });
    }
}
