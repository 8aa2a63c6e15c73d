//! Every operation succeeds with every way of saying who calls.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{PASSWORD, Server};

/// Requests that succeed one after the other on a server with the users `admin` and `ada`, a configuration and two keys, of
/// which the second has every scope; and the status of their success.
fn requests() -> Vec<(&'static str, &'static str, Option<Value>, u16)> {
    let (configurations, keys) = ("/users/me/configurations", "/users/me/api_keys");
    vec![
        ("GET", "/users/me", None, 200),
        ("GET", "/users", None, 200),
        (
            "POST",
            "/users",
            Some(json!({"username": "bob", "password": PASSWORD})),
            201,
        ),
        ("GET", "/users/ada", None, 200),
        (
            "PUT",
            "/users/bob",
            Some(json!({"is_admin": true, "email": "bob@nodeum.example"})),
            200,
        ),
        ("DELETE", "/users/bob@nodeum.example", None, 204),
        ("GET", configurations, None, 200),
        (
            "POST",
            configurations,
            Some(json!({"key": "new", "value": "x"})),
            201,
        ),
        ("GET", "/users/me/configurations/1", None, 200),
        (
            "PUT",
            "/users/me/configurations/new",
            Some(json!({"value": "y"})),
            200,
        ),
        ("DELETE", "/users/me/configurations/new", None, 204),
        ("GET", keys, None, 200),
        ("POST", keys, Some(json!({"name": "new"})), 201),
        ("GET", "/users/me/api_keys/2", None, 200),
        (
            "PUT",
            "/users/me/api_keys/1",
            Some(json!({"name": "renamed"})),
            200,
        ),
        ("DELETE", "/users/me/api_keys/3", None, 204),
        ("GET", "/users/-/systems", None, 200),
        ("GET", "/groups/-/systems", None, 200),
        // Last, because it ends the session.
        ("DELETE", "/users/sign_out", None, 204),
    ]
}

#[tokio::test]
async fn every_operation_takes_every_scheme() {
    for scheme in ["Basic", "token", "bearer key", "bare key"] {
        let server = Server::start().await;
        server.create(json!({"username": "ada"})).await;
        let call = server
            .api("POST", "/users/me/configurations")
            .basic("admin", PASSWORD);
        call.json(&json!({"key": "global.locale"})).send().await;
        server.key("admin", &[]).await;
        let all: Vec<String> = api_types::SCOPES
            .iter()
            .flat_map(|(controller, actions)| {
                actions.iter().map(move |action| format!("{controller}/{action}"))
            })
            .collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let (_, key) = server.key("admin", &all).await;
        let authorization = match scheme {
            "Basic" => format!("Basic {}", STANDARD.encode(format!("admin:{PASSWORD}"))),
            "token" => format!("Bearer {}", server.admin().await),
            "bearer key" => format!("Bearer {key}"),
            _ => key,
        };
        let requests = requests();
        assert_eq!(requests.len(), 19, "all but sign_in");
        for (method, path, body, status) in requests {
            let call = server.api(method, path).header("authorization", &authorization);
            let answer = match body {
                Some(body) => call.json(&body).send().await,
                None => call.send().await,
            };
            assert_eq!(
                answer.status.as_u16(),
                status,
                "{scheme}: {method} {path} {answer:?}"
            );
            assert_eq!(answer.text.is_empty(), status == 204, "{scheme}: {method} {path}");
        }
        let again = server
            .api("GET", "/users/me")
            .header("authorization", &authorization);
        let expected = if scheme == "token" { 401 } else { 200 };
        assert_eq!(again.send().await.status.as_u16(), expected, "{scheme}");
    }
}

#[tokio::test]
async fn of_a_name_and_a_password_the_first_colon_parts_them() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "password": "pass:word:with:colons"}))
        .await;
    let call = server
        .api("GET", "/users/me")
        .basic("ada", "pass:word:with:colons");
    assert_eq!(call.send().await.status.as_u16(), 200);
    let call = server.api("GET", "/users/me").basic("ada", "pass");
    call.send().await.is_unauthorized("Wrong username or password");
}
