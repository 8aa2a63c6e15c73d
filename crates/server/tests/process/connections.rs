//! Clients that hold connections open: they don't keep others out.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::{QUIET, Running, command_after};

/// More than the server has files for.
const ATTACKERS: usize = 400;

/// How long somebody else waits at most, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(8);

#[track_caller]
fn answers_others(server: &Running) {
    for _ in 0..5 {
        let began = Instant::now();
        let answer = server.ask("GET", "/healthz", None, "");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    }
}

fn attack(server: &Running, request: &[u8]) -> Vec<TcpStream> {
    (0..ATTACKERS)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.address).unwrap();
            // Some are cut off already.
            drop(stream.write_all(request));
            stream
        })
        .collect()
}

#[test]
fn clients_that_send_slowly_or_take_no_answer_keep_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "x".repeat(4 * 1024 * 1024)).unwrap();
    let mut command = command_after("ulimit -n 200", folder.path());
    let server = Running::start(command.arg("--app-dir").arg(folder.path()).args(QUIET));
    let sign_in = "POST /api/v2/users/sign_in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    let module = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20);
    for request in ["", "G", "GET / HTTP/1.1\r\nHost: x\r\nX-", sign_in, &module] {
        let mut attackers = attack(&server, request.as_bytes());
        answers_others(&server);
        // A byte each now and then changes nothing.
        for stream in &mut attackers {
            drop(stream.write_all(b"x"));
        }
        answers_others(&server);
    }
    assert!(server.stop("-TERM"));
}
