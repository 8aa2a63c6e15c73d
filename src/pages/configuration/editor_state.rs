//! The state of an editor: what is typed, and what it belongs to.

use leptos::prelude::*;

use super::changes::{Part, RowId};
use super::json;
use super::store::Store;
use super::validation::{key_problem, value_problem};
use super::value_kind::ValueKind;
use crate::layouts::focus_when_drawn;

/// A key or a value while it is typed.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What is typed.
    pub text: RwSignal<String>,
    /// What the value looked like at first: while one types, the editor stays the same.
    pub kind: RwSignal<ValueKind>,
    /// Whether the value is edited as plain text, whatever it looks like.
    pub raw: RwSignal<bool>,
    /// Why it couldn't be saved.
    pub error: RwSignal<Option<String>>,
}

impl Draft {
    /// An empty text.
    pub fn new() -> Self {
        Self {
            text: RwSignal::default(),
            kind: RwSignal::default(),
            raw: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Begins anew with that text.
    pub fn reset(self, text: String, kind: ValueKind) {
        self.text.set(text);
        self.kind.set(kind);
        self.raw.set(false);
        self.error.set(None);
    }

    /// Takes what is typed; the error was about the text before.
    pub fn input(self, text: String) {
        self.error.set(None);
        self.text.set(text);
    }

    /// Whether Enter begins another line; tracked.
    pub fn is_multiline(self) -> bool {
        self.raw.get() || self.kind.get().is_multiline()
    }

    /// Whether the text is still of the kind that is edited; if not, says why and gives `false`.
    pub fn check_kind(self) -> bool {
        if self.raw.get_untracked() {
            return true;
        }
        let problem = self
            .text
            .with_untracked(|text| self.kind.get_untracked().problem(text));
        let is_fine = problem.is_none();
        self.error.set(problem);
        is_fine
    }

    /// What is wrong with the text as far as one can see while it is typed, or why it couldn't be saved; tracked.
    pub fn problem(self, part: Part) -> Option<String> {
        self.error.get().or_else(|| {
            self.text.with(|text| match part {
                Part::Key if text.is_empty() => None,
                Part::Key => key_problem(text),
                Part::Value => value_problem(text).or_else(|| {
                    let is_json = self.kind.get() == ValueKind::Json && !self.raw.get();
                    is_json.then(|| json::error_in(text)).flatten()
                }),
            })
        })
    }
}

/// What is edited in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditTarget {
    /// The row.
    pub id: RowId,
    /// Its key or its value.
    pub part: Part,
}

impl EditTarget {
    /// The value of a row.
    pub fn value(id: RowId) -> Self {
        Self {
            id,
            part: Part::Value,
        }
    }

    /// The key of a row.
    pub fn key(id: RowId) -> Self {
        Self { id, part: Part::Key }
    }
}

/// The editor in the list: one key or one value at a time.
#[derive(Clone, Copy)]
pub struct EditorState {
    store: Store,
    /// What is edited, if anything is.
    pub target: RwSignal<Option<EditTarget>>,
    /// What is typed.
    pub draft: Draft,
    /// Whether it is being saved.
    pub busy: RwSignal<bool>,
}

impl EditorState {
    /// A closed editor.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            target: RwSignal::new(None),
            draft: Draft::new(),
            busy: RwSignal::new(false),
        }
    }

    /// Whether something was typed that isn't stored; tracked.
    pub fn is_dirty(self) -> bool {
        let Some(target) = self.target.get() else {
            return false;
        };
        let row = self.store.row(target.id);
        self.draft
            .text
            .with(|text| row.is_none_or(|row| row.entry.part(target.part) != text))
    }

    /// Edits something; what is typed elsewhere is saved first.
    pub fn open(self, target: EditTarget) {
        if self.target.get_untracked().is_some() {
            self.save(Some(target));
        } else {
            self.start(target);
        }
    }

    fn start(self, target: EditTarget) {
        let Some(row) = untrack(|| self.store.row(target.id)) else {
            return self.close();
        };
        let kind = match target.part {
            Part::Key => ValueKind::Text,
            Part::Value => ValueKind::of(&row.entry.key, &row.entry.value),
        };
        self.draft.reset(row.entry.part(target.part).to_owned(), kind);
        self.target.set(Some(target));
    }

    /// Closes the editor without saving; the focus goes back to what was edited.
    pub fn close(self) {
        if let Some(EditTarget { id, part }) = self.target.get_untracked() {
            focus_when_drawn(match part {
                Part::Key => format!("#key-{id}"),
                Part::Value => format!("#value-{id}"),
            });
        }
        self.target.set(None);
        self.draft.error.set(None);
    }

    /// Saves what was typed, then edits what comes next, or closes.
    pub fn save(self, next: Option<EditTarget>) {
        let Some(target) = self.target.get_untracked().filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        let go_on = move || match next {
            Some(next) => self.start(next),
            None => self.close(),
        };
        let text = self.draft.text.get_untracked();
        let row = untrack(|| self.store.row(target.id));
        let Some(row) = row.filter(|row| row.entry.part(target.part) != text) else {
            return go_on();
        };
        if target.part == Part::Value && !self.draft.check_kind() {
            return;
        }
        let after = row.entry.clone().with(target.part, text);
        self.draft.error.set(None);
        self.store
            .submit(Some(&row), Some(after), self.busy, move |result| match result {
                Ok(()) => go_on(),
                Err(problem) => self.draft.error.set(Some(problem.text)),
            });
    }
}
