//! Whoever sends too slowly. The tests' time passes by itself while nothing else happens.

use axum::Router;
use axum::routing::get;
use nodeum_admin_server::listen::{self, Connections};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::Server;

#[tokio::test]
async fn a_body_that_does_not_arrive_in_time_is_told_so() {
    let server = Server::start().await;
    tokio::time::pause();
    let call = server.api("POST", "/users/sign_in");
    let answer = call
        .header("content-type", "application/json")
        .endless()
        .send()
        .await;
    answer.is(408, &json!({"error": "The request's body didn't arrive in time"}));
}

#[tokio::test]
async fn headers_that_do_not_arrive_in_time_end_the_connection() {
    let listener = listen::bind("127.0.0.1:0", "--listen").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().route("/", get(async || "hello"));
    tokio::spawn(listen::serve(
        listener,
        app,
        &[],
        Connections::default(),
        std::future::pending(),
    ));
    for sent in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        tokio::time::pause();
        let mut answer = String::new();
        // It may be cut off.
        drop(stream.read_to_string(&mut answer).await);
        tokio::time::resume();
        assert!(!answer.contains("200"), "{answer}");
    }
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}
