//! What breaks HTTP itself is answered by the HTTP library, without a body; and what is under way is finished.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;

use crate::support::{Running, command};

fn exchange(server: &Running, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    // The server may refuse before it has taken everything.
    let sent = stream.write_all(request);
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() != ErrorKind::ConnectionReset => panic!("{error} {sent:?}"),
        _ => String::from_utf8_lossy(&answer).into_owned(),
    }
}

#[test]
fn requests_that_are_no_http_or_too_long_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(&mut command(folder.path()));
    let get = |path: &str, headers: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").into_bytes()
    };
    let many: String = (0..120).map(|number| format!("X-{number}: x\r\n")).collect();
    let long = format!("X: {}\r\n", "x".repeat(300_000));
    let path = format!("/api/v2/users?search={}", "x".repeat(300_000));
    for (request, status) in [
        (get("/healthz", ""), "200"),
        (get("/healthz", "X: x\r\n"), "200"),
        (get("/healthz", &many), "431"),
        (get("/healthz", &long), "431"),
        (get("/api/v2/users?created_at=>2026-01-01", ""), "400"),
        (get("/healthz", "Broken header\r\n"), "400"),
        (get("/healthz", "Content-Length: x\r\n"), "400"),
        // Where a message ends has to be beyond doubt, or a proxy and the server see different ones.
        (
            get("/healthz", "Content-Length: 1\r\nContent-Length: 2\r\n"),
            "400",
        ),
        (get("/healthz", "Transfer-Encoding: gzip\r\n"), "400"),
        (get("/healthz", "Transfer-Encoding : chunked\r\n"), "400"),
        (
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(),
            "400",
        ),
    ] {
        let answer = exchange(&server, &request);
        let shown = String::from_utf8_lossy(&request[..100.min(request.len())]).into_owned();
        assert_eq!(answer.split(' ').nth(1), Some(status), "{shown}: {answer}");
    }
    let answer = exchange(&server, &get(&path, ""));
    assert!(
        ["414", "431"].contains(&answer.split(' ').nth(1).unwrap_or_default()),
        "{answer}"
    );
    assert!(exchange(&server, &get("/healthz", "")).starts_with("HTTP/1.1 200 "));
    assert!(server.stop("-TERM"));
}

#[test]
fn what_is_under_way_when_the_server_stops_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(folder.path());
    let server = Running::start(command.env("NODEUM_ADMIN_PASSWORD", "correct horse"));
    let body = r#"{"user": {"username": "admin", "password": "correct horse"}}"#;
    let (first, second) = body.split_at(20);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "POST /api/v2/users/sign_in HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    // The server asks for the body: the request is under way.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100 "));
    stream.write_all(first.as_bytes()).unwrap();
    server.signal("-TERM");
    // From when on nobody else is let in.
    while TcpStream::connect(&server.address).is_ok() {}
    stream.write_all(second.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert!(server.wait());
}

#[test]
fn the_second_signal_ends_it_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(&mut command(folder.path()));
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let request = "POST /api/v2/users/sign_in HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    server.signal("-TERM");
    // From when on nobody else is let in.
    while TcpStream::connect(&server.address).is_ok() {}
    let began = std::time::Instant::now();
    server.signal("-TERM");
    assert!(server.wait());
    assert!(began.elapsed().as_secs() < 10, "it waited for the request");
}
