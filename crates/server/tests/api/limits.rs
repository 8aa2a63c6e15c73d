//! How much one request, one user and one answer may be.

use nodeum_admin_server::storage::run_script;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server};

async fn send(server: &Server, method: &str, path: &str, body: String) -> Answer {
    let call = server.api(method, path).basic("admin", PASSWORD);
    call.text("application/json", body).send().await
}

/// A body of so many bytes: an object with a blank at its end.
fn padded(mut body: String, bytes: usize) -> String {
    body.extend(std::iter::repeat_n(' ', bytes - body.len()));
    body
}

#[tokio::test]
async fn a_body_is_as_long_as_its_operation_needs() {
    let server = Server::start().await;
    send(
        &server,
        "POST",
        "/users/me/configurations",
        r#"{"key": "k"}"#.into(),
    )
    .await;
    let sign_in = json!({"user": {"username": "admin", "password": PASSWORD}}).to_string();
    for (method, path, body, kib, success) in [
        ("POST", "/users/sign_in", sign_in, 4, 201),
        ("PUT", "/users/1", "{}".into(), 64, 200),
        ("POST", "/users/me/api_keys", "{}".into(), 64, 201),
        ("PUT", "/users/me/configurations/k", "{}".into(), 772, 200),
    ] {
        let answer = send(&server, method, path, padded(body.clone(), kib * 1024)).await;
        assert_eq!(answer.status.as_u16(), success, "{path}");
        let answer = send(&server, method, path, padded(body, kib * 1024 + 1)).await;
        answer.is(
            413,
            &json!({"error": format!("The request's body is longer than {kib} KiB")}),
        );
    }
    // However JSON writes the longest key and the longest value, they fit.
    let escaped = |count: usize| "\\ud83e\\udd80".repeat(count);
    let body = format!(r#"{{"key": "{}", "value": "{}"}}"#, escaped(255), escaped(65_535));
    let answer = send(&server, "POST", "/users/me/configurations", body).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["key"]),
        (201, &json!("🦀".repeat(255)))
    );
}

#[tokio::test]
async fn twenty_errors_are_listed_whatever_was_sent() {
    let server = Server::start().await;
    let body = json!({"name": "x", "api_key_scopes": vec![0; 20_000]}).to_string();
    let answer = send(&server, "POST", "/users/me/api_keys", body).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert_eq!(
        answer.body["details"]["api_key_scopes"].as_array().unwrap().len(),
        20
    );
    assert!(answer.text.len() < 2000, "{}", answer.text.len());
    let parameters: String = (0..100).map(|n| format!("unknown{n}=x&")).collect();
    let answer = send(
        &server,
        "GET",
        &format!("/users?{parameters}limit=1"),
        String::new(),
    )
    .await;
    assert_eq!(
        answer.body["messages"].as_array().unwrap().len(),
        1,
        "a request has so many parameters"
    );
    let parameters: String = (0..99).map(|n| format!("unknown{n}=x&")).collect();
    let answer = send(
        &server,
        "GET",
        &format!("/users?{parameters}limit=1"),
        String::new(),
    )
    .await;
    assert_eq!(answer.body["messages"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn a_user_has_a_thousand_configurations_and_a_hundred_keys() {
    let server = Server::start().await;
    for (path, most) in [("/users/me/configurations", 1000), ("/users/me/api_keys", 100)] {
        let create = async |number: usize| {
            let name = format!("x{number}");
            send(
                &server,
                "POST",
                path,
                json!({"key": name, "name": name}).to_string(),
            )
            .await
        };
        for number in 0..most {
            assert_eq!(create(number).await.status.as_u16(), 201, "{path} {number}");
        }
        let answer = create(most).await;
        let details = json!({"base": [{"error": "too_many", "count": most}]});
        assert_eq!((answer.status.as_u16(), &answer.body["details"]), (422, &details));
        assert_eq!(
            answer.body["messages"],
            json!([format!("There can be {most} at most")])
        );
        // What is there can be changed, and deleting makes room.
        let list = send(&server, "GET", &format!("{path}?limit=1"), String::new()).await;
        let kind = path.rsplit('/').next().unwrap();
        let id: &Value = &list.body[kind][0]["id"];
        let one = format!("{path}/{id}");
        let change = send(&server, "PUT", &one, json!({"key": "y", "name": "y"}).to_string()).await;
        assert_eq!(change.status.as_u16(), 200);
        assert_eq!(
            send(&server, "DELETE", &one, String::new()).await.status.as_u16(),
            204
        );
        assert_eq!(create(most).await.status.as_u16(), 201);
    }
    // Others have their own.
    server.create(json!({"username": "ada"})).await;
    server.key("ada", &[]).await;
}

#[tokio::test]
async fn an_expiry_is_of_the_years_1_to_9999_in_utc() {
    let server = Server::start().await;
    for wrong in [
        "9999-12-31T23:59:59-23:59",
        "0000-01-01T00:00:00+23:59",
        "0001-01-01T00:00:00+00:01",
    ] {
        let body = json!({"username": "ada", "password": PASSWORD, "expired_at": wrong}).to_string();
        let answer = send(&server, "POST", "/users", body).await;
        let details = json!({"expired_at": [{"error": "invalid", "value": wrong}]});
        assert_eq!((answer.status.as_u16(), &answer.body["details"]), (422, &details));
    }
    // One that an earlier version took takes no list down.
    server
        .create(json!({"username": "ada", "expired_at": "2099-01-01T00:00:00Z"}))
        .await;
    let mut writing = server.store.write().await.unwrap();
    let script = "UPDATE users SET updated_at = -9223372036854775808 WHERE id = 1;
        UPDATE users SET updated_at = 9223372036854775807, expired_at = 9223372036854775807 WHERE id = 2";
    run_script(&mut writing, script).await.unwrap();
    writing.commit().await.unwrap();
    let answer = send(&server, "GET", "/users", String::new()).await;
    assert_eq!(answer.status.as_u16(), 200);
    assert_eq!(answer.body["users"][0]["updated_at"], "0001-01-01T00:00:00.000Z");
    assert_eq!(answer.body["users"][1]["expired_at"], "9999-12-31T23:59:59.999Z");
}

#[tokio::test]
async fn one_client_behind_a_proxy_leaves_room_for_others() {
    let server = Server::start().await;
    let token = server.admin().await;
    // Each waits for a body that doesn't come.
    let (mut held, mut releases) = (Vec::new(), Vec::new());
    for number in 0..64 {
        let call = server.api("PUT", "/users/1").from("127.0.0.1").token(&token);
        let call = call.header("content-type", "application/json");
        let (call, release) = call
            .header("x-forwarded-for", &format!("2001:db8::{number:x}"))
            .held("{}");
        held.push(call.send());
        releases.push(release);
    }
    let held = futures_util::future::join_all(held);
    let others = async {
        let ask = async |client: &str| {
            let call = server.api("GET", "/users/me").from("127.0.0.1").token(&token);
            call.header("x-forwarded-for", client).send().await
        };
        // Until all are under way.
        let mut answer = ask("2001:db8::ffff").await;
        while answer.status.as_u16() == 200 {
            answer = ask("2001:db8::ffff").await;
        }
        answer.is(
            429,
            &json!({"error": "Too many requests at once from this address: try again later"}),
        );
        assert_eq!(answer.header("retry-after"), Some("1"));
        assert_eq!(ask("2001:db8:0:1::1").await.status.as_u16(), 200);
        for release in releases {
            release.release();
        }
    };
    let (held, ()) = futures_util::future::join(held, others).await;
    assert!(held.iter().all(|answer| answer.status.as_u16() == 200));
}
