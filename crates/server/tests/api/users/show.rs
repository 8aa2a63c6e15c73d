//! `GET /users/{user_id}`

use serde_json::json;

use crate::support::{PASSWORD, Server, for_administrators, not_found};

#[tokio::test]
async fn finds_by_id_username_and_email() {
    let server = Server::start().await;
    let ada = server
        .create(json!({"username": "Ада 100%", "email": "Ada@nodeum.example"}))
        .await;
    for reference in [
        "2",
        "%D0%90%D0%B4%D0%B0%20100%25",
        "%D0%B0%D0%B4%D0%B0%20100%25",
        "ada@NODEUM.example",
    ] {
        let answer = server
            .api("GET", &format!("/users/{reference}"))
            .basic("admin", PASSWORD)
            .send()
            .await;
        answer.is(200, &ada);
    }
}

#[tokio::test]
async fn what_names_nobody_is_not_found() {
    let server = Server::start().await;
    for reference in [
        "3",
        "0",
        "02",
        "-1",
        "+1",
        "1.0",
        "99999999999999999999",
        "nobody",
        "%2e%2e",
        "%2F",
        "a%2Fb",
        "%FF",
        "1%20",
        "%00",
        "-",
        "'%20OR%201=1--",
        "%25",
    ] {
        let answer = server
            .api("GET", &format!("/users/{reference}"))
            .basic("admin", PASSWORD)
            .send()
            .await;
        answer.is(404, &not_found());
    }
}

#[tokio::test]
async fn others_see_themself_alone() {
    let server = Server::start().await;
    let ada = server.create(json!({"username": "ada"})).await;
    for reference in ["2", "ada", "ADA"] {
        server
            .api("GET", &format!("/users/{reference}"))
            .basic("ada", PASSWORD)
            .send()
            .await
            .is(200, &ada);
    }
    // Whether there is somebody of that name isn't told.
    for reference in ["1", "admin", "3", "nobody", "%FF"] {
        let answer = server
            .api("GET", &format!("/users/{reference}"))
            .basic("ada", PASSWORD)
            .send()
            .await;
        answer.is(403, &for_administrators());
    }
}

#[tokio::test]
async fn needs_authentication() {
    let server = Server::start().await;
    server
        .api("GET", "/users/1")
        .send()
        .await
        .is_unauthorized("Sign in first");
}
