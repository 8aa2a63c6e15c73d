//! Telling the commands and lines of a pasted text apart, as a shell would.

/// A command, or a line that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// The words after `curl`.
    Curl(Vec<String>),
    /// Anything else.
    Line(String),
}

/// The statements of a text, without comments and empty lines.
pub fn statements(text: &str) -> Vec<Statement> {
    // A line that ends with a backslash goes on; so does one with a caret, on Windows.
    let text = text
        .replace("\r\n", "\n")
        .replace("\\\n", " ")
        .replace("^\n", " ");
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let line = rest.split('\n').next().unwrap_or_default();
        if is_curl(line) {
            let (words, after) = command(rest);
            found.push(Statement::Curl(
                words
                    .into_iter()
                    .skip_while(|word| !is_program(word))
                    .skip(1)
                    .collect(),
            ));
            rest = after;
        } else {
            let trimmed = line.trim();
            if !(trimmed.is_empty() || trimmed.starts_with('#') || trimmed.starts_with("//")) {
                found.push(Statement::Line(trimmed.to_owned()));
            }
            rest = rest.get(line.len() + 1..).unwrap_or_default();
        }
    }
    found
}

/// Whether a command begins here: curl is its first word, but for a prompt or `sudo`.
fn is_curl(line: &str) -> bool {
    line.split_whitespace().take(2).any(is_program)
}

fn is_program(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or_default();
    name == "curl" || name == "curl.exe"
}

/// The words of the first command, and what comes after it.
fn command(text: &str) -> (Vec<String>, &str) {
    let mut words = Vec::new();
    let mut word = None::<String>;
    let mut quote = None;
    let mut chars = text.char_indices();
    let mut end = text.len();
    while let Some((at, c)) = chars.next() {
        let next = &text[at + c.len_utf8()..];
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"') | None, '\\') => {
                if let Some((_, escaped)) = chars.next() {
                    word.get_or_insert_default().push(escaped);
                }
            }
            // A quote that never closes is an apostrophe.
            (None, '\'' | '"') if next.contains(c) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '$') if word.is_none() && next.starts_with('\'') => (),
            (None, '\n') => {
                end = at + 1;
                break;
            }
            (None, '|' | '&') if word.is_none() => {
                end = at + c.len_utf8();
                break;
            }
            (None, ';') if next.is_empty() || next.starts_with([' ', '\n']) => {
                end = at + 1;
                break;
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    let mut after = &text[end..];
    // What the answer is piped to is no call, unless it is another curl.
    after = after.trim_start_matches(['&', '|', ' ']);
    if !is_curl(after.split('\n').next().unwrap_or_default()) && end > 0 && !text[..end].ends_with('\n') {
        after = after.split_once('\n').map_or("", |(_, next_line)| next_line);
    }
    (words, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curl(words: &[&str]) -> Statement {
        Statement::Curl(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn commands_are_read_as_a_shell_reads_them() {
        assert_eq!(
            statements("curl -H 'a b' \"c \\\" d\" e\\ f --x='1 2'\nGET /x"),
            [
                curl(&["-H", "a b", "c \" d", "e f", "--x=1 2"]),
                Statement::Line("GET /x".into())
            ]
        );
        assert_eq!(
            statements("curl a | jq .x\nb"),
            [curl(&["a"]), Statement::Line("b".into())]
        );
        assert_eq!(statements("curl a?b=1&c=2"), [curl(&["a?b=1&c=2"])]);
        assert_eq!(statements("curl don't"), [curl(&["don't"])]);
        assert_eq!(statements("curl $'a\nb' c"), [curl(&["a\nb", "c"])]);
    }

    #[test]
    fn comments_and_empty_lines_are_left_out() {
        assert_eq!(statements("\n  # x\n// y\n\n"), []);
    }
}
