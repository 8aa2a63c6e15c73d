//! What the picker holds.

use leptos::prelude::*;

use crate::pages::api_keys::scopes::{ScopeSet, find, reveals_secrets};

/// What is chosen, and which part of all scopes is shown.
#[derive(Clone, Copy)]
pub struct Picker {
    /// What is chosen.
    pub chosen: RwSignal<ScopeSet>,
    /// What is searched for.
    pub search: RwSignal<String>,
    /// With "only the chosen": what was chosen when that was switched on. What is unticked meanwhile stays in sight.
    pub only: RwSignal<Option<ScopeSet>>,
    /// The scope that somebody looks at, by pointer or keyboard.
    pub looked_at: RwSignal<Option<u8>>,
    /// The groups that are unfolded where there is no room for all.
    pub unfolded: RwSignal<u8>,
    /// What a preset or the like replaced: what was done, and what was chosen before.
    pub undo: RwSignal<Option<(String, ScopeSet)>>,
    /// The scopes that match what is searched for.
    pub shown: Memo<ScopeSet>,
}

/// How much of a part is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Nothing.
    None,
    /// Something.
    Mixed,
    /// All that is chosen along with others.
    All,
}

impl Picker {
    /// A picker in which that is chosen.
    pub fn new(chosen: ScopeSet) -> Self {
        let chosen = RwSignal::new(chosen);
        let search = RwSignal::new(String::new());
        let only = RwSignal::new(None::<ScopeSet>);
        let shown = Memo::new(move |_| {
            let found = search.with(|text| find(text));
            match only.get() {
                Some(before) => found.both(before.with(chosen.get())),
                None => found,
            }
        });
        Self {
            chosen,
            search,
            only,
            looked_at: RwSignal::new(None),
            unfolded: RwSignal::new(0),
            undo: RwSignal::new(None),
            shown,
        }
    }

    /// What ticking a part chooses: what is shown of it. Scopes that reveal secrets are chosen one by one only.
    pub fn wanted(self, part: ScopeSet) -> ScopeSet {
        wanted(part, self.shown.get())
    }

    /// How much of a part is chosen, what isn't shown of it included; tracked.
    pub fn share(self, part: ScopeSet) -> Share {
        share(part, wanted(part, ScopeSet::all()), self.chosen.get())
    }

    /// Chooses what is shown of a part, or nothing of it if it is chosen already.
    pub fn toggle(self, part: ScopeSet) {
        let wanted = untrack(|| self.wanted(part));
        let shown = part.both(self.shown.get_untracked());
        let share = share(shown, wanted, self.chosen.get_untracked());
        self.undo.set(None);
        self.chosen.update(|chosen| {
            *chosen = match share {
                Share::All => chosen.without(shown),
                _ => chosen.with(wanted),
            };
        });
    }

    /// Puts another set in place of the chosen one, in a way that can be taken back.
    pub fn replace(self, set: ScopeSet, said: String) {
        let before = self.chosen.get_untracked();
        self.chosen.set(set);
        self.undo.set((before != set).then_some((said, before)));
        if self.only.get_untracked().is_some() {
            self.only.set(Some(set));
        }
    }
}

fn wanted(part: ScopeSet, shown: ScopeSet) -> ScopeSet {
    if part.count() == 1 {
        part.both(shown)
    } else {
        part.both(shown).without(reveals_secrets())
    }
}

fn share(shown: ScopeSet, wanted: ScopeSet, chosen: ScopeSet) -> Share {
    if shown.both(chosen).is_empty() {
        Share::None
    } else if chosen.both(wanted) == wanted {
        Share::All
    } else {
        Share::Mixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::api_keys::scopes::of_controller;

    #[test]
    fn a_row_is_whole_without_the_scope_that_reveals_secrets() {
        let row = of_controller("nas_shares");
        let all = ScopeSet::all();
        let (secret, _) = ScopeSet::parse("nas_shares/get_password");
        assert_eq!(wanted(row, all), row.without(secret));
        assert_eq!(wanted(secret, all), secret);
        assert_eq!(share(row, wanted(row, all), ScopeSet::default()), Share::None);
        assert_eq!(share(row, wanted(row, all), secret), Share::Mixed);
        assert_eq!(share(row, wanted(row, all), row.without(secret)), Share::All);
        assert_eq!(share(row, wanted(row, all), row), Share::All);
    }

    #[test]
    fn what_is_not_shown_is_not_chosen_along() {
        let (shown, _) = ScopeSet::parse("users/index,users/show");
        let row = of_controller("users");
        assert_eq!(wanted(row, shown), shown);
        assert_eq!(share(row.both(shown), shown, shown), Share::All);
    }
}
