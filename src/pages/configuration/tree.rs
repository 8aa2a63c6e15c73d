//! The list as lines: groups by the dotted prefix of their keys, or one key under the other.

use super::changes::{Row, RowId};

/// The prefix of the keys that the console keeps for itself.
pub const CONSOLE: &str = "console";

/// Whether a key is one of those that the console keeps for itself.
pub fn is_console_key(key: &str) -> bool {
    is_under(key, CONSOLE)
}

/// Whether a key belongs to the group of that path.
pub fn is_under(key: &str, path: &str) -> bool {
    key.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'))
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// How many groups are around it.
    pub depth: usize,
    /// What it shows.
    pub content: Content,
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Content {
    /// The heading of keys with a common prefix.
    Group {
        /// The prefix, without the dot at its end.
        path: String,
        /// How many bytes of the path the groups around it show already.
        shown: usize,
        /// How many keys it has.
        count: usize,
        /// Whether its keys are listed.
        open: bool,
    },
    /// A key.
    Key {
        /// Its row.
        id: RowId,
        /// How many bytes of the key the groups around it show already.
        shown: usize,
    },
}

/// The lines for rows that are in the order of [`super::changes::ChangeSet::rows`]. `is_open` tells whether the group of a path
/// lists its keys. The keys of the console come last, as a group.
pub fn lines(rows: &[&Row], as_tree: bool, is_open: &dyn Fn(&str) -> bool) -> Vec<Line> {
    let (console, others): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| is_console_key(&row.entry.key));
    let mut lines = Lines {
        is_open,
        lines: Vec::new(),
    };
    if as_tree {
        lines.branch(&others, 0, 0);
    } else {
        others.iter().for_each(|row| lines.key(row, 0, 0));
    }
    if !console.is_empty() && lines.group(CONSOLE, 0, console.len(), 0) {
        console.iter().for_each(|row| lines.key(row, 1, 0));
    }
    lines.lines
}

struct Lines<'a> {
    is_open: &'a dyn Fn(&str) -> bool,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn key(&mut self, row: &Row, depth: usize, shown: usize) {
        let content = Content::Key { id: row.id, shown };
        self.lines.push(Line { depth, content });
    }

    fn group(&mut self, path: &str, shown: usize, count: usize, depth: usize) -> bool {
        let open = (self.is_open)(path);
        let content = Content::Group {
            path: path.to_owned(),
            shown,
            count,
            open,
        };
        self.lines.push(Line { depth, content });
        open
    }

    /// The lines of rows whose keys have their first `shown` bytes in common.
    fn branch(&mut self, mut rows: &[&Row], shown: usize, depth: usize) {
        while let [first, ..] = rows {
            let key = first.entry.key.as_str();
            let tail = key.get(shown..).unwrap_or_default();
            let count = tail.find('.').map_or(1, |dot| {
                let prefix = key.get(..=shown + dot).unwrap_or_default();
                rows.iter()
                    .take_while(|row| row.entry.key.starts_with(prefix))
                    .count()
            });
            let (alike, rest) = rows.split_at(count);
            match alike {
                [_, .., last] => {
                    let path = common_path(key, &last.entry.key);
                    if self.group(path, shown, count, depth) {
                        self.branch(alike, path.len() + 1, depth + 1);
                    }
                }
                // A prefix that one key alone has makes no group.
                _ => self.key(first, depth, shown),
            }
            rows = rest;
        }
    }
}

/// The longest path that two keys have in common, without the dot at its end: a group that would hold nothing but a group is
/// one with it.
fn common_path<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let dot = a.bytes().take(same).rposition(|byte| byte == b'.');
    dot.and_then(|dot| a.get(..dot)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::changes::ChangeSet;
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
        let rows = ChangeSet::default().rows(&records);
        let rows: Vec<&Row> = rows.iter().collect();
        lines(&rows, as_tree, is_open)
            .into_iter()
            .map(|line| {
                let indent = "  ".repeat(line.depth);
                match line.content {
                    Content::Group {
                        path,
                        shown,
                        count,
                        open,
                    } => {
                        format!(
                            "{indent}{}{} ({count})",
                            if open { '-' } else { '+' },
                            &path[shown..]
                        )
                    }
                    Content::Key { id, shown } => {
                        let row = rows.iter().find(|row| row.id == id).unwrap();
                        format!("{indent}{}", &row.entry.key[shown..])
                    }
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
