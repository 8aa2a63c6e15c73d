//! Which entries of a combobox match what is typed.

/// Something to choose: a value, what it is called, and what else is good to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// What stands in the field once it is chosen.
    pub(super) value: String,
    /// What it is called.
    pub(super) name: String,
    /// What else is good to know.
    pub(super) note: String,
    /// What is searched in.
    text: String,
}

impl Entry {
    /// An entry.
    pub(super) fn new(value: String, name: String, note: String) -> Self {
        let text = format!("{name}\n{note}").to_lowercase();
        Self {
            value,
            name,
            note,
            text,
        }
    }

    /// How well it matches: less is better.
    fn rank(&self, typed: &str) -> Option<usize> {
        let name = self.text.split('\n').next().unwrap_or_default();
        if self.value == typed || name == typed {
            Some(0)
        } else if self.value.starts_with(typed) || name.starts_with(typed) {
            Some(1)
        } else {
            self.text.contains(typed).then_some(2)
        }
    }
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Matches {
    /// The places of the best matches, best first.
    pub(super) shown: Vec<usize>,
    /// How many match in all.
    pub(super) total: usize,
}

/// The entries that match: those of that very value or name, then those that begin with what is typed, then those that
/// hold it. `most` of them are shown.
pub(super) fn matches(entries: &[Entry], typed: &str, most: usize) -> Matches {
    let typed = typed.trim().to_lowercase();
    let mut ranked = [const { Vec::new() }; 3];
    let mut total = 0;
    for (index, entry) in entries.iter().enumerate() {
        if let Some(rank) = entry.rank(&typed) {
            total += 1;
            if ranked[rank].len() < most {
                ranked[rank].push(index);
            }
        }
    }
    let mut shown = ranked.concat();
    shown.truncate(most);
    Matches { shown, total }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, most: usize) -> (Vec<String>, usize) {
        let entries = [
            ("33", "www-data", "www-data"),
            ("330", "ada", "Ada Lovelace"),
            ("1033", "data", "Load data"),
            ("7", "Data7", "Room 33"),
        ]
        .map(|(value, name, note)| Entry::new(value.into(), name.into(), note.into()));
        let matches = matches(&entries, typed, most);
        let names = matches.shown.iter().map(|index| entries[*index].name.clone());
        (names.collect(), matches.total)
    }

    #[test]
    fn the_best_come_first() {
        for (typed, names) in [
            ("33", &["www-data", "ada", "Data7"][..]),
            ("DATA", &["data", "Data7", "www-data"]),
            (" lovelace ", &["ada"]),
            ("", &["www-data", "ada", "data", "Data7"]),
            ("nobody", &[]),
        ] {
            assert_eq!(found(typed, 50).0, names, "{typed}");
        }
    }

    #[test]
    fn only_the_best_are_shown_and_all_are_counted() {
        assert_eq!(found("a", 2), (vec!["ada".into(), "www-data".into()], 4));
    }

    #[test]
    fn ten_thousand_entries_are_searched_at_once() {
        let entries: Vec<Entry> = (0..10_000)
            .map(|number| Entry::new(number.to_string(), format!("user{number}"), String::new()))
            .collect();
        let found = matches(&entries, "user99", 50);
        assert_eq!((found.shown.len(), found.total), (50, 111));
        assert_eq!(entries[found.shown[0]].name, "user99");
    }
}
