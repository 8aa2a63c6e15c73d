//! `POST /users`

use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server, for_administrators};

async fn create(server: &Server, body: Value) -> Answer {
    server
        .api("POST", "/users")
        .basic("admin", PASSWORD)
        .json(&body)
        .send()
        .await
}

#[tokio::test]
async fn a_name_and_a_password_are_enough() {
    let server = Server::start().await;
    let answer = create(&server, json!({"username": "ada", "password": PASSWORD})).await;
    answer.is(
        201,
        &json!({
            "id": 2, "user_id": 1001, "group_id": 1000, "username": "ada", "email": null, "is_admin": false,
            "created_at": "2026-01-31T08:15:00.000Z", "updated_at": "2026-01-31T08:15:00.000Z", "expired_at": null,
            "source_type": "web_app", "last_sign_in_at": null,
        }),
    );
    let found = server
        .api("GET", "/users/2")
        .basic("admin", PASSWORD)
        .send()
        .await;
    found.is(200, &answer.body);
}

#[tokio::test]
async fn everything_can_be_given() {
    let server = Server::start().await;
    let answer = create(
        &server,
        json!({
            "username": "<script>🦀</script'; --".replace('/', ""), "password": "12345678", "email": "ada@nodeum.example",
            "user_id": 4_294_967_294_u32, "group_id": 0, "is_admin": true, "expired_at": "2030-01-01T01:00:00+01:00",
            "source_type": "cli_ldap",
            // What is read only or unknown is ignored.
            "id": 99, "created_at": "2000-01-01T00:00:00Z", "updated_at": 7, "unknown": {"a": []},
        }),
    )
    .await;
    answer.is(
        201,
        &json!({
            "id": 2, "user_id": 4_294_967_294_u32, "group_id": 0, "username": "<script>🦀<script'; --",
            "email": "ada@nodeum.example", "is_admin": true, "created_at": "2026-01-31T08:15:00.000Z",
            "updated_at": "2026-01-31T08:15:00.000Z", "expired_at": "2030-01-01T00:00:00.000Z", "source_type": "cli_ldap",
            "last_sign_in_at": null,
        }),
    );
}

#[tokio::test]
async fn the_next_free_uid_is_given() {
    let server = Server::start().await;
    let mut given = Vec::new();
    for (name, uid) in [
        ("a", None),
        ("b", Some(1003)),
        ("c", None),
        ("d", None),
        ("e", Some(5)),
        ("f", Some(1001)),
    ] {
        let mut body = json!({"username": name, "password": PASSWORD});
        if let Some(uid) = uid {
            body["user_id"] = json!(uid);
        }
        given.push(create(&server, body).await.body["user_id"].as_i64().unwrap());
    }
    assert_eq!(given, [1001, 1003, 1002, 1004, 5, 1001]);
}

#[tokio::test]
async fn an_empty_email_is_none() {
    let server = Server::start().await;
    for (name, email) in [("a", json!("")), ("b", json!(null))] {
        let answer = create(
            &server,
            json!({"username": name, "password": PASSWORD, "email": email}),
        )
        .await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["email"]),
            (201, &Value::Null)
        );
    }
}

#[tokio::test]
async fn every_broken_rule_is_named() {
    let server = Server::start().await;
    let invalid = |value: Value| json!([{"error": "invalid", "value": value}]);
    let blank = json!([{"error": "blank"}]);
    let user = |attribute: &str, value: Value| {
        let mut user = json!({"username": "ada", "password": PASSWORD});
        user[attribute] = value;
        user
    };
    for (attribute, value, error) in [
        ("username", json!(null), blank.clone()),
        ("username", json!(""), blank.clone()),
        ("username", json!(" \u{3000}"), blank.clone()),
        ("username", json!(7), invalid(json!(7))),
        ("username", json!("123"), invalid(json!("123"))),
        ("username", json!("a/b"), invalid(json!("a/b"))),
        ("username", json!(".."), invalid(json!(".."))),
        ("username", json!("me"), invalid(json!("me"))),
        ("username", json!("-"), invalid(json!("-"))),
        ("username", json!("Sign_in"), invalid(json!("Sign_in"))),
        ("username", json!("a\u{202E}b"), invalid(json!("a\u{202E}b"))),
        ("username", json!("a\u{0}b"), invalid(json!("a\u{0}b"))),
        ("username", json!(" a"), invalid(json!(" a"))),
        (
            "username",
            json!("x".repeat(65)),
            json!([{"error": "too_long", "count": 64}]),
        ),
        ("password", json!(null), blank.clone()),
        ("password", json!(""), blank.clone()),
        (
            "password",
            json!("1234567"),
            json!([{"error": "too_short", "count": 8}]),
        ),
        (
            "password",
            json!("x".repeat(129)),
            json!([{"error": "too_long", "count": 128}]),
        ),
        ("password", json!({"secret": 1}), json!([{"error": "invalid"}])),
        ("email", json!("ada"), invalid(json!("ada"))),
        ("email", json!(" "), blank.clone()),
        ("email", json!(false), invalid(json!(false))),
        (
            "user_id",
            json!(-1),
            json!([{"error": "greater_than_or_equal_to", "value": -1, "count": 0}]),
        ),
        (
            "user_id",
            json!(4_294_967_295_u64),
            json!([{"error": "less_than_or_equal_to", "value": 4_294_967_295_u64, "count": 4_294_967_294_u64}]),
        ),
        ("user_id", json!(1.5), invalid(json!(1.5))),
        ("user_id", json!("1001"), invalid(json!("1001"))),
        ("user_id", json!(null), invalid(json!(null))),
        ("user_id", json!(u64::MAX), invalid(json!(u64::MAX))),
        ("group_id", json!([]), invalid(json!([]))),
        ("is_admin", json!("true"), invalid(json!("true"))),
        ("is_admin", json!(null), invalid(json!(null))),
        ("expired_at", json!("tomorrow"), invalid(json!("tomorrow"))),
        ("expired_at", json!(1_800_000_000), invalid(json!(1_800_000_000))),
        ("source_type", json!("cli_saml"), invalid(json!("cli_saml"))),
        ("source_type", json!(1), invalid(json!(1))),
    ] {
        let answer = create(&server, user(attribute, value)).await;
        assert_eq!(answer.status.as_u16(), 422, "{answer:?}");
        assert_eq!(answer.body["details"], json!({attribute: error}));
        assert_eq!(answer.body["messages"].as_array().unwrap().len(), 1);
    }
    let answer = create(&server, json!({"email": "x", "user_id": "y"})).await;
    let all = ["email", "password", "user_id", "username"];
    assert_eq!(
        answer.body["details"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        all
    );
    let list = server.api("GET", "/users").basic("admin", PASSWORD).send().await;
    assert_eq!(list.body["count"], 1);
}

#[tokio::test]
async fn usernames_and_emails_are_one_namespace_without_regard_to_case() {
    let server = Server::start().await;
    server
        .create(json!({"username": "Ada", "email": "ada@nodeum.example"}))
        .await;
    server
        .create(json!({"username": "bob@nodeum.example", "email": "Bob@nodeum.example"}))
        .await;
    let taken = |value: &str| json!([{"error": "taken", "value": value}]);
    for (username, email, details) in [
        ("ADA", "new@nodeum.example", json!({"username": taken("ADA")})),
        (
            "new",
            "ADA@nodeum.example",
            json!({"email": taken("ADA@nodeum.example")}),
        ),
        (
            "ADA@NODEUM.example",
            "new@nodeum.example",
            json!({"username": taken("ADA@NODEUM.example")}),
        ),
        (
            "new",
            "BOB@nodeum.example",
            json!({"email": taken("BOB@nodeum.example")}),
        ),
        (
            "ada",
            "ada@nodeum.example",
            json!({"username": taken("ada"), "email": taken("ada@nodeum.example")}),
        ),
    ] {
        let answer = create(
            &server,
            json!({"username": username, "email": email, "password": PASSWORD}),
        )
        .await;
        assert_eq!((answer.status.as_u16(), &answer.body["details"]), (422, &details));
    }
    let answer = create(&server, json!({"username": "ada", "password": PASSWORD})).await;
    answer.is(
        422,
        &json!({"details": {"username": taken("ada")}, "messages": ["Username has already been taken"]}),
    );
}

#[tokio::test]
async fn of_fifty_at_once_one_gets_the_name() {
    let server = std::sync::Arc::new(Server::start().await);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let server = std::sync::Arc::clone(&server);
        calls.spawn(async move {
            create(&server, json!({"username": "ada", "password": PASSWORD}))
                .await
                .status
                .as_u16()
        });
    }
    let mut statuses = calls.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 201);
    assert!(statuses[1..].iter().all(|&status| status == 422), "{statuses:?}");
}

#[tokio::test]
async fn of_two_equal_keys_the_last_counts() {
    let server = Server::start().await;
    let body = r#"{"username": "first", "username": "last", "password": "correct horse"}"#;
    let call = server
        .api("POST", "/users")
        .basic("admin", PASSWORD)
        .text("application/json", body);
    assert_eq!(call.send().await.body["username"], "last");
}

#[tokio::test]
async fn is_for_administrators() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let body = json!({"username": "eve", "password": PASSWORD});
    let answer = server
        .api("POST", "/users")
        .basic("ada", PASSWORD)
        .json(&body)
        .send()
        .await;
    answer.is(403, &for_administrators());
    server
        .api("POST", "/users")
        .json(&body)
        .send()
        .await
        .is_unauthorized("Sign in first");
}
