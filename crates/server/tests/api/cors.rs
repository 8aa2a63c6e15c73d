//! Consoles on other origins.

use nodeum_admin_server::Options;
use serde_json::json;

use crate::support::{PASSWORD, Server};

const CONSOLE: &str = "https://console.example";

async fn open() -> Server {
    Server::start_with(Options {
        cors_origins: vec![CONSOLE.parse().unwrap(), "http://localhost:8081".parse().unwrap()],
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn a_console_that_is_named_can_read_answers_and_tokens() {
    let server = open().await;
    let body = json!({"user": {"username": "admin", "password": PASSWORD}});
    let call = server.api("POST", "/users/sign_in").header("origin", CONSOLE);
    let answer = call.json(&body).send().await;
    assert_eq!(answer.status.as_u16(), 201);
    assert_eq!(answer.header("access-control-allow-origin"), Some(CONSOLE));
    let exposed = answer.header("access-control-expose-headers").unwrap();
    assert!(exposed.contains("Authorization"), "{exposed}");
    assert_eq!(answer.header("vary"), Some("Origin"));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    // Failures can be read as well, those of the server included.
    for path in ["/users", "/nowhere"] {
        let answer = server.api("GET", path).header("origin", CONSOLE).send().await;
        assert_eq!(answer.header("access-control-allow-origin"), Some(CONSOLE));
    }
    server.store.close().await;
    let call = server.api("GET", "/users").basic("admin", PASSWORD);
    let answer = call.header("origin", CONSOLE).send().await;
    assert_eq!(answer.status.as_u16(), 500);
    assert_eq!(answer.header("access-control-allow-origin"), Some(CONSOLE));
}

#[tokio::test]
async fn its_preflights_are_answered() {
    let server = open().await;
    for origin in [CONSOLE, "http://localhost:8081"] {
        let call = server.api("OPTIONS", "/users/1").header("origin", origin);
        let call = call.header("access-control-request-method", "DELETE");
        let answer = call
            .header("access-control-request-headers", "authorization")
            .send()
            .await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
        assert_eq!(answer.header("access-control-allow-origin"), Some(origin));
        assert_eq!(
            answer.header("access-control-allow-methods"),
            Some("GET, POST, PUT, DELETE")
        );
        assert_eq!(
            answer.header("access-control-allow-headers"),
            Some("Authorization, Content-Type")
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test]
async fn nobody_else_is_let_in() {
    let (open, closed) = (open().await, Server::start().await);
    for (server, origin) in [
        (&open, "https://evil.example"),
        (&open, "http://console.example"),
        (&open, "https://console.example.evil.example"),
        (&open, "null"),
        (&closed, CONSOLE),
    ] {
        let call = server.api("OPTIONS", "/users").header("origin", origin);
        let answer = call.header("access-control-request-method", "POST").send().await;
        assert_eq!(answer.status.as_u16(), 405);
        assert_eq!(answer.header("access-control-allow-origin"), None);
        let call = server
            .api("GET", "/users")
            .basic("admin", PASSWORD)
            .header("origin", origin);
        let answer = call.send().await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{origin}");
    }
    let answer = open
        .request("GET", "/healthz")
        .header("origin", CONSOLE)
        .send()
        .await;
    assert_eq!(answer.header("access-control-allow-origin"), None);
}
