//! `PUT /users/{user_id}`

use std::sync::Arc;

use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server, for_administrators, not_found};

async fn put(server: &Server, who: &str, reference: &str, body: Value) -> Answer {
    server
        .api("PUT", &format!("/users/{reference}"))
        .basic(who, PASSWORD)
        .json(&body)
        .send()
        .await
}

fn base(code: &str, message: &str) -> Value {
    json!({"details": {"base": [{"error": code}]}, "messages": [message]})
}

fn own_account() -> Value {
    base(
        "own_account",
        "You can't delete, demote or expire your own account",
    )
}

fn last_administrator() -> Value {
    base(
        "last_administrator",
        "There must always be an administrator whose account never expires",
    )
}

#[tokio::test]
async fn changes_what_is_named_and_nothing_else() {
    let server = Server::start().await;
    let mut ada = server
        .create(json!({"username": "ada", "email": "ada@nodeum.example", "user_id": 7}))
        .await;
    server.pass_seconds(1);
    let answer = put(
        &server,
        "admin",
        "ada",
        json!({"username": "Ada", "group_id": 5, "id": 9, "other": 1}),
    )
    .await;
    ada["username"] = json!("Ada");
    ada["group_id"] = json!(5);
    ada["updated_at"] = json!("2026-01-31T08:15:01.000Z");
    answer.is(200, &ada);
    server
        .api("GET", "/users/ada")
        .basic("admin", PASSWORD)
        .send()
        .await
        .is(200, &ada);
}

#[tokio::test]
async fn nothing_named_changes_nothing() {
    let server = Server::start().await;
    let ada = server.create(json!({"username": "ada"})).await;
    server.pass_seconds(1);
    put(&server, "admin", "2", json!({})).await.is(200, &ada);
    put(
        &server,
        "admin",
        "2",
        json!({"username": "ada", "email": "", "is_admin": false}),
    )
    .await
    .is(200, &ada);
}

#[tokio::test]
async fn email_and_expiry_can_be_cleared() {
    let server = Server::start().await;
    for email in [json!(null), json!("")] {
        let user = json!({"email": "ada@nodeum.example", "expired_at": "2030-01-01T00:00:00Z"});
        let mut new = user.clone();
        new["username"] = json!(format!("ada{}", email.is_null()));
        let ada = server.create(new).await;
        let reference = ada["id"].to_string();
        let answer = put(
            &server,
            "admin",
            &reference,
            json!({"email": email, "expired_at": null}),
        )
        .await;
        assert_eq!(
            (&answer.body["email"], &answer.body["expired_at"]),
            (&Value::Null, &Value::Null)
        );
    }
}

#[tokio::test]
async fn a_name_that_was_given_up_is_free() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "email": "ada@nodeum.example"}))
        .await;
    put(
        &server,
        "admin",
        "2",
        json!({"username": "lovelace", "email": null}),
    )
    .await;
    server.create(json!({"username": "ada@nodeum.example"})).await;
    let bob = server.create(json!({"username": "ada"})).await;
    assert_eq!(bob["id"], 4);
}

#[tokio::test]
async fn a_refused_change_leaves_nothing_behind() {
    let server = Server::start().await;
    let ada = server
        .create(json!({"username": "ada", "email": "ada@nodeum.example"}))
        .await;
    let answer = put(
        &server,
        "admin",
        "2",
        json!({"username": "ADMIN", "email": null, "group_id": 7}),
    )
    .await;
    let details = json!({"username": [{"error": "taken", "value": "ADMIN"}]});
    answer.is(
        422,
        &json!({"details": details, "messages": ["Username has already been taken"]}),
    );
    let answer = put(&server, "admin", "2", json!({"group_id": 7, "user_id": "x"})).await;
    assert_eq!(answer.status.as_u16(), 422);
    server
        .api("GET", "/users/ada")
        .basic("admin", PASSWORD)
        .send()
        .await
        .is(200, &ada);
    server
        .api("GET", "/users/ada@nodeum.example")
        .basic("admin", PASSWORD)
        .send()
        .await
        .is(200, &ada);
}

#[tokio::test]
async fn a_new_password_ends_all_sessions_of_that_user() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let (first, second, admin) = (
        server.sign_in("ada", PASSWORD).await,
        server.sign_in("ada", PASSWORD).await,
        server.admin().await,
    );
    server.pass_seconds(3000);
    let change = json!({"password": "new password"});
    let answer = server
        .api("PUT", "/users/2")
        .token(&first)
        .json(&change)
        .send()
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("authorization")),
        (200, None)
    );
    assert!(answer.body.get("password").is_none());
    for token in [&first, &second] {
        let answer = server.api("GET", "/users/me").token(token).send().await;
        answer.is_unauthorized("This session is over: sign in again");
    }
    assert_eq!(
        server
            .api("GET", "/users/me")
            .token(&admin)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
    server.sign_in("ada", "new password").await;
}

#[tokio::test]
async fn a_changed_role_counts_with_the_next_request() {
    let server = Server::start().await;
    server.create(json!({"username": "ada", "is_admin": true})).await;
    let token = server.sign_in("ada", PASSWORD).await;
    assert_eq!(
        server
            .api("GET", "/users")
            .token(&token)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
    put(&server, "admin", "2", json!({"is_admin": false})).await;
    server
        .api("GET", "/users")
        .token(&token)
        .send()
        .await
        .is(403, &for_administrators());
    assert_eq!(
        server
            .api("GET", "/users/me")
            .token(&token)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
}

#[tokio::test]
async fn others_change_their_email_and_password_alone() {
    let server = Server::start().await;
    let ada = server.create(json!({"username": "ada"})).await;
    server.create(json!({"username": "bob"})).await;
    let allowed = [
        json!({"email": "ada@nodeum.example"}),
        json!({"password": "correct horse"}),
        // Named, and not changed.
        json!({"username": "ada", "is_admin": false, "user_id": ada["user_id"], "expired_at": null}),
    ];
    for body in allowed {
        assert_eq!(put(&server, "ada", "ada", body).await.status.as_u16(), 200);
    }
    let sentence = json!({"error": "Only an administrator may change more than email and password"});
    for body in [
        json!({"is_admin": true}),
        json!({"username": "Ada"}),
        json!({"user_id": 0}),
        json!({"group_id": 0}),
        json!({"expired_at": "2099-01-01T00:00:00Z"}),
        json!({"source_type": "cli_ldap"}),
        json!({"email": "x@nodeum.example", "is_admin": true}),
    ] {
        put(&server, "ada", "2", body).await.is(403, &sentence);
    }
    for reference in ["1", "bob", "99", "nobody"] {
        put(&server, "ada", reference, json!({"email": null}))
            .await
            .is(403, &for_administrators());
    }
    let email = server
        .api("GET", "/users/me")
        .basic("ada", PASSWORD)
        .send()
        .await
        .body["email"]
        .clone();
    assert_eq!(email, "ada@nodeum.example");
}

#[tokio::test]
async fn nobody_demotes_or_expires_themself() {
    let server = Server::start().await;
    server.create(json!({"username": "ada", "is_admin": true})).await;
    for body in [
        json!({"is_admin": false}),
        json!({"expired_at": "2020-01-01T00:00:00Z"}),
        json!({"expired_at": "2099-01-01T00:00:00Z"}),
    ] {
        put(&server, "ada", "ada", body).await.is(422, &own_account());
    }
    let fine = json!({"username": "lovelace", "is_admin": true, "expired_at": null});
    assert_eq!(put(&server, "ada", "ada", fine).await.status.as_u16(), 200);
}

#[tokio::test]
async fn there_is_always_an_administrator_who_never_expires() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "is_admin": true, "expired_at": "2099-01-01T00:00:00Z"}))
        .await;
    for body in [
        json!({"is_admin": false}),
        json!({"expired_at": "2099-01-01T00:00:00Z"}),
    ] {
        put(&server, "ada", "admin", body)
            .await
            .is(422, &last_administrator());
    }
    let both = put(&server, "admin", "admin", json!({"is_admin": false})).await;
    let details = json!({"base": [{"error": "own_account"}, {"error": "last_administrator"}]});
    assert_eq!((both.status.as_u16(), &both.body["details"]), (422, &details));
    assert_eq!(
        put(&server, "admin", "ada", json!({"expired_at": null}))
            .await
            .status
            .as_u16(),
        200
    );
    assert_eq!(
        put(&server, "ada", "admin", json!({"is_admin": false}))
            .await
            .status
            .as_u16(),
        200
    );
}

#[tokio::test]
async fn of_two_administrators_who_demote_each_other_one_stays() {
    for _ in 0..5 {
        let server = Arc::new(Server::start().await);
        server.create(json!({"username": "ada", "is_admin": true})).await;
        let mut calls = tokio::task::JoinSet::new();
        for (who, whom) in [("ada", "admin"), ("admin", "ada")] {
            let server = Arc::clone(&server);
            calls.spawn(async move {
                put(&server, who, whom, json!({"is_admin": false}))
                    .await
                    .status
                    .as_u16()
            });
        }
        let mut statuses = calls.join_all().await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 403]);
    }
}

#[tokio::test]
async fn nobody_is_not_found() {
    let server = Server::start().await;
    for reference in ["2", "nobody", "%FF"] {
        put(&server, "admin", reference, json!({}))
            .await
            .is(404, &not_found());
    }
}

#[tokio::test]
async fn the_body_has_to_be_json() {
    let server = Server::start().await;
    let call = server
        .api("PUT", "/users/1")
        .basic("admin", PASSWORD)
        .text("text/plain", "{}");
    assert_eq!(call.send().await.status.as_u16(), 415);
    let call = server
        .api("PUT", "/users/1")
        .basic("admin", PASSWORD)
        .text("application/json", "{");
    assert_eq!(call.send().await.status.as_u16(), 400);
    server
        .api("PUT", "/users/1")
        .json(&json!({}))
        .send()
        .await
        .is_unauthorized("Sign in first");
}

#[tokio::test]
async fn no_way_of_writing_an_attribute_promotes() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let mut ada = server
        .api("GET", "/users/2")
        .basic("ada", PASSWORD)
        .send()
        .await
        .body;
    for (body, status) in [
        (r#"{"is_admin": false, "is_admin": true}"#, 403),
        (r#"{"is\u005fadmin": true}"#, 403),
        (r#"{"is_admin": 1}"#, 422),
        (r#"{"is_admin": "true"}"#, 422),
        (r#"{"is_admin": [true]}"#, 422),
        // What isn't an attribute is nothing.
        (
            r#"{"Is_Admin": true, "isAdmin": true, "is_admin ": true, "admin": true, "role": "admin"}"#,
            200,
        ),
        (
            r#"{"user": {"is_admin": true}, "changes": {"is_admin": true}}"#,
            200,
        ),
        (
            r#"{"id": 1, "password_hash": "x", "created_at": null, "last_sign_in_at": null}"#,
            200,
        ),
        (
            r#"{"api_key_scopes": [{"controller": "users", "action": "index"}]}"#,
            200,
        ),
    ] {
        let call = server.api("PUT", "/users/2?is_admin=true").basic("ada", PASSWORD);
        let answer = call.text("application/json", body).send().await;
        assert_eq!(answer.status.as_u16(), status, "{body}");
    }
    let sign_in =
        json!({"user": {"username": "ada", "password": PASSWORD, "is_admin": true}, "is_admin": true});
    let answer = server.api("POST", "/users/sign_in").json(&sign_in).send().await;
    ada["last_sign_in_at"] = json!("2026-01-31T08:15:00.000Z");
    answer.is(201, &ada);
    let answer = server.api("GET", "/users").basic("ada", PASSWORD).send().await;
    answer.is(403, &for_administrators());
}
