//! The list as lines: groups by the dotted prefix of their keys, or one key under the other.

use super::change::{Change, RowId};

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
    /// How many bytes of its path or key the groups around it show already.
    pub shown: usize,
    /// What it shows.
    pub content: Content,
}

impl Line {
    fn new(depth: usize, shown: usize, content: Content) -> Self {
        Self {
            depth,
            shown,
            content,
        }
    }

    /// The row of the key that it shows, if it shows one.
    pub fn row(&self) -> Option<RowId> {
        match self.content {
            Content::Key(id) => Some(id),
            Content::Group { .. } => None,
        }
    }
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Content {
    /// The heading of keys with a common prefix.
    Group {
        /// The prefix, without the dot at its end.
        path: String,
        /// How many keys it has.
        count: usize,
        /// Whether its keys are listed.
        open: bool,
    },
    /// A key.
    Key(RowId),
}

/// The lines for rows that are in the order of [`super::change_set::ChangeSet::rows`]. `is_open` tells whether the group of a
/// path lists its keys. The keys of the console come last, as a group.
pub fn lines(rows: &[&Change], as_tree: bool, is_open: &dyn Fn(&str) -> bool) -> Vec<Line> {
    let (console, others): (Vec<&Change>, Vec<&Change>) =
        rows.iter().partition(|row| is_console_key(&row.entry().key));
    let mut lines = if as_tree {
        branch(&others, 0, 0, is_open)
    } else {
        others
            .iter()
            .map(|row| Line::new(0, 0, Content::Key(row.id)))
            .collect()
    };
    if !console.is_empty() {
        let (path, count, open) = (CONSOLE.to_owned(), console.len(), is_open(CONSOLE));
        lines.push(Line::new(0, 0, Content::Group { path, count, open }));
        let keys = console.iter().filter(|_| open);
        lines.extend(keys.map(|row| Line::new(1, 0, Content::Key(row.id))));
    }
    lines
}

/// The lines of rows whose keys have their first `shown` bytes in common.
fn branch(mut rows: &[&Change], depth: usize, shown: usize, is_open: &dyn Fn(&str) -> bool) -> Vec<Line> {
    let mut lines = Vec::new();
    while let [first, ..] = rows {
        let key = first.entry().key.as_str();
        let tail = key.get(shown..).unwrap_or_default();
        let count = tail.find('.').map_or(1, |dot| {
            let prefix = key.get(..=shown + dot).unwrap_or_default();
            rows.partition_point(|row| row.entry().key.starts_with(prefix))
        });
        let (alike, rest) = rows.split_at(count);
        if let [_, .., last] = alike {
            let path = common_path(key, &last.entry().key).to_owned();
            let (open, inner) = (is_open(&path), path.len() + 1);
            lines.push(Line::new(depth, shown, Content::Group { path, count, open }));
            if open {
                lines.extend(branch(alike, depth + 1, inner, is_open));
            }
        } else {
            // A prefix that one key alone has makes no group.
            lines.push(Line::new(depth, shown, Content::Key(first.id)));
        }
        rows = rest;
    }
    lines
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
    use super::super::change::record;
    use super::super::change_set::ChangeSet;
    use super::*;

    /// The lines of keys, separated by blanks, as text: "-smtp(2) >host >port".
    fn drawn(keys: &str, as_tree: bool, closed: &str) -> String {
        let keys = keys.split(' ').zip(1..);
        let records: Vec<_> = keys.map(|(key, id)| record(id, key, "")).collect();
        let rows = ChangeSet::default().rows(&records);
        let rows: Vec<&Change> = rows.iter().collect();
        let draw = |line: Line| {
            let indent = ">".repeat(line.depth);
            match line.content {
                Content::Group { path, count, open } => {
                    let sign = if open { '-' } else { '+' };
                    format!("{indent}{sign}{}({count})", &path[line.shown..])
                }
                Content::Key(id) => {
                    let row = rows.iter().find(|row| row.id == id).unwrap();
                    format!("{indent}{}", &row.entry().key[line.shown..])
                }
            }
        };
        let lines = lines(&rows, as_tree, &|path| path != closed);
        lines.into_iter().map(draw).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn keys_with_a_common_prefix_are_a_group() {
        let smtp = "global.locale smtp.host smtp.tls.min smtp.tls.max smtp zone";
        let console = "console.theme zone console consoles.x";
        let odd = ". .. a. a.. .a é.ü é.û 🦀.a 🦀.b";
        for (keys, closed, expected) in [
            (
                smtp,
                "-",
                "global.locale smtp -smtp(3) >host >-tls(2) >>max >>min zone",
            ),
            (
                smtp,
                "smtp.tls",
                "global.locale smtp -smtp(3) >host >+tls(2) zone",
            ),
            // Groups of a single group are one.
            ("a.b.c.d a.b.c.e", "-", "-a.b.c(2) >d >e"),
            ("a.b a.b.c", "-", "-a(2) >b >b.c"),
            // The console's own keys come last.
            (console, "-", "console consoles.x zone -console(1) >console.theme"),
            (odd, "-", "-(3) > >. >a -a(2) > >. -é(2) >û >ü -🦀(2) >a >b"),
        ] {
            assert_eq!(drawn(keys, true, closed), expected);
        }
        let flat = "console consoles.x zone -console(1) >console.theme";
        assert_eq!(drawn(console, false, "-"), flat);
    }
}
