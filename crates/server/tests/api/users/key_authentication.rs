//! Calling with an API key.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server, for_administrators, scopes_of};

async fn get(server: &Server, path: &str, authorization: &str) -> Answer {
    let call = server.api("GET", path).header("authorization", authorization);
    call.send().await
}

fn out_of_scope(scope: &str) -> Value {
    json!({
        "error": format!("This API key lacks the scope {scope}"),
        "missing_scope": scopes_of(&[scope])[0],
    })
}

#[tokio::test]
async fn a_key_is_taken_as_it_is_and_as_a_bearer_token() {
    let server = Server::start().await;
    let (_, key) = server.key("admin", &["users/show"]).await;
    for authorization in [key.clone(), format!("Bearer {key}"), format!("bearer  {key}")] {
        let answer = get(&server, "/users/me", &authorization).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.body["username"]),
            (200, &json!("admin"))
        );
        assert_eq!(answer.header("authorization"), None);
    }
    let mut shorter = key.clone();
    shorter.pop();
    let masked = format!("{}{}", "*".repeat(18), &key[39..]);
    for wrong in [
        shorter,
        masked,
        format!("{key}x"),
        key.to_lowercase(),
        format!("Token {key}"),
    ] {
        get(&server, "/users/me", &wrong)
            .await
            .is_unauthorized("Sign in first");
    }
}

#[tokio::test]
async fn a_key_may_do_what_its_scopes_say_and_no_more() {
    let server = Server::start().await;
    let (id, key) = server.key("admin", &["users/index"]).await;
    assert_eq!(get(&server, "/users", &key).await.status.as_u16(), 200);
    for (path, scope) in [
        ("/users/me", "users/show"),
        ("/users/1", "users/show"),
        ("/users/me/api_keys", "api_keys/index"),
        ("/users/99", "users/show"),
    ] {
        get(&server, path, &key).await.is(403, &out_of_scope(scope));
    }
    let call = server.api("DELETE", "/users/sign_out").token(&key);
    call.send().await.is(403, &out_of_scope("sessions/destroy"));
    // A change counts with the next request, as does the end.
    let path = format!("/users/me/api_keys/{id}");
    let change = json!({"api_key_scopes": scopes_of(&["users/show", "sessions/destroy"])});
    let call = server.api("PUT", &path).basic("admin", PASSWORD).json(&change);
    assert_eq!(call.send().await.status.as_u16(), 200);
    get(&server, "/users", &key)
        .await
        .is(403, &out_of_scope("users/index"));
    assert_eq!(get(&server, "/users/me", &key).await.status.as_u16(), 200);
    let call = server.api("DELETE", "/users/sign_out").token(&key);
    assert_eq!(call.send().await.status.as_u16(), 204);
    assert_eq!(
        get(&server, "/users/me", &key).await.status.as_u16(),
        200,
        "there was nothing to revoke"
    );
    let call = server.api("DELETE", &path).basic("admin", PASSWORD);
    assert_eq!(call.send().await.status.as_u16(), 204);
    get(&server, "/users/me", &key)
        .await
        .is_unauthorized("Sign in first");
}

#[tokio::test]
async fn a_key_has_its_owners_rights_of_this_moment() {
    let server = Server::start().await;
    server.create(json!({"username": "ada", "is_admin": true})).await;
    let (_, key) = server.key("ada", &["users/index", "users/show"]).await;
    assert_eq!(get(&server, "/users", &key).await.status.as_u16(), 200);
    for (change, expected) in [
        (json!({"is_admin": false}), 403),
        (json!({"password": "another password"}), 403),
        (json!({"is_admin": true}), 200),
        (json!({"expired_at": "2026-01-01T00:00:00Z"}), 401),
        (json!({"expired_at": null}), 200),
    ] {
        let call = server
            .api("PUT", "/users/ada")
            .basic("admin", PASSWORD)
            .json(&change);
        assert_eq!(call.send().await.status.as_u16(), 200);
        let answer = get(&server, "/users", &key).await;
        assert_eq!(answer.status.as_u16(), expected, "{change}");
        match expected {
            403 => answer.is(403, &for_administrators()),
            401 => answer.is_unauthorized("This account has expired"),
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_key_gives_away_nothing_that_it_lacks() {
    let server = Server::start().await;
    let own = [
        "api_keys/create",
        "api_keys/update",
        "api_keys/show",
        "users/show",
    ];
    let (id, key) = server.key("admin", &own).await;
    let ask = async |method: &str, path: &str, body: Value| {
        let call = server
            .api(method, &format!("/users/me/api_keys{path}"))
            .token(&key);
        call.json(&body).send().await
    };
    let refused = |scope: &str| {
        let value = scopes_of(&[scope])[0].clone();
        json!({"api_key_scopes": [{"error": "invalid", "value": value}]})
    };
    let more = json!({"name": "x", "api_key_scopes": scopes_of(&["users/show", "users/index"])});
    let answer = ask("POST", "", more.clone()).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["details"]),
        (422, &refused("users/index"))
    );
    // Nor to itself, nor to another, which may keep what it has.
    let answer = ask("PUT", &format!("/{id}"), more).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["details"]),
        (422, &refused("users/index"))
    );
    let (other, _) = server.key("admin", &["users/destroy"]).await;
    let change = json!({"api_key_scopes": scopes_of(&["users/destroy", "users/create"])});
    let answer = ask("PUT", &format!("/{other}"), change).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["details"]),
        (422, &refused("users/create"))
    );
    let change = json!({"name": "kept", "api_key_scopes": scopes_of(&["users/destroy", "users/show"])});
    assert_eq!(
        ask("PUT", &format!("/{other}"), change).await.status.as_u16(),
        200
    );

    let fewer = ask(
        "POST",
        "",
        json!({"name": "x", "api_key_scopes": scopes_of(&["users/show"])}),
    )
    .await;
    assert_eq!(fewer.status.as_u16(), 201);
    let child = fewer.body["key"].as_str().unwrap();
    assert_eq!(get(&server, "/users/me", child).await.status.as_u16(), 200);
    // Whoever narrows a key through itself can't widen it again.
    let narrow = json!({"api_key_scopes": scopes_of(&["api_keys/update"])});
    assert_eq!(ask("PUT", &format!("/{id}"), narrow).await.status.as_u16(), 200);
    let widen = json!({"api_key_scopes": scopes_of(&own)});
    assert_eq!(ask("PUT", &format!("/{id}"), widen).await.status.as_u16(), 422);
}

#[tokio::test]
async fn a_key_makes_itself_no_way_to_what_it_lacks() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    server.create(json!({"username": "eve", "is_admin": true})).await;
    let (_, key) = server.key("admin", &["users/update", "users/create"]).await;
    let ask = async |key: &str, method: &str, path: &str, body: &Value| {
        server.api(method, path).token(key).json(body).send().await
    };
    let no_administrator =
        json!({"error": "Only an API key with all scopes may make somebody an administrator"});
    let no_way_in = json!({
        "error": "Only an API key with all scopes may change the password, email or expiry of its owner or of an administrator",
    });
    let new = json!({"username": "mallory", "password": PASSWORD, "is_admin": true});
    ask(&key, "POST", "/users", &new).await.is(403, &no_administrator);
    ask(&key, "PUT", "/users/ada", &json!({"is_admin": true}))
        .await
        .is(403, &no_administrator);
    for name in ["admin", "eve"] {
        let path = format!("/users/{name}");
        for change in [
            json!({"password": "another password"}),
            json!({"email": "mallory@nodeum.example"}),
            json!({"expired_at": "2099-01-01T00:00:00Z"}),
        ] {
            ask(&key, "PUT", &path, &change).await.is(403, &no_way_in);
        }
        // What is there already, and what opens no way in, may be written.
        let harmless = json!({"email": null, "is_admin": true, "group_id": 7});
        assert_eq!(ask(&key, "PUT", &path, &harmless).await.status.as_u16(), 200);
    }
    for (method, path, body) in [
        (
            "PUT",
            "/users/ada",
            json!({"password": "another password", "email": "ada@nodeum.example"}),
        ),
        ("POST", "/users", json!({"username": "bob", "password": PASSWORD})),
    ] {
        assert!(ask(&key, method, path, &body).await.status.is_success(), "{path}");
    }
    let all: Vec<String> = api_types::ApiKeyScope::all()
        .map(|scope| format!("{}/{}", scope.controller, scope.action))
        .collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let (_, whole) = server.key("admin", &all).await;
    assert_eq!(ask(&whole, "POST", "/users", &new).await.status.as_u16(), 201);
    let change = json!({"password": "another password"});
    assert_eq!(
        ask(&whole, "PUT", "/users/eve", &change).await.status.as_u16(),
        200
    );
    let (_, almost) = server.key("admin", &all[1..]).await;
    ask(&almost, "PUT", "/users/eve", &change)
        .await
        .is(403, &no_way_in);
}

#[tokio::test]
async fn when_a_key_was_last_used_is_written_in_the_background() {
    let server = Server::start().await;
    let (id, key) = server.key("admin", &["users/show"]).await;
    server.pass_seconds(60);
    // A write that is under way holds up no request.
    let writing = server.store.write().await.unwrap();
    assert_eq!(get(&server, "/users/me", &key).await.status.as_u16(), 200);
    drop(writing);
    let path = format!("/users/me/api_keys/{id}");
    for _ in 0..1000 {
        let call = server.api("GET", &path).basic("admin", PASSWORD);
        if call.send().await.body["last_used_at"] == "2026-01-31T08:16:00.000Z" {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it was not written");
}

#[tokio::test]
async fn the_key_itself_is_stored_nowhere() {
    let server = Server::start().await;
    let (_, key) = server.key("admin", &["users/show"]).await;
    let stored = server.stored().await;
    let holds = |text: &str| stored.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!holds(&key));
    assert!(holds(&key[39..]), "its last four characters are");
}

#[tokio::test]
async fn a_key_that_has_expired_is_worth_nothing_until_it_is_prolonged() {
    let server = Server::start().await;
    let (id, key) = server.key("admin", &["users/show", "users/update"]).await;
    let path = format!("/users/me/api_keys/{id}");
    let prolong = async |until: Value| {
        let call = server.api("PUT", &path).basic("admin", PASSWORD);
        let answer = call.json(&json!({"expired_at": until})).send().await;
        assert_eq!(answer.status.as_u16(), 200);
    };
    prolong(json!("2026-01-31T08:16:00Z")).await;
    assert_eq!(get(&server, "/users/me", &key).await.status.as_u16(), 200);
    // One whose body takes longer than the key lives writes nothing.
    let call = server.api("PUT", "/users/1").token(&key);
    let call = call.header("content-type", "application/json");
    let (call, mut body) = call.held(r#"{"user_id": 7}"#);
    let late = async {
        body.is_asked_for().await;
        server.pass_seconds(60);
        body.release();
    };
    let (answer, ()) = futures_util::future::join(call.send(), late).await;
    answer.is_unauthorized("This API key has expired");
    get(&server, "/users/me", &key)
        .await
        .is_unauthorized("This API key has expired");
    prolong(Value::Null).await;
    assert_eq!(get(&server, "/users/me", &key).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_key_that_expires_makes_none_that_outlives_it() {
    let server = Server::start().await;
    let scopes = ["api_keys/create", "api_keys/update"];
    let (id, key) = server.key("admin", &scopes).await;
    let (end, before, after) = (
        "2026-03-01T00:00:00.000Z",
        "2026-02-01T00:00:00.000Z",
        "2026-03-01T00:00:00.001Z",
    );
    let path = format!("/users/me/api_keys/{id}");
    let call = server.api("PUT", &path).basic("admin", PASSWORD);
    assert_eq!(
        call.json(&json!({"expired_at": end}))
            .send()
            .await
            .status
            .as_u16(),
        200
    );
    let invalid = |value: Value| json!({"expired_at": [{"error": "invalid", "value": value}]});
    for (body, refused) in [
        (json!({"name": "x"}), Some(Value::Null)),
        (json!({"name": "x", "expired_at": null}), Some(Value::Null)),
        (json!({"name": "x", "expired_at": after}), Some(json!(after))),
        (json!({"name": "x", "expired_at": end}), None),
        (json!({"name": "x", "expired_at": before}), None),
    ] {
        let call = server.api("POST", "/users/me/api_keys").token(&key);
        let answer = call.json(&body).send().await;
        match refused {
            Some(value) => assert_eq!(
                (answer.status.as_u16(), &answer.body["details"]),
                (422, &invalid(value))
            ),
            None => assert_eq!(answer.status.as_u16(), 201, "{answer:?}"),
        }
    }
    // Nor does it prolong itself, or another; what another has already may stay.
    let (other, _) = server.key("admin", &[]).await;
    for (id, body, status) in [
        (id, json!({"expired_at": null}), 422),
        (id, json!({"expired_at": after}), 422),
        (id, json!({"expired_at": end, "name": "mine"}), 200),
        (other, json!({"expired_at": null, "name": "its own"}), 200),
        (other, json!({"expired_at": after}), 422),
    ] {
        let call = server.api("PUT", &format!("/users/me/api_keys/{id}")).token(&key);
        let answer = call.json(&body).send().await;
        assert_eq!(answer.status.as_u16(), status, "{body}");
    }
}

#[tokio::test]
async fn a_key_brings_none_back_to_life_that_may_more() {
    let server = Server::start().await;
    let (_, key) = server.key("admin", &["api_keys/update", "users/show"]).await;
    let (wide, its_key) = server.key("admin", &["users/show", "users/destroy"]).await;
    let (like, _) = server.key("admin", &["users/show"]).await;
    let (end, later, earlier) = (
        "2026-01-31T08:16:00.000Z",
        "2026-03-01T00:00:00.000Z",
        "2026-01-31T08:15:30.000Z",
    );
    for id in [wide, like] {
        let call = server.api("PUT", &format!("/users/me/api_keys/{id}"));
        let call = call.basic("admin", PASSWORD);
        let answer = call.json(&json!({"expired_at": end})).send().await;
        assert_eq!(answer.status.as_u16(), 200);
    }
    server.pass_seconds(60);
    for (id, body, status) in [
        (wide, json!({"expired_at": null}), 422),
        (wide, json!({"expired_at": later}), 422),
        // Neither what is already there, nor an end that is nearer, nor one that has lost what it may more.
        (wide, json!({"expired_at": end, "name": "renamed"}), 200),
        (wide, json!({"expired_at": earlier}), 200),
        (like, json!({"expired_at": later}), 200),
        (like, json!({"expired_at": null}), 200),
    ] {
        let call = server.api("PUT", &format!("/users/me/api_keys/{id}")).token(&key);
        let answer = call.json(&body).send().await;
        assert_eq!(answer.status.as_u16(), status, "{body}");
        if status == 422 {
            let error = json!({"expired_at": [{"error": "invalid", "value": body["expired_at"]}]});
            assert_eq!(answer.body["details"], error);
        }
    }
    get(&server, "/users/1", &its_key)
        .await
        .is_unauthorized("This API key has expired");
    let narrow = json!({"expired_at": null, "api_key_scopes": scopes_of(&["users/show"])});
    let call = server
        .api("PUT", &format!("/users/me/api_keys/{wide}"))
        .token(&key);
    assert_eq!(call.json(&narrow).send().await.status.as_u16(), 200);
}
