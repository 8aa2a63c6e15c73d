//! `/users/me/api_keys`

use nodeum_admin_server::storage::api_keys;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server, for_administrators, not_found, scopes_of};

const PATH: &str = "/users/me/api_keys";
const CREATED: &str = "2026-01-31T08:15:00.000Z";

async fn ask(server: &Server, who: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
    let call = server.api(method, &format!("{PATH}{path}")).basic(who, PASSWORD);
    match body {
        Some(body) => call.json(&body).send().await,
        None => call.send().await,
    }
}

fn details(answer: &Answer) -> (u16, &Value) {
    (answer.status.as_u16(), &answer.body["details"])
}

#[tokio::test]
async fn are_created_shown_changed_and_deleted() {
    let server = Server::start().await;
    let scopes = ["users/index", "api_keys/show", "users/index"];
    let body = json!({"name": "backup", "api_key_scopes": scopes_of(&scopes), "key": "mine", "id": 7});
    let created = ask(&server, "admin", "POST", "", Some(body)).await;
    let key = created.body["key"].as_str().unwrap();
    assert_eq!(key.len(), 43);
    let twice_is_once = scopes_of(&["api_keys/show", "users/index"]);
    let mut shown = json!({
        "id": 1, "key": key, "name": "backup", "created_at": CREATED, "last_used_at": null, "expired_at": null,
        "api_key_scopes": twice_is_once,
    });
    created.is(201, &shown);
    shown["key"] = format!("{}{}", "*".repeat(18), &key[39..]).into();
    ask(&server, "admin", "GET", "/1", None).await.is(200, &shown);

    shown["name"] = "Backup".into();
    let renamed = ask(
        &server,
        "admin",
        "PUT",
        "/1",
        Some(json!({"name": "Backup", "created_at": null})),
    )
    .await;
    renamed.is(200, &shown);
    ask(&server, "admin", "PUT", "/1", Some(json!({})))
        .await
        .is(200, &shown);
    shown["api_key_scopes"] = json!([]);
    let emptied = ask(&server, "admin", "PUT", "/1", Some(json!({"api_key_scopes": []}))).await;
    emptied.is(200, &shown);
    ask(&server, "admin", "GET", "/1", None).await.is(200, &shown);

    shown.as_object_mut().unwrap().remove("api_key_scopes");
    ask(&server, "admin", "GET", "", None)
        .await
        .is(200, &json!({"count": 1, "api_keys": [shown]}));
    let gone = ask(&server, "admin", "DELETE", "/1", None).await;
    assert_eq!((gone.status.as_u16(), gone.text.as_str()), (204, ""));
    for method in ["GET", "DELETE"] {
        ask(&server, "admin", method, "/1", None)
            .await
            .is(404, &not_found());
    }
}

#[tokio::test]
async fn names_and_scopes_have_rules() {
    let server = Server::start().await;
    server.key("admin", &[]).await;
    let invalid = |value: Value| json!([{"error": "invalid", "value": value}]);
    let blank = json!([{"error": "blank"}]);
    let unknown = scopes_of(&["moons/phase"])[0].clone();
    let many: Vec<String> = (0..1001).map(|number| format!("users/{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (attribute, value, errors) in [
        ("name", json!(null), blank.clone()),
        ("name", json!("  "), blank.clone()),
        ("name", json!(true), invalid(json!(true))),
        ("name", json!("a "), invalid(json!("a "))),
        ("name", json!("a\u{2066}"), invalid(json!("a\u{2066}"))),
        (
            "name",
            json!("n".repeat(256)),
            json!([{"error": "too_long", "count": 255}]),
        ),
        ("api_key_scopes", json!(null), invalid(json!(null))),
        ("api_key_scopes", json!({}), invalid(json!({}))),
        (
            "api_key_scopes",
            json!(["users/index"]),
            invalid(json!("users/index")),
        ),
        (
            "api_key_scopes",
            json!([{"controller": "users"}]),
            invalid(json!({"controller": "users"})),
        ),
        (
            "api_key_scopes",
            json!([unknown, unknown]),
            invalid(unknown.clone()),
        ),
        (
            "api_key_scopes",
            scopes_of(&["Users/index"]),
            invalid(scopes_of(&["Users/index"])[0].clone()),
        ),
        (
            "api_key_scopes",
            scopes_of(&many),
            json!([{"error": "too_long", "count": 1000}]),
        ),
    ] {
        let mut body = json!({"name": "new"});
        body[attribute] = value.clone();
        let answer = ask(&server, "admin", "POST", "", Some(body)).await;
        assert_eq!(details(&answer), (422, &json!({attribute: errors})), "{value}");
        let answer = ask(&server, "admin", "PUT", "/1", Some(json!({attribute: value}))).await;
        assert_eq!(details(&answer), (422, &json!({attribute: errors})), "{value}");
    }
    let answer = ask(&server, "admin", "POST", "", Some(json!({}))).await;
    let named = (answer.status.as_u16(), &answer.body["name"]);
    assert_eq!(
        named,
        (201, &json!("key-2026-01-31")),
        "generated clients know no name"
    );
    let (again, _) = server.key("admin", &[]).await;
    assert_eq!(again, 3, "names may repeat");
}

#[tokio::test]
async fn a_key_can_have_every_scope_of_the_contract() {
    let server = Server::start().await;
    let all: Vec<Value> = api_types::SCOPES
        .iter()
        .flat_map(|(controller, actions)| {
            actions
                .iter()
                .map(move |action| json!({"controller": controller, "action": action}))
        })
        .collect();
    // Each many times over: a repeated pair counts once.
    let body = json!({"name": "all", "api_key_scopes": vec![all.clone(); 5].concat()});
    let answer = ask(&server, "admin", "POST", "", Some(body)).await;
    assert_eq!(answer.status.as_u16(), 201);
    assert_eq!(answer.body["api_key_scopes"], json!(all));
}

#[tokio::test]
async fn an_unknown_scope_that_is_stored_is_kept() {
    let server = Server::start().await;
    server.key("admin", &[]).await;
    let mut writing = server.store.write().await.unwrap();
    let stored = std::collections::BTreeSet::from([api_types::ApiKeyScope::new("moons", "phase")]);
    api_keys::replace_scopes(&mut writing, 1, &stored).await.unwrap();
    writing.commit().await.unwrap();
    let both = scopes_of(&["moons/phase", "users/show"]);
    let answer = ask(
        &server,
        "admin",
        "PUT",
        "/1",
        Some(json!({"api_key_scopes": both})),
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["api_key_scopes"]),
        (200, &both)
    );
    let without = json!({"api_key_scopes": scopes_of(&["users/show"])});
    assert_eq!(
        ask(&server, "admin", "PUT", "/1", Some(without))
            .await
            .status
            .as_u16(),
        200
    );
    let answer = ask(
        &server,
        "admin",
        "PUT",
        "/1",
        Some(json!({"api_key_scopes": both})),
    )
    .await;
    assert_eq!(
        answer.status.as_u16(),
        422,
        "once it is gone it is as unknown as any"
    );
}

#[tokio::test]
async fn belong_to_one_user_and_go_with_them() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let (_, key) = server.key("ada", &["users/show"]).await;
    for (method, body) in [
        ("GET", None),
        ("PUT", Some(json!({"name": "x"}))),
        ("DELETE", None),
    ] {
        ask(&server, "admin", method, "/1", body)
            .await
            .is(404, &not_found());
    }
    ask(&server, "admin", "GET", "", None)
        .await
        .is(200, &json!({"count": 0, "api_keys": []}));
    assert_eq!(
        server
            .api("GET", "/users/me")
            .token(&key)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
    let gone = server
        .api("DELETE", "/users/ada")
        .basic("admin", PASSWORD)
        .send()
        .await;
    assert_eq!(gone.status.as_u16(), 204);
    server
        .api("GET", "/users/me")
        .token(&key)
        .send()
        .await
        .is_unauthorized("Sign in first");
}

#[tokio::test]
async fn lists_know_the_whole_grammar() {
    let server = Server::start().await;
    for name in ["Zoë's", "ada's", "ZOË'S"] {
        ask(&server, "admin", "POST", "", Some(json!({"name": name}))).await;
        server.pass_seconds(3600);
    }
    for (query, expected) in [
        ("", &[1, 2, 3][..]),
        ("?limit=1&offset=1", &[2]),
        ("?sort_by=name", &[2, 1, 3]),
        ("?sort_by=created_at:desc", &[3, 2, 1]),
        ("?name=zo%C3%AB%27s", &[1, 3]),
        ("?name=!~%25o%25", &[2]),
        ("?created_at=%3E2026-01-31T08:15:00Z", &[2, 3]),
        ("?last_used_at=", &[1, 2, 3]),
        ("?last_used_at=!=", &[]),
        ("?search=ADA", &[2]),
        ("?search=3", &[3]),
        ("?limit=1&id=0", &[]),
    ] {
        let answer = ask(&server, "admin", "GET", query, None).await;
        let list = answer.body["api_keys"].as_array().unwrap();
        let ids: Vec<i64> = list.iter().map(|one| one["id"].as_i64().unwrap()).collect();
        assert_eq!(ids, expected, "{query}");
    }
    for (query, parameter) in [("?key=x", "key"), ("?hash=x", "hash"), ("?id=~1", "id")] {
        let answer = ask(&server, "admin", "GET", query, None).await;
        assert_eq!(answer.status.as_u16(), 422);
        assert!(answer.body["details"][parameter].is_array(), "{query}");
    }
}

#[tokio::test]
async fn nothing_else_is_found() {
    let server = Server::start().await;
    server.key("admin", &[]).await;
    for reference in [
        "/2",
        "/99999999999999999999",
        "/-1",
        "/+1",
        "/key",
        "/1.0",
        "/%FF",
    ] {
        for (method, body) in [("GET", None), ("PUT", Some(json!({}))), ("DELETE", None)] {
            ask(&server, "admin", method, reference, body)
                .await
                .is(404, &not_found());
        }
    }
}

#[tokio::test]
async fn an_expiry_is_set_changed_cleared_and_asked_for() {
    let server = Server::start().await;
    let (end, later) = ("2026-03-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z");
    let body = json!({"name": "expires", "expired_at": "2026-03-01T01:00:00+01:00"});
    let created = ask(&server, "admin", "POST", "", Some(body)).await;
    assert_eq!(created.body["expired_at"], end);
    server.key("admin", &[]).await;
    for (change, expected) in [
        (json!({"name": "still"}), json!(end)),
        (json!({"expired_at": later}), json!(later)),
        (json!({"expired_at": null}), Value::Null),
        (json!({"expired_at": end}), json!(end)),
    ] {
        let changed = ask(&server, "admin", "PUT", "/1", Some(change)).await;
        assert_eq!(
            (changed.status.as_u16(), &changed.body["expired_at"]),
            (200, &expected)
        );
    }
    for wrong in [json!("soon"), json!(7), json!("0000-01-01T00:00:00Z")] {
        let answer = ask(&server, "admin", "PUT", "/1", Some(json!({"expired_at": wrong}))).await;
        let invalid = json!({"expired_at": [{"error": "invalid", "value": wrong}]});
        assert_eq!(details(&answer), (422, &invalid));
    }
    for (query, ids) in [
        ("?expired_at=", json!([2])),
        ("?expired_at=%3C2026-03-02", json!([1])),
        ("?expired_at=%3C2026-03-01", json!([])),
        ("?sort_by=expired_at:desc", json!([1, 2])),
    ] {
        let listed = ask(&server, "admin", "GET", query, None).await;
        let keys = listed.body["api_keys"].as_array().unwrap();
        let found: Value = keys.iter().map(|key| key["id"].clone()).collect();
        assert_eq!(found, ids, "{query}");
    }
}

#[tokio::test]
async fn a_key_is_of_whoever_asks_whatever_the_body_says() {
    let server = Server::start().await;
    let ada = server.create(json!({"username": "ada"})).await;
    let others = json!({
        "name": "x", "owner_id": 1, "user_id": 1, "user": {"id": 1}, "username": "admin", "owner": "admin", "is_admin": true,
        "api_key_scopes": scopes_of(&["users/show", "users/index"]),
    });
    let created = ask(&server, "ada", "POST", "?user_id=1", Some(others.clone())).await;
    assert_eq!(created.status.as_u16(), 201);
    let changed = ask(&server, "ada", "PUT", "/1", Some(others)).await;
    assert_eq!(changed.status.as_u16(), 200);
    let key = created.body["key"].as_str().unwrap();
    server
        .api("GET", "/users/me")
        .token(key)
        .send()
        .await
        .is(200, &ada);
    server
        .api("GET", "/users")
        .token(key)
        .send()
        .await
        .is(403, &for_administrators());
    ask(&server, "admin", "GET", "", None)
        .await
        .is(200, &json!({"count": 0, "api_keys": []}));
    // There are no keys but one's own, for administrators neither.
    for path in [
        "/users/2/api_keys",
        "/users/ada/api_keys",
        "/users/ada/api_keys/1",
    ] {
        let call = server.api("POST", path).basic("admin", PASSWORD);
        call.json(&json!({})).send().await.is(404, &not_found());
    }
}
