//! A line that names a call: `GET /api/v2/users`, a line of a server's log, or an address alone.

use super::Call;

/// Those that the API answers.
const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// What stands around a call in a list or a text.
const AROUND: [char; 10] = ['"', '\'', '`', ',', ';', '(', ')', '[', ']', '*'];

/// The call, if the method stands before the URL, or the URL alone.
pub(super) fn read(line: &str) -> Option<Call> {
    let words: Vec<&str> = line
        .split_whitespace()
        .map(|word| word.trim_matches(AROUND))
        .filter(|word| !matches!(*word, "" | "-" | "+" | "•"))
        .collect();
    let place = words.iter().position(|word| is_url(word))?;
    match place.checked_sub(1).map(|before| words[before]) {
        Some(method) if METHODS.iter().any(|known| known.eq_ignore_ascii_case(method)) => {
            Call::new(method, words[place])
        }
        None if words.len() == 1 => Call::new("GET", words[place]),
        _ => None,
    }
}

/// Whether it is a path, or an address of the API without anything around it.
fn is_url(word: &str) -> bool {
    if word.starts_with('/') {
        return true;
    }
    if let Some((scheme, _)) = word.split_once("://") {
        return matches!(scheme, "http" | "https");
    }
    let host = word.split_once("/api/v2").map(|(host, _)| host);
    host.is_some_and(|host| {
        host.chars()
            .all(|c| c.is_alphanumeric() || ".-_:$/{}".contains(c))
    })
}
