//! The fewest scopes for calls that somebody pastes.

use api_types::API_PREFIX;
use formats::calls::{Call, parse_calls};

use super::scope::Scope;

/// Why a pasted call needs no scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmatched {
    /// It needs no key at all.
    NoKeyNeeded,
    /// No scope allows it.
    NoScope,
    /// It isn't clear what is called.
    NotUnderstood,
}

/// The calls of a text, each in a few words, with the scope that it needs: never one that reveals secrets.
pub fn match_calls(text: &str) -> Vec<(String, Result<Scope, Unmatched>)> {
    parse_calls(text)
        .into_iter()
        .map(|call| match call {
            Ok(call) => match_call(&call),
            Err(text) => (text, Err(Unmatched::NotUnderstood)),
        })
        .map(|(label, found)| (shorten(&label), found))
        .collect()
}

fn match_call(call: &Call) -> (String, Result<Scope, Unmatched>) {
    let method = call.method.replace("HEAD", "GET");
    let path = path_below_prefix(&call.url);
    let label = format!("{method} {}", if path.is_empty() { &call.url } else { path });
    if (&*method, path) == ("POST", "/users/sign_in") {
        return (label, Err(Unmatched::NoKeyNeeded));
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
    (label, best.map(|(_, scope)| scope).ok_or(Unmatched::NoScope))
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
    use crate::pages::api_keys::scopes::ScopeSet;

    fn scopes(text: &str) -> ScopeSet {
        match_calls(text)
            .into_iter()
            .filter_map(|(_, scope)| scope.ok())
            .collect()
    }

    fn names(text: &str) -> String {
        scopes(text).names().join(" ")
    }

    #[test]
    fn a_list_of_calls() {
        let text = "GET /api/v2/users\n# a comment\n\nDELETE /users/7\nhttps://nodeum.example/api/v2/pools/3/mount?x=1\nget /tapes\n";
        let expected = "pools/mount_status tapes/index users/destroy users/index";
        assert_eq!(names(text), expected);
        assert_eq!(match_calls(text).len(), 4);
        let log = "10.0.0.1 - - \"PUT /api/v2/users/me HTTP/1.1\" 200 12";
        assert_eq!(names(log), "users/update");
        assert_eq!(names("- `POST /tasks`, then"), "tasks/create");
    }

    #[test]
    fn curl_commands() {
        for (command, scope) in [
            "curl https://n.example/api/v2/users => users/index",
            "$ curl -s https://n.example/api/v2/users/ => users/index",
            "curl -X DELETE 'https://n.example/api/v2/users/7' => users/destroy",
            "curl -XDELETE https://n.example/api/v2/users/7 => users/destroy",
            "curl -sSX PUT https://n.example/api/v2/users/7 -d '{}' => users/update",
            "curl --request=put n.example/api/v2/users/7 => users/update",
            "curl -H 'Authorization: Bearer x' \\\n  -H \"Content-Type: application/json\" \\\n  --data '{\n \"task\": 1\n}' \\\n  \
             https://n.example/api/v2/tasks => tasks/create",
            "curl --json '{}' http://n:8080/api/v2/pools => pools/create",
            "curl -G -d 'limit=1' http://n/api/v2/pools => pools/index",
            "curl -I http://n/api/v2/pools => pools/index",
            "curl -u me:x http://n/api/v2/pools?limit=1&offset=2 | jq . => pools/index",
            "curl --url http://n/admin/api/v2/users/-/systems => users/systems",
            "/usr/bin/curl -d @body.json http://n/api/v2/tasks/{id}/task_sources => task_sources/create",
            "curl -o out.json -m 5 http://n/api/v2/tasks/17 => tasks/show",
        ]
        .iter()
        .filter_map(|case| case.split_once(" => "))
        {
            assert_eq!(names(command), scope, "{command}");
        }
        let several = "curl http://n/api/v2/pools && curl http://n/api/v2/tapes; curl http://n/api/v2/tasks";
        assert_eq!(names(several), "pools/index tapes/index tasks/index");
        let two_urls = "curl http://n/api/v2/pools http://n/api/v2/tapes";
        assert_eq!(names(two_urls), "pools/index tapes/index");
    }

    #[test]
    fn secrets_are_never_given_by_themselves() {
        let calls = "GET /cloud_connectors\nGET /nas_shares/3";
        assert_eq!(names(calls), "cloud_connectors/index nas_shares/show");
        for scope in Scope::all() {
            for call in scope.calls() {
                let text = format!("{} {}", call.method, call.path);
                let set = scopes(&text);
                assert!(!set.iter().any(Scope::reveals_secrets));
                let is_found = set == ScopeSet::from(*scope);
                assert!(
                    is_found || scope.reveals_secrets() || scope.name() == "sessions/create",
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_call_is_named() {
        for (text, why) in [
            ("hello there", Unmatched::NotUnderstood),
            ("GET /moons", Unmatched::NoScope),
            ("PATCH /users/1", Unmatched::NoScope),
            ("POST /users/sign_in", Unmatched::NoKeyNeeded),
            ("curl --help", Unmatched::NotUnderstood),
        ] {
            let found: Vec<_> = match_calls(text).into_iter().map(|(_, found)| found).collect();
            assert_eq!(found, [Err(why)], "{text}");
        }
        assert_eq!(match_calls(""), []);
        assert!(match_calls(&"x".repeat(100_000))[0].0.len() < 200);
    }
}
