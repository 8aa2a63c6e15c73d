//! The state of an import: its text, and what it would do. Rows of a file add or change something, or are invalid.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::mem;

use api_types::Configuration;
use leptos::prelude::*;

use crate::import::ImportSource;
use crate::pages::configuration::change::{Change, Entry, Part, RowId};
use crate::pages::configuration::change_set::ChangeSet;
use crate::pages::configuration::formats::{FileRow, Format};
use crate::pages::configuration::store::Batch;
use crate::pages::configuration::tree::is_console_key;
use crate::pages::configuration::validation::problem_in;

/// The state of an import.
#[derive(Clone, Copy, Default)]
pub struct ImportState {
    /// The text, and the file that it came from.
    pub source: ImportSource,
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
    /// Reads the text, as long as nothing was applied; tracked. Of another text than `before` nothing is fixed or left out yet.
    /// Gives the text.
    pub fn read(self, before: Option<String>, stored: &[Configuration]) -> String {
        let (text, chosen, replace) = (self.source.text.get(), self.format.get(), self.replaces.get());
        if before.is_some_and(|before| before != text) {
            self.fixes.update_untracked(BTreeMap::clear);
            self.left_out.update(HashSet::clear);
        }
        let (fixes, left_out) = (self.fixes.get(), self.left_out.get_untracked());
        // What the text means is settled then.
        if untrack(|| self.batch.is_started()) {
            return text;
        }
        let recognise = || Format::recognise(&self.source.file_name.read_untracked(), &text);
        let format = chosen.unwrap_or_else(recognise);
        let (mut rows, error) = match format.read(&text) {
            Ok(rows) => (rows, None),
            Err(error) => (
                Vec::new(),
                Some(format!("This can’t be read as {}. {error}", format.label())),
            ),
        };
        self.error.set(error);
        for row in &mut rows {
            if let Some(entry) = fixes.get(&row.line) {
                (row.entry, row.problem) = (entry.clone(), None);
            }
        }
        // A text without rows names no key, which must not remove all of them.
        let replace = replace && !rows.is_empty();
        let mut plan = plan(stored, rows, replace);
        let mut list = mem::take(&mut plan.changes);
        list.retain(|change| !left_out.contains(&change.entry().key));
        self.batch.changes.set(ChangeSet { list });
        self.plan.set((format, plan));
        text
    }

    /// Leaves out the change of a row.
    pub fn leave_out(self, id: RowId) {
        let removed = self.batch.changes.write().remove(id);
        let key = removed.map(|change| change.entry().key.clone());
        self.left_out.update(|left_out| left_out.extend(key));
    }

    /// Notes what is typed into an invalid row. The row isn't drawn anew, so that it keeps the focus.
    pub fn edit_row(self, line: usize, edit: impl FnOnce(&mut Entry)) {
        self.plan.update_untracked(|(_, plan)| {
            if let Some(row) = plan.invalid.iter_mut().find(|row| row.line == line) {
                edit(&mut row.entry);
                self.fixes.write_untracked().insert(line, row.entry.clone());
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
            let rows = mem::take(&mut known.invalid).into_iter();
            let (mut fixed, others): (Vec<_>, Vec<_>) = rows.partition(|row| row.line == line);
            fixed.iter_mut().for_each(|row| row.problem = None);
            let plan = plan(stored, fixed, false);
            known.invalid = [others, plan.invalid].concat();
            known.invalid.sort_by_key(|row| row.line);
            known.unchanged += plan.unchanged;
            self.batch.changes.write().list.extend(plan.changes);
        });
    }
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The changes, in the order of the file; removals come first.
    pub changes: Vec<Change>,
    /// How many rows are stored already as they are.
    pub unchanged: usize,
    /// How many keys of the console a replacement doesn't remove.
    pub spared: usize,
    /// The rows that can't be imported, each with its problem.
    pub invalid: Vec<FileRow>,
}

/// Compares the rows of a file with what is stored. With `replace`, keys that the file doesn't name are removed, except those
/// of the console.
pub fn plan(stored: &[Configuration], rows: Vec<FileRow>, replace: bool) -> Plan {
    let mut plan = Plan::default();
    let by_key = stored.iter().map(|record| (record.key.as_str(), record));
    let by_key: HashMap<&str, &Configuration> = by_key.collect();
    if replace {
        // An invalid row names its key as well: what it means isn't known yet, so that key stays.
        let named: HashSet<&str> = rows.iter().map(|row| row.entry.key.as_str()).collect();
        for record in stored
            .iter()
            .filter(|record| !named.contains(record.key.as_str()))
        {
            if is_console_key(&record.key) {
                plan.spared += 1;
            } else {
                plan.changes.push(Change::from(record).to(None));
            }
        }
    }
    // The line and the value of the rows so far.
    let mut seen: HashMap<String, (usize, String)> = HashMap::new();
    for FileRow { line, entry, problem } in rows {
        let first = seen.get(&entry.key);
        let contradicted = first.filter(|(_, value)| *value != entry.value);
        let problem = problem
            .or_else(|| problem_in(Part::Key, &entry.key))
            .or_else(|| problem_in(Part::Value, &entry.value))
            .or_else(|| contradicted.map(|(line, _)| format!("Line {line} gives this key another value.")));
        if problem.is_some() {
            plan.invalid.push(FileRow { line, entry, problem });
            continue;
        }
        if first.is_some() {
            continue;
        }
        seen.insert(entry.key.clone(), (line, entry.value.clone()));
        match by_key.get(entry.key.as_str()) {
            Some(record) if record.value == entry.value => plan.unchanged += 1,
            Some(record) => plan.changes.push(Change::from(*record).to(Some(entry))),
            None => plan.changes.push(Change::added(entry)),
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::configuration::change::record;
    use crate::pages::configuration::change_set::summarize;

    fn planned(text: &str, replace: bool) -> Plan {
        let records = [
            record(1, "a", "1"),
            record(2, "b", "2"),
            record(3, "console.theme", "dark"),
        ];
        plan(&records, Format::Env.read(text).unwrap(), replace)
    }

    #[test]
    fn merging_keeps_the_rest_and_replacing_spares_the_console_and_the_keys_of_invalid_rows() {
        for (text, replace, keys, summary, counts) in [
            (
                "a=1\nb=3\nc=4",
                false,
                "b c",
                "1 to be added, 1 to be changed",
                (1, 0, 0),
            ),
            (
                "b=\"open\nc=4",
                true,
                "a c",
                "1 to be added, 1 to be removed",
                (0, 1, 1),
            ),
            ("k=1\nk=1", false, "k", "1 to be added", (0, 0, 0)),
        ] {
            let plan = planned(text, replace);
            let planned: Vec<_> = plan
                .changes
                .iter()
                .map(|change| change.entry().key.as_str())
                .collect();
            assert_eq!(planned.join(" "), keys);
            assert_eq!(summarize(plan.changes.iter()), summary);
            assert_eq!((plan.unchanged, plan.spared, plan.invalid.len()), counts);
        }
    }

    #[test]
    fn two_invalid_rows_of_a_thousand_leave_the_others() {
        let mut text: String = (0..998).map(|number| format!("k{number}=v\n")).collect();
        text.push_str("42=x\nk7=other\n");
        let plan = planned(&text, false);
        assert_eq!((plan.changes.len(), plan.invalid.len()), (998, 2));
        assert_eq!(plan.invalid[0].line, 999);
        assert_eq!(
            plan.invalid[1].problem.as_deref(),
            Some("Line 8 gives this key another value.")
        );
    }
}
