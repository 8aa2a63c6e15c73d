//! Clients that hold connections open: they don't keep others out.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::metrics::address_of_metrics;
use crate::shell::command_after;
use crate::support::{QUIET, Running};

/// Many more than the server has files for.
const ATTACKERS: usize = 2000;

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

fn attack(address: &str, request: &[u8]) -> Vec<TcpStream> {
    (0..ATTACKERS)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            // Some are cut off already.
            drop(stream.write_all(request));
            stream
        })
        .collect()
}

#[test]
fn clients_that_send_slowly_or_take_no_answer_keep_nobody_out() {
    rlimit::increase_nofile_limit(ATTACKERS as u64 + 500).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "x".repeat(1024 * 1024)).unwrap();
    let mut command = command_after("ulimit -n 120", folder.path());
    let server = Running::start(command.arg("--app-dir").arg(folder.path()).args(QUIET));
    let sign_in = "POST /api/v2/users/sign_in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    let module = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20);
    for request in ["", "G", "GET / HTTP/1.1\r\nHost: x\r\nX-", sign_in, &module] {
        let mut attackers = attack(&server.address, request.as_bytes());
        answers_others(&server);
        // A byte each now and then changes nothing.
        for stream in &mut attackers {
            drop(stream.write_all(b"x"));
        }
        answers_others(&server);
    }
    assert!(server.stop("-TERM"));
}

#[test]
fn nor_do_those_at_the_address_of_what_is_counted() {
    rlimit::increase_nofile_limit(ATTACKERS as u64 + 500).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut command = command_after("ulimit -n 120", folder.path());
    let server = Running::start(command.args(["--metrics", "127.0.0.1:0"]).args(QUIET));
    for request in ["", "GET /metrics HTTP/1.1\r\nHost: x\r\nX-"] {
        let attackers = attack(address_of_metrics(&server), request.as_bytes());
        answers_others(&server);
        drop(attackers);
    }
    assert!(server.stop("-TERM"));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the wait is what is tested: more than the server's 30 seconds"
)]
fn a_client_that_takes_no_answer_is_let_go_after_half_a_minute() {
    const PAGE: usize = 16 * 1024 * 1024;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "x".repeat(PAGE)).unwrap();
    let mut command = command_after("true", folder.path());
    let server = Running::start(command.arg("--app-dir").arg(folder.path()).args(QUIET));
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_secs(35));
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut taken = 0;
    let mut buffer = vec![0; 1024 * 1024];
    // What the system holds of the answer still comes, and then the end.
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        taken += read;
    }
    assert!(taken < PAGE, "the whole page came: {taken} bytes");
    assert!(server.stop("-TERM"));
}
