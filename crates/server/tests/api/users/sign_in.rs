//! `POST /users/sign_in`

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nodeum_admin_server::Options;
use serde_json::{Value, json};

use crate::support::{Answer, NOW, PASSWORD, Server};

async fn sign_in(server: &Server, body: Value) -> Answer {
    server.api("POST", "/users/sign_in").json(&body).send().await
}

fn credentials(name: &str, password: &str) -> Value {
    json!({"user": {"username": name, "password": password}})
}

#[tokio::test]
async fn answers_with_the_user_and_a_token() {
    let server = Server::start().await;
    let answer = sign_in(&server, credentials("admin", PASSWORD)).await;
    answer.is(
        201,
        &json!({
            "id": 1, "user_id": 1000, "group_id": 1000, "username": "admin", "email": null, "is_admin": true,
            "created_at": "2026-01-31T08:15:00.000Z", "updated_at": "2026-01-31T08:15:00.000Z", "expired_at": null,
            "source_type": "web_app", "last_sign_in_at": "2026-01-31T08:15:00.000Z",
        }),
    );
    let token = answer
        .header("authorization")
        .unwrap()
        .strip_prefix("Bearer ")
        .unwrap();
    let claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap();
    assert_eq!(claims["sub"], "1");
    assert_eq!(claims["iat"], NOW / 1000);
    assert_eq!(claims["exp"], NOW / 1000 + 3600);
    assert_eq!(claims["jti"].as_str().unwrap().len(), 22);
}

#[tokio::test]
async fn takes_the_email_too_and_neither_with_regard_to_case() {
    let server = Server::start().await;
    server
        .create(json!({"username": "Ada", "email": "Ada@Nodeum.example"}))
        .await;
    for name in ["ada", "ADA", "ada@nodeum.example", "ADA@NODEUM.EXAMPLE"] {
        assert_eq!(
            sign_in(&server, credentials(name, PASSWORD))
                .await
                .status
                .as_u16(),
            201,
            "{name}"
        );
    }
}

#[tokio::test]
async fn every_character_of_a_password_counts() {
    let server = Server::start().await;
    let password = format!(" 🦀:\u{0}{}", "x".repeat(120));
    server
        .create(json!({"username": "ada", "password": password}))
        .await;
    assert_eq!(
        sign_in(&server, credentials("ada", &password))
            .await
            .status
            .as_u16(),
        201
    );
    assert_eq!(
        sign_in(&server, credentials("ada", password.trim()))
            .await
            .status
            .as_u16(),
        401
    );
    assert_eq!(
        sign_in(&server, credentials("ada", &password[..100]))
            .await
            .status
            .as_u16(),
        401
    );
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_answered_alike() {
    let server = Server::start().await;
    for (name, password) in [
        ("admin", "wrong"),
        ("nobody", PASSWORD),
        ("admin", "Correct horse"),
        ("1", PASSWORD),
    ] {
        sign_in(&server, credentials(name, password))
            .await
            .is_unauthorized("Wrong username or password");
    }
}

#[tokio::test]
async fn an_expired_account_is_told_so_after_the_right_password_alone() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "expired_at": "2026-01-31T08:15:00Z"}))
        .await;
    sign_in(&server, credentials("ada", PASSWORD))
        .await
        .is_unauthorized("This account has expired");
    sign_in(&server, credentials("ada", "wrong"))
        .await
        .is_unauthorized("Wrong username or password");
}

#[tokio::test]
async fn what_is_missing_or_of_the_wrong_type_is_named() {
    let server = Server::start().await;
    for (body, details) in [
        (json!({}), json!({"user": [{"error": "blank"}]})),
        (
            json!({"user": "admin"}),
            json!({"user": [{"error": "invalid", "value": "admin"}]}),
        ),
        (json!([]), json!({"base": [{"error": "invalid"}]})),
        (
            json!({"user": {}}),
            json!({"username": [{"error": "blank"}], "password": [{"error": "blank"}]}),
        ),
        (
            json!({"user": {"username": 7, "password": 7}}),
            json!({"username": [{"error": "invalid", "value": 7}], "password": [{"error": "invalid"}]}),
        ),
        (
            json!({"user": {"username": null, "password": ""}}),
            json!({"username": [{"error": "blank"}], "password": [{"error": "blank"}]}),
        ),
        (
            // What can't be a password isn't hashed.
            json!({"user": {"username": "x".repeat(255), "password": "x".repeat(129)}}),
            json!({"username": [{"error": "too_long", "count": 254}], "password": [{"error": "too_long", "count": 128}]}),
        ),
    ] {
        let answer = sign_in(&server, body).await;
        assert_eq!((answer.status.as_u16(), &answer.body["details"]), (422, &details));
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let server = Server::start().await;
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    for body in ["", "{", "user=admin", "{\"user\": \"\u{0}\"}", deep.as_str()] {
        let answer = server
            .api("POST", "/users/sign_in")
            .text("application/json", body)
            .send()
            .await;
        assert_eq!(answer.status.as_u16(), 400, "{answer:?}");
        assert!(
            answer.body["error"]
                .as_str()
                .unwrap()
                .starts_with("The request's body isn't JSON: line ")
        );
    }
    let answer = server
        .api("POST", "/users/sign_in")
        .text("application/json", *b"{\"user\": \"\xFF\"}")
        .send()
        .await;
    assert_eq!(answer.status.as_u16(), 400);
}

#[tokio::test]
async fn a_body_of_another_type_or_too_long_is_refused() {
    let server = Server::start().await;
    let body = credentials("admin", PASSWORD).to_string();
    let wrong_type =
        json!({"error": "The request's body has to be JSON: send Content-Type: application/json"});
    for media_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "json",
    ] {
        let answer = server
            .api("POST", "/users/sign_in")
            .text(media_type, body.clone())
            .send()
            .await;
        answer.is(415, &wrong_type);
    }
    let untyped = server.api("POST", "/users/sign_in").send().await;
    untyped.is(415, &wrong_type);
    for media_type in [
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/vnd.api+json",
    ] {
        let answer = server
            .api("POST", "/users/sign_in")
            .text(media_type, body.clone())
            .send()
            .await;
        assert_eq!(answer.status.as_u16(), 201, "{media_type}");
    }
    let long = format!("{body}{}", " ".repeat(10 * 1024 * 1024));
    let answer = server
        .api("POST", "/users/sign_in")
        .text("application/json", long)
        .send()
        .await;
    answer.is(413, &json!({"error": "The request's body is longer than 4 KiB"}));
}

#[tokio::test]
async fn the_last_time_is_told_and_asked_for() {
    let server = Server::start().await;
    for name in ["ada", "bob"] {
        server.create(json!({"username": name})).await;
    }
    server.sign_in("ada", PASSWORD).await;
    server.pass_seconds(60);
    server.sign_in("ada", PASSWORD).await;
    sign_in(&server, credentials("bob", "wrong password")).await;
    let names = async |query: &str| {
        let call = server
            .api("GET", &format!("/users?{query}"))
            .basic("admin", PASSWORD);
        let answer = call.send().await;
        let users = answer.body["users"].as_array().unwrap().clone();
        let names: Vec<String> = users
            .iter()
            .map(|user| user["username"].as_str().unwrap().to_owned())
            .collect();
        names.join(" ")
    };
    assert_eq!(
        names("last_sign_in_at=").await,
        "admin bob",
        "a password alone begins no session"
    );
    assert_eq!(names("last_sign_in_at=%3E2026-01-31T08:15:59Z").await, "ada");
    assert_eq!(names("last_sign_in_at=%3C2026-01-31T08:16:00Z").await, "");
    assert_eq!(names("sort_by=last_sign_in_at:desc").await, "ada admin bob");
    // It is no change of the user.
    let ada = server
        .api("GET", "/users/ada")
        .basic("admin", PASSWORD)
        .send()
        .await;
    assert_eq!(ada.body["last_sign_in_at"], "2026-01-31T08:16:00.000Z");
    assert_eq!(ada.body["updated_at"], "2026-01-31T08:15:00.000Z");
}

/// A failure that comes sooner than another tells which names there are. A password takes tens of milliseconds to hash, and everything
/// else a fraction of one: so what has to be alike is that each failure waits for its turn to hash, and then hashes at the same cost, as a
/// test of `domain::password` shows. Time itself isn't measured.
#[tokio::test]
async fn whether_there_is_somebody_of_that_name_or_not_a_password_is_hashed() {
    let server = Server::start_with(Options {
        hashes_at_once: 1,
        ..Options::default()
    })
    .await;
    let token = server.admin().await;
    server
        .create(json!({"username": "ada", "expired_at": "2026-01-31T08:15:00Z"}))
        .await;
    for name in ["admin", "ada", "nobody", "1", "nobody@nodeum.example"] {
        for call in [
            server
                .api("POST", "/users/sign_in")
                .json(&credentials(name, "wrong password")),
            server.api("GET", "/users/me").basic(name, "wrong password"),
        ] {
            let turn = server.state.passwords.turn().await.unwrap();
            let mut failing = Box::pin(call.send());
            let meanwhile = async {
                for _ in 0..20 {
                    let call = server.api("GET", "/users/me").token(&token);
                    assert_eq!(call.send().await.status.as_u16(), 200);
                }
            };
            tokio::select! {
                answer = &mut failing => panic!("{name}: nothing was hashed for {answer:?}"),
                () = meanwhile => {}
            }
            drop(turn);
            failing.await.is_unauthorized("Wrong username or password");
        }
    }
}
