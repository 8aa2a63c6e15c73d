//! A disk that is full, and has room again.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::shell::command_after;
use crate::support::{QUIET, Running};

const PASSWORD: &str = "correct horse";

/// Sets how long a file may become that the server writes: what is too long fails as on a full disk.
fn limit_files(server: &Running, bytes: &str) {
    let (pid, limit) = (server.pid().to_string(), format!("--fsize={bytes}:"));
    let set = Command::new("prlimit").args(["--pid", &pid, &limit]).status();
    assert!(set.unwrap().success());
}

#[test]
fn a_full_disk_is_told_and_over_when_it_is_over() {
    let folder = tempfile::tempdir().unwrap();
    // The signal that comes with the limit would end the process.
    let mut command = command_after("trap '' XFSZ", folder.path());
    let server = Running::start(command.env("NODEUM_ADMIN_PASSWORD", PASSWORD).args(QUIET));
    let token = server.token(PASSWORD);
    let ask = |method: &str, path: &str, body: &str| server.ask(method, path, Some(&token), body);
    let configurations = "/api/v2/users/me/configurations";
    for round in 0..3 {
        limit_files(&server, "4096");
        for number in 0..5 {
            let answer = ask(
                "POST",
                configurations,
                &format!(r#"{{"key": "full{round}-{number}"}}"#),
            );
            assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
            assert!(
                answer.contains("\r\nretry-after: 5\r\n") && answer.contains("disk is full"),
                "{answer}"
            );
        }
        assert!(!server.can_sign_in(PASSWORD));
        assert!(
            ask("GET", "/api/v2/users/me", "").starts_with("HTTP/1.1 200 "),
            "reading goes on"
        );
        let deadline = Instant::now() + Duration::from_secs(5);
        while !ask("GET", "/readyz", "").starts_with("HTTP/1.1 503 ") {
            assert!(Instant::now() < deadline, "it says that it is ready");
        }
        limit_files(&server, "unlimited");
        let answer = ask("POST", configurations, &format!(r#"{{"key": "room{round}"}}"#));
        assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
        assert!(server.can_sign_in(PASSWORD));
        let deadline = Instant::now() + Duration::from_secs(5);
        while !ask("GET", "/readyz", "").starts_with("HTTP/1.1 200 ") {
            assert!(Instant::now() < deadline, "it doesn't become ready");
        }
    }
    let list = ask("GET", configurations, "");
    assert!(
        list.contains("room0") && list.contains("room2") && !list.contains("full"),
        "{list}"
    );
    assert!(server.stop("-TERM"));
}
