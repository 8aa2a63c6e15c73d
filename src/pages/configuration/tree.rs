//! The list as lines: groups by the dotted prefix of their keys, or keys one under the other.

use super::change::Row;

/// The prefix of the keys under which the console keeps its own.
pub const CONSOLE: &str = "console";

/// Whether a key is one of the console's own.
pub fn is_own(key: &str) -> bool {
    key.strip_prefix(CONSOLE)
        .is_some_and(|rest| rest.starts_with('.'))
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it is in the tree.
    pub depth: usize,
    /// What it shows.
    pub content: Content,
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Keys with a common prefix.
    Group {
        /// The prefix, without the dot at its end.
        path: String,
        /// The part of it that the groups around it don't say already.
        label: String,
        /// How many keys it has.
        count: usize,
        /// Whether they are shown.
        open: bool,
    },
    /// A key.
    Key {
        /// The place of its row in the list of all.
        at: usize,
        /// The row's id.
        id: i64,
        /// How many bytes of the key the groups around it say already.
        said: usize,
    },
}

/// The lines for the rows at the places given, which are in the order of [`super::change::sort_key`]. `is_open` tells whether the
/// group of that path shows its keys. The console's own keys come last, as a group.
pub fn lines(rows: &[Row], places: &[usize], as_tree: bool, is_open: &dyn Fn(&str) -> bool) -> Vec<Line> {
    let key = |at: &usize| rows.get(*at).map_or("", |row| row.key.as_str());
    let (own, others): (Vec<usize>, Vec<usize>) = places.iter().partition(|at| is_own(key(at)));
    let mut lines = Lines {
        rows,
        is_open,
        lines: Vec::new(),
    };
    if as_tree {
        lines.branch(&others, 0, 0);
    } else {
        others.iter().for_each(|at| lines.key(*at, 0, 0));
    }
    if !own.is_empty() && lines.group(CONSOLE, 0, own.len(), 0) {
        own.iter().for_each(|at| lines.key(*at, 1, 0));
    }
    lines.lines
}

struct Lines<'a> {
    rows: &'a [Row],
    is_open: &'a dyn Fn(&str) -> bool,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn key(&mut self, at: usize, depth: usize, said: usize) {
        if let Some(row) = self.rows.get(at) {
            let content = Content::Key { at, id: row.id, said };
            self.lines.push(Line { depth, content });
        }
    }

    fn group(&mut self, path: &str, said: usize, count: usize, depth: usize) -> bool {
        let open = (self.is_open)(path);
        let content = Content::Group {
            path: path.to_owned(),
            label: path.get(said..).unwrap_or_default().to_owned(),
            count,
            open,
        };
        self.lines.push(Line { depth, content });
        open
    }

    /// The keys at these places, which have their first `said` bytes in common.
    fn branch(&mut self, places: &[usize], said: usize, depth: usize) {
        let rows = self.rows;
        let key = |at: usize| rows.get(at).map_or("", |row| row.key.as_str());
        let mut rest = places;
        while let [first, ..] = rest {
            let name = key(*first);
            // A prefix that one key alone has is no group.
            let alike = name.get(said..).and_then(|tail| tail.find('.')).map_or(1, |dot| {
                let prefix = name.get(..=said + dot).unwrap_or_default();
                rest.iter().take_while(|at| key(**at).starts_with(prefix)).count()
            });
            let (run, after) = rest.split_at(alike.max(1));
            match run {
                [_, .., last] => {
                    let path = common_path(name, key(*last));
                    if self.group(path, said, run.len(), depth) {
                        self.branch(run, path.len() + 1, depth + 1);
                    }
                }
                _ => self.key(*first, depth, said),
            }
            rest = after;
        }
    }
}

/// The longest path that two keys have in common, without the dot at its end: groups that would hold a single group are
/// one with it.
fn common_path<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let dot = a.bytes().take(same).collect::<Vec<_>>();
    let dot = dot.iter().rposition(|byte| *byte == b'.');
    dot.and_then(|dot| a.get(..dot)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::change;
    use super::*;
    use api_types::Configuration;

    fn drawn(keys: &[&str], as_tree: bool, is_open: &dyn Fn(&str) -> bool) -> Vec<String> {
        let records: Vec<Configuration> = keys
            .iter()
            .zip(1..)
            .map(|(key, id)| Configuration {
                id,
                key: (*key).into(),
                value: String::new(),
            })
            .collect();
        let rows = change::rows(&records, &[]);
        let places: Vec<usize> = (0..rows.len()).collect();
        lines(&rows, &places, as_tree, is_open)
            .into_iter()
            .map(|line| {
                let indent = "  ".repeat(line.depth);
                match line.content {
                    Content::Group {
                        label, count, open, ..
                    } => format!("{indent}{}{label} ({count})", if open { '-' } else { '+' }),
                    Content::Key { at, said, .. } => format!("{indent}{}", &rows[at].key[said..]),
                }
            })
            .collect()
    }

    #[test]
    fn keys_with_a_common_prefix_are_a_group() {
        let keys = [
            "global.locale",
            "smtp.host",
            "smtp.tls.min",
            "smtp.tls.max",
            "smtp",
            "zone",
        ];
        assert_eq!(
            drawn(&keys, true, &|_| true),
            [
                "global.locale",
                "smtp",
                "-smtp (3)",
                "  host",
                "  -tls (2)",
                "    max",
                "    min",
                "zone"
            ]
        );
        assert_eq!(
            drawn(&keys, true, &|path| path != "smtp.tls"),
            [
                "global.locale",
                "smtp",
                "-smtp (3)",
                "  host",
                "  +tls (2)",
                "zone"
            ]
        );
        assert_eq!(drawn(&keys, false, &|_| true).len(), 6);
    }

    #[test]
    fn groups_of_a_single_group_are_one() {
        assert_eq!(
            drawn(&["a.b.c.d", "a.b.c.e"], true, &|_| true),
            ["-a.b.c (2)", "  d", "  e"]
        );
        assert_eq!(
            drawn(&["a.b", "a.b.c"], true, &|_| true),
            ["-a (2)", "  b", "  b.c"]
        );
    }

    #[test]
    fn the_consoles_own_keys_come_last() {
        let keys = ["console.theme", "zone", "console", "consoles.x"];
        for as_tree in [true, false] {
            assert_eq!(
                drawn(&keys, as_tree, &|_| true),
                ["console", "consoles.x", "zone", "-console (1)", "  console.theme"]
            );
        }
    }

    #[test]
    fn strange_keys_break_nothing() {
        let keys = [".", "..", "a.", "a..", ".a", "é.ü", "é.û", "🦀.a", "🦀.b"];
        let drawn = drawn(&keys, true, &|_| true);
        assert_eq!(
            drawn.iter().filter(|line| !line.contains('(')).count(),
            keys.len()
        );
    }
}
