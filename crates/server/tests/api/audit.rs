//! The audit trail: `/audit_events`

use nodeum_admin_server::Options;
use nodeum_admin_server::domain::api_level::ApiLevel;
use serde_json::{Value, json};

use crate::support::{PASSWORD, Server, for_administrators, scopes_of};

/// The events, the latest last.
async fn events(server: &Server, query: &str) -> Vec<Value> {
    let call = server.api("GET", &format!("/audit_events{query}"));
    let answer = call.basic("admin", PASSWORD).send().await;
    assert_eq!(answer.status.as_u16(), 200, "{answer:?}");
    answer.body["audit_events"].as_array().unwrap().clone()
}

/// The last event, without what is the same for all here.
async fn last(server: &Server) -> Value {
    let mut event = events(server, "?sort_by=id:desc&limit=1").await.remove(0);
    for (attribute, value) in [
        ("created_at", json!("2026-01-31T08:15:00.000Z")),
        ("actor", json!("admin")),
    ] {
        assert_eq!(event[attribute], value);
    }
    for attribute in ["id", "created_at", "actor", "actor_id"] {
        event.as_object_mut().unwrap().remove(attribute);
    }
    event
}

async fn send(server: &Server, method: &str, path: &str, body: Value, status: u16) -> Value {
    let call = server.api(method, path).basic("admin", PASSWORD);
    let answer = call.json(&body).send().await;
    assert_eq!(answer.status.as_u16(), status, "{answer:?}");
    answer.body
}

#[tokio::test]
async fn what_becomes_of_a_user_is_told_without_their_password() {
    let server = Server::start().await;
    let user = json!({"username": "ada", "password": PASSWORD, "email": "ada@nodeum.example"});
    send(&server, "POST", "/users", user, 201).await;
    let created = json!([
        {"attribute": "username", "to": "ada"},
        {"attribute": "email", "to": "ada@nodeum.example"},
        {"attribute": "user_id", "to": 1001},
        {"attribute": "group_id", "to": 1000},
        {"attribute": "is_admin", "to": false},
        {"attribute": "source_type", "to": "web_app"},
        {"attribute": "expired_at", "to": null},
        {"attribute": "password"},
    ]);
    assert_eq!(
        last(&server).await,
        json!({"origin": "password", "action": "users/create", "record_id": 2, "record": "ada", "changes": created}),
    );
    let changes = json!({"email": null, "is_admin": true, "password": "another password", "user_id": 1001});
    send(&server, "PUT", "/users/2", changes, 200).await;
    let changed = json!([
        {"attribute": "email", "from": "ada@nodeum.example", "to": null},
        {"attribute": "is_admin", "from": false, "to": true},
        {"attribute": "password"},
    ]);
    assert_eq!(last(&server).await["changes"], changed);
    // What changes nothing, and what is refused, is no event.
    send(&server, "PUT", "/users/2", json!({"is_admin": true}), 200).await;
    send(&server, "PUT", "/users/2", json!({"username": "admin"}), 422).await;
    assert_eq!(events(&server, "").await.len(), 2);
    send(&server, "DELETE", "/users/2", Value::Null, 204).await;
    let event = last(&server).await;
    assert_eq!(
        (&event["action"], &event["record"]),
        (&json!("users/destroy"), &json!("ada"))
    );
    assert_eq!(
        event["changes"][0],
        json!({"attribute": "username", "from": "ada"})
    );
    for secret in [PASSWORD, "another password", "argon2"] {
        let all = events(&server, "").await;
        assert!(!json!(all).to_string().contains(secret));
    }
}

#[tokio::test]
async fn configurations_and_keys_are_told_of_without_their_names() {
    let server = Server::start().await;
    let path = "/users/me/configurations";
    send(
        &server,
        "POST",
        path,
        json!({"key": "very.private", "value": "secret"}),
        201,
    )
    .await;
    assert_eq!(
        last(&server).await,
        json!({
            "origin": "password", "action": "configurations/create", "record_id": 1, "record": "",
            "changes": [{"attribute": "key"}, {"attribute": "value"}],
        }),
    );
    send(
        &server,
        "PUT",
        &format!("{path}/1"),
        json!({"value": "other"}),
        200,
    )
    .await;
    assert_eq!(last(&server).await["changes"], json!([{"attribute": "value"}]));
    send(
        &server,
        "PUT",
        &format!("{path}/1"),
        json!({"value": "other"}),
        200,
    )
    .await;
    assert_eq!(events(&server, "").await.len(), 2);
    send(&server, "DELETE", &format!("{path}/1"), Value::Null, 204).await;
    assert_eq!(last(&server).await["action"], "configurations/destroy");

    let path = "/users/me/api_keys";
    let key =
        json!({"name": "private name", "api_key_scopes": scopes_of(&["users/index", "api_keys/update"])});
    let created = send(&server, "POST", path, key, 201).await;
    let id = created["id"].as_i64().unwrap();
    assert_eq!(
        last(&server).await["changes"],
        json!([
            {"attribute": "expired_at", "to": null},
            {"attribute": "api_key_scopes", "to": ["api_keys/update", "users/index"]},
        ])
    );
    let key = created["key"].as_str().unwrap();
    let call = server.api("PUT", &format!("{path}/{id}")).token(key);
    let change = json!({"name": "other name", "api_key_scopes": scopes_of(&["users/index"])});
    assert_eq!(call.json(&change).send().await.status.as_u16(), 200);
    assert_eq!(
        last(&server).await,
        json!({
            "origin": "api_key", "action": "api_keys/update", "record_id": id, "record": "",
            "changes": [
                {"attribute": "api_key_scopes", "from": ["api_keys/update", "users/index"], "to": ["users/index"]},
                {"attribute": "name"},
            ],
        }),
    );
    send(&server, "DELETE", &format!("{path}/{id}"), Value::Null, 204).await;
    let all = json!(events(&server, "").await).to_string();
    for secret in ["very.private", "secret", "private name", "other name", key] {
        assert!(!all.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn it_is_searched_filtered_and_sorted_and_for_administrators() {
    let server = Server::start().await;
    for name in ["ada", "bob"] {
        server.create(json!({"username": name})).await;
    }
    let token = server.sign_in("ada", PASSWORD).await;
    server.pass_seconds(60);
    let call = server.api("PUT", "/users/ada").token(&token);
    assert_eq!(
        call.json(&json!({"email": "ada@nodeum.example"}))
            .send()
            .await
            .status
            .as_u16(),
        200
    );
    for (query, ids) in [
        ("", [1, 2, 3].as_slice()),
        ("?sort_by=created_at:desc", &[3, 1, 2]),
        ("?search=ADA", &[1, 3]),
        ("?actor=ada", &[3]),
        ("?actor_id=1&record=bob", &[2]),
        ("?origin=session", &[3]),
        ("?action=users/create&limit=1&offset=1", &[2]),
        ("?created_at=%3E2026-01-31T08:15:30Z", &[3]),
    ] {
        let found = events(&server, query).await;
        let found: Vec<i64> = found.iter().map(|event| event["id"].as_i64().unwrap()).collect();
        assert_eq!(found, ids, "{query}");
    }
    let answer = server.api("GET", "/audit_events").token(&token).send().await;
    answer.is(403, &for_administrators());
    let answer = server
        .api("GET", "/audit_events?changes=x")
        .basic("admin", PASSWORD)
        .send()
        .await;
    assert_eq!(answer.status.as_u16(), 422);
    // It outlives whom it tells of.
    send(&server, "DELETE", "/users/ada", Value::Null, 204).await;
    assert_eq!(events(&server, "?search=ada").await.len(), 3);
}

#[tokio::test]
async fn a_server_that_offers_what_is_published_keeps_one_and_shows_none() {
    let server = Server::start_with(Options {
        api_level: ApiLevel::Published,
        ..Options::default()
    })
    .await;
    server.create(json!({"username": "ada"})).await;
    let answer = server
        .api("GET", "/audit_events")
        .basic("admin", PASSWORD)
        .send()
        .await;
    assert_eq!(answer.status.as_u16(), 404);
    let mut reading = server.store.read().await.unwrap();
    let request = nodeum_admin_server::domain::list::ListRequest::plain(&[]).unwrap();
    let (count, _) = nodeum_admin_server::storage::audit::page(&mut reading, &request)
        .await
        .unwrap();
    assert_eq!(count, 1);
}
