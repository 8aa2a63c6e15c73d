//! What an import would do: which rows of a file add or change something, and which are broken.

use std::collections::HashMap;

use api_types::Configuration;

use super::change::{Change, Entry};
use super::formats::FileRow;
use super::kind::{key_problem, value_problem};
use super::tree::is_own;

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The changes, in the order of the file; what goes comes first.
    pub changes: Vec<Change>,
    /// How many rows say what is stored already.
    pub same: usize,
    /// How many of the console's own keys a replacement spares.
    pub spared: usize,
    /// The rows that are broken, each with its problem.
    pub broken: Vec<FileRow>,
}

/// Compares the rows of a file with what is stored. With `replaces`, what the file doesn't name goes, except the console's own
/// keys.
pub fn plan(records: &[Configuration], rows: Vec<FileRow>, replaces: bool) -> Plan {
    let mut plan = Plan::default();
    let stored: HashMap<&str, &Configuration> = records
        .iter()
        .map(|record| (record.key.as_str(), record))
        .collect();
    // The line and the value of every key that was met.
    let mut met: HashMap<String, (usize, String)> = HashMap::new();
    let mut changes = Vec::new();
    for mut row in rows {
        let problem = row
            .problem
            .take()
            .or_else(|| key_problem(&row.key))
            .or_else(|| value_problem(&row.value))
            .or_else(|| match met.get(&row.key) {
                Some((line, value)) if *value != row.value => {
                    Some(format!("Line {line} gives this key another value."))
                }
                _ => None,
            });
        if problem.is_some() {
            plan.broken.push(FileRow { problem, ..row });
            continue;
        }
        if met
            .insert(row.key.clone(), (row.line, row.value.clone()))
            .is_some()
        {
            continue;
        }
        match stored.get(row.key.as_str()) {
            None => changes.push(Change::add(row.key, row.value)),
            Some(record) if record.value == row.value => plan.same += 1,
            Some(record) => changes.push(Change {
                id: Some(record.id),
                before: Some(Entry::of(record)),
                after: Some(Entry {
                    key: row.key,
                    value: row.value,
                }),
            }),
        }
    }
    if replaces {
        // A broken row names a key as well: what it means isn't known yet, so that key stays.
        let named = |key: &str| met.contains_key(key) || plan.broken.iter().any(|row| row.key == key);
        for record in records.iter().filter(|record| !named(&record.key)) {
            if is_own(&record.key) {
                plan.spared += 1;
            } else {
                plan.changes.push(Change {
                    id: Some(record.id),
                    before: Some(Entry::of(record)),
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
    use super::super::change::Nature;
    use super::super::formats::Format;
    use super::*;

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

    fn planned(text: &str, replaces: bool) -> Plan {
        plan(&records(), Format::Env.read(text).unwrap(), replaces)
    }

    fn natures(plan: &Plan) -> Vec<(Nature, &str)> {
        plan.changes
            .iter()
            .map(|change| (change.nature(), change.key()))
            .collect()
    }

    #[test]
    fn merging_keeps_what_the_file_does_not_name() {
        let plan = planned("a=1\nb=3\nc=4", false);
        assert_eq!(natures(&plan), [(Nature::Changed, "b"), (Nature::Added, "c")]);
        assert_eq!((plan.same, plan.spared, plan.broken.len()), (1, 0, 0));
    }

    #[test]
    fn replacing_spares_the_console_and_what_is_broken() {
        let plan = planned("b=\"open\nc=4", true);
        assert_eq!(natures(&plan), [(Nature::Removed, "a"), (Nature::Added, "c")]);
        assert_eq!((plan.spared, plan.broken.len()), (1, 1));
    }

    #[test]
    fn two_broken_rows_of_a_thousand_leave_the_others() {
        let mut text: String = (0..998).map(|number| format!("k{number}=v\n")).collect();
        text.push_str("42=x\nk7=other\n");
        let plan = planned(&text, false);
        assert_eq!((plan.changes.len(), plan.broken.len()), (998, 2));
        assert_eq!(plan.broken[0].line, 999);
        assert_eq!(
            plan.broken[1].problem.as_deref(),
            Some("Line 8 gives this key another value.")
        );
        assert_eq!(planned("k=1\nk=1", false).broken, []);
    }
}
