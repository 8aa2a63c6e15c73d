//! JSON as text: where it is broken, and how it is laid out. Numbers, order and doubled names stay as they were typed.

use serde::de::IgnoredAny;

/// What is wrong with a JSON text, with its place; nothing if it is right.
pub fn fault(text: &str) -> Option<String> {
    let error = serde_json::from_str::<IgnoredAny>(text).err()?;
    let (line, column) = (error.line(), error.column());
    let here = offset(text, line, column);
    let before = text.get(..here).unwrap_or(text).trim_end();
    let at = text.get(here..).unwrap_or_default().trim_start();
    let what = if error.is_eof() {
        "the text ends too early; a bracket or a quote isn't closed"
    } else if before.ends_with(',') && at.starts_with(['}', ']']) {
        "there is a comma too many before this bracket"
    } else if at.starts_with('\'') {
        "texts stand in double quotes"
    } else {
        "this doesn't belong here"
    };
    let begin = text
        .get(..here)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    let column = text
        .get(begin..here)
        .map_or(column, |before| before.chars().count() + 1);
    Some(format!("Line {line}, column {column}: {what}."))
}

/// The byte at which the character stands that an error names: columns count bytes, from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The same JSON, one value a line. The text must be right.
pub fn format(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut escaped = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if in_text {
            out.push(letter);
            in_text = escaped || letter != '"';
            escaped = letter == '\\' && !escaped;
            continue;
        }
        match letter {
            ' ' | '\n' | '\r' | '\t' => {}
            '{' | '[' => {
                out.push(letter);
                while letters.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(close) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_text = letter == '"';
                out.push(letter);
            }
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_its_place() {
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
                "Line 1, column 7: the text ends too early; a bracket or a quote isn't closed.",
            ),
            ("[\"é\" x]", "Line 1, column 6: this doesn't belong here."),
        ] {
            assert_eq!(fault(text).as_deref(), Some(found), "{text}");
        }
        for fine in ["{}", "[1e400, 123456789012345678901234567890]", "\"x\"", " null "] {
            assert_eq!(fault(fine), None, "{fine}");
        }
    }

    #[test]
    fn formatting_changes_blanks_alone() {
        let text = r#"{"b":[1.10,{ }, [ ],"a, {\"b\": \\"],"b":{"x":1e400}}"#;
        let formatted = format(text);
        assert_eq!(
            formatted,
            "{\n  \"b\": [\n    1.10,\n    {},\n    [],\n    \"a, {\\\"b\\\": \\\\\"\n  ],\n  \"b\": {\n    \"x\": 1e400\n  }\n}"
        );
        assert_eq!(format(&formatted), formatted);
        assert_eq!(fault(&formatted), None);
    }
}
