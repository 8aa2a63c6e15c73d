//! `.env`: a line `KEY=value` for each key.
//!
//! Names hold letters, digits and underscores alone, so keys are written in a notation that can be read back: a dot is two
//! underscores, any other character is `_X` with its number in Unicode and an underscore (`a b` is `a_X20_b`), and an
//! underscore is itself unless it could be taken for one of these.

use super::super::change::Entry;
use super::FileRow;

/// Writes entries.
pub fn write(entries: &[Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        out.push_str(&name_of(&entry.key));
        out.push('=');
        value(&mut out, &entry.value);
        out.push('\n');
    }
    out
}

/// The name that stands for a key.
pub fn name_of(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 8);
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let plain = match letter {
            // What follows must not make a sign of it.
            '_' => next.is_none_or(|next| next.is_ascii_alphanumeric() && next != 'X'),
            '0'..='9' => !name.is_empty(),
            _ => letter.is_ascii_alphabetic(),
        };
        if plain {
            name.push(letter);
        } else if letter == '.' {
            name.push_str("__");
        } else {
            name.push_str(&format!("_X{:X}_", u32::from(letter)));
        }
    }
    name
}

/// The key for which a name stands. One with other characters, which others write, stands for itself.
pub fn key_of(name: &str) -> String {
    if !name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return name.to_owned();
    }
    let mut key = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(letter) = rest.chars().next() {
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        if letter != '_' {
            key.push(letter);
        } else if let Some(after) = rest.strip_prefix('_') {
            key.push('.');
            rest = after;
        } else if let Some((sign, after)) = sign(rest) {
            key.push(sign);
            rest = after;
        } else {
            key.push('_');
        }
    }
    key
}

/// `X20_` and what follows.
fn sign(text: &str) -> Option<(char, &str)> {
    let (digits, after) = text.strip_prefix('X')?.split_once('_')?;
    let sign = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((sign, after))
}

fn value(out: &mut String, text: &str) {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_./:@%+,-".contains(letter);
    if text.chars().all(is_plain) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' | '$' | '`' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

/// Reads the rows, with quotes of both kinds, escapes, comments and `export`.
pub fn read(text: &str) -> Vec<FileRow> {
    let mut rows = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while !rest.is_empty() {
        let here = line;
        let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = first.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            (rest, line) = (after, line + 1);
            continue;
        }
        let Some((name, _)) = first.split_once('=') else {
            let problem = "There is no = between key and value.";
            let row = FileRow::broken(here, without_export(trimmed), &[' ', '\t', ':'], problem);
            let quoted = quote(&row.value).and_then(|quote| in_quotes(row.value.get(1..)?, quote));
            rows.push(FileRow {
                key: key_of(&row.key),
                value: match quoted {
                    Some((text, _, "")) => text,
                    _ => without_comment(&row.value),
                },
                ..row
            });
            (rest, line) = (after, line + 1);
            continue;
        };
        let value = rest.get(name.len() + 1..).unwrap_or_default();
        let key = key_of(without_export(name.trim()));
        let start = value.trim_start_matches([' ', '\t']);
        let quoted = quote(start);
        let read = match quoted {
            Some(quote) => in_quotes(start.get(1..).unwrap_or_default(), quote),
            None => {
                let (own, _) = value.split_once('\n').unwrap_or((value, ""));
                Some((without_comment(own), own.len(), ""))
            }
        };
        match read {
            Some((text, length, behind)) => {
                let mut row = FileRow::new(here, key, text);
                if !behind.is_empty() && !behind.starts_with('#') {
                    row.problem = Some("There is something behind the closing quote.".into());
                }
                rows.push(row);
                let used = if quoted.is_some() {
                    rest.len() - start.len() + 1 + length
                } else {
                    rest.len() - value.len() + length
                };
                let (used, after) = rest.split_at(used);
                line += used.matches('\n').count() + 1;
                rest = after.split_once('\n').map_or("", |(_, after)| after);
            }
            None => {
                let (own, _) = value.split_once('\n').unwrap_or((value, ""));
                let mut row = FileRow::new(here, key, own.trim());
                row.problem = Some("The quote that opens on this line isn't closed.".into());
                rows.push(row);
                (rest, line) = (after, line + 1);
            }
        }
    }
    rows
}

fn without_export(name: &str) -> &str {
    name.strip_prefix("export ").map_or(name, str::trim_start)
}

/// The quote with which a text begins.
fn quote(text: &str) -> Option<char> {
    text.chars().next().filter(|quote| matches!(quote, '"' | '\''))
}

/// The text up to the closing quote, how many bytes it and the quote take, and what else is on its line.
fn in_quotes(text: &str, quote: char) -> Option<(String, usize, &str)> {
    let mut out = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == quote {
            let length = at + 1;
            let behind = text.get(length..).unwrap_or_default();
            let behind = behind.split('\n').next().unwrap_or_default();
            return Some((out, length, behind.trim()));
        }
        if letter == '\\' && quote == '"' {
            match letters.next() {
                Some((_, 'n')) => out.push('\n'),
                Some((_, 'r')) => out.push('\r'),
                Some((_, 't')) => out.push('\t'),
                Some((_, next @ ('"' | '\\' | '$' | '`'))) => out.push(next),
                Some((_, next)) => out.extend(['\\', next]),
                None => return None,
            }
        } else {
            out.push(letter);
        }
    }
    None
}

/// A value without quotes ends where a comment begins.
fn without_comment(text: &str) -> String {
    let mut end = text.len();
    let mut blank = true;
    for (at, letter) in text.char_indices() {
        if letter == '#' && blank {
            end = at;
            break;
        }
        blank = letter == ' ' || letter == '\t';
    }
    text.get(..end).unwrap_or(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_keys() {
        for (key, name) in [
            ("global.locale", "global__locale"),
            ("a_b", "a_b"),
            ("a b", "a_X20_b"),
            ("a__b", "a_X5F__b"),
            ("a_Xb", "a_X5F_Xb"),
            ("7a", "_X37_a"),
            ("🦀", "_X1F980_"),
        ] {
            assert_eq!(name_of(key), name);
            assert_eq!(key_of(name), key);
        }
        // What others write is taken as it is.
        for name in ["global.locale", "a-b__c", "_Xzz_", "_X"] {
            assert_eq!(key_of(name), name);
        }
    }

    #[test]
    fn what_others_write_is_read() {
        let text = "# head\r\n\r\nexport A = b # comment\r\nB='x #y\\n'\r\nC=\"x\r\ny\" # z\r\nD=a#b\r\nE=\r\nF=\"a\\qb\"";
        assert_eq!(
            read(text),
            [
                FileRow::new(3, "A", "b"),
                FileRow::new(4, "B", "x #y\\n"),
                FileRow::new(5, "C", "x\r\ny"),
                FileRow::new(7, "D", "a#b"),
                FileRow::new(8, "E", ""),
                FileRow::new(9, "F", "a\\qb"),
            ]
        );
    }

    #[test]
    fn broken_rows_are_named_and_leave_the_others() {
        let rows = read("A=1\nnonsense\nB=\"open\nC=3\nD='x'y\nE=5");
        let seen: Vec<_> = rows.iter().map(|row| (row.line, row.problem.is_some())).collect();
        assert_eq!(
            seen,
            [
                (1, false),
                (2, true),
                (3, true),
                (4, false),
                (5, true),
                (6, false)
            ]
        );
        // Where there is no = a proposal is made, and the lines that follow are no part of it.
        for (line, key, value) in [
            ("global.locale fr # comment", "global.locale", "fr"),
            ("export FOO__BAR bar", "FOO.BAR", "bar"),
            ("smtp.host: \"mail a\"", "smtp.host", "mail a"),
            ("A 'open", "A", "'open"),
            ("nonsense", "nonsense", ""),
        ] {
            let rows = read(&format!("{line}\nB='1'"));
            assert_eq!((rows[0].key.as_str(), rows[0].value.as_str()), (key, value));
            assert!(rows[0].problem.is_some() && rows[1].problem.is_none());
        }
    }
}
