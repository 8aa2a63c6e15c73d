//! Whoever is no caller any more when the body of a request has come at last.

use serde_json::{Value, json};

use crate::support::{Answer, Call, PASSWORD, Server, for_administrators};

const OVER: &str = "This session is over: sign in again";

/// Sends a request whose body is held back until `meanwhile` is over.
async fn held(call: Call<'_>, sent: &Value, meanwhile: impl Future<Output = Answer>) -> Answer {
    let (call, mut body) = call
        .header("content-type", "application/json")
        .held(&sent.to_string());
    let rest = async {
        body.is_asked_for().await;
        let answer = meanwhile.await;
        assert!(answer.status.is_success(), "{answer:?}");
        body.release();
    };
    futures_util::future::join(call.send(), rest).await.0
}

fn change(server: &Server, name: &str, body: Value) -> impl Future<Output = Answer> {
    let call = server
        .api("PUT", &format!("/users/{name}"))
        .basic("admin", PASSWORD);
    call.json(&body).send()
}

#[tokio::test]
async fn a_stolen_token_writes_nothing_once_it_is_worth_nothing() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let steal = json!({"password": "the thief's password"});
    for (what, sentence) in [
        (json!({"password": "the new password"}), OVER),
        (
            json!({"expired_at": "2026-01-01T00:00:00Z"}),
            "This account has expired",
        ),
    ] {
        let token = server.sign_in("ada", PASSWORD).await;
        let call = server.api("PUT", "/users/ada").token(&token);
        let answer = held(call, &steal, change(&server, "ada", what.clone())).await;
        answer.is_unauthorized(sentence);
        change(&server, "ada", json!({"password": PASSWORD, "expired_at": null})).await;
    }
    let token = server.sign_in("ada", PASSWORD).await;
    let sign_out = server.api("DELETE", "/users/sign_out").token(&token);
    let call = server.api("PUT", "/users/ada").token(&token);
    held(call, &steal, sign_out.send()).await.is_unauthorized(OVER);

    // The token itself runs out.
    let token = server.sign_in("ada", PASSWORD).await;
    let call = server.api("PUT", "/users/ada").token(&token);
    let time_passes = async {
        server.pass_seconds(2 * 60 * 60);
        server.request("GET", "/healthz").send().await
    };
    held(call, &steal, time_passes).await.is_unauthorized(OVER);
    server.sign_in("ada", PASSWORD).await;
}

#[tokio::test]
async fn nor_does_a_password_that_is_the_old_one() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let call = server
        .api("POST", "/users/me/configurations")
        .basic("ada", PASSWORD);
    let meanwhile = change(&server, "ada", json!({"password": "the new password"}));
    let answer = held(call, &json!({"key": "k"}), meanwhile).await;
    answer.is_unauthorized("Wrong username or password");
}

#[tokio::test]
async fn nor_does_a_key_whose_owner_has_expired() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let (_, key) = server.key("ada", &["configurations/create"]).await;
    let call = server.api("POST", "/users/me/configurations").token(&key);
    let meanwhile = change(&server, "ada", json!({"expired_at": "2026-01-01T00:00:00Z"}));
    let answer = held(call, &json!({"key": "k"}), meanwhile).await;
    answer.is_unauthorized("This account has expired");
}

#[tokio::test]
async fn whoever_is_still_the_caller_writes_however_long_it_took() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let token = server.sign_in("ada", PASSWORD).await;
    let call = server.api("PUT", "/users/ada").token(&token);
    let meanwhile = change(&server, "ada", json!({"group_id": 7}));
    let answer = held(call, &json!({"email": "ada@nodeum.example"}), meanwhile).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["group_id"]),
        (200, &json!(7))
    );
}

#[tokio::test]
async fn nor_does_an_administrator_who_has_been_demoted() {
    let server = Server::start().await;
    server.create(json!({"username": "ada", "is_admin": true})).await;
    let bob = server.create(json!({"username": "bob"})).await;
    let token = server.sign_in("ada", PASSWORD).await;
    let eve = json!({"username": "eve", "password": PASSWORD});
    for (method, path, sent) in [
        ("POST", "/users", eve),
        ("PUT", "/users/bob", json!({"email": "eve@nodeum.example"})),
        ("PUT", "/users/bob", json!({"password": "the thief's password"})),
        ("PUT", "/users/admin", json!({"password": "the thief's password"})),
        ("PUT", "/users/bob", json!({"group_id": 7})),
    ] {
        let call = server.api(method, path).token(&token);
        let answer = held(call, &sent, change(&server, "ada", json!({"is_admin": false}))).await;
        answer.is(403, &for_administrators());
        change(&server, "ada", json!({"is_admin": true})).await;
    }
    let call = server.api("GET", "/users/bob").basic("bob", PASSWORD);
    call.send().await.is(200, &bob);
    server.admin().await;
}
