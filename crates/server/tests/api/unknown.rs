//! What the API doesn't have.

use serde_json::json;

use crate::support::{PASSWORD, Server, not_found};

#[tokio::test]
async fn unknown_addresses_are_answered_in_json() {
    let server = Server::start().await;
    for path in [
        "/api",
        "/api/",
        "/api/v1/users",
        "/api/v2",
        "/api/v2/",
        "/api/v2/nodes",
        "/api/v2/users/",
        "/api/v2//users",
        "/api/v2/users/1/x",
    ] {
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let answer = server.request(method, path).basic("admin", PASSWORD).send().await;
            answer.is(404, &not_found());
        }
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let server = Server::start().await;
    for (method, path, allowed) in [
        ("PATCH", "/api/v2/users", "GET,HEAD,POST"),
        ("POST", "/api/v2/users/1", "GET,HEAD,PUT,DELETE"),
        ("GET", "/api/v2/users/sign_in", "POST"),
        ("POST", "/api/v2/users/sign_out", "DELETE"),
        ("PUT", "/api/v2/users/me", "GET,HEAD"),
        ("POST", "/healthz", "GET,HEAD"),
    ] {
        let answer = server.request(method, path).send().await;
        answer.is(405, &json!({"error": "This address doesn't take that method"}));
        assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
    }
}

#[tokio::test]
async fn nothing_is_echoed() {
    let server = Server::start().await;
    for path in ["/api/v2/users/me", "/healthz", "/"] {
        for method in ["TRACE", "TRACK", "DEBUG"] {
            let answer = server.request(method, path).basic("admin", PASSWORD).send().await;
            assert!([404, 405].contains(&answer.status.as_u16()), "{method} {path}");
            assert!(
                !answer.text.to_lowercase().contains("authorization"),
                "{}",
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn answers_are_not_kept_by_caches() {
    let server = Server::start().await;
    for path in ["/api/v2/users", "/api/v2/nodes"] {
        let answer = server.request("GET", path).send().await;
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}
