//! `DELETE /users/{user_id}`

use std::sync::Arc;

use nodeum_admin_server::storage::users;
use serde_json::json;

use crate::support::{Answer, PASSWORD, Server, for_administrators, not_found};

async fn delete(server: &Server, who: &str, reference: &str) -> Answer {
    server
        .api("DELETE", &format!("/users/{reference}"))
        .basic(who, PASSWORD)
        .send()
        .await
}

#[tokio::test]
async fn deletes_once() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "email": "ada@nodeum.example"}))
        .await;
    let answer = delete(&server, "admin", "ada@nodeum.example").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    delete(&server, "admin", "2").await.is(404, &not_found());
    // The names are free again, and the id is not.
    let ada = server
        .create(json!({"username": "ada", "email": "ada@nodeum.example"}))
        .await;
    assert_eq!(ada["id"], 3);
}

#[tokio::test]
async fn what_names_nobody_is_not_found() {
    let server = Server::start().await;
    for reference in ["2", "nobody", "%FF", "99999999999999999999"] {
        delete(&server, "admin", reference).await.is(404, &not_found());
    }
}

#[tokio::test]
async fn nobody_deletes_themself_or_the_last_administrator() {
    let server = Server::start().await;
    server
        .create(json!({"username": "ada", "is_admin": true, "expired_at": "2099-01-01T00:00:00Z"}))
        .await;
    let own = "You can't delete, demote or expire your own account";
    let last = "There must always be an administrator whose account never expires";
    delete(&server, "ada", "ada").await.is(
        422,
        &json!({"details": {"base": [{"error": "own_account"}]}, "messages": [own]}),
    );
    delete(&server, "ada", "admin").await.is(
        422,
        &json!({"details": {"base": [{"error": "last_administrator"}]}, "messages": [last]}),
    );
    assert_eq!(delete(&server, "admin", "ada").await.status.as_u16(), 204);
}

#[tokio::test]
async fn is_for_administrators() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    for reference in ["ada", "admin", "nobody"] {
        delete(&server, "ada", reference)
            .await
            .is(403, &for_administrators());
    }
    server
        .api("DELETE", "/users/ada")
        .send()
        .await
        .is_unauthorized("Sign in first");
}

#[tokio::test]
async fn of_two_administrators_who_are_rid_of_at_once_by_each_other_one_stays() {
    let delete = ("DELETE", json!(null));
    let demote = ("PUT", json!({"is_admin": false}));
    let expire = ("PUT", json!({"expired_at": "2020-01-01T00:00:00Z"}));
    for (one, other) in [(&delete, &delete), (&delete, &demote), (&expire, &delete)] {
        let server = Arc::new(Server::start().await);
        server.create(json!({"username": "ada", "is_admin": true})).await;
        let (ada, admin) = (server.sign_in("ada", PASSWORD).await, server.admin().await);
        let mut calls = tokio::task::JoinSet::new();
        for (token, whom, (method, body)) in [(ada, "admin", one.clone()), (admin, "ada", other.clone())] {
            let server = Arc::clone(&server);
            calls.spawn(async move {
                let call = server.api(method, &format!("/users/{whom}")).token(&token);
                call.json(&body).send().await.status
            });
        }
        let statuses = calls.join_all().await;
        let done = statuses.iter().filter(|status| status.is_success()).count();
        assert_eq!(done, 1, "{statuses:?}");
        let mut reading = server.store.read().await.unwrap();
        let lasts = users::lasting_administrator_besides(&mut reading, 0).await;
        assert!(lasts.unwrap(), "{one:?} {other:?}");
    }
}

#[tokio::test]
async fn of_the_last_two_administrators_who_are_deleted_at_once_one_stays() {
    let server = Arc::new(Server::start().await);
    server.create(json!({"username": "ada", "is_admin": true})).await;
    // She expires, and so isn't one of those of whom one has to stay.
    server
        .create(json!({"username": "eve", "is_admin": true, "expired_at": "2099-01-01T00:00:00Z"}))
        .await;
    let token = server.sign_in("eve", PASSWORD).await;
    let mut calls = tokio::task::JoinSet::new();
    for whom in ["admin", "ada"] {
        let (server, token) = (Arc::clone(&server), token.clone());
        calls.spawn(async move {
            let call = server.api("DELETE", &format!("/users/{whom}")).token(&token);
            call.send().await.status.as_u16()
        });
    }
    let mut statuses = calls.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 422]);
}

#[tokio::test]
async fn whoever_gets_the_name_of_somebody_deleted_gets_nothing_else_of_theirs() {
    let server = Server::start().await;
    let ada = json!({"username": "ada", "email": "ada@nodeum.example", "user_id": 7, "is_admin": true});
    server.create(ada.clone()).await;
    let token = server.sign_in("ada", PASSWORD).await;
    let (_, key) = server.key("ada", &["users/index", "users/show"]).await;
    let me = |path: &str| server.api("GET", &format!("/users/me{path}"));
    let configuration = json!({"key": "k", "value": "secret"});
    let call = server
        .api("POST", "/users/me/configurations")
        .basic("ada", PASSWORD);
    assert_eq!(call.json(&configuration).send().await.status.as_u16(), 201);
    let answer = server.api("GET", "/users").basic("ada", PASSWORD).send().await;
    assert_eq!(answer.status.as_u16(), 200);

    assert_eq!(delete(&server, "admin", "ada").await.status.as_u16(), 204);
    // The same name, email, uid and password, and another person.
    let mut again = ada;
    again["is_admin"] = json!(false);
    let again = server.create(again).await;
    assert_eq!(again["id"], 3);
    me("")
        .token(&token)
        .send()
        .await
        .is_unauthorized("This session is over: sign in again");
    me("").token(&key).send().await.is_unauthorized("Sign in first");
    me("").basic("ada", PASSWORD).send().await.is(200, &again);
    for (path, empty) in [
        ("/configurations", json!({"count": 0, "configurations": []})),
        ("/api_keys", json!({"count": 0, "api_keys": []})),
    ] {
        me(path).basic("ada", PASSWORD).send().await.is(200, &empty);
    }
    for path in ["/configurations/1", "/configurations/k", "/api_keys/1"] {
        me(path).basic("ada", PASSWORD).send().await.is(404, &not_found());
    }
    let answer = server.api("GET", "/users").basic("ada", PASSWORD).send().await;
    answer.is(403, &for_administrators());
}
