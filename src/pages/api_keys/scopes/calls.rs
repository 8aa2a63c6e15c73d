//! The least scopes for calls that somebody pastes: curl commands, or lines such as `GET /api/v2/users`.

use api_types::API_PREFIX;

use super::danger::reveals_secrets;
use super::sentences::scopes;
use super::set::ScopeSet;
use super::shell::{Statement, statements};

/// What became of a call that was pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// This scope opens it.
    Opened(u8),
    /// It needs no key at all.
    NeedsNone,
    /// No scope opens it.
    NoScope,
    /// It isn't clear what is called.
    NotUnderstood,
}

/// What a pasted text needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasted {
    /// The least scopes that allow what was understood. Those that reveal secrets are never among them.
    pub set: ScopeSet,
    /// Each call, shortened, with what became of it.
    pub calls: Vec<(String, Outcome)>,
}

/// Reads a text.
pub fn read_calls(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    for statement in statements(text) {
        let outcomes = match statement {
            Statement::Curl(words) => curl(&words),
            Statement::Line(line) => vec![line_of_list(&line)],
        };
        for (said, outcome) in outcomes {
            if let Outcome::Opened(number) = outcome {
                pasted.set.insert(number);
            }
            pasted.calls.push((shortened(&said), outcome));
        }
    }
    pasted
}

/// A line such as `GET /api/v2/users`, a line of a server's log, or an address alone.
fn line_of_list(line: &str) -> (String, Outcome) {
    const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    let words = || {
        line.split_whitespace()
            .map(|word| word.trim_matches(['"', '\'', '`', ',', ';', '(', ')', '[', ']', '*']))
    };
    let first = words().next().unwrap_or_default().to_uppercase();
    let method = words()
        .find(|word| METHODS.contains(word))
        .map(ToOwned::to_owned)
        .or_else(|| METHODS.contains(&&*first).then_some(first));
    let address =
        words().find(|word| word.starts_with('/') || word.contains("://") || word.contains("/api/v2"));
    match address {
        Some(address) => call(method.as_deref().unwrap_or("GET"), address),
        None => (line.to_owned(), Outcome::NotUnderstood),
    }
}

/// The calls of a curl command: one for each address.
fn curl(words: &[String]) -> Vec<(String, Outcome)> {
    // Options of one letter, and of a word, that take the next word for their value.
    const VALUE_LETTERS: &str = "HuoAbcmweExKrCDPQtYyzU";
    const VALUE_WORDS: &str = " header user output user-agent cookie cookie-jar max-time connect-timeout write-out referer \
        cacert capath cert key proxy retry retry-delay resolve oauth2-bearer config range interface ";
    const DATA_WORDS: &str = " data data-raw data-binary data-ascii data-urlencode json form form-string ";
    let (mut method, mut implied, mut addresses) = (None, None, Vec::new());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if let Some(option) = word.strip_prefix("--") {
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (option, None),
            };
            let is_one_of = |list: &str| list.contains(&[" ", name, " "].concat());
            let mut value = || value.clone().or_else(|| words.next().cloned());
            match name {
                "request" => method = value(),
                "url" => addresses.extend(value()),
                "get" | "head" => implied = Some("GET"),
                "upload-file" => {
                    value();
                    implied = Some("PUT");
                }
                _ if is_one_of(DATA_WORDS) => {
                    value();
                    implied = implied.or(Some("POST"));
                }
                _ if is_one_of(VALUE_WORDS) => drop(value()),
                _ => (),
            }
        } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            for (at, letter) in letters.char_indices() {
                let rest = &letters[at + letter.len_utf8()..];
                let mut value = || {
                    if rest.is_empty() {
                        words.next().cloned()
                    } else {
                        Some(rest.to_owned())
                    }
                };
                match letter {
                    'X' => method = value(),
                    'd' | 'F' => {
                        value();
                        implied = implied.or(Some("POST"));
                    }
                    'T' => {
                        value();
                        implied = Some("PUT");
                    }
                    'G' | 'I' => {
                        implied = Some("GET");
                        continue;
                    }
                    _ if VALUE_LETTERS.contains(letter) => drop(value()),
                    _ => continue,
                }
                break;
            }
        } else {
            addresses.push(word.clone());
        }
    }
    let method = method
        .or_else(|| implied.map(ToOwned::to_owned))
        .unwrap_or_else(|| "GET".to_owned())
        .to_uppercase();
    if addresses.is_empty() {
        return vec![("curl".to_owned(), Outcome::NotUnderstood)];
    }
    addresses.iter().map(|address| call(&method, address)).collect()
}

/// What a call needs.
fn call(method: &str, address: &str) -> (String, Outcome) {
    let method = if method == "HEAD" { "GET" } else { method };
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => address,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path
        .find(API_PREFIX)
        .map_or(path, |at| &path[at + API_PREFIX.len()..]);
    let path = path.trim_end_matches('/');
    let said = [method, " ", if path.is_empty() { address } else { path }].concat();
    if (method, path) == ("POST", "/users/sign_in") {
        return (said, Outcome::NeedsNone);
    }
    let secrets = reveals_secrets();
    let mut best = None;
    for (number, scope) in (0_u8..).zip(scopes()) {
        if secrets.has(number) {
            continue;
        }
        let literal = scope
            .calls()
            .filter(|call| call.method == method)
            .filter_map(|call| likeness(call.path, path))
            .max();
        if literal > best.map(|(literal, _)| literal) {
            best = literal.map(|literal| (literal, number));
        }
    }
    (
        said,
        best.map_or(Outcome::NoScope, |(_, number)| Outcome::Opened(number)),
    )
}

/// How many parts of a path are word for word those of a pattern, whose variable parts match anything; `None` if it
/// doesn't match.
fn likeness(pattern: &str, path: &str) -> Option<usize> {
    let mut literal = 0;
    let mut parts = path.split('/');
    for expected in pattern.split('/') {
        let part = parts.next()?;
        if part == expected {
            literal += 1;
        } else if !expected.starts_with('{') || part.is_empty() {
            return None;
        }
    }
    parts.next().is_none().then_some(literal)
}

/// A text of a length that can be listed.
fn shortened(text: &str) -> String {
    const MAX: usize = 100;
    let mut short: String = text.chars().take(MAX).collect();
    if text.chars().nth(MAX).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        read_calls(text).set.names()
    }

    #[test]
    fn a_list_of_calls() {
        let pasted = read_calls(
            "GET /api/v2/users\n# a comment\n\nDELETE /users/7\nhttps://nodeum.example/api/v2/pools/3/mount?x=1\nget /tapes\n",
        );
        assert_eq!(
            pasted.set.names(),
            [
                "pools/mount_status",
                "tapes/index",
                "users/destroy",
                "users/index"
            ]
        );
        assert_eq!(pasted.calls.len(), 4);
        assert_eq!(
            names("10.0.0.1 - - \"PUT /api/v2/users/me HTTP/1.1\" 200 12"),
            ["users/update"]
        );
        assert_eq!(names("- `POST /tasks`, then"), ["tasks/create"]);
    }

    #[test]
    fn curl_commands() {
        for (command, scope) in [
            ("curl https://n.example/api/v2/users", "users/index"),
            ("$ curl -s https://n.example/api/v2/users/", "users/index"),
            (
                "curl -X DELETE 'https://n.example/api/v2/users/7'",
                "users/destroy",
            ),
            ("curl -XDELETE https://n.example/api/v2/users/7", "users/destroy"),
            (
                "curl -sSX PUT https://n.example/api/v2/users/7 -d '{}'",
                "users/update",
            ),
            ("curl --request=put n.example/api/v2/users/7", "users/update"),
            (
                "curl -H 'Authorization: Bearer x' \\\n  -H \"Content-Type: application/json\" \\\n  --data '{\n \"task\": 1\n}' \\\n  https://n.example/api/v2/tasks",
                "tasks/create",
            ),
            ("curl --json '{}' http://n:8080/api/v2/pools", "pools/create"),
            ("curl -G -d 'limit=1' http://n/api/v2/pools", "pools/index"),
            ("curl -I http://n/api/v2/pools", "pools/index"),
            (
                "curl -u me:x http://n/api/v2/pools?limit=1&offset=2 | jq .",
                "pools/index",
            ),
            (
                "curl --url http://n/admin/api/v2/users/-/systems",
                "users/systems",
            ),
            (
                "/usr/bin/curl -d @body.json http://n/api/v2/tasks/{id}/task_sources",
                "task_sources/create",
            ),
            ("curl -o out.json -m 5 http://n/api/v2/tasks/17", "tasks/show"),
        ] {
            assert_eq!(names(command), [scope], "{command}");
        }
        assert_eq!(
            names("curl http://n/api/v2/pools && curl http://n/api/v2/tapes; curl http://n/api/v2/tasks"),
            ["pools/index", "tapes/index", "tasks/index"]
        );
        assert_eq!(names("curl http://n/api/v2/pools http://n/api/v2/tapes").len(), 2);
    }

    #[test]
    fn secrets_are_never_given_by_themselves() {
        assert_eq!(
            names("GET /cloud_connectors\nGET /nas_shares/3"),
            ["cloud_connectors/index", "nas_shares/show"]
        );
        for (number, scope) in (0_u8..).zip(scopes()) {
            for call in scope.calls() {
                let set = read_calls(&format!("{} {}", call.method, call.path)).set;
                assert!(set.both(reveals_secrets()).is_empty());
                let alone = set.count() == 1 && set.has(number);
                assert!(
                    alone || reveals_secrets().has(number) || scope.name() == "sessions/create",
                    "{} {}",
                    call.method,
                    call.path
                );
            }
        }
    }

    #[test]
    fn what_is_no_call_is_named() {
        let pasted = read_calls(
            "hello there\nGET /moons\nPATCH /users/1\nPOST /users/sign_in\ncurl --help\nGET /users//",
        );
        let outcomes: Vec<Outcome> = pasted.calls.iter().map(|(_, outcome)| *outcome).collect();
        assert_eq!(
            outcomes[..5],
            [
                Outcome::NotUnderstood,
                Outcome::NoScope,
                Outcome::NoScope,
                Outcome::NeedsNone,
                Outcome::NotUnderstood,
            ]
        );
        assert_eq!(read_calls("").calls, []);
        // No text, however odd, does harm.
        for odd in [
            "'",
            "curl '",
            "curl -",
            "curl --",
            "-",
            "\"\\",
            "curl -X",
            "GET",
            "://",
            "é\u{1F980} /ü",
        ] {
            read_calls(odd);
        }
        assert!(read_calls(&"x".repeat(100_000)).calls[0].0.len() < 200);
    }
}
