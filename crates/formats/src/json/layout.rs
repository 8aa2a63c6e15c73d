//! JSON as people read it: the text is laid out, not what it stands for, so that numbers, escapes and doubled names stay as somebody
//! wrote them.

/// The same JSON with one value a line. Of what is no JSON, too, nothing but blanks changes.
#[must_use]
pub fn lay_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
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
        depth = depth.saturating_sub(usize::from(is_closing));
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
    fn layout_changes_blanks_alone() {
        let text = r#"{"b":[1.10,{ }, [ ],"a, {\"b\": \\"],"b":{"x":1e400}}"#;
        let formatted = "{\n  \"b\": [\n    1.10,\n    {},\n    [],\n    \"a, {\\\"b\\\": \\\\\"\n  ],\n  \"b\": {\n    \"x\": 1e400\n  }\n}";
        assert_eq!(lay_out(text), formatted);
        assert_eq!(lay_out(formatted), formatted);
        assert_eq!(lay_out("]1"), "\n]1");
    }
}
