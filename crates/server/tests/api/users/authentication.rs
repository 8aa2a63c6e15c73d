//! Who is let in, and who isn't: the same for every operation.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use nodeum_admin_server::Options;
use nodeum_admin_server::storage::{run_script, sessions};
use serde_json::json;

use crate::support::{NOW, PASSWORD, Server};

const OVER: &str = "This session is over: sign in again";

#[tokio::test]
async fn a_token_is_good_for_an_hour() {
    let server = Server::start_with(Options {
        session_limit: Duration::ZERO,
        ..Options::default()
    })
    .await;
    let token = server.admin().await;
    server.pass_seconds(3599);
    let answer = server.api("GET", "/users/me").token(&token).send().await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("authorization")),
        (200, None)
    );
    server.pass_seconds(1);
    server
        .api("GET", "/users/me")
        .token(&token)
        .send()
        .await
        .is_unauthorized(OVER);
}

#[tokio::test]
async fn a_clock_that_is_set_right_by_minutes_ends_no_session() {
    let server = Server::start().await;
    let token = server.admin().await;
    server.pass_seconds(-300);
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
async fn a_clock_that_is_set_back_prolongs_no_session() {
    let server = Server::start().await;
    let token = server.admin().await;
    // A clock that was a year fast would otherwise make tokens that are good for a year.
    for back in [301, 365 * 24 * 3600] {
        server.pass_seconds(-back);
        let answer = server.api("GET", "/users/me").token(&token).send().await;
        answer.is_unauthorized(OVER);
    }
    let token = server.admin().await;
    let answer = server.api("GET", "/users/me").token(&token).send().await;
    assert_eq!(answer.status.as_u16(), 200);
}

#[tokio::test]
async fn the_second_half_of_its_life_renews_a_token() {
    let server = Server::start().await;
    let token = server.admin().await;
    server.pass_seconds(1799);
    assert_eq!(
        server
            .api("GET", "/users/me")
            .token(&token)
            .send()
            .await
            .header("authorization"),
        None
    );
    server.pass_seconds(1);
    let answer = server.api("GET", "/users/me").token(&token).send().await;
    let fresh = answer
        .header("authorization")
        .unwrap()
        .strip_prefix("Bearer ")
        .unwrap()
        .to_owned();
    assert_ne!(fresh, token);
    server.pass_seconds(1801);
    server
        .api("GET", "/users/me")
        .token(&token)
        .send()
        .await
        .is_unauthorized(OVER);
    assert_eq!(
        server
            .api("GET", "/users/me")
            .token(&fresh)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
    // It is the same session: signing out ends what was renewed.
    let answer = server.api("DELETE", "/users/sign_out").token(&fresh).send().await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("authorization")),
        (204, None)
    );
    server
        .api("GET", "/users/me")
        .token(&fresh)
        .send()
        .await
        .is_unauthorized(OVER);
}

#[tokio::test]
async fn twelve_hours_after_sign_in_a_session_ends() {
    let server = Server::start().await;
    let mut token = server.admin().await;
    for _ in 0..23 {
        server.pass_seconds(1800);
        let answer = server.api("GET", "/users/me").token(&token).send().await;
        assert_eq!(answer.status.as_u16(), 200);
        if let Some(fresh) = answer.header("authorization") {
            token = fresh.strip_prefix("Bearer ").unwrap().to_owned();
        }
    }
    server.pass_seconds(1799);
    let answer = server.api("GET", "/users/me").token(&token).send().await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("authorization")),
        (200, None)
    );
    server.pass_seconds(1);
    server
        .api("GET", "/users/me")
        .token(&token)
        .send()
        .await
        .is_unauthorized(OVER);
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let server = Server::start().await;
    let token = server.admin().await;
    let (header, payload, signature) = {
        let mut parts = token.split('.');
        (
            parts.next().unwrap(),
            parts.next().unwrap(),
            parts.next().unwrap(),
        )
    };
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    let exp = NOW / 1000 + 999_999;
    let longer = URL_SAFE_NO_PAD.encode(json!({"sub": "1", "jti": "x", "iat": 0, "exp": exp}).to_string());
    for forged in [
        format!("{none}.{payload}."),
        format!("{none}.{payload}.{signature}"),
        format!("{header}.{longer}.{signature}"),
        format!("{header}.{payload}."),
        format!("{header}.{payload}"),
        "x".into(),
        "a.b.c".into(),
    ] {
        server
            .api("GET", "/users/me")
            .token(&forged)
            .send()
            .await
            .is_unauthorized("Sign in first");
    }
}

#[tokio::test]
async fn the_token_of_a_deleted_user_is_refused() {
    let server = Server::start().await;
    let ada = server.create(json!({"username": "ada"})).await;
    let token = server.sign_in("ada", PASSWORD).await;
    let path = format!("/users/{}", ada["id"]);
    server.api("DELETE", &path).basic("admin", PASSWORD).send().await;
    server
        .api("GET", "/users/me")
        .token(&token)
        .send()
        .await
        .is_unauthorized(OVER);
    server
        .api("GET", "/users/me")
        .basic("ada", PASSWORD)
        .send()
        .await
        .is_unauthorized("Wrong username or password");
}

#[tokio::test]
async fn expiry_ends_a_session_for_good() {
    let server = Server::start().await;
    let ada = server
        .create(json!({"username": "ada", "expired_at": "2026-01-31T08:20:00Z"}))
        .await;
    let token = server.sign_in("ada", PASSWORD).await;
    server.pass_seconds(300);
    for call in [
        server.api("GET", "/users/me").token(&token),
        server.api("GET", "/users/me").basic("ada", PASSWORD),
    ] {
        call.send().await.is_unauthorized("This account has expired");
    }
    let path = format!("/users/{}", ada["id"]);
    server
        .api("PUT", &path)
        .basic("admin", PASSWORD)
        .json(&json!({"expired_at": null}))
        .send()
        .await;
    server
        .api("GET", "/users/me")
        .token(&token)
        .send()
        .await
        .is_unauthorized(OVER);
    assert_eq!(
        server
            .api("GET", "/users/me")
            .basic("ada", PASSWORD)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
}

#[tokio::test]
async fn a_changed_password_counts_at_once() {
    let server = Server::start().await;
    let ada = server.create(json!({"username": "ada"})).await;
    let me = || server.api("GET", "/users/me");
    for _ in 0..2 {
        me().basic("ada", PASSWORD).send().await.is(200, &ada);
    }
    let path = format!("/users/{}", ada["id"]);
    let change = json!({"password": "new: password"});
    assert_eq!(
        server
            .api("PUT", &path)
            .basic("ada", PASSWORD)
            .json(&change)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
    me().basic("ada", PASSWORD)
        .send()
        .await
        .is_unauthorized("Wrong username or password");
    assert_eq!(
        me().basic("ada", "new: password").send().await.status.as_u16(),
        200
    );
    me().basic("ada", PASSWORD)
        .send()
        .await
        .is_unauthorized("Wrong username or password");
}

#[tokio::test]
async fn passwords_can_be_limited_to_sign_in() {
    let server = Server::start_with(Options {
        basic_auth: false,
        ..Options::default()
    })
    .await;
    let answer = server
        .api("GET", "/users/me")
        .basic("admin", PASSWORD)
        .send()
        .await;
    answer.is_unauthorized("This server takes no passwords here: sign in first");
    let token = server.admin().await;
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
async fn malformed_and_doubled_headers_are_refused() {
    let server = Server::start().await;
    let token = server.admin().await;
    for header in [
        "",
        "Bearer",
        "Basic",
        "Basic %%%",
        "Basic YWRtaW4=",
        "Digest x",
        "Bearer a b",
    ] {
        let answer = server
            .api("GET", "/users/me")
            .header("authorization", header)
            .send()
            .await;
        answer.is_unauthorized("Sign in first");
    }
    server
        .api("GET", "/users/me")
        .token(&token)
        .token(&token)
        .send()
        .await
        .is_unauthorized("Sign in first");
    let bare = server
        .api("GET", "/users/me")
        .header("authorization", &token)
        .send()
        .await;
    assert_eq!(bare.status.as_u16(), 200);
}

#[tokio::test]
async fn a_password_in_latin_1_is_understood() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ren\u{e9}", "password": "\u{e9}t\u{e9} \u{e0} la mer"}))
        .await;
    let latin_1 =
        |text: &str| -> Vec<u8> { text.chars().map(|letter| u8::try_from(letter).unwrap()).collect() };
    let ask = async |pair: Vec<u8>| {
        let header = format!("Basic {}", STANDARD.encode(pair));
        server
            .api("GET", "/users/me")
            .header("authorization", &header)
            .send()
            .await
    };
    let right = "ren\u{e9}:\u{e9}t\u{e9} \u{e0} la mer";
    for pair in [latin_1(right), right.as_bytes().to_vec()] {
        let answer = ask(pair).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["username"]),
            (200, &json!("ren\u{e9}"))
        );
    }
    ask(latin_1("ren\u{e9}:wrong")).await.is_unauthorized(
        "Wrong username or password: they aren't UTF-8, and were read as ISO-8859-1; send them in UTF-8",
    );
    ask("ren\u{e9}:wrong".into())
        .await
        .is_unauthorized("Wrong username or password");
}

#[tokio::test]
async fn sessions_that_have_ended_are_forgotten() {
    let server = Server::start().await;
    let mut writing = server.store.write().await.unwrap();
    let script = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2500)
         INSERT INTO sessions SELECT 'old' || x, 1, 0, 1 FROM n";
    run_script(&mut writing, script).await.unwrap();
    writing.commit().await.unwrap();
    let token = server.admin().await;
    server.state.forget_ended_sessions().await.unwrap();
    let mut reading = server.store.read().await.unwrap();
    for jti in ["old1", "old2500"] {
        let session = sessions::find(&mut reading, jti).await.unwrap();
        assert_eq!(session, None, "{jti}");
    }
    let call = server.api("GET", "/users/me").token(&token);
    assert_eq!(call.send().await.status.as_u16(), 200);
}

#[tokio::test]
async fn one_user_leaves_connections_to_the_database_to_others() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    for key in ["one", "two"] {
        let call = server
            .api("POST", "/users/me/configurations")
            .basic("ada", PASSWORD);
        let value = "a".repeat(65_535);
        let answer = call.json(&json!({"key": key, "value": value})).send().await;
        assert_eq!(answer.status.as_u16(), 201);
    }
    let (hers, admins) = (server.sign_in("ada", PASSWORD).await, server.admin().await);
    // As slow as filters can be.
    let pattern = format!("!~%{}b%", "a".repeat(250));
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("value", pattern.as_str()); 10])
        .finish();
    let slow = futures_util::future::join_all((0..8).map(|_| {
        let path = format!("/users/me/configurations?{query}");
        server.api("GET", &path).token(&hers).send()
    }));
    let others = async {
        for _ in 0..20 {
            let answer = server.api("GET", "/users?limit=1").token(&admins).send().await;
            assert_eq!(answer.status.as_u16(), 200);
        }
    };
    tokio::select! {
        _ = slow => panic!("others waited for hers"),
        () = others => {}
    }
}
