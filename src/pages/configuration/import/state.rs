//! The state of an import: the rows of its text, and what they would do.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::{mem, slice};

use api_types::Configuration;
use leptos::prelude::*;

use crate::import::ImportSource;
use crate::pages::configuration::batch::Batch;
use crate::pages::configuration::change::{Change, RowId};
use crate::pages::configuration::change_set::ChangeSet;
use crate::pages::configuration::entry::{Entry, Part};
use crate::pages::configuration::store::Store;
use crate::pages::configuration::tree::is_console_key;
use crate::pages::configuration::validation::problem_in;
use formats::entries::{Format, Row};

/// The state of an import.
#[derive(Clone, Copy)]
pub struct ImportState {
    store: Store,
    /// The text, and the file that it came from.
    pub source: ImportSource,
    /// The format that was chosen; none to recognise it.
    pub chosen: RwSignal<Option<Format>>,
    /// The format in which the text is read.
    pub format: Memo<Format>,
    /// Why nothing of the text can be read.
    pub error: RwSignal<Option<String>>,
    /// The rows of the text, with what was fixed in them. Typing draws nothing anew, so that the field keeps the focus.
    rows: RwSignal<Vec<Row>>,
    /// Whether keys that the file doesn't name are removed.
    pub replaces: RwSignal<bool>,
    /// What becomes of the rows, but for the changes.
    pub plan: RwSignal<Plan>,
    /// The changes.
    pub batch: Batch,
    /// The keys of changes that were left out: they stay out when the text is read again.
    pub left_out: RwSignal<HashSet<String>>,
}

impl ImportState {
    /// Reads the text and plans what it would do, until that is applied: then the fields that it depends on are gone.
    pub fn new(store: Store) -> Self {
        let (source, chosen) = (ImportSource::default(), RwSignal::new(None));
        let recognise = move || Format::recognise(&source.file_name.read_untracked(), &source.text.read());
        let import = Self {
            store,
            source,
            chosen,
            format: Memo::new(move |_| chosen.get().unwrap_or_else(recognise)),
            error: RwSignal::new(None),
            rows: RwSignal::default(),
            replaces: RwSignal::new(false),
            plan: RwSignal::default(),
            batch: Batch::default(),
            left_out: RwSignal::default(),
        };
        Effect::new(move |before: Option<String>| {
            let (text, format) = (source.text.get(), import.format.get());
            if before.is_some_and(|before| before != text) {
                import.left_out.update(HashSet::clear);
            }
            let rows = format.read(&text);
            let error = rows.as_ref().err();
            let error = error.map(|error| format!("This can’t be read as {}. {error}", format.label()));
            import.error.set(error);
            import.rows.set(rows.unwrap_or_default());
            text
        });
        Effect::new(move |_| {
            let rows = import.rows.read();
            // A text without rows names no key, which must not remove all of them.
            let replaces = import.replaces.get() && !rows.is_empty();
            let mut plan = plan(&store.records.read_untracked(), &rows, replaces);
            let mut list = mem::take(&mut plan.changes);
            let left_out = import.left_out.read_untracked();
            list.retain(|change| !left_out.contains(&change.entry().key));
            import.batch.changes.set(ChangeSet { list });
            import.plan.set(plan);
        });
        import
    }

    /// Leaves out the change of a row.
    pub fn leave_out(self, id: RowId) {
        let key = self.batch.remove(id).map(|change| change.entry().key.clone());
        self.left_out.update(|left_out| left_out.extend(key));
    }

    /// The row of that index as it stands now.
    pub fn row(self, index: usize) -> Option<Row> {
        self.rows.read_untracked().get(index).cloned()
    }

    /// Notes what is typed into an invalid row.
    pub fn edit_row(self, index: usize, edit: impl FnOnce(&mut Row)) {
        self.rows.update_untracked(|rows| {
            if let Some(row) = rows.get_mut(index) {
                edit(row);
                row.problem = None;
            }
        });
    }

    /// Imports a row as it was fixed; one that is still invalid says why.
    pub fn import_row(self, index: usize) {
        self.edit_row(index, |_| ());
        if !untrack(|| self.batch.is_started()) {
            return self.rows.notify();
        }
        // What became of the others stays.
        let Some(row) = self.row(index) else { return };
        let plan = plan(&self.store.records.read_untracked(), slice::from_ref(&row), false);
        self.plan.update(|known| {
            known.invalid.remove(&index);
            known
                .invalid
                .extend(plan.invalid.into_values().map(|problem| (index, problem)));
            known.unchanged += plan.unchanged;
        });
        self.batch
            .changes
            .update(|changes| changes.list.extend(plan.changes));
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
    /// What is wrong with the rows that can't be imported, by their indices.
    pub invalid: BTreeMap<usize, String>,
}

/// Compares the rows of a file with what is stored. With `replace`, keys that the file doesn't name are removed, except those
/// of the console.
pub fn plan(stored: &[Configuration], rows: &[Row], replace: bool) -> Plan {
    let mut plan = Plan::default();
    if replace {
        // An invalid row names its key as well: what it means isn't known yet, so that key stays.
        let named: HashSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        let others = stored
            .iter()
            .filter(|record| !named.contains(record.key.as_str()));
        let (console, removed): (Vec<_>, Vec<_>) = others.partition(|record| is_console_key(&record.key));
        plan.spared = console.len();
        plan.changes
            .extend(removed.into_iter().map(|record| Change::from(record).to(None)));
    }
    let by_key: HashMap<&str, &Configuration> = stored
        .iter()
        .map(|record| (record.key.as_str(), record))
        .collect();
    // The first valid row of each key.
    let mut seen: HashMap<&str, &Row> = HashMap::new();
    for (index, row) in rows.iter().enumerate() {
        let Row { key, value, .. } = row;
        let first = seen.get(key.as_str());
        let contradicted = first.filter(|first| first.value != *value);
        let problem = row.problem.clone();
        let problem = problem
            .or_else(|| problem_in(Part::Key, key))
            .or_else(|| problem_in(Part::Value, value))
            .or_else(|| {
                contradicted.map(|first| format!("Line {} gives this key another value.", first.line))
            });
        if let Some(problem) = problem {
            plan.invalid.insert(index, problem);
            continue;
        }
        if first.is_some() {
            continue;
        }
        seen.insert(key, row);
        let after = Entry::new(key, value);
        match by_key.get(key.as_str()) {
            Some(record) if record.value == *value => plan.unchanged += 1,
            Some(record) => plan.changes.push(Change::from(*record).to(Some(after))),
            None => plan.changes.push(Change::added(after)),
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
        plan(&records, &Format::Env.read(text).unwrap(), replace)
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
        // The rows are counted from 0.
        assert!(plan.invalid[&998].contains("digits alone"));
        assert_eq!(plan.invalid[&999], "Line 8 gives this key another value.");
    }
}
