//! JSON: an object with a text for each key.

use super::super::change::Entry;
use super::super::json::fault;
use super::FileRow;

/// Writes entries as an object, one a line.
pub fn write(entries: &[Entry]) -> String {
    let lines: Vec<String> = entries
        .iter()
        .map(|entry| format!("  {}: {}", quoted(&entry.key), quoted(&entry.value)))
        .collect();
    if lines.is_empty() {
        return "{}\n".into();
    }
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

fn quoted(text: &str) -> String {
    // A text can always be written.
    serde_json::to_string(text).unwrap_or_default()
}

/// Reads an object of keys and values, a list of objects with `key` and `value`, or an answer of the API. Numbers, words
/// and nested values are taken as the texts that stand there.
///
/// # Errors
/// Where it is no JSON, or that it is another kind.
pub fn read(text: &str) -> Result<Vec<FileRow>, String> {
    if let Some(fault) = fault(text) {
        return Err(fault);
    }
    let mut scanner = Scanner::new(text, 0);
    let members = match scanner.peek() {
        Some('{') => scanner.members(),
        Some('[') => return Ok(scanner.list()),
        _ => return Err("This JSON is neither an object of keys and values nor a list.".into()),
    };
    if let Some((_, start, _)) = members.iter().find(|(name, _, _)| name == "configurations") {
        let mut list = Scanner::new(text, *start);
        if list.peek() == Some('[') {
            return Ok(list.list());
        }
    }
    Ok(members
        .into_iter()
        .map(|(key, start, end)| row(scanner.line(start), key, slice(text, start, end)))
        .collect())
}

fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// A row of a key and the JSON of its value.
fn row(line: usize, key: String, value: &str) -> FileRow {
    let mut row = FileRow::new(line, key, value);
    if value.starts_with('"') {
        row.value = unquoted(value);
    } else if value == "null" {
        row.value = String::new();
        row.problem = Some("The value is null. Enter a text, which may be empty.".into());
    }
    row
}

fn unquoted(text: &str) -> String {
    // Half of a surrogate pair is no text, though the scanner lets it pass.
    serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
}

/// Goes through JSON that is known to be right.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// A place, and the line on which it is: places are asked for in their order.
    counted: (usize, usize),
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        Self {
            text,
            at,
            counted: (0, 1),
        }
    }

    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        self.counted = (at, line + slice(self.text, from, at).matches('\n').count());
        self.counted.1
    }

    /// The next character that isn't blank.
    fn peek(&mut self) -> Option<char> {
        let rest = self.text.get(self.at..)?;
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.at += rest.len() - trimmed.len();
        trimmed.chars().next()
    }

    /// Passes a value; gives where it begins and ends.
    fn value(&mut self) -> (usize, usize) {
        self.peek();
        let start = self.at;
        let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
        let rest = self.text.get(start..).unwrap_or_default();
        for (at, letter) in rest.char_indices() {
            if in_text {
                in_text = escaped || letter != '"';
                escaped = letter == '\\' && !escaped;
                if !in_text && depth == 0 {
                    self.at = start + at + 1;
                    return (start, self.at);
                }
                continue;
            }
            match letter {
                '"' => in_text = true,
                '{' | '[' => depth += 1,
                '}' | ']' if depth > 1 => depth -= 1,
                '}' | ']' if depth == 1 => {
                    self.at = start + at + 1;
                    return (start, self.at);
                }
                ',' | '}' | ']' | ':' | ' ' | '\t' | '\r' | '\n' if depth == 0 => {
                    self.at = start + at;
                    return (start, self.at);
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        (start, self.at)
    }

    /// The members of an object: name, and where the value begins and ends.
    fn members(&mut self) -> Vec<(String, usize, usize)> {
        let mut members = Vec::new();
        self.at += 1;
        while self.peek().is_some_and(|next| next != '}') {
            let (start, end) = self.value();
            let name = unquoted(slice(self.text, start, end));
            self.peek();
            self.at += 1;
            let (start, end) = self.value();
            members.push((name, start, end));
            if self.peek() == Some(',') {
                self.at += 1;
            }
        }
        self.at += 1;
        members
    }

    /// The rows of a list of objects.
    fn list(&mut self) -> Vec<FileRow> {
        let mut rows = Vec::new();
        self.at += 1;
        while let Some(next) = self.peek().filter(|next| *next != ']') {
            let line = self.line(self.at);
            if next == '{' {
                let members = self.members();
                let find = |wanted: &str| members.iter().find(|(name, _, _)| name == wanted);
                let text = |(_, start, end): &(String, usize, usize)| slice(self.text, *start, *end);
                rows.push(match (find("key").map(text), find("value").map(text)) {
                    (Some(key), Some(value)) if key.starts_with('"') => row(line, unquoted(key), value),
                    _ => FileRow::broken(line, "", &[], "This object has no key and value."),
                });
            } else {
                let (start, end) = self.value();
                let text = slice(self.text, start, end);
                rows.push(FileRow::broken(
                    line,
                    text,
                    &[],
                    "This is no object with key and value.",
                ));
            }
            if self.peek() == Some(',') {
                self.at += 1;
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_lists_and_answers_are_read() {
        let text = "{\n\"a\": \"x\\n\\\"y\\\"\", \"b\" : 1.10,\n\"c\":{\"d\": [1, \"}\"]}, \"a\": true\n}";
        assert_eq!(
            read(text).unwrap(),
            [
                FileRow::new(2, "a", "x\n\"y\""),
                FileRow::new(2, "b", "1.10"),
                FileRow::new(3, "c", "{\"d\": [1, \"}\"]}"),
                FileRow::new(3, "a", "true"),
            ]
        );
        let list = "[{\"key\":\"a\",\"value\":\"1\"},\n {\"id\":7,\"value\":\"2\",\"key\":\"b\"}]";
        assert_eq!(
            read(list).unwrap(),
            [FileRow::new(1, "a", "1"), FileRow::new(2, "b", "2")]
        );
        let answer = format!("{{\"count\":2,\"configurations\":{list}}}");
        assert_eq!(
            read(&answer).unwrap(),
            [FileRow::new(1, "a", "1"), FileRow::new(2, "b", "2")]
        );
        assert_eq!(read("{}").unwrap(), []);
        assert_eq!(read(" [ ] ").unwrap(), []);
    }

    #[test]
    fn what_is_broken_is_named() {
        assert!(read("{\"a\":1,}").unwrap_err().contains("comma too many"));
        assert!(read("7").unwrap_err().contains("neither"));
        let rows = read("{\"a\": null, \"b\": \"\"}").unwrap();
        assert!(rows[0].problem.is_some() && rows[1].problem.is_none());
        let rows = read("[{\"key\":\"a\"}, 7, {\"key\":\"b\",\"value\":\"1\"}]").unwrap();
        assert_eq!(rows.iter().filter(|row| row.problem.is_some()).count(), 2);
    }
}
