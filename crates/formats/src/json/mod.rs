//! JSON: an object, a list of objects, an answer of the API, or an object a line (NDJSON); where a text is no JSON; and how one is laid
//! out.

mod layout;

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

pub use layout::lay_out;

/// What a text holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// One object.
    Object(Vec<Member>),
    /// A list.
    List(Vec<JsonItem>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its value: numbers, words and nested values as the texts that stand there. Nothing for `null`.
    pub value: Option<String>,
    /// The line on which its value begins.
    pub line: usize,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonItem {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its members, with doubled names and in the order of the text; nothing if it is no object.
    pub members: Option<Vec<Member>>,
}

/// Reads a text. `list` is the name under which an answer of the API holds its list.
///
/// # Errors
/// Where it is no JSON, or that it is another kind, in a sentence.
pub fn read(text: &str, list: &str) -> Result<Json, String> {
    let mut lines = ValueLines { rest: text, line: 1 };
    let root: &RawValue = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => return object_a_line(text, &mut lines).ok_or_else(|| describe(text, &error)),
    };
    match root.get().chars().next() {
        Some('[') => return Ok(Json::List(items(root, &mut lines))),
        Some('{') => {}
        _ => return Err("This JSON is neither an object nor a list.".into()),
    }
    let Members(members) = serde_json::from_str(root.get()).map_err(|error| describe(text, &error))?;
    let is_list = |(name, value): &&(String, &RawValue)| name == list && value.get().starts_with('[');
    Ok(match members.iter().find(is_list) {
        Some((_, list)) => Json::List(items(list, &mut lines)),
        None => Json::Object(with_lines(members, &mut lines)),
    })
}

/// The objects of NDJSON; nothing if a line is none.
fn object_a_line(text: &str, lines: &mut ValueLines<'_>) -> Option<Json> {
    let written = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let items = written.map(|line| {
        let value: &RawValue = serde_json::from_str(line).ok()?;
        line.starts_with('{').then(|| item(value, lines))
    });
    items.collect::<Option<Vec<_>>>().map(Json::List)
}

fn items(list: &RawValue, lines: &mut ValueLines<'_>) -> Vec<JsonItem> {
    let values: Vec<&RawValue> = serde_json::from_str(list.get()).unwrap_or_default();
    values.into_iter().map(|value| item(value, lines)).collect()
}

fn item(value: &RawValue, lines: &mut ValueLines<'_>) -> JsonItem {
    let line = lines.line_of(value);
    let members = serde_json::from_str(value.get()).ok();
    JsonItem {
        line,
        members: members.map(|Members(members)| with_lines(members, lines)),
    }
}

fn with_lines(members: Vec<(String, &RawValue)>, lines: &mut ValueLines<'_>) -> Vec<Member> {
    let member = |(name, value): (String, &RawValue)| Member {
        name,
        line: lines.line_of(value),
        value: match value.get() {
            "null" => None,
            // What is no text stays as it stands there; so does half of a surrogate pair, which isn't a text either.
            text => Some(serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())),
        },
    };
    members.into_iter().map(member).collect()
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
struct ValueLines<'a> {
    /// What isn't counted yet.
    rest: &'a str,
    /// The line on which that begins.
    line: usize,
}

impl ValueLines<'_> {
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
#[must_use]
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows in short: "2 a=1 b=null" for an object that begins on line 2, "3 -" for what is none.
    fn rows(text: &str) -> Vec<String> {
        let members = |members: Vec<Member>| {
            members.into_iter().map(|Member { name, value, .. }| match value {
                Some(text) => format!(" {name}={text}"),
                None => format!(" {name}=null"),
            })
        };
        match read(text, "users").unwrap() {
            Json::Object(object) => vec![members(object).collect()],
            Json::List(items) => items
                .into_iter()
                .map(|item| match item.members {
                    Some(object) => format!("{}{}", item.line, members(object).collect::<String>()),
                    None => format!("{} -", item.line),
                })
                .collect(),
        }
    }

    #[test]
    fn lists_answers_and_objects_a_line_are_read() {
        for (text, expected) in [
            (
                "[{\"a\":\"x\\n\"},\n{\"a\":null,\"b\":1.10}]",
                vec!["1 a=x\n", "2 a=null b=1.10"],
            ),
            ("{\"count\":1,\"users\":[{\"a\":true}]}", vec!["1 a=true"]),
            ("{\"a\":1}\n\n{\"a\":2}\r\n", vec!["1 a=1", "3 a=2"]),
            (
                "{\"a\": {\"b\": [1, \"}\"]}, \"a\": 2}",
                vec![" a={\"b\": [1, \"}\"]} a=2"],
            ),
            ("[7, {\"a\":1}]", vec!["1 -", "1 a=1"]),
            ("[]", vec![]),
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
    }

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
            assert_eq!(error_in(text), Some(found.clone()), "{text}");
            assert_eq!(read(text, ""), Err(found), "{text}");
        }
        assert!(read("7", "").unwrap_err().contains("neither"));
        for fine in ["{}", "[1e400, 123456789012345678901234567890]", "\"x\"", " null "] {
            assert_eq!(error_in(fine), None, "{fine}");
        }
    }
}
