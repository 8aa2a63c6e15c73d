//! `GET /users/me`

use serde_json::json;

use crate::support::{PASSWORD, Server};

#[tokio::test]
async fn shows_whoever_asks() {
    let server = Server::start().await;
    let mut ada = server.create(json!({"username": "ada"})).await;
    server
        .api("GET", "/users/me")
        .basic("ada", PASSWORD)
        .send()
        .await
        .is(200, &ada);
    let token = server.sign_in("ada", PASSWORD).await;
    ada["last_sign_in_at"] = "2026-01-31T08:15:00.000Z".into();
    server
        .api("GET", "/users/me")
        .token(&token)
        .send()
        .await
        .is(200, &ada);
}

#[tokio::test]
async fn needs_authentication() {
    let server = Server::start().await;
    server
        .api("GET", "/users/me")
        .send()
        .await
        .is_unauthorized("Sign in first");
}
