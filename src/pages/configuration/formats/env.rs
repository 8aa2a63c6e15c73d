//! `.env`: a line `KEY=value` for each key.
//!
//! Names hold letters, digits and underscores alone, so keys are written in a notation that can be read back: a dot is two
//! underscores, any other character is `_X` with its number in Unicode and an underscore (`a b` is `a_X20_b`), and an
//! underscore is itself unless it could be taken for one of these.
//!
//! dotenvy and its kin only read, replace `$NAME` by the environment, and end at the first line that they can't read; here
//! every such line becomes a row to fix.

use super::{Entry, FileRow};

/// What is escaped in double quotes, and the letters that stand for it behind a backslash.
const ESCAPES: [&str; 2] = ["\n\r\t\"\\$`", "nrt\"\\$`"];

/// The character at the place that `letter` has in `from`.
fn translate(letter: char, from: &str, to: &str) -> Option<char> {
    let mut pairs = from.chars().zip(to.chars());
    pairs.find(|(own, _)| *own == letter).map(|(_, other)| other)
}

/// Writes entries.
pub fn write(entries: &[Entry]) -> String {
    let line = |entry: &Entry| format!("{}={}\n", name_of(&entry.key), written(&entry.value));
    entries.iter().map(line).collect()
}

/// The name that stands for a key.
fn name_of(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 8);
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let is_plain = match letter {
            // What follows must not turn it into one of the notations.
            '_' => next.is_none_or(|next| next.is_ascii_alphanumeric() && next != 'X'),
            '0'..='9' => !name.is_empty(),
            _ => letter.is_ascii_alphabetic(),
        };
        match letter {
            _ if is_plain => name.push(letter),
            '.' => name.push_str("__"),
            _ => name.push_str(&format!("_X{:X}_", u32::from(letter))),
        }
    }
    name
}

/// The key for which a name stands. One with other characters, which others write, stands for itself.
fn key_of(name: &str) -> String {
    if name.contains(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        return name.to_owned();
    }
    let mut key = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((plain, after)) = rest.split_once('_') {
        key.push_str(plain);
        rest = after;
        if let Some(after) = rest.strip_prefix('_') {
            key.push('.');
            rest = after;
        } else if let Some((letter, after)) = numbered(rest) {
            key.push(letter);
            rest = after;
        } else {
            key.push('_');
        }
    }
    key + rest
}

/// The character of `X20_`, and what follows.
fn numbered(text: &str) -> Option<(char, &str)> {
    let (number, after) = text.strip_prefix('X')?.split_once('_')?;
    let letter = char::from_u32(u32::from_str_radix(number, 16).ok()?)?;
    Some((letter, after))
}

fn written(value: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_./:@%+,-".contains(letter);
    if value.chars().all(is_plain) {
        return value.to_owned();
    }
    let mut out = String::from('"');
    for letter in value.chars() {
        match translate(letter, ESCAPES[0], ESCAPES[1]) {
            Some(escaped) => out.extend(['\\', escaped]),
            None => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Reads the rows, with quotes of both kinds, escapes, comments and `export`.
pub fn read(text: &str) -> Vec<FileRow> {
    let mut rows = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let (row, after) = read_row(rest, line);
        rows.extend(row);
        // What else is on its last line belongs to it.
        let after = after.split_once('\n').map_or("", |(_, after)| after);
        line += rest.matches('\n').count() - after.matches('\n').count();
        rest = after;
    }
    rows
}

/// The row with which a text begins, and what follows the part that was read; a row that is read to the end of its first line
/// gives the text itself.
fn read_row(text: &str, line: usize) -> (Option<FileRow>, &str) {
    let first = text.split('\n').next().unwrap_or_default();
    let trimmed = first.trim();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return (None, text);
    }
    let Some((name, value)) = first.split_once('=') else {
        return (Some(row_without_equals(line, trimmed)), text);
    };
    let key = key_of(without_export(name.trim()));
    let quoted = text.split_at(name.len() + 1).1.trim_start_matches([' ', '\t']);
    let Some((quote, quoted)) = split_quote(quoted) else {
        return (Some(FileRow::new(line, key, without_comment(value))), text);
    };
    let Some((value, after)) = unquote(quoted, quote) else {
        let row = FileRow::new(line, key, value.trim());
        return (
            Some(row.wrong("The quote that opens on this line isn’t closed.")),
            text,
        );
    };
    let behind = after.split('\n').next().unwrap_or_default().trim();
    let mut row = FileRow::new(line, key, value);
    if !(behind.is_empty() || behind.starts_with('#')) {
        row = row.wrong("There is something behind the closing quote.");
    }
    (Some(row), after)
}

/// A line without `=`: what may be its key and its value is proposed.
fn row_without_equals(line: usize, text: &str) -> FileRow {
    let problem = "There is no = between key and value.";
    let mut row = FileRow::invalid(line, without_export(text), &[' ', '\t', ':'], problem);
    row.entry.key = key_of(&row.entry.key);
    let unquoted = split_quote(&row.entry.value).and_then(|(quote, quoted)| unquote(quoted, quote));
    row.entry.value = match unquoted {
        Some((value, "")) => value,
        _ => without_comment(&row.entry.value).to_owned(),
    };
    row
}

fn without_export(name: &str) -> &str {
    name.strip_prefix("export ").map_or(name, str::trim_start)
}

/// The quote with which a text begins, and what follows it.
fn split_quote(text: &str) -> Option<(char, &str)> {
    let mut letters = text.chars();
    let quote = letters.next().filter(|quote| matches!(quote, '"' | '\''))?;
    Some((quote, letters.as_str()))
}

/// The text up to the closing quote, and what follows that.
fn unquote(text: &str, quote: char) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut letters = text.chars();
    loop {
        let letter = letters.next()?;
        if letter == quote {
            return Some((out, letters.as_str()));
        }
        if letter != '\\' || quote == '\'' {
            out.push(letter);
            continue;
        }
        let letter = letters.next()?;
        match translate(letter, ESCAPES[1], ESCAPES[0]) {
            Some(plain) => out.push(plain),
            None => out.extend(['\\', letter]),
        }
    }
}

/// A value without quotes ends where a comment begins.
fn without_comment(text: &str) -> &str {
    let mut after_blank = true;
    let comment = text.find(|letter| {
        let begins = letter == '#' && after_blank;
        after_blank = letter == ' ' || letter == '\t';
        begins
    });
    text.split_at(comment.unwrap_or(text.len())).0.trim()
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
}
