//! `--strict`: the published reference and nothing beyond it.

use nodeum_admin_server::Options;
use serde_json::json;

use crate::support::{PASSWORD, Server};

async fn strict() -> Server {
    Server::start_with(Options {
        extensions: false,
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn lists_ignore_all_but_limit_and_offset() {
    let server = strict().await;
    server.create(json!({"username": "ada"})).await;
    server.key("admin", &[]).await;
    let token = server.admin().await;
    for query in [
        "id=0",
        "sort_by=username",
        "search=nobody",
        "nickname=x",
        "id=x",
        "sort_by=x",
    ] {
        for (path, name, count) in [
            ("/users", "users", 2),
            ("/users/me/api_keys", "api_keys", 1),
            ("/users/me/configurations", "configurations", 0),
        ] {
            let call = server.api("GET", &format!("{path}?{query}")).token(&token);
            let answer = call.send().await;
            assert_eq!(answer.status.as_u16(), 200, "{path}?{query}");
            assert_eq!(answer.body["count"], count);
            assert_eq!(answer.body[name].as_array().unwrap().len(), count);
        }
    }
    let probe = server
        .api("GET", "/users?limit=1&id=0")
        .token(&token)
        .send()
        .await;
    assert_eq!(probe.body["users"].as_array().unwrap().len(), 1);
    let answer = server.api("GET", "/users?limit=-1").token(&token).send().await;
    assert_eq!(answer.status.as_u16(), 422);
}

#[tokio::test]
async fn api_keys_have_no_more_attributes_than_published() {
    let server = strict().await;
    let body = json!({"name": "key"});
    let call = server.api("POST", "/users/me/api_keys").basic("admin", PASSWORD);
    let mut created = call.json(&body).send().await.body;
    let key = created["key"].take();
    assert_eq!(
        created,
        json!({"id": 1, "key": null, "name": "key", "api_key_scopes": []})
    );
    let masked = format!("{}{}", "*".repeat(18), &key.as_str().unwrap()[39..]);
    let call = server.api("GET", "/users/me/api_keys").basic("admin", PASSWORD);
    call.send().await.is(
        200,
        &json!({"count": 1, "api_keys": [{"id": 1, "key": masked, "name": "key"}]}),
    );
}

#[tokio::test]
async fn sessions_are_not_renewed() {
    let server = strict().await;
    let token = server.admin().await;
    server.pass_seconds(3599);
    let answer = server.api("GET", "/users/me").token(&token).send().await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("authorization")),
        (200, None)
    );
}
