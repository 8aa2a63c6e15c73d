//! JSON as text: where it is wrong, and how it is laid out.

use serde::de::IgnoredAny;

/// What is wrong with a JSON text, with its place; nothing if it can be read.
pub fn error_in(text: &str) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text)
        .err()
        .map(|error| describe(text, &error))
}

/// An error of `serde_json` in words.
pub fn describe(text: &str, error: &serde_json::Error) -> String {
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
        for (text, found) in [
            (
                "{\"a\": 1,\n}",
                "2, column 1: there is a comma too many before this bracket.",
            ),
            (
                "[1, 2,]",
                "1, column 7: there is a comma too many before this bracket.",
            ),
            ("{'a': 1}", "1, column 2: texts stand in double quotes."),
            (
                "{\"a\": 1",
                "1, column 7: the text ends too early; a bracket or a quote isn’t closed.",
            ),
            ("[\"é\" x]", "1, column 6: this doesn’t belong here."),
        ] {
            assert_eq!(
                error_in(text).as_deref(),
                Some(format!("Line {found}").as_str()),
                "{text}"
            );
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
