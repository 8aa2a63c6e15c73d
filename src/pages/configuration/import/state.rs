//! The state of an import: its text, what it would do, and which of its rows are invalid.

use std::collections::{BTreeMap, HashSet};

use leptos::prelude::*;

use super::plan::{Plan, plan};
use crate::pages::configuration::batch::Batch;
use crate::pages::configuration::changes::{ChangeSet, Entry};
use crate::pages::configuration::formats::{FileRow, Format};
use crate::pages::configuration::store::Store;

/// The state of an import.
#[derive(Clone, Copy)]
pub struct ImportState {
    store: Store,
    /// The text.
    pub text: RwSignal<String>,
    /// The name of the file that it came from.
    pub file_name: RwSignal<Option<String>>,
    /// Whether the text of a file is shown.
    pub shows_text: RwSignal<bool>,
    /// The format that was chosen; none to recognise it.
    pub format: RwSignal<Option<Format>>,
    /// Whether keys that the file doesn't name are removed.
    pub replaces: RwSignal<bool>,
    /// Why nothing of the text can be read.
    pub error: RwSignal<Option<String>>,
    /// The format that is read.
    pub read_as: RwSignal<Format>,
    /// The changes.
    pub batch: Batch,
    /// The keys of changes that were left out: they stay out when the text is read again.
    pub left_out: RwSignal<HashSet<String>>,
    /// How many rows are stored already as they are.
    pub unchanged: RwSignal<usize>,
    /// How many keys of the console a replacement doesn't remove.
    pub spared: RwSignal<usize>,
    /// The rows that can't be imported.
    pub invalid_rows: RwSignal<Vec<FileRow>>,
    /// Whether applying has begun: what the text means is settled then.
    pub started: RwSignal<bool>,
    /// What was typed into invalid rows, by line.
    fixes: StoredValue<BTreeMap<usize, Entry>>,
    rereads: Trigger,
}

impl ImportState {
    /// Nothing is chosen yet.
    pub fn new(store: Store) -> Self {
        let state = Self {
            store,
            text: RwSignal::default(),
            file_name: RwSignal::new(None),
            shows_text: RwSignal::new(false),
            format: RwSignal::new(None),
            replaces: RwSignal::new(false),
            error: RwSignal::new(None),
            read_as: RwSignal::new(Format::Env),
            batch: Batch::new(),
            left_out: RwSignal::default(),
            unchanged: RwSignal::new(0),
            spared: RwSignal::new(0),
            invalid_rows: RwSignal::default(),
            started: RwSignal::new(false),
            fixes: StoredValue::default(),
            rereads: Trigger::new(),
        };
        Effect::new(move |_| {
            state.rereads.track();
            let (chosen, replace) = (state.format.get(), state.replaces.get());
            state.text.with(|text| {
                if !state.started.get_untracked() {
                    state.read(text, chosen, replace);
                }
            });
        });
        state
    }

    /// Takes another text.
    pub fn set_text(self, text: String) {
        self.fixes.set_value(BTreeMap::new());
        self.left_out.update(HashSet::clear);
        self.error.set(None);
        self.text.set(text);
    }

    fn read(self, text: &str, chosen: Option<Format>, replace: bool) {
        let file_name = self.file_name.get_untracked().unwrap_or_default();
        let format = chosen.unwrap_or_else(|| Format::recognise(&file_name, text));
        self.read_as.set(format);
        let rows = if text.trim().is_empty() {
            Ok(Vec::new())
        } else {
            format.read(text)
        };
        let mut rows = rows.unwrap_or_else(|error| {
            self.error
                .set(Some(format!("This can’t be read as {}. {error}", format.label())));
            Vec::new()
        });
        self.fixes.with_value(|fixes| {
            for row in &mut rows {
                if let Some(entry) = fixes.get(&row.line) {
                    (row.entry, row.problem) = (entry.clone(), None);
                }
            }
        });
        // A text without rows names no key, which must not remove all of them.
        let replace = replace && !rows.is_empty();
        let mut plan = self.plan(rows, replace);
        self.left_out
            .with_untracked(|left_out| plan.changes.retain(|change| !left_out.contains(change.key())));
        self.batch.changes.set(plan.changes.into_iter().collect());
        self.unchanged.set(plan.unchanged);
        self.spared.set(plan.spared);
        self.invalid_rows.set(plan.invalid);
    }

    fn plan(self, rows: Vec<FileRow>, replace: bool) -> Plan {
        self.store
            .records
            .list
            .with_untracked(|stored| plan(stored, rows, replace))
    }

    /// Leaves out the change of that number.
    pub fn leave_out(self, number: u32) {
        let removed = self
            .batch
            .changes
            .try_update(|changes| changes.remove(number))
            .flatten();
        self.left_out
            .update(|left_out| left_out.extend(removed.map(|change| change.key().to_owned())));
    }

    /// Notes what is typed into an invalid row. The row isn't drawn anew, so that it keeps the focus.
    pub fn edit_row(self, line: usize, edit: impl FnOnce(&mut Entry)) {
        self.invalid_rows.update_untracked(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.line == line) {
                edit(&mut row.entry);
                self.fixes
                    .update_value(|fixes| drop(fixes.insert(line, row.entry.clone())));
            }
        });
    }

    /// Imports a row as it was fixed; one that is still invalid says why.
    pub fn import_row(self, line: usize) {
        if !self.started.get_untracked() {
            self.edit_row(line, |_| ());
            return self.rereads.notify();
        }
        let rows = self.invalid_rows.get_untracked();
        let (mut fixed, mut rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.line == line);
        fixed.iter_mut().for_each(|row| row.problem = None);
        let plan = self.plan(fixed, false);
        rows.extend(plan.invalid);
        rows.sort_by_key(|row| row.line);
        self.invalid_rows.set(rows);
        self.unchanged.update(|unchanged| *unchanged += plan.unchanged);
        self.batch.changes.update(|changes: &mut ChangeSet| {
            for change in plan.changes {
                changes.push(change);
            }
        });
    }
}
