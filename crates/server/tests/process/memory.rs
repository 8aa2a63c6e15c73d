//! How much memory an attack can make the server take: the five that once made it take gigabytes.

use std::fs;
use std::thread;

use crate::support::{QUIET, Running, command};

const PASSWORD: &str = "correct horse";

/// The most that the server may ever have had, in MB.
const MOST: u64 = 150;

/// The most memory that the process has had at once, in MB.
fn peak(server: &Running) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().strip_suffix(" kB").unwrap();
    kilobytes.parse::<u64>().unwrap() / 1024
}

/// Sends so many requests, some at a time, and checks how each is answered.
fn flood(server: &Running, count: usize, at_once: usize, status: u16, ask: impl Fn(usize) -> String + Sync) {
    let ask = &ask;
    thread::scope(|scope| {
        for first in 0..at_once {
            scope.spawn(move || {
                for number in (first..count).step_by(at_once) {
                    let answer = ask(number);
                    let expected = format!("HTTP/1.1 {status} ");
                    assert!(
                        answer.starts_with(&expected),
                        "{}",
                        answer.chars().take(400).collect::<String>()
                    );
                }
            });
        }
    });
    let peak = peak(server);
    assert!(peak < MOST, "{peak} MB");
}

#[test]
fn no_attack_takes_more_memory_than_a_small_machine_has() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(folder.path());
    let server = Running::start(command.env("NODEUM_ADMIN_PASSWORD", PASSWORD).args(QUIET));
    let token = server.token(PASSWORD);
    let ask = |method: &str, path: &str, body: &str| {
        server.ask(method, &format!("/api/v2{path}"), Some(&token), body)
    };

    // Ever other statements, as long as they may be.
    flood(&server, 240, 8, 200, |number| {
        let ids: Vec<String> = (0..1000).map(|id| (id + number * 1000).to_string()).collect();
        ask("GET", &format!("/users?id=!%3E%3C{}", ids.join("|")), "")
    });
    // Bodies that become a hundred times as large when they are taken apart.
    let nested = |bytes: usize| format!("[{}0]", r#"{"":0},"#.repeat((bytes - 3) / 7));
    let created = ask("POST", "/users/me/configurations", r#"{"key": "k"}"#);
    assert!(created.starts_with("HTTP/1.1 201 "));
    let body = format!(r#"{{"value": {}}}"#, nested(770 * 1024));
    flood(&server, 30, 30, 422, |_| {
        ask("PUT", "/users/me/configurations/k", &body)
    });
    let body = nested(1024 * 1024);
    flood(&server, 30, 30, 413, |_| {
        server.post("/api/v2/users/sign_in", &body)
    });
    let body = nested(4 * 1024);
    flood(&server, 1000, 30, 422, |_| {
        server.post("/api/v2/users/sign_in", &body)
    });
    let body = format!(r#"{{"name": "x", "api_key_scopes": [{}0]}}"#, "0,".repeat(30_000));
    flood(&server, 30, 30, 422, |_| ask("POST", "/users/me/api_keys", &body));
    // Hashing takes 19 MiB a password.
    let body = format!(r#"{{"user": {{"username": "admin", "password": "{PASSWORD}"}}}}"#);
    flood(&server, 200, 200, 201, |_| {
        server.post("/api/v2/users/sign_in", &body)
    });
    assert!(server.stop("-TERM"));
}
