//! `/users/me/configurations`

use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server, not_found};

const PATH: &str = "/users/me/configurations";

async fn ask(server: &Server, who: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
    let call = server.api(method, &format!("{PATH}{path}")).basic(who, PASSWORD);
    match body {
        Some(body) => call.json(&body).send().await,
        None => call.send().await,
    }
}

async fn create(server: &Server, body: Value) -> Answer {
    ask(server, "admin", "POST", "", Some(body)).await
}

fn details(answer: &Answer) -> (u16, &Value) {
    (answer.status.as_u16(), &answer.body["details"])
}

#[tokio::test]
async fn are_created_shown_changed_and_deleted() {
    let server = Server::start().await;
    let created = create(&server, json!({"key": "global.locale", "value": "fr", "id": 9})).await;
    created.is(201, &json!({"id": 1, "key": "global.locale", "value": "fr"}));
    create(&server, json!({"key": "a/b"}))
        .await
        .is(201, &json!({"id": 2, "key": "a/b", "value": ""}));
    for reference in ["/1", "/global.locale", "/global%2Elocale"] {
        ask(&server, "admin", "GET", reference, None)
            .await
            .is(200, &created.body);
    }
    for (reference, body, after) in [
        (
            "/a%2Fb",
            json!({"value": "x"}),
            json!({"id": 2, "key": "a/b", "value": "x"}),
        ),
        (
            "/2",
            json!({"key": "A/B", "id": 7, "more": []}),
            json!({"id": 2, "key": "A/B", "value": "x"}),
        ),
        ("/A%2FB", json!({}), json!({"id": 2, "key": "A/B", "value": "x"})),
        (
            "/2",
            json!({"key": "A/B", "value": ""}),
            json!({"id": 2, "key": "A/B", "value": ""}),
        ),
    ] {
        ask(&server, "admin", "PUT", reference, Some(body))
            .await
            .is(200, &after);
        ask(&server, "admin", "GET", "/2", None).await.is(200, &after);
    }
    let gone = ask(&server, "admin", "DELETE", "/global.locale", None).await;
    assert_eq!((gone.status.as_u16(), gone.text.as_str()), (204, ""));
    for method in ["GET", "DELETE"] {
        ask(&server, "admin", method, "/1", None)
            .await
            .is(404, &not_found());
    }
    let next = create(&server, json!({"key": "next"})).await;
    assert_eq!(next.body["id"], 3, "an id is never given out twice");
}

#[tokio::test]
async fn keys_and_values_have_rules() {
    let server = Server::start().await;
    create(&server, json!({"key": "taken"})).await;
    create(&server, json!({"key": "other"})).await;
    let invalid = |value: Value| json!([{"error": "invalid", "value": value}]);
    let blank = json!([{"error": "blank"}]);
    let long = "k".repeat(256);
    for (attribute, value, errors) in [
        ("key", json!(null), blank.clone()),
        ("key", json!(""), blank.clone()),
        ("key", json!(" \t"), blank.clone()),
        ("key", json!(7), invalid(json!(7))),
        ("key", json!("7"), invalid(json!("7"))),
        ("key", json!(" a"), invalid(json!(" a"))),
        ("key", json!("a\u{7}"), invalid(json!("a\u{7}"))),
        ("key", json!("a\u{202e}b"), invalid(json!("a\u{202e}b"))),
        ("key", json!(long), json!([{"error": "too_long", "count": 255}])),
        (
            "key",
            json!("taken"),
            json!([{"error": "taken", "value": "taken"}]),
        ),
        ("value", json!(null), invalid(json!(null))),
        ("value", json!(["x"]), invalid(json!(["x"]))),
        ("value", json!("a\0b"), json!([{"error": "invalid"}])),
        (
            "value",
            json!("v".repeat(65_536)),
            json!([{"error": "too_long", "count": 65_535}]),
        ),
    ] {
        let mut body = json!({"key": "new"});
        body[attribute] = value.clone();
        let answer = create(&server, body).await;
        assert_eq!(details(&answer), (422, &json!({attribute: errors})), "{value}");
        let answer = ask(&server, "admin", "PUT", "/other", Some(json!({attribute: value}))).await;
        assert_eq!(details(&answer), (422, &json!({attribute: errors})), "{value}");
    }
    let answer = create(&server, json!({})).await;
    assert_eq!(details(&answer), (422, &json!({"key": blank})));
    let answer = create(&server, json!(["key"])).await;
    assert_eq!(details(&answer), (422, &json!({"base": [{"error": "invalid"}]})));
    let value = "ß\n".repeat(32_767);
    let fine = create(&server, json!({"key": "Taken", "value": value})).await;
    assert_eq!((fine.status.as_u16(), &fine.body["value"]), (201, &json!(value)));
}

#[tokio::test]
async fn belong_to_one_user_and_go_with_them() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let body = json!({"key": "k", "value": "mine"});
    let ada = ask(&server, "ada", "POST", "", Some(body.clone())).await;
    assert_eq!(ada.status.as_u16(), 201);
    for reference in ["/1", "/k"] {
        for (method, body) in [
            ("GET", None),
            ("PUT", Some(json!({"value": "x"}))),
            ("DELETE", None),
        ] {
            ask(&server, "admin", method, reference, body)
                .await
                .is(404, &not_found());
        }
    }
    ask(&server, "admin", "GET", "", None)
        .await
        .is(200, &json!({"count": 0, "configurations": []}));
    assert_eq!(create(&server, body).await.status.as_u16(), 201);
    ask(&server, "ada", "GET", "", None)
        .await
        .is(200, &json!({"count": 1, "configurations": [ada.body]}));
    let gone = server
        .api("DELETE", "/users/ada")
        .basic("admin", PASSWORD)
        .send()
        .await;
    assert_eq!(gone.status.as_u16(), 204);
    ask(&server, "admin", "GET", "", None).await.is(
        200,
        &json!({"count": 1, "configurations": [{"id": 2, "key": "k", "value": "mine"}]}),
    );
}

#[tokio::test]
async fn lists_know_the_whole_grammar() {
    let server = Server::start().await;
    for (key, value) in [
        ("b.Two", "7"),
        ("a.one", "Seven"),
        ("c_three", ""),
        ("d%", "100%"),
    ] {
        create(&server, json!({"key": key, "value": value})).await;
    }
    for (query, expected) in [
        ("", &[1, 2, 3, 4][..]),
        ("?limit=2&offset=1", &[2, 3]),
        ("?sort_by=key:desc", &[4, 3, 1, 2]),
        ("?sort_by=value", &[3, 4, 1, 2]),
        ("?key=B.TWO", &[1]),
        ("?key=~%25.%25", &[1, 2]),
        ("?key=~%25%5C%25", &[4]),
        ("?value=!~_%25", &[3]),
        ("?value=!=seven&id=%3C4", &[1, 3]),
        ("?id=%3E%3C1|4", &[1, 4]),
        ("?search=seven", &[2]),
        ("?search=2", &[2]),
        ("?search=%25", &[4]),
        ("?limit=1&id=0", &[]),
    ] {
        let answer = ask(&server, "admin", "GET", query, None).await;
        let list = answer.body["configurations"].as_array().unwrap();
        let ids: Vec<i64> = list.iter().map(|one| one["id"].as_i64().unwrap()).collect();
        assert_eq!(ids, expected, "{query}");
    }
    for (query, parameter) in [
        ("?owner_id=1", "owner_id"),
        ("?sort_by=owner_id", "sort_by"),
        ("?limit=-1", "limit"),
        ("?id=x", "id"),
    ] {
        let answer = ask(&server, "admin", "GET", query, None).await;
        assert_eq!(answer.status.as_u16(), 422);
        assert!(answer.body["details"][parameter].is_array(), "{query}");
    }
}

#[tokio::test]
async fn nothing_else_is_found() {
    let server = Server::start().await;
    for reference in ["/1", "/99999999999999999999", "/-1", "/nothing", "/%FF", "/%00"] {
        for (method, body) in [("GET", None), ("PUT", Some(json!({}))), ("DELETE", None)] {
            ask(&server, "admin", method, reference, body)
                .await
                .is(404, &not_found());
        }
    }
}

#[tokio::test]
async fn of_fifty_of_one_key_at_once_one_is_created() {
    let server = std::sync::Arc::new(Server::start().await);
    let token = server.admin().await;
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (server, token) = (std::sync::Arc::clone(&server), token.clone());
        calls.spawn(async move {
            let call = server.api("POST", PATH).token(&token);
            call.json(&json!({"key": "k"})).send().await.status.as_u16()
        });
    }
    let mut statuses = calls.join_all().await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (201, &[422; 49][..]));
}
