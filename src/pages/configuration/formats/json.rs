//! JSON: an object with a text for each key; and how any JSON is laid out.

use super::{Entry, FileRow};
use crate::import::Cell;
use crate::import::json::{self, Json, Member, error_in};

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
    let items = match json::read(text, "configurations")? {
        Json::Object(members) => return Ok(members.into_iter().map(row).collect()),
        Json::List(items) => items,
    };
    let read = |item: json::JsonItem| {
        let mut members = item.members.unwrap_or_default();
        let mut take = |name: &str| {
            let index = members.iter().position(|member| member.name == name)?;
            Some(members.swap_remove(index).value)
        };
        match (take("key"), take("value")) {
            (Some(Cell::Text(name)), Some(value)) => row(Member {
                name,
                value,
                line: item.line,
            }),
            _ => FileRow::invalid(item.line, "", &[], "This is no object with a key and a value."),
        }
    };
    Ok(items.into_iter().map(read).collect())
}

fn row(member: Member) -> FileRow {
    match member.value {
        Cell::Text(text) => FileRow::new(member.line, member.name, text),
        _ => FileRow::new(member.line, member.name, "")
            .wrong("The value is null. Enter a text, which may be empty."),
    }
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
    fn formatting_changes_blanks_alone() {
        let text = r#"{"b":[1.10,{ }, [ ],"a, {\"b\": \\"],"b":{"x":1e400}}"#;
        let formatted = "{\n  \"b\": [\n    1.10,\n    {},\n    [],\n    \"a, {\\\"b\\\": \\\\\"\n  ],\n  \"b\": {\n    \"x\": 1e400\n  }\n}";
        assert_eq!(format(text), formatted);
        assert_eq!(format(formatted), formatted);
        assert_eq!(error_in(formatted), None);
        assert_eq!(format("[1,"), "[1,");
    }
}
