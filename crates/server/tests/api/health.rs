//! `/healthz` and `/readyz`

use serde_json::json;

use crate::support::Server;

#[tokio::test]
async fn a_healthy_server_says_so() {
    let server = Server::start().await;
    for path in ["/healthz", "/readyz"] {
        server
            .request("GET", path)
            .send()
            .await
            .is(200, &json!({"status": "ok"}));
    }
}

#[tokio::test]
async fn without_its_database_it_lives_and_is_not_ready() {
    let server = Server::start().await;
    server.store.close().await;
    server
        .request("GET", "/healthz")
        .send()
        .await
        .is(200, &json!({"status": "ok"}));
    let answer = server.request("GET", "/readyz").send().await;
    let id = answer.header("x-request-id").unwrap();
    assert_eq!(answer.header("retry-after"), Some("5"));
    answer.is(
        503,
        &json!({"error": "The database can't be written to", "request_id": id}),
    );
}

#[tokio::test]
async fn a_failure_tells_its_id_and_not_its_cause() {
    let server = Server::start().await;
    let token = server.admin().await;
    server.store.close().await;
    let answer = server.api("GET", "/users").token(&token).send().await;
    let id = answer.header("x-request-id").unwrap();
    let sentence = "The server failed to answer; its log has the cause under this request's id";
    answer.is(500, &json!({"error": sentence, "request_id": id}));
}
