//! `--strict` and `--minimal`: the published references and nothing beyond them.

use nodeum_admin_server::domain::offer::Offer;
use nodeum_admin_server::{Options, http};
use serde_json::json;

use crate::support::{PASSWORD, Server};

async fn strict() -> Server {
    offering(Offer::Published).await
}

async fn offering(offer: Offer) -> Server {
    Server::start_with(Options {
        offer,
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

#[tokio::test]
async fn users_have_their_expiry_and_source() {
    let server = strict().await;
    let ada = server
        .create(
            json!({"username": "ada", "source_type": "cli_ldap", "expired_at": "2030-01-01T00:00:00.000Z"}),
        )
        .await;
    assert_eq!(ada["source_type"], "cli_ldap");
    assert_eq!(ada["expired_at"], "2030-01-01T00:00:00.000Z");
}

#[tokio::test]
async fn users_of_a_minimal_server_have_neither_expiry_nor_source() {
    let server = offering(Offer::Minimal).await;
    let token = server.admin().await;
    // What the server doesn't know is ignored, even if it is nonsense.
    let ada = json!({"username": "ada", "source_type": 7, "expired_at": "2020-01-01T00:00:00.000Z"});
    let ada = server.create(ada).await;
    let names: Vec<&String> = ada.as_object().unwrap().keys().collect();
    let published = [
        "created_at",
        "email",
        "group_id",
        "id",
        "is_admin",
        "updated_at",
        "user_id",
        "username",
    ];
    assert_eq!(names, published);
    let body = json!({"email": "ada@nodeum.example", "expired_at": "soon", "source_type": "cli_ldap"});
    let call = server.api("PUT", "/users/ada").token(&token).json(&body);
    let updated = call.send().await.body;
    assert_eq!(updated["email"], "ada@nodeum.example");
    // She hasn't expired.
    let hers = server.sign_in("ada", PASSWORD).await;
    let body = json!({"user": {"username": "ada", "password": PASSWORD}});
    let signed_in = server.api("POST", "/users/sign_in").json(&body).send().await;
    let list = server.api("GET", "/users?offset=1").token(&token).send().await;
    for user in [
        &updated,
        &signed_in.body,
        &list.body["users"][0],
        &server.api("GET", "/users/me").token(&hers).send().await.body,
        &server.api("GET", "/users/ada").token(&token).send().await.body,
    ] {
        assert_eq!(user["username"], "ada");
        assert_eq!(user.as_object().unwrap().keys().collect::<Vec<_>>(), published);
    }
}

#[tokio::test]
async fn the_document_of_a_minimal_server_knows_neither_expiry_nor_source() {
    let published = http::document(Offer::Published).to_string();
    let minimal = http::document(Offer::Minimal).to_string();
    for attribute in ["expired_at", "source_type"] {
        assert!(published.contains(attribute));
        assert!(!minimal.contains(attribute), "{attribute}");
    }
    let server = offering(Offer::Minimal).await;
    let served = server.api("GET", "/openapi.json").send().await;
    assert_eq!(served.body, http::document(Offer::Minimal));
}
