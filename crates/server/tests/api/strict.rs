//! `--strict` and `--minimal`: the published references and nothing beyond them.

use std::collections::BTreeSet;

use nodeum_admin_server::Options;
use nodeum_admin_server::domain::api_level::ApiLevel;
use serde_json::{Value, json};

use crate::openapi::{CONTRACT, document, operations, parameters};
use crate::support::{PASSWORD, Server};

async fn strict() -> Server {
    server_at(ApiLevel::Published).await
}

async fn server_at(api_level: ApiLevel) -> Server {
    Server::start_with(Options {
        api_level,
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
    let call = server.api("POST", "/users/me/configurations").token(&token);
    let answer = call.json(&json!({"key": "theme"})).send().await;
    assert_eq!(answer.status.as_u16(), 201);
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
            ("/users/me/configurations", "configurations", 1),
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
    let server = server_at(ApiLevel::Minimal).await;
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

/// The names of a schema's properties.
fn properties(document: &Value, schema: &str) -> BTreeSet<String> {
    let properties = document["components"]["schemas"][schema]["properties"].as_object();
    properties
        .unwrap_or_else(|| panic!("{schema}"))
        .keys()
        .cloned()
        .collect()
}

#[tokio::test]
async fn the_document_has_the_properties_and_parameters_that_are_published_and_no_others() {
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    for (api_level, unknown) in [
        (ApiLevel::Published, &[][..]),
        (ApiLevel::Minimal, &["expired_at", "source_type"]),
    ] {
        let document = document(api_level).await;
        let published = |schema: &str| {
            let mut names = properties(&contract, schema);
            names.retain(|name| !unknown.contains(&name.as_str()));
            names
        };
        for schema in [
            "user",
            "user_collection",
            "user_configuration",
            "user_configuration_collection",
            "api_key",
            "api_key_collection",
            "api_key_scope",
            "system_user",
            "system_user_collection",
            "system_group",
            "system_group_collection",
        ] {
            assert_eq!(
                properties(&document, schema),
                published(schema),
                "{api_level:?} {schema}"
            );
        }
        let mut writable = published("user");
        for read_only in ["id", "created_at", "updated_at"] {
            assert!(writable.remove(read_only));
        }
        for schema in ["new_user", "user_changes"] {
            assert_eq!(properties(&document, schema), writable, "{api_level:?} {schema}");
        }
        for (path, method, item, operation) in operations(&document) {
            let theirs = &contract["paths"][&path];
            assert_eq!(
                parameters(&document, item, operation),
                parameters(&contract, theirs, &theirs[&method]),
                "{api_level:?} {method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn the_document_speaks_of_nothing_that_is_not_on_offer() {
    let extended = document(ApiLevel::Extended).await.to_string();
    for (api_level, unknown) in [
        (
            ApiLevel::Published,
            &["sort_by", "search", "last_used_at", "last_sign_in_at"][..],
        ),
        (
            ApiLevel::Minimal,
            &[
                "sort_by",
                "search",
                "last_used_at",
                "last_sign_in_at",
                "expired_at",
                "source_type",
            ],
        ),
    ] {
        let document = document(api_level).await.to_string();
        for word in unknown {
            assert!(extended.contains(word), "{word}");
            assert!(!document.contains(word), "{api_level:?} {word}");
        }
    }
}
