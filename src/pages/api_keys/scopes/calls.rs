//! The fewest scopes for calls that somebody pastes.

use api_types::API_PREFIX;

use super::curl::{Call, parse_calls};
use super::scope::Scope;
use super::set::ScopeSet;

/// Which scope a pasted call needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallMatch {
    /// This scope allows it.
    Scope(Scope),
    /// It needs no key at all.
    NoKeyNeeded,
    /// No scope allows it.
    NoScope,
    /// It isn't clear what is called.
    NotUnderstood,
}

/// The calls of a pasted text, and what they need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedCalls {
    /// Each call in a few words, with the scope that it needs.
    pub calls: Vec<(String, CallMatch)>,
    /// The fewest scopes that allow what was understood. Those that reveal secrets are never among them.
    pub scopes: ScopeSet,
}

/// Finds the scopes for the calls of a text: see [`parse_calls`].
pub fn match_calls(text: &str) -> MatchedCalls {
    let calls: Vec<(String, CallMatch)> = parse_calls(text)
        .into_iter()
        .map(|call| match call {
            Ok(call) => match_call(&call),
            Err(text) => (text, CallMatch::NotUnderstood),
        })
        .map(|(label, found)| (shorten(&label), found))
        .collect();
    let scope = |(_, found): &(String, CallMatch)| match found {
        CallMatch::Scope(scope) => Some(*scope),
        _ => None,
    };
    let scopes = calls.iter().filter_map(scope).collect();
    MatchedCalls { calls, scopes }
}

fn match_call(call: &Call) -> (String, CallMatch) {
    let method = match call.method.as_str() {
        "HEAD" => "GET",
        method => method,
    };
    let path = path_below_prefix(&call.url);
    let label = format!("{method} {}", if path.is_empty() { &call.url } else { path });
    if (method, path) == ("POST", "/users/sign_in") {
        return (label, CallMatch::NoKeyNeeded);
    }
    let literal_parts = |scope: &Scope| {
        let calls = scope.calls().filter(|call| call.method == method);
        calls.filter_map(|call| literal_parts(call.path, path)).max()
    };
    // Of scopes that match alike, the first.
    let best = Scope::all()
        .iter()
        .rev()
        .filter(|scope| !scope.reveals_secrets())
        .filter_map(|scope| Some((literal_parts(scope)?, *scope)))
        .max_by_key(|(literal_parts, _)| *literal_parts);
    let found = best.map_or(CallMatch::NoScope, |(_, scope)| CallMatch::Scope(scope));
    (label, found)
}

/// The path of a URL without the prefix of the API, its query, or a slash at the end.
fn path_below_prefix(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once(API_PREFIX).map_or(path, |(_, path)| path);
    path.trim_end_matches('/')
}

/// How many parts of a path are word for word those of a pattern, whose variable parts match anything; `None` if it
/// doesn't match.
fn literal_parts(pattern: &str, path: &str) -> Option<usize> {
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
fn shorten(text: &str) -> String {
    const MAX: usize = 100;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        match_calls(text).scopes.names()
    }

    #[test]
    fn a_list_of_calls() {
        let matched = match_calls(
            "GET /api/v2/users\n# a comment\n\nDELETE /users/7\nhttps://nodeum.example/api/v2/pools/3/mount?x=1\nget /tapes\n",
        );
        assert_eq!(
            matched.scopes.names(),
            [
                "pools/mount_status",
                "tapes/index",
                "users/destroy",
                "users/index"
            ]
        );
        assert_eq!(matched.calls.len(), 4);
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
        for scope in Scope::all() {
            for call in scope.calls() {
                let set = match_calls(&format!("{} {}", call.method, call.path)).scopes;
                assert!(!set.iter().any(Scope::reveals_secrets));
                assert!(
                    set == ScopeSet::from(*scope)
                        || scope.reveals_secrets()
                        || scope.name() == "sessions/create",
                    "{} {}",
                    call.method,
                    call.path
                );
            }
        }
    }

    #[test]
    fn what_is_no_call_is_named() {
        let matched = match_calls(
            "hello there\nGET /moons\nPATCH /users/1\nPOST /users/sign_in\ncurl --help\nGET /users//",
        );
        let found: Vec<CallMatch> = matched.calls.iter().map(|(_, found)| *found).collect();
        assert_eq!(
            found[..5],
            [
                CallMatch::NotUnderstood,
                CallMatch::NoScope,
                CallMatch::NoScope,
                CallMatch::NoKeyNeeded,
                CallMatch::NotUnderstood,
            ]
        );
        assert_eq!(match_calls("").calls, []);
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
            match_calls(odd);
        }
        assert!(match_calls(&"x".repeat(100_000)).calls[0].0.len() < 200);
    }
}
