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

#[tokio::test]
async fn a_number_is_an_id_and_no_name_passes_for_one() {
    let server = Server::start().await;
    let ada = server.create(json!({"username": "ada"})).await;
    let rename = async |name: &str| {
        let call = server.api("PUT", "/users/ada").basic("admin", PASSWORD);
        call.json(&json!({"username": name})).send().await
    };
    for number in ["1", "2", "01", "99"] {
        let answer = rename(number).await;
        let invalid = json!({"username": [{"error": "invalid", "value": number}]});
        assert_eq!((answer.status.as_u16(), &answer.body["details"]), (422, &invalid));
    }
    // Nor do the names that are nearly numbers: a circled one, an Arabic one, a sign, a fraction.
    let admin = server
        .api("GET", "/users/admin")
        .basic("admin", PASSWORD)
        .send()
        .await;
    for (number, path) in [
        ("\u{2460}", "%E2%91%A0"),
        ("\u{661}", "%D9%A1"),
        ("+1", "+1"),
        ("1.0", "1.0"),
    ] {
        let user = server.create(json!({"username": number})).await;
        for (reference, expected) in [
            (path.to_owned(), &user),
            (user["id"].to_string(), &user),
            ("1".to_owned(), &admin.body),
            ("2".to_owned(), &ada),
        ] {
            let call = server.api("GET", &format!("/users/{reference}"));
            call.basic("admin", PASSWORD).send().await.is(200, expected);
        }
        // To others their name opens their own page, and the number that it looks like none.
        let hers = |reference: &str| server.api("GET", &format!("/users/{reference}"));
        let call = hers(path).basic(number, PASSWORD);
        call.send().await.is(200, &user);
        let call = hers("1").basic(number, PASSWORD);
        call.send().await.is(403, &for_administrators());
    }
}
