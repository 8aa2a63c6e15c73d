//! What an import would do: which rows of a file add or change something, and which are invalid.

use std::collections::{HashMap, HashSet};

use api_types::Configuration;

use crate::pages::configuration::changes::Change;
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
    // An invalid row names its key as well: what it means isn't known yet, so that key stays.
    let named: HashSet<String> = rows.iter().map(|row| row.entry.key.clone()).collect();
    // The line and the value of the rows so far.
    let mut seen: HashMap<String, (usize, String)> = HashMap::new();
    let mut changes = Vec::new();
    for FileRow { line, entry, problem } in rows {
        let first = seen.get(&entry.key);
        let problem = problem
            .or_else(|| key_problem(&entry.key))
            .or_else(|| value_problem(&entry.value))
            .or_else(|| match first {
                Some((line, value)) if *value != entry.value => {
                    Some(format!("Line {line} gives this key another value."))
                }
                _ => None,
            });
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
            record => changes.push(Change {
                before: record.map(|record| (*record).clone()),
                after: Some(entry),
            }),
        }
    }
    if replace {
        for record in stored.iter().filter(|record| !named.contains(&record.key)) {
            if is_console_key(&record.key) {
                plan.spared += 1;
            } else {
                plan.changes.push(Change {
                    before: Some(record.clone()),
                    after: None,
                });
            }
        }
    }
    plan.changes.append(&mut changes);
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::configuration::changes::ChangeKind;
    use crate::pages::configuration::formats::Format;

    fn records() -> Vec<Configuration> {
        [("a", "1"), ("b", "2"), ("console.theme", "dark")]
            .into_iter()
            .zip(1..)
            .map(|((key, value), id)| Configuration {
                id,
                key: key.into(),
                value: value.into(),
            })
            .collect()
    }

    fn planned(text: &str, replace: bool) -> Plan {
        plan(&records(), Format::Env.read(text).unwrap(), replace)
    }

    fn kinds(plan: &Plan) -> Vec<(ChangeKind, &str)> {
        plan.changes
            .iter()
            .map(|change| (change.kind(), change.key()))
            .collect()
    }

    #[test]
    fn merging_keeps_what_the_file_does_not_name() {
        let plan = planned("a=1\nb=3\nc=4", false);
        assert_eq!(
            kinds(&plan),
            [(ChangeKind::Changed, "b"), (ChangeKind::Added, "c")]
        );
        assert_eq!((plan.unchanged, plan.spared, plan.invalid.len()), (1, 0, 0));
    }

    #[test]
    fn replacing_spares_the_console_and_the_keys_of_invalid_rows() {
        let plan = planned("b=\"open\nc=4", true);
        assert_eq!(
            kinds(&plan),
            [(ChangeKind::Removed, "a"), (ChangeKind::Added, "c")]
        );
        assert_eq!((plan.spared, plan.invalid.len()), (1, 1));
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
        assert_eq!(planned("k=1\nk=1", false).invalid, []);
    }
}
