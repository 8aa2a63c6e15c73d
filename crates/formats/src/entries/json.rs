//! JSON: an object with a text for each key.

use super::row::Row;
use crate::json::{self, Json, JsonItem, Member};

/// Writes entries as an object, one a line.
pub(super) fn write(entries: &[(&str, &str)]) -> String {
    // A text can always be written.
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let line = |(key, value): &(&str, &str)| format!("{}:{}", quoted(key), quoted(value));
    let lines: Vec<String> = entries.iter().map(line).collect();
    json::lay_out(&format!("{{{}}}", lines.join(","))) + "\n"
}

/// Reads an object of keys and values, a list of objects with `key` and `value`, or an answer of the API. Numbers, words and
/// nested values are taken as the texts that stand there.
///
/// # Errors
/// Where it is no JSON, or that it is another kind.
pub(super) fn read(text: &str) -> Result<Vec<Row>, String> {
    let items = match json::read(text, "configurations")? {
        Json::Object(members) => return Ok(members.into_iter().map(row).collect()),
        Json::List(items) => items,
    };
    let read = |item: JsonItem| {
        let mut members = item.members.unwrap_or_default();
        let mut take = |name: &str| {
            let index = members.iter().position(|member| member.name == name)?;
            Some(members.swap_remove(index).value)
        };
        match (take("key"), take("value")) {
            (Some(Some(name)), Some(value)) => row(Member {
                name,
                value,
                line: item.line,
            }),
            _ => Row::invalid(item.line, "", &[], "This is no object with a key and a value."),
        }
    };
    Ok(items.into_iter().map(read).collect())
}

fn row(member: Member) -> Row {
    match member.value {
        Some(text) => Row::new(member.line, member.name, text),
        None => Row::new(member.line, member.name, "")
            .wrong("The value is null. Enter a text, which may be empty."),
    }
}
