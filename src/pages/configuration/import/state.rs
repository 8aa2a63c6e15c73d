//! The state of an import: its text, and what it would do.

use std::collections::{BTreeMap, HashSet};

use api_types::Configuration;
use leptos::prelude::*;

use super::plan::{Plan, plan};
use crate::pages::configuration::change::{Entry, RowId};
use crate::pages::configuration::change_set::ChangeSet;
use crate::pages::configuration::formats::Format;
use crate::pages::configuration::store::Batch;

/// The state of an import.
#[derive(Clone, Copy, Default)]
pub struct ImportState {
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
    /// The format that is read, and what becomes of the rows; the changes are in the batch.
    pub plan: RwSignal<(Format, Plan)>,
    /// The changes.
    pub batch: Batch,
    /// The keys of changes that were left out: they stay out when the text is read again.
    pub left_out: RwSignal<HashSet<String>>,
    /// What was typed into invalid rows, by line.
    fixes: RwSignal<BTreeMap<usize, Entry>>,
}

impl ImportState {
    /// Takes another text.
    pub fn set_text(self, text: String) {
        self.fixes.update_untracked(BTreeMap::clear);
        self.left_out.update(HashSet::clear);
        self.text.set(text);
    }

    /// Reads the text, as long as nothing was applied; tracked.
    pub fn read(self, stored: &[Configuration]) {
        let (text, chosen, replace) = (self.text.get(), self.format.get(), self.replaces.get());
        let (fixes, left_out) = (self.fixes.get(), self.left_out.get_untracked());
        // What the text means is settled then.
        if untrack(|| self.batch.is_started()) {
            return;
        }
        self.error.set(None);
        let file_name = self.file_name.get_untracked().unwrap_or_default();
        let format = chosen.unwrap_or_else(|| Format::recognise(&file_name, &text));
        let rows = if text.trim().is_empty() {
            Ok(Vec::new())
        } else {
            format.read(&text)
        };
        let mut rows = rows.unwrap_or_else(|error| {
            let error = format!("This can’t be read as {}. {error}", format.label());
            self.error.set(Some(error));
            Vec::new()
        });
        for row in &mut rows {
            if let Some(entry) = fixes.get(&row.line) {
                (row.entry, row.problem) = (entry.clone(), None);
            }
        }
        // A text without rows names no key, which must not remove all of them.
        let replace = replace && !rows.is_empty();
        let mut plan = plan(stored, rows, replace);
        let mut list = std::mem::take(&mut plan.changes);
        list.retain(|change| !left_out.contains(&change.entry().key));
        self.batch.changes.set(ChangeSet { list });
        self.plan.set((format, plan));
    }

    /// Leaves out the change of a row.
    pub fn leave_out(self, id: RowId) {
        let removed = self
            .batch
            .changes
            .try_update(|changes| changes.remove(id))
            .flatten();
        self.left_out
            .update(|left_out| left_out.extend(removed.map(|change| change.entry().key.clone())));
    }

    /// Notes what is typed into an invalid row. The row isn't drawn anew, so that it keeps the focus.
    pub fn edit_row(self, line: usize, edit: impl FnOnce(&mut Entry)) {
        self.plan.update_untracked(|(_, plan)| {
            if let Some(row) = plan.invalid.iter_mut().find(|row| row.line == line) {
                edit(&mut row.entry);
                self.fixes
                    .update_untracked(|fixes| drop(fixes.insert(line, row.entry.clone())));
            }
        });
    }

    /// Imports a row as it was fixed; one that is still invalid says why.
    pub fn import_row(self, line: usize, stored: &[Configuration]) {
        if !untrack(|| self.batch.is_started()) {
            self.edit_row(line, |_| ());
            return self.fixes.notify();
        }
        self.plan.update(|(_, known)| {
            let rows = std::mem::take(&mut known.invalid).into_iter();
            let (mut fixed, others): (Vec<_>, Vec<_>) = rows.partition(|row| row.line == line);
            fixed.iter_mut().for_each(|row| row.problem = None);
            let plan = plan(stored, fixed, false);
            known.invalid = [others, plan.invalid].concat();
            known.invalid.sort_by_key(|row| row.line);
            known.unchanged += plan.unchanged;
            self.batch
                .changes
                .update(|changes| changes.list.extend(plan.changes));
        });
    }
}
