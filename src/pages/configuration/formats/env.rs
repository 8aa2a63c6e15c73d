//! `.env`: a line `KEY=value` for each key.
//!
//! Names hold letters, digits and underscores alone, so keys are written in a notation that can be read back: a dot is two
//! underscores, any other character is `_X` with its number in Unicode and an underscore (`a b` is `a_X20_b`), and an
//! underscore is itself unless it could be taken for one of these.
//!
//! dotenvy and its kin only read, replace `$NAME` by the environment, and end at the first line that they can't read; here
//! every such line becomes a row to fix.

use super::{Entry, FileRow};
use crate::dotenv::{self, QUOTES, unquote};

/// Writes entries.
pub fn write(entries: &[Entry]) -> String {
    let line = |entry: &Entry| format!("{}={}\n", name_of(&entry.key), dotenv::write(&entry.value));
    entries.iter().map(line).collect()
}

/// The name that stands for a key.
fn name_of(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 8);
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_plain = match letter {
            // What follows must not turn it into one of the notations.
            '_' => letters
                .peek()
                .is_none_or(|next| next.is_ascii_alphanumeric() && *next != 'X'),
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
        let dot = after.strip_prefix('_').map(|after| ('.', after));
        let (letter, after) = dot.or_else(|| numbered(after)).unwrap_or(('_', after));
        key.push(letter);
        rest = after;
    }
    key + rest
}

/// The character of `X20_`, and what follows.
fn numbered(text: &str) -> Option<(char, &str)> {
    let (number, after) = text.strip_prefix('X')?.split_once('_')?;
    let letter = char::from_u32(u32::from_str_radix(number, 16).ok()?)?;
    Some((letter, after))
}

/// Reads the rows, with quotes of every kind, escapes, comments and `export`.
pub fn read(text: &str) -> Vec<FileRow> {
    let mut rows = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let first = rest.split('\n').next().unwrap_or_default().trim();
        let mut after = rest;
        if !(first.is_empty() || first.starts_with('#')) {
            let (row, behind) = read_row(rest, line);
            rows.push(row);
            after = behind;
        }
        // What else is on its last line belongs to it.
        let after = after.split_once('\n').map_or("", |(_, after)| after);
        line += rest.matches('\n').count() - after.matches('\n').count();
        rest = after;
    }
    rows
}

/// The row with which a text begins, and what follows the part that was read; a row that is read to the end of its first line
/// gives the text itself.
fn read_row(text: &str, line: usize) -> (FileRow, &str) {
    let first = text.split('\n').next().unwrap_or_default();
    let Some((name, value)) = first.split_once('=') else {
        return (row_without_equals(line, first.trim()), text);
    };
    let key = key_of(without_export(name.trim()));
    let value_on = text[name.len() + 1..].trim_start_matches([' ', '\t']);
    if !value_on.starts_with(QUOTES) {
        return (FileRow::new(line, key, without_comment(value)), text);
    }
    let Some((unquoted, after)) = unquote(value_on) else {
        let row = FileRow::new(line, key, value.trim());
        return (row.wrong("The quote that opens on this line isn’t closed."), text);
    };
    let row = FileRow::new(line, key, unquoted);
    let behind = after.split('\n').next().unwrap_or_default().trim();
    if behind.is_empty() || behind.starts_with('#') {
        return (row, after);
    }
    (row.wrong("There is something behind the closing quote."), after)
}

/// A line without `=`: what may be its key and its value is proposed.
fn row_without_equals(line: usize, text: &str) -> FileRow {
    let problem = "There is no = between key and value.";
    let mut row = FileRow::invalid(line, without_export(text), &[' ', '\t', ':'], problem);
    row.entry.key = key_of(&row.entry.key);
    row.entry.value = match unquote(&row.entry.value) {
        Some((value, "")) => value,
        _ => without_comment(&row.entry.value).to_owned(),
    };
    row
}

fn without_export(name: &str) -> &str {
    name.strip_prefix("export ").map_or(name, str::trim_start)
}

/// A value without quotes ends where a comment begins.
fn without_comment(text: &str) -> &str {
    let mut after_blank = true;
    let mut parts = text.split(|letter| {
        let begins = letter == '#' && after_blank;
        after_blank = letter == ' ' || letter == '\t';
        begins
    });
    parts.next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::process::Command;

    use super::*;
    use crate::pages::configuration::formats::tests::{HARD, VALUES};

    /// What a program prints that is told of the file. Nothing where there is no such program: these tests need nothing but Rust,
    /// and those of the browser, which CI runs too, need Node.
    fn run(program: &str, arguments: &[&str], path: &std::path::Path) -> Option<Vec<u8>> {
        let output = match Command::new(program).args(arguments).arg(path).output() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            output => output.unwrap(),
        };
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {problem}");
        Some(output.stdout)
    }

    #[test]
    fn bash_node_and_python_read_what_is_written() {
        let values = HARD.split(' ').chain(VALUES.split('|')).chain([
            "ka$$e-7",
            "C:\\new\\table",
            "two\nlines",
            "a `b` c",
            "it's",
            "say \"it\"",
            "~/x",
            "$HOME",
            "!x",
            "a\\b",
            "\u{1}",
        ]);
        let entries: Vec<Entry> = values
            .filter(|value| dotenv::is_portable(value))
            .enumerate()
            .map(|(number, value)| Entry::new(format!("v{number}"), value))
            .collect();
        assert!(entries.len() > 50);
        let folder = std::env::temp_dir().join(format!("nodeum-env-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("written.env");
        std::fs::write(&path, write(&entries)).unwrap();
        let json = |printed: Vec<u8>| serde_json::from_slice::<BTreeMap<String, String>>(&printed).unwrap();
        let variables = |printed: Vec<u8>| {
            let printed = String::from_utf8(printed).unwrap();
            let pairs = printed.split('\0').filter_map(|pair| pair.split_once('='));
            pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        };
        let parse = "console.log(JSON.stringify(util.parseEnv(fs.readFileSync(process.argv[1], 'utf8'))))";
        let print = "import dotenv, json, sys; print(json.dumps(dotenv.dotenv_values(sys.argv[1])))";
        // `cargo xtask test` sets it where there is a Python, and installs python-dotenv for it.
        let python = std::env::var("NODEUM_TEST_PYTHON").ok();
        let readers = [
            (
                "bash",
                run("bash", &["-c", "set -a; . \"$0\"; env -0"], &path).map(variables),
            ),
            ("Node.js", run("node", &["-e", parse], &path).map(json)),
            (
                "python-dotenv",
                python
                    .and_then(|python| run(&python, &["-c", print], &path))
                    .map(json),
            ),
        ];
        std::fs::remove_dir_all(&folder).unwrap();
        for (reader, read) in readers {
            let Some(read) = read else {
                eprintln!("there is no {reader} here");
                continue;
            };
            for entry in &entries {
                assert_eq!(read.get(&entry.key), Some(&entry.value), "{reader}");
            }
        }
    }

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
