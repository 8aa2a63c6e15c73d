//! Every route of the router: who is let in, and who isn't.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nodeum_admin_server::domain::api_level::ApiLevel;
use nodeum_admin_server::{Options, http};
use serde_json::json;

use crate::support::{Answer, PASSWORD, Server, for_administrators, scopes_of};

/// The contract's operations, and the scopes that they need.
const OPERATIONS: [(&str, &str, &str); 20] = [
    ("POST", "/users/sign_in", "sessions/create"),
    ("DELETE", "/users/sign_out", "sessions/destroy"),
    ("GET", "/users/me", "users/show"),
    ("GET", "/users", "users/index"),
    ("POST", "/users", "users/create"),
    ("GET", "/users/{user_id}", "users/show"),
    ("PUT", "/users/{user_id}", "users/update"),
    ("DELETE", "/users/{user_id}", "users/destroy"),
    ("GET", "/users/me/configurations", "configurations/index"),
    ("POST", "/users/me/configurations", "configurations/create"),
    (
        "GET",
        "/users/me/configurations/{configuration_id}",
        "configurations/show",
    ),
    (
        "PUT",
        "/users/me/configurations/{configuration_id}",
        "configurations/update",
    ),
    (
        "DELETE",
        "/users/me/configurations/{configuration_id}",
        "configurations/destroy",
    ),
    ("GET", "/users/me/api_keys", "api_keys/index"),
    ("POST", "/users/me/api_keys", "api_keys/create"),
    ("GET", "/users/me/api_keys/{api_key_id}", "api_keys/show"),
    ("PUT", "/users/me/api_keys/{api_key_id}", "api_keys/update"),
    ("DELETE", "/users/me/api_keys/{api_key_id}", "api_keys/destroy"),
    ("GET", "/users/-/systems", "users/systems"),
    ("GET", "/groups/-/systems", "groups/systems"),
];

/// What the bundled server has besides, unless it is told not to.
const EXTENSIONS: [(&str, &str, &str); 1] = [("GET", "/audit_events", "users/index")];

/// What nobody but administrators may do; `/users/1` is the administrator here.
const FOR_ADMINISTRATORS: [(&str, &str); 6] = [
    ("GET", "/audit_events"),
    ("GET", "/users"),
    ("POST", "/users"),
    ("GET", "/users/{user_id}"),
    ("PUT", "/users/{user_id}"),
    ("DELETE", "/users/{user_id}"),
];

/// All methods of all routes, as the router itself tells them.
async fn walk(server: &Server) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for path in http::paths(server.state.options.api_level) {
        let answer = server.request("OPTIONS", &filled(&path)).send().await;
        assert_eq!(answer.status.as_u16(), 405, "{path}");
        for method in answer.header("allow").unwrap().split(',') {
            if method != "HEAD" {
                let path = path.strip_prefix("/api/v2").unwrap();
                found.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    found
}

/// An address with 1 for each variable part.
fn filled(path: &str) -> String {
    let part = |part: &str| {
        if part.starts_with('{') {
            "1".to_owned()
        } else {
            part.to_owned()
        }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn ask(server: &Server, method: &str, path: &str, authorization: Option<&str>) -> Answer {
    let mut call = server.api(method, &filled(path));
    if let Some(authorization) = authorization {
        call = call.header("authorization", authorization);
    }
    match method {
        "POST" | "PUT" => call.json(&json!({})).send().await,
        _ => call.send().await,
    }
}

#[tokio::test]
async fn the_router_has_the_contracts_operations_and_no_others() {
    for (api_level, extensions) in [
        (ApiLevel::Extended, &EXTENSIONS[..]),
        (ApiLevel::Published, &[]),
        (ApiLevel::Minimal, &[]),
    ] {
        let server = Server::start_with(Options {
            api_level,
            ..Options::default()
        })
        .await;
        let all = OPERATIONS.iter().chain(extensions);
        let all = all.map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()));
        assert_eq!(walk(&server).await, all.collect());
    }
}

#[tokio::test]
async fn without_credentials_there_is_sign_in_alone() {
    let server = Server::start().await;
    for (method, path) in walk(&server).await {
        for wrong in [
            None,
            Some("Bearer nonsense"),
            Some("Basic bm9uc2Vuc2U="),
            Some("eyJ.e30.x"),
        ] {
            let answer = ask(&server, &method, &path, wrong).await;
            if path == "/users/sign_in" {
                assert_eq!(answer.status.as_u16(), 422, "its body is empty");
            } else {
                answer.is_unauthorized("Sign in first");
            }
        }
        let head = server.api("HEAD", &filled(&path)).send().await;
        assert!([401, 405].contains(&head.status.as_u16()), "{path}");
    }
}

#[tokio::test]
async fn others_than_administrators_are_kept_out_of_what_is_not_theirs() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    for (method, path) in walk(&server).await {
        let token = format!("Bearer {}", server.sign_in("ada", PASSWORD).await);
        let answer = ask(&server, &method, &path, Some(&token)).await;
        if FOR_ADMINISTRATORS.contains(&(&method, &path)) {
            answer.is(403, &for_administrators());
        } else {
            let status = answer.status.as_u16();
            assert!(
                [200, 201, 204, 404, 422].contains(&status),
                "{method} {path}: {status}"
            );
        }
    }
    let admin = server
        .api("GET", "/users/1")
        .basic("admin", PASSWORD)
        .send()
        .await;
    assert_eq!(admin.body["username"], "admin");
}

#[tokio::test]
async fn a_key_opens_what_its_scope_says_and_nothing_else() {
    let server = Server::start().await;
    // The first is the one that is shown, changed and deleted.
    server.key("admin", &[]).await;
    let (_, none) = server.key("admin", &[]).await;
    for (method, path, scope) in OPERATIONS.into_iter().chain(EXTENSIONS) {
        if path == "/users/sign_in" {
            continue;
        }
        let out_of_scope = json!({
            "error": format!("This API key lacks the scope {scope}"),
            "missing_scope": scopes_of(&[scope])[0],
        });
        ask(&server, method, path, Some(&none))
            .await
            .is(403, &out_of_scope);
        let others: BTreeSet<&str> = OPERATIONS.iter().map(|(_, _, other)| *other).collect();
        let others: Vec<&str> = others.into_iter().filter(|other| *other != scope).collect();
        let (_, without) = server.key("admin", &others).await;
        ask(&server, method, path, Some(&without))
            .await
            .is(403, &out_of_scope);
        let (_, alone) = server.key("admin", &[scope]).await;
        let status = ask(&server, method, path, Some(&alone)).await.status.as_u16();
        assert!(
            [200, 201, 204, 404, 422].contains(&status),
            "{method} {path}: {status}"
        );
    }
}

#[tokio::test]
async fn an_administrator_who_has_expired_is_one_no_more() {
    let server = Server::start().await;
    let ada = json!({"username": "ada", "is_admin": true, "expired_at": "2026-01-31T08:20:00Z"});
    server.create(ada).await;
    let (_, key) = server.key("ada", &OPERATIONS.map(|(_, _, scope)| scope)).await;
    let token = server.sign_in("ada", PASSWORD).await;
    let basic = format!("Basic {}", STANDARD.encode(format!("ada:{PASSWORD}")));
    let answer = server.api("GET", "/users").token(&key).send().await;
    assert_eq!(answer.status.as_u16(), 200);
    server.pass_seconds(300);
    for (method, path) in walk(&server).await {
        for authorization in [&format!("Bearer {token}"), &key, &basic] {
            if path != "/users/sign_in" {
                ask(&server, &method, &path, Some(authorization))
                    .await
                    .is_unauthorized("This account has expired");
            }
        }
    }
}

/// Other ways to write an address, by which a check could be gone round.
fn disguised(path: &str) -> Vec<String> {
    let (parent, last) = path.rsplit_once('/').unwrap();
    let encoded: String = last.bytes().map(|byte| format!("%{byte:02x}")).collect();
    vec![
        format!("/{path}"),
        format!("{parent}//{last}"),
        format!("{path}/"),
        format!("{path}//"),
        format!("{parent}/./{last}"),
        format!("{parent}/x/../{last}"),
        format!("{parent}/%2e%2e{path}"),
        format!("{parent}%2f{last}"),
        format!("{parent}/%2f{last}"),
        format!("{parent}/{encoded}"),
        format!("{parent}/{}", encoded.replace('%', "%25")),
        format!("{path};x=1"),
        format!("{path}%00"),
        format!("{path}%20"),
        format!("{path}.json"),
        path.to_uppercase(),
    ]
}

#[tokio::test]
async fn no_other_way_to_write_an_address_goes_round_the_check() {
    let server = Server::start_with(Options {
        base_path: "/nodeum".parse().unwrap(),
        ..Options::default()
    })
    .await;
    server.create(json!({"username": "ada"})).await;
    let token = server.sign_in("ada", PASSWORD).await;
    let mut reached = 0;
    for (method, path) in walk(&server).await {
        let for_administrators = FOR_ADMINISTRATORS.contains(&(&method, &path));
        if path == "/users/sign_in" || path == "/users/sign_out" {
            continue;
        }
        let path = filled(&format!("/api/v2{path}"));
        for address in disguised(&path) {
            for address in [address.clone(), format!("/nodeum{address}")] {
                let ask = || match method.as_str() {
                    "POST" | "PUT" => server.request(&method, &address).json(&json!({})),
                    _ => server.request(&method, &address),
                };
                let status = ask().send().await.status.as_u16();
                assert!([401, 404, 405].contains(&status), "{method} {address}: {status}");
                reached += usize::from(status == 401);
                let status = ask().token(&token).send().await.status.as_u16();
                let refused = [403, 404, 405].contains(&status);
                assert!(refused || !for_administrators, "{method} {address}: {status}");
            }
        }
    }
    assert!(reached > 20, "an encoded id is one: {reached}");
    let call = server.api("GET", "/users/1").basic("admin", PASSWORD);
    assert_eq!(call.send().await.body["username"], "admin");
}

#[tokio::test]
async fn no_filter_finds_what_is_not_ones_own() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    server.key("admin", &["users/show"]).await;
    let call = server
        .api("POST", "/users/me/configurations")
        .basic("admin", PASSWORD);
    call.json(&json!({"key": "key", "value": "key"})).send().await;
    let queries = [
        "",
        "?limit=10000",
        "?offset=0",
        "?id=1",
        "?id=%3E%3C1|2|3",
        "?id=!=0",
        "?search=key",
        "?search=1",
        "?search=",
        "?sort_by=id:desc",
    ];
    for query in queries {
        for (list, own) in [("configurations", "?key=~%25"), ("api_keys", "?name=~%25")] {
            for query in [query, own] {
                let ask = async |who: &str| {
                    let call = server.api("GET", &format!("/users/me/{list}{query}"));
                    call.basic(who, PASSWORD).send().await
                };
                assert_eq!(ask("admin").await.body["count"], 1, "{list}{query}");
                ask("ada").await.is(200, &json!({"count": 0, list: []}));
            }
        }
        // Not even how many there are.
        for list in ["/users", "/audit_events"] {
            let call = server.api("GET", &format!("{list}{query}"));
            let answer = call.basic("ada", PASSWORD).send().await;
            answer.is(403, &for_administrators());
        }
    }
}
