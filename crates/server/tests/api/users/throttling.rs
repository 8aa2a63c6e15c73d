//! Holding up whoever guesses passwords, by sign_in and by Basic alike.

use std::sync::Arc;
use std::time::Duration;

use nodeum_admin_server::Options;
use serde_json::json;

use crate::support::{Answer, PASSWORD, Server};

async fn sign_in(server: &Server, from: &str, name: &str, password: &str) -> Answer {
    let body = json!({"user": {"username": name, "password": password}});
    let call = server.api("POST", "/users/sign_in").from(from);
    call.json(&body).send().await
}

async fn basic(server: &Server, from: &str, name: &str, password: &str) -> Answer {
    let call = server.api("GET", "/users/me").from(from);
    call.basic(name, password).send().await
}

#[track_caller]
fn is_throttled(answer: &Answer, seconds: &str) {
    answer.is(
        429,
        &json!({"error": "Too many failed attempts: try again later"}),
    );
    assert_eq!(answer.header("retry-after"), Some(seconds));
}

#[tokio::test]
async fn twenty_failures_hold_a_name_up_at_an_address_for_seconds() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "email": "ada@nodeum.example"}))
        .await;
    for n in 0..10 {
        let name = ["ada", "ADA"][n % 2];
        assert_eq!(
            sign_in(&server, "192.0.2.1", name, "wrong").await.status.as_u16(),
            401
        );
        assert_eq!(
            basic(&server, "192.0.2.1", name, "wrong").await.status.as_u16(),
            401
        );
    }
    // Even the right password isn't looked at now.
    is_throttled(&sign_in(&server, "192.0.2.1", "ada", PASSWORD).await, "15");
    is_throttled(&basic(&server, "192.0.2.1", "ada", PASSWORD).await, "15");
    // The owner is at another address, as are others at this one.
    for (from, name) in [("192.0.2.2", "ada"), ("192.0.2.1", "admin")] {
        assert_eq!(sign_in(&server, from, name, PASSWORD).await.status.as_u16(), 201);
    }
    server.pass_seconds(15);
    assert_eq!(
        sign_in(&server, "192.0.2.1", "ada", PASSWORD)
            .await
            .status
            .as_u16(),
        201
    );
}

#[tokio::test]
async fn nothing_tells_which_names_belong_together_or_to_nobody() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "email": "ada@nodeum.example"}))
        .await;
    for (host, first, other) in [
        (1, "ada", "ada@nodeum.example"),
        (2, "nobody", "nobody@nodeum.example"),
    ] {
        let from = format!("192.0.2.{host}");
        for _ in 0..20 {
            let answer = sign_in(&server, &from, first, "wrong").await;
            answer.is_unauthorized("Wrong username or password");
        }
        is_throttled(&sign_in(&server, &from, first, "wrong").await, "15");
        sign_in(&server, &from, other, "wrong")
            .await
            .is_unauthorized("Wrong username or password");
    }
}

#[tokio::test]
async fn whoever_leaves_before_the_answer_has_tried_all_the_same() {
    let server = Server::start_with(Options {
        hashes_at_once: 100,
        ..Options::default()
    })
    .await;
    let mut answered = 0;
    for tenths in 50..1000 {
        let attempt = sign_in(&server, "192.0.2.1", "admin", "wrong");
        // Longer each time, so that on every machine some twenty leave after the hashing has begun and before it has ended.
        match tokio::time::timeout(Duration::from_micros(tenths * 100), attempt).await {
            Ok(answer) if answer.status.as_u16() == 429 => {
                assert!(answered < 20, "nobody left in time");
                return;
            }
            Ok(_) => answered += 1,
            Err(_) => {}
        }
    }
    panic!("nobody counted");
}

#[tokio::test]
async fn fifty_failures_hold_an_address_up() {
    let server = Server::start().await;
    let token = server.admin().await;
    for n in 0..50 {
        let answer = sign_in(&server, "2001:db8::1", &format!("user{n}"), "wrong").await;
        assert_eq!(answer.status.as_u16(), 401);
    }
    is_throttled(&sign_in(&server, "2001:db8::2", "admin", PASSWORD).await, "3");
    assert_eq!(
        sign_in(&server, "2001:db8:1::1", "admin", PASSWORD)
            .await
            .status
            .as_u16(),
        201
    );
    let call = server.api("GET", "/users/me").from("2001:db8::1").token(&token);
    assert_eq!(call.send().await.status.as_u16(), 200, "tokens aren't guessed");
}

#[tokio::test]
async fn an_attack_from_many_addresses_holds_up_all_but_those_where_the_owner_was_before() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let home = "198.51.100.1";
    assert_eq!(sign_in(&server, home, "ada", PASSWORD).await.status.as_u16(), 201);
    for n in 0..100 {
        let answer = sign_in(&server, &format!("192.0.2.{}", n % 10), "ada", "wrong").await;
        assert_eq!(answer.status.as_u16(), 401);
    }
    is_throttled(&sign_in(&server, "192.0.2.99", "ada", PASSWORD).await, "5");
    assert_eq!(sign_in(&server, home, "ada", PASSWORD).await.status.as_u16(), 201);
    assert_eq!(basic(&server, home, "ada", PASSWORD).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_password_that_was_right_a_moment_ago_is_held_up_like_a_guess() {
    let server = Server::start().await;
    let home = "198.51.100.1";
    for _ in 0..2 {
        assert_eq!(basic(&server, home, "admin", PASSWORD).await.status.as_u16(), 200);
    }
    // Whoever guesses would learn by another answer which guess is right, as fast as they can ask.
    for _ in 0..20 {
        let answer = basic(&server, "192.0.2.1", "admin", "wrong").await;
        assert_eq!(answer.status.as_u16(), 401);
    }
    is_throttled(&basic(&server, "192.0.2.1", "admin", "wrong").await, "15");
    is_throttled(&basic(&server, "192.0.2.1", "admin", PASSWORD).await, "15");
    assert_eq!(basic(&server, home, "admin", PASSWORD).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_right_password_among_guesses_that_come_at_once_waits_its_turn() {
    let server = Arc::new(Server::start().await);
    assert_eq!(
        basic(&server, "198.51.100.1", "admin", PASSWORD)
            .await
            .status
            .as_u16(),
        200
    );
    let mut calls = tokio::task::JoinSet::new();
    for n in 0..60 {
        let server = Arc::clone(&server);
        calls.spawn(async move {
            let password = if n == 50 { PASSWORD } else { "wrong" };
            basic(&server, "192.0.2.1", "admin", password)
                .await
                .status
                .as_u16()
        });
    }
    let statuses = calls.join_all().await;
    assert!(statuses.contains(&429), "{statuses:?}");
    assert!(!statuses.contains(&200), "{statuses:?}");
}

#[tokio::test]
async fn success_is_not_held_up_however_often() {
    let server = Arc::new(Server::start().await);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..60 {
        let server = Arc::clone(&server);
        calls.spawn(async move {
            sign_in(&server, "192.0.2.1", "admin", PASSWORD)
                .await
                .status
                .as_u16()
        });
    }
    assert_eq!(calls.join_all().await, [201; 60]);
}

#[tokio::test]
async fn failures_that_come_at_once_count_each() {
    let server = Arc::new(Server::start().await);
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..60 {
        let server = Arc::clone(&server);
        calls.spawn(async move {
            sign_in(&server, "192.0.2.1", "admin", "wrong")
                .await
                .status
                .as_u16()
        });
    }
    let statuses = calls.join_all().await;
    let looked_at = statuses.iter().filter(|&&status| status == 401).count();
    // Those that were being worked on when the twentieth failed are let through.
    assert!((20..=24).contains(&looked_at), "{looked_at}");
    assert!(statuses.iter().all(|status| [401, 429].contains(status)));
}

#[tokio::test]
async fn behind_a_trusted_proxy_addresses_are_those_that_it_names() {
    let server = Server::start_with(Options {
        trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
        ..Options::default()
    })
    .await;
    let attempt = async |peer: &str, forwarded: &str, name: &str| {
        let body = json!({"user": {"username": name, "password": "wrong"}});
        let call = server.api("POST", "/users/sign_in").from(peer);
        call.header("x-forwarded-for", forwarded).json(&body).send().await
    };
    for n in 0..50 {
        // The client may write what it likes: the proxy adds the address that it sees.
        let forwarded = format!("203.0.113.{n}, 192.0.2.1");
        attempt("10.0.0.1", &forwarded, &format!("user{n}")).await;
    }
    is_throttled(&attempt("10.0.0.1", "192.0.2.1", "ada").await, "3");
    assert_eq!(attempt("10.0.0.1", "192.0.2.2", "ada").await.status.as_u16(), 401);
    // Whoever isn't a proxy is taken for what they are.
    assert_eq!(
        attempt("192.0.2.3", "192.0.2.1", "ada").await.status.as_u16(),
        401
    );
}
