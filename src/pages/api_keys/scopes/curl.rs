//! Reads calls from pasted text: curl commands, and lines such as `GET /api/v2/users`.

use std::ffi::OsString;

use lexopt::{Arg, Parser};

/// A call: its method in upper case, and its URL or path as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `GET`
    pub method: String,
    /// `https://nodeum.example/api/v2/users?limit=1`, or a part of it.
    pub url: String,
}

/// The calls of a text; what isn't understood as one comes back as it was written. Comments and empty lines are left out.
pub fn parse_calls(text: &str) -> Vec<Result<Call, String>> {
    // A line that ends with a backslash goes on; so does one with a caret, on Windows.
    let text = text
        .replace("\r\n", "\n")
        .replace("\\\n", " ")
        .replace("^\n", " ");
    let mut calls = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, next_lines) = rest.split_once('\n').unwrap_or((rest, ""));
        if starts_with_curl(line) {
            let (words, after) = split_command(rest);
            let arguments = words.into_iter().skip_while(|word| !is_curl(word)).skip(1);
            let found = parse_curl(Parser::from_args(arguments));
            if found.is_empty() {
                calls.push(Err("curl".to_owned()));
            }
            calls.extend(found.into_iter().map(Ok));
            rest = after;
        } else {
            let line = line.trim();
            if !(line.is_empty() || line.starts_with('#') || line.starts_with("//")) {
                calls.push(parse_line(line).ok_or_else(|| line.to_owned()));
            }
            rest = next_lines;
        }
    }
    calls
}

/// A line such as `GET /api/v2/users`, a line of a server's log, or an address alone.
fn parse_line(line: &str) -> Option<Call> {
    const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    let words: Vec<&str> = line
        .split_whitespace()
        .map(|word| word.trim_matches(['"', '\'', '`', ',', ';', '(', ')', '[', ']', '*']))
        .collect();
    let is_url = |word: &&&str| word.starts_with('/') || word.contains("://") || word.contains("/api/v2");
    let url = words.iter().find(is_url)?;
    let first = words[0].to_uppercase();
    let method = words
        .iter()
        .copied()
        .chain([first.as_str()])
        .find(|word| METHODS.contains(word));
    Some(Call {
        method: method.unwrap_or("GET").to_owned(),
        url: (*url).to_owned(),
    })
}

/// The calls of a curl command, one for each URL.
fn parse_curl(mut parser: Parser) -> Vec<Call> {
    let (mut method, mut implied, mut urls) = (None, None, Vec::new());
    while let Ok(Some(argument)) = parser.next() {
        let (name, is_long) = match argument {
            Arg::Value(url) => {
                urls.push(url);
                continue;
            }
            Arg::Long(name) => (name.to_owned(), true),
            Arg::Short(letter) => (letter.to_string(), false),
        };
        match name.as_str() {
            "X" | "request" => method = parser.value().ok(),
            "url" => urls.extend(parser.value()),
            "G" | "I" | "get" | "head" => implied = Some("GET"),
            "T" | "upload-file" => {
                drop(parser.value());
                implied = Some("PUT");
            }
            "d" | "F" | "data" | "data-raw" | "data-binary" | "data-ascii" | "data-urlencode" | "json"
            | "form" | "form-string" => {
                drop(parser.value());
                implied = implied.or(Some("POST"));
            }
            name if takes_value(name) => drop(parser.value()),
            // A flag; a value after "=" that it shouldn't have would end the parsing.
            _ if is_long => drop(parser.optional_value()),
            _ => (),
        }
    }
    let method = method.map(|method| method.to_string_lossy().to_uppercase());
    let method = method.unwrap_or_else(|| implied.unwrap_or("GET").to_owned());
    let call = |url: OsString| Call {
        method: method.clone(),
        url: url.to_string_lossy().into_owned(),
    };
    urls.into_iter().map(call).collect()
}

/// Whether an option of curl that says nothing about the call takes the next word for its value.
fn takes_value(option: &str) -> bool {
    const LONG: &str = "header user output user-agent cookie cookie-jar max-time connect-timeout write-out referer cacert \
                        capath cert key proxy retry retry-delay resolve oauth2-bearer config range interface";
    match option.len() {
        1 => "HuoAbcmweExKrCDPQtYyzU".contains(option),
        _ => LONG.split(' ').any(|name| name == option),
    }
}

/// Whether a command begins here: curl is its first word, but for a prompt or `sudo`.
fn starts_with_curl(line: &str) -> bool {
    line.split_whitespace().take(2).any(is_curl)
}

fn is_curl(word: &str) -> bool {
    matches!(word.rsplit('/').next(), Some("curl" | "curl.exe"))
}

/// The words of the first command as a shell reads them, and what comes after it.
fn split_command(text: &str) -> (Vec<String>, &str) {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut chars = text.chars();
    let rest = loop {
        let rest = chars.as_str();
        let Some(c) = chars.next() else { break rest };
        let next = chars.as_str();
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"') | None, '\\') => word.get_or_insert_default().extend(chars.next()),
            // A quote that never closes is an apostrophe.
            (None, '\'' | '"') if next.contains(c) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '$') if word.is_none() && next.starts_with('\'') => (),
            (None, '\n') => break rest,
            (None, '|' | '&') if word.is_none() => break rest,
            (None, ';') if next.is_empty() || next.starts_with([' ', '\n']) => break rest,
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    };
    words.extend(word);
    let rest = rest.trim_start_matches([';', '&', '|', ' ']);
    let (line, next_lines) = rest.split_once('\n').unwrap_or((rest, ""));
    // What the answer is piped to is no call, unless it is another curl.
    (words, if starts_with_curl(line) { rest } else { next_lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_as_a_shell_splits_them() {
        for (text, words, after) in [
            (
                "curl -H 'a b' \"c \\\" d\" e\\ f --x='1 2'\nGET /x",
                &["curl", "-H", "a b", "c \" d", "e f", "--x=1 2"][..],
                "GET /x",
            ),
            ("curl a | jq .x\nb", &["curl", "a"], "b"),
            ("curl a && curl b", &["curl", "a"], "curl b"),
            ("curl a?b=1&c=2", &["curl", "a?b=1&c=2"], ""),
            ("curl don't", &["curl", "don't"], ""),
            ("curl $'a\nb' c", &["curl", "a\nb", "c"], ""),
        ] {
            let (found, rest) = split_command(text);
            assert_eq!(found, words);
            assert_eq!(rest, after);
        }
    }

    #[test]
    fn options_before_and_after_the_url_make_the_method() {
        let text = "curl --silent=x -sXput --header='a: b' /a -d x\ncurl -dx -G /b\ncurl -T file /c";
        let calls = parse_calls(text).into_iter().flatten();
        let calls: Vec<String> = calls
            .map(|call| format!("{} {}", call.method, call.url))
            .collect();
        assert_eq!(calls, ["PUT /a", "GET /b", "PUT /c"]);
    }

    #[test]
    fn comments_and_empty_lines_are_left_out() {
        assert_eq!(parse_calls("\n  # x\n// y\n\n"), []);
    }
}
