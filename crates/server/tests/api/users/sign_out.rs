//! `DELETE /users/sign_out`

use crate::support::{PASSWORD, Server};

#[tokio::test]
async fn ends_the_session_and_no_other() {
    let server = Server::start().await;
    let (first, second) = (server.admin().await, server.admin().await);
    let answer = server.api("DELETE", "/users/sign_out").token(&first).send().await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    let over = server.api("GET", "/users/me").token(&first).send().await;
    over.is_unauthorized("This session is over: sign in again");
    assert_eq!(
        server
            .api("GET", "/users/me")
            .token(&second)
            .send()
            .await
            .status
            .as_u16(),
        200
    );
}

#[tokio::test]
async fn with_a_password_there_is_nothing_to_end() {
    let server = Server::start().await;
    let token = server.admin().await;
    let answer = server
        .api("DELETE", "/users/sign_out")
        .basic("admin", PASSWORD)
        .send()
        .await;
    assert_eq!(answer.status.as_u16(), 204);
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
async fn needs_authentication() {
    let server = Server::start().await;
    server
        .api("DELETE", "/users/sign_out")
        .send()
        .await
        .is_unauthorized("Sign in first");
}
