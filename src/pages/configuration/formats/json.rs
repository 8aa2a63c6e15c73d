//! JSON: an object with a text for each key; and any JSON as text, where it is wrong and how it is laid out.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Entry, FileRow};

/// Writes entries as an object, one a line.
pub fn write(entries: &[Entry]) -> String {
    // A text can always be written.
    let quoted = |text: &String| serde_json::to_string(text).unwrap_or_default();
    let line = |entry: &Entry| format!("{}:{}", quoted(&entry.key), quoted(&entry.value));
    let lines: Vec<String> = entries.iter().map(line).collect();
    format(&format!("{{{}}}", lines.join(","))) + "\n"
}

/// Reads an object of keys and values, a list of objects with `key` and `value`, or an answer of the API. Numbers, words and
/// nested values are taken as the texts that stand there.
///
/// # Errors
/// Where it is no JSON, or that it is another kind.
pub fn read(text: &str) -> Result<Vec<FileRow>, String> {
    let error = |error| describe(text, &error);
    let root: &RawValue = serde_json::from_str(text).map_err(error)?;
    let mut lines = Lines { rest: text, line: 1 };
    match root.get().chars().next() {
        Some('[') => return Ok(list(root, &mut lines)),
        Some('{') => {}
        _ => return Err("This JSON is neither an object of keys and values nor a list.".into()),
    }
    let Members(members) = serde_json::from_str(root.get()).map_err(error)?;
    let is_answer =
        |(name, value): &&(String, &RawValue)| name == "configurations" && value.get().starts_with('[');
    if let Some((_, configurations)) = members.iter().find(is_answer) {
        return Ok(list(configurations, &mut lines));
    }
    let row = |(key, value)| row(lines.line_of(value), key, value);
    Ok(members.into_iter().map(row).collect())
}

/// The rows of a list of objects.
fn list(list: &RawValue, lines: &mut Lines<'_>) -> Vec<FileRow> {
    #[derive(serde::Deserialize)]
    struct Item<'a> {
        key: String,
        #[serde(borrow)]
        value: &'a RawValue,
    }
    let items: Vec<&RawValue> = serde_json::from_str(list.get()).unwrap_or_default();
    let read = |item: &RawValue| {
        let line = lines.line_of(item);
        match serde_json::from_str(item.get()) {
            Ok(Item { key, value }) => row(line, key, value),
            Err(_) => FileRow::invalid(line, "", &[], "This is no object with a key and a value."),
        }
    };
    items.into_iter().map(read).collect()
}

fn row(line: usize, key: String, value: &RawValue) -> FileRow {
    if value.get() == "null" {
        return FileRow::new(line, key, "").wrong("The value is null. Enter a text, which may be empty.");
    }
    // What is no text stays as it stands there; so does half of a surrogate pair, which isn't a text either.
    let text = serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned());
    FileRow::new(line, key, text)
}

/// The members of an object, in the order of the text and with doubled names.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;

        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(MembersVisitor)
    }
}

/// Counts lines up to values that are slices of one text and come in its order.
struct Lines<'a> {
    /// What isn't counted yet.
    rest: &'a str,
    /// The line on which that begins.
    line: usize,
}

impl Lines<'_> {
    fn line_of(&mut self, value: &RawValue) -> usize {
        let distance = (value.get().as_ptr() as usize).saturating_sub(self.rest.as_ptr() as usize);
        if let Some((passed, rest)) = self.rest.split_at_checked(distance) {
            self.line += passed.matches('\n').count();
            self.rest = rest;
        }
        self.line
    }
}

/// What is wrong with a JSON text, with its place; nothing if it can be read.
pub fn error_in(text: &str) -> Option<String> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    Some(describe(text, &error))
}

/// An error of `serde_json` in words.
fn describe(text: &str, error: &serde_json::Error) -> String {
    // Columns count bytes, from 1; people count characters.
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let offset = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    let (before, at) = text.split_at_checked(offset).unwrap_or((text, ""));
    let what = if error.is_eof() {
        "the text ends too early; a bracket or a quote isn’t closed"
    } else if at.starts_with(['}', ']']) && before.trim_end().ends_with(',') {
        "there is a comma too many before this bracket"
    } else if at.starts_with('\'') {
        "texts stand in double quotes"
    } else {
        "this doesn’t belong here"
    };
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
    format!("Line {}, column {column}: {what}.", error.line())
}

/// The same JSON with one value a line; a text that can't be read stays as it is.
pub fn format(text: &str) -> String {
    if error_in(text).is_some() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    let line = |depth: usize| format!("\n{}", "  ".repeat(depth));
    for letter in text.chars() {
        if in_string {
            in_string = escaped || letter != '"';
            escaped = letter == '\\' && !escaped;
            out.push(letter);
            continue;
        }
        if letter.is_ascii_whitespace() {
            continue;
        }
        let is_closing = matches!(letter, ']' | '}');
        depth -= usize::from(is_closing);
        // What holds nothing stays on one line.
        if is_closing != out.ends_with(['[', '{']) {
            out.push_str(&line(depth));
        }
        out.push(letter);
        match letter {
            '"' => in_string = true,
            '[' | '{' => depth += 1,
            ',' => out.push_str(&line(depth)),
            ':' => out.push(' '),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_its_place() {
        let comma = "there is a comma too many before this bracket";
        let end = "the text ends too early; a bracket or a quote isn’t closed";
        for (text, line, column, found) in [
            ("{\"a\": 1,\n}", 2, 1, comma),
            ("[1, 2,]", 1, 7, comma),
            ("{'a': 1}", 1, 2, "texts stand in double quotes"),
            ("{\"a\": 1", 1, 7, end),
            ("[\"é\" x]", 1, 6, "this doesn’t belong here"),
        ] {
            let found = format!("Line {line}, column {column}: {found}.");
            assert_eq!(error_in(text), Some(found), "{text}");
        }
        assert!(read("{\"a\":1,}").unwrap_err().contains(comma));
        assert!(read("7").unwrap_err().contains("neither"));
        for fine in ["{}", "[1e400, 123456789012345678901234567890]", "\"x\"", " null "] {
            assert_eq!(error_in(fine), None, "{fine}");
        }
    }

    #[test]
    fn formatting_changes_blanks_alone() {
        let text = r#"{"b":[1.10,{ }, [ ],"a, {\"b\": \\"],"b":{"x":1e400}}"#;
        let formatted = "{\n  \"b\": [\n    1.10,\n    {},\n    [],\n    \"a, {\\\"b\\\": \\\\\"\n  ],\n  \"b\": {\n    \"x\": 1e400\n  }\n}";
        assert_eq!(format(text), formatted);
        assert_eq!(format(formatted), formatted);
        assert_eq!(error_in(formatted), None);
        assert_eq!(format("[1,"), "[1,");
    }
}
