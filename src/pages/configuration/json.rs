//! JSON as text. Numbers, the order of names and doubled names stay as they were typed.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of an object, in the order of the text.
pub struct Members<'a>(pub Vec<(String, &'a RawValue)>);

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

/// What is wrong with a JSON text, with its place; nothing if it can be read.
pub fn error_in(text: &str) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text)
        .err()
        .map(|error| describe(text, &error))
}

/// An error of `serde_json` in words.
pub fn describe(text: &str, error: &serde_json::Error) -> String {
    let line = text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or_default();
    // Columns count bytes, from 1; people count characters.
    let (before, at) = line
        .split_at_checked(error.column().saturating_sub(1))
        .unwrap_or((line, ""));
    let message = error.to_string();
    let what = if error.is_eof() {
        "the text ends too early; a bracket or a quote isn’t closed"
    } else if message.starts_with("trailing comma")
        // An object whose members aren't kept has no other error at a closing brace after a comma.
        || message.starts_with("key must be a string") && at.starts_with('}')
    {
        "there is a comma too many before this bracket"
    } else if at.starts_with('\'') {
        "texts stand in double quotes"
    } else {
        "this doesn’t belong here"
    };
    format!(
        "Line {}, column {}: {what}.",
        error.line(),
        before.chars().count() + 1
    )
}

/// The same JSON with one value a line; a text that can't be read stays as it is.
pub fn format(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    match serde_json::from_str(text).and_then(|value| write(&mut out, value, 1)) {
        Ok(()) => out,
        Err(_) => text.to_owned(),
    }
}

fn write(out: &mut String, value: &RawValue, depth: usize) -> serde_json::Result<()> {
    let (items, brackets): (Vec<(Option<String>, &RawValue)>, _) = match value.get().chars().next() {
        Some('{') => {
            let Members(members) = serde_json::from_str(value.get())?;
            (
                members
                    .into_iter()
                    .map(|(name, value)| (Some(name), value))
                    .collect(),
                ['{', '}'],
            )
        }
        Some('[') => {
            let items: Vec<&RawValue> = serde_json::from_str(value.get())?;
            (items.into_iter().map(|item| (None, item)).collect(), ['[', ']'])
        }
        _ => {
            out.push_str(value.get());
            return Ok(());
        }
    };
    let indent = |depth: usize| format!("\n{}", "  ".repeat(depth));
    let is_empty = items.is_empty();
    out.push(brackets[0]);
    for (index, (name, item)) in items.into_iter().enumerate() {
        out.push_str(if index > 0 { "," } else { "" });
        out.push_str(&indent(depth));
        if let Some(name) = name {
            out.push_str(&serde_json::to_string(&name)?);
            out.push_str(": ");
        }
        write(out, item, depth + 1)?;
    }
    if !is_empty {
        out.push_str(&indent(depth - 1));
    }
    out.push(brackets[1]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_its_place() {
        for (text, found) in [
            (
                "{\"a\": 1,\n}",
                "Line 2, column 1: there is a comma too many before this bracket.",
            ),
            (
                "[1, 2,]",
                "Line 1, column 7: there is a comma too many before this bracket.",
            ),
            ("{'a': 1}", "Line 1, column 2: texts stand in double quotes."),
            (
                "{\"a\": 1",
                "Line 1, column 7: the text ends too early; a bracket or a quote isn’t closed.",
            ),
            ("[\"é\" x]", "Line 1, column 6: this doesn’t belong here."),
        ] {
            assert_eq!(error_in(text).as_deref(), Some(found), "{text}");
        }
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
