//! JSON: an object with a text for each key.

use super::file_row::FileRow;
use crate::import::Cell;
use crate::import::json::{self, Json, Member};
use crate::pages::configuration::entry::Entry;
use formats::json_layout;

/// Writes entries as an object, one a line.
pub fn write(entries: &[Entry]) -> String {
    // A text can always be written.
    let quoted = |text: &String| serde_json::to_string(text).unwrap_or_default();
    let line = |entry: &Entry| format!("{}:{}", quoted(&entry.key), quoted(&entry.value));
    let lines: Vec<String> = entries.iter().map(line).collect();
    json_layout::lay_out(&format!("{{{}}}", lines.join(","))) + "\n"
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
