//! Which options of a combobox match what is typed.

use super::combobox::ComboboxOption;

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Matches {
    /// The best matches, best first.
    pub(super) shown: Vec<ComboboxOption<String>>,
    /// How many match in all.
    pub(super) total: usize,
}

/// The options that match: those of that very value or name, then those that begin with what is typed, then those that
/// hold it. `most` of them are shown.
pub(super) fn matches(options: &[ComboboxOption<String>], typed: &str, most: usize) -> Matches {
    let typed = typed.trim().to_lowercase();
    let mut ranked: Vec<_> = options
        .iter()
        .filter_map(|option| Some((rank(option, &typed)?, option)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let shown = ranked.iter().take(most).map(|(_, option)| (*option).clone());
    Matches {
        shown: shown.collect(),
        total: ranked.len(),
    }
}

/// How well an option matches: less is better.
fn rank(option: &ComboboxOption<String>, typed: &str) -> Option<u8> {
    let name = option.name.to_lowercase();
    let texts = [option.value.as_str(), &name];
    if texts.contains(&typed) {
        Some(0)
    } else if texts.iter().any(|text| text.starts_with(typed)) {
        Some(1)
    } else {
        (name.contains(typed) || option.note.to_lowercase().contains(typed)).then_some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(value: &str, name: &str, note: &str) -> ComboboxOption<String> {
        ComboboxOption {
            value: value.to_owned(),
            name: name.to_owned(),
            note: note.to_owned(),
        }
    }

    fn found(typed: &str, most: usize) -> (Vec<String>, usize) {
        let options = [
            option("33", "www-data", "www-data"),
            option("330", "ada", "Ada Lovelace"),
            option("1033", "data", "Load data"),
            option("7", "Data7", "Room 33"),
        ];
        let matches = matches(&options, typed, most);
        let names = matches.shown.into_iter().map(|option| option.name);
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
        let many: Vec<_> = (0..10_000)
            .map(|number| option(&number.to_string(), &format!("user{number}"), ""))
            .collect();
        let found = matches(&many, "user99", 50);
        assert_eq!((found.shown.len(), found.total), (50, 111));
        assert_eq!(found.shown[0].name, "user99");
    }
}
