//! `GET /users`

use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server, for_administrators};

async fn list(server: &Server, query: &str) -> Answer {
    server
        .api("GET", &format!("/users{query}"))
        .basic("admin", PASSWORD)
        .send()
        .await
}

fn names(answer: &Answer) -> Vec<&str> {
    answer.body["users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["username"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn lists_users_by_id() {
    let server = Server::start().await;
    let zoe = server.create(json!({"username": "zoe"})).await;
    let ada = server
        .create(json!({"username": "ada", "email": "ada@nodeum.example", "is_admin": true}))
        .await;
    let admin = server
        .api("GET", "/users/1")
        .basic("admin", PASSWORD)
        .send()
        .await
        .body;
    list(&server, "")
        .await
        .is(200, &json!({"count": 3, "users": [admin, zoe, ada]}));
}

#[tokio::test]
async fn limit_and_offset_choose_a_page_and_count_tells_all() {
    let server = Server::start().await;
    for name in ["a", "b", "c", "d"] {
        server.create(json!({"username": name})).await;
    }
    for (query, expected) in [
        ("?limit=2", &["admin", "a"][..]),
        ("?limit=2&offset=2", &["b", "c"]),
        ("?offset=4", &["d"]),
        ("?offset=5", &[]),
        ("?limit=0", &[]),
        ("?limit=10000&offset=9223372036854775807", &[]),
    ] {
        let answer = list(&server, query).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["count"]),
            (200, &json!(5)),
            "{query}"
        );
        assert_eq!(names(&answer), expected, "{query}");
    }
}

#[tokio::test]
async fn a_wrong_limit_or_offset_is_named() {
    let server = Server::start().await;
    let invalid = |value: &str| json!({"error": "invalid", "value": value});
    let too_high = json!({"error": "less_than_or_equal_to", "value": 10001, "count": 10000});
    let below = json!({"error": "greater_than_or_equal_to", "value": -1, "count": 0});
    for (query, name, error) in [
        ("?limit=-1", "limit", &below),
        ("?limit=10001", "limit", &too_high),
        ("?limit=1e9", "limit", &invalid("1e9")),
        ("?limit=", "limit", &invalid("")),
        ("?offset=-1", "offset", &below),
        ("?offset=ten", "offset", &invalid("ten")),
        (
            "?offset=9223372036854775808",
            "offset",
            &invalid("9223372036854775808"),
        ),
    ] {
        let answer = list(&server, query).await;
        let details: Value = json!({name: [error]});
        assert_eq!(
            (answer.status.as_u16(), &answer.body["details"]),
            (422, &details),
            "{query}"
        );
    }
}

#[tokio::test]
async fn is_for_administrators() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    server
        .api("GET", "/users")
        .basic("ada", PASSWORD)
        .send()
        .await
        .is(403, &for_administrators());
    server
        .api("GET", "/users?limit=x")
        .send()
        .await
        .is_unauthorized("Sign in first");
}
