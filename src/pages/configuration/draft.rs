//! What is being edited in place: one value or one key at a time.

use super::change::{Entry, Row};
use super::kind::Kind;
use super::store::Store;
use crate::layouts::focus_when_drawn;
use leptos::prelude::*;

/// Which of a row is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The row.
    pub id: i64,
    /// Whether it is its key rather than its value.
    pub is_key: bool,
}

/// What is typed.
#[derive(Clone, Copy)]
pub struct Draft {
    /// What is edited; none if nothing is.
    pub target: RwSignal<Option<Target>>,
    /// What is typed.
    pub text: RwSignal<String>,
    /// What its value looked like when the editor opened: while one types, the editor stays the same.
    pub kind: RwSignal<Kind>,
    /// Whether the stored text is edited as it is.
    pub raw: RwSignal<bool>,
    /// What is wrong with it.
    pub problem: RwSignal<Option<String>>,
    /// Whether it is being saved.
    pub busy: RwSignal<bool>,
}

/// What follows when a draft is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The editor closes.
    Close,
    /// Another opens.
    Open(Target),
}

impl Draft {
    /// Nothing.
    pub fn new() -> Self {
        Self {
            target: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            kind: RwSignal::new(Kind::Line),
            raw: RwSignal::new(false),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Whether that is edited; tracked.
    pub fn edits(self, target: Target) -> bool {
        self.target.get() == Some(target)
    }

    /// Whether something was typed that isn't stored; tracked.
    pub fn is_dirty(self, store: Store) -> bool {
        let Some(target) = self.target.get() else {
            return false;
        };
        let text = self.text.get();
        let row = store
            .rows
            .with(|rows| rows.iter().find(|row| row.id == target.id).cloned());
        row.is_none_or(|row| text != *part(&row, target.is_key))
    }

    /// Opens the editor of something; what is typed elsewhere is saved first.
    pub fn open(self, store: Store, target: Target) {
        if self.target.get_untracked().is_some() {
            self.commit(store, Next::Open(target));
        } else {
            self.start(store, target);
        }
    }

    fn start(self, store: Store, target: Target) {
        let Some(row) = store.row(target.id) else {
            return self.close();
        };
        self.kind.set(if target.is_key {
            Kind::Line
        } else {
            Kind::of(&row.key, &row.value)
        });
        self.raw.set(false);
        self.problem.set(None);
        self.text.set(part(&row, target.is_key).clone());
        self.target.set(Some(target));
    }

    /// Gives up what was typed.
    pub fn close(self) {
        if let Some(target) = self.target.get_untracked() {
            let part = if target.is_key { "key" } else { "value" };
            focus_when_drawn(format!("#{part}-{}", target.id));
        }
        self.target.set(None);
        self.problem.set(None);
    }

    /// Saves what was typed.
    pub fn commit(self, store: Store, next: Next) {
        let Some(target) = self.target.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        let go_on = move || match next {
            Next::Close => self.close(),
            Next::Open(target) => self.start(store, target),
        };
        let Some(row) = store.row(target.id) else {
            return go_on();
        };
        let text = self.text.get_untracked();
        if text == *part(&row, target.is_key) {
            return go_on();
        }
        if !target.is_key
            && !self.raw.get_untracked()
            && let Some(problem) = self.kind.get_untracked().refuses(&text)
        {
            return self.problem.set(Some(problem));
        }
        let after = if target.is_key {
            Entry {
                key: text,
                ..row.entry()
            }
        } else {
            Entry {
                value: text,
                ..row.entry()
            }
        };
        self.problem.set(None);
        let then = Box::new(move |refusal: Option<super::save::Refusal>| match refusal {
            None => go_on(),
            Some(refusal) => self.problem.set(Some(refusal.text)),
        });
        store.submit(row.to(Some(after)), self.busy, then);
    }
}

fn part(row: &Row, is_key: bool) -> &String {
    if is_key { &row.key } else { &row.value }
}
