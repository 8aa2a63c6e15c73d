//! What an import would do: which rows of a file add or change something, and which are invalid.

use std::collections::{HashMap, HashSet};

use api_types::Configuration;

use crate::pages::configuration::change::Change;
use crate::pages::configuration::formats::FileRow;
use crate::pages::configuration::tree::is_console_key;
use crate::pages::configuration::validation::{key_problem, value_problem};

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
    let by_key: HashMap<&str, &Configuration> = stored
        .iter()
        .map(|record| (record.key.as_str(), record))
        .collect();
    if replace {
        // An invalid row names its key as well: what it means isn't known yet, so that key stays.
        let named: HashSet<&str> = rows.iter().map(|row| row.entry.key.as_str()).collect();
        let unnamed = stored
            .iter()
            .filter(|record| !named.contains(record.key.as_str()));
        let (spared, removed): (Vec<_>, Vec<_>) = unnamed.partition(|record| is_console_key(&record.key));
        plan.spared = spared.len();
        plan.changes = removed
            .into_iter()
            .map(|record| Change::from(record).to(None))
            .collect();
    }
    // The line and the value of the rows so far.
    let mut seen: HashMap<String, (usize, String)> = HashMap::new();
    for FileRow { line, entry, problem } in rows {
        let first = seen.get(&entry.key);
        let contradicted = first.filter(|(_, value)| *value != entry.value);
        let problem = problem
            .or_else(|| key_problem(&entry.key))
            .or_else(|| value_problem(&entry.value))
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
    use crate::pages::configuration::formats::Format;

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
            ("a=1\nb=3\nc=4", false, "b c", "1 added, 1 changed", (1, 0, 0)),
            ("b=\"open\nc=4", true, "a c", "1 added, 1 removed", (0, 1, 1)),
            ("k=1\nk=1", false, "k", "1 added", (0, 0, 0)),
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
