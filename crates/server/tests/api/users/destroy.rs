//! `DELETE /users/{user_id}`

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
