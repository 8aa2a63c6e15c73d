//! A server that is killed loses nothing that it has answered with success.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::sync::mpsc;
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::{Running, command};

const PASSWORD: &str = "correct horse";

/// How many writers there are, and how many writes are acknowledged before the server is killed.
const WRITERS: usize = 4;
const ACKNOWLEDGED: usize = 60;

/// Sends a request on an open connection and reads the answer: its status and its body.
fn ask(stream: &mut TcpStream, method: &str, path: &str, body: &str) -> std::io::Result<(u16, String)> {
    let credentials = STANDARD.encode(format!("admin:{PASSWORD}"));
    let length = body.len();
    write!(
        stream,
        "{method} /api/v2{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {credentials}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    let mut reader = BufReader::new(stream);
    let (mut status, mut length) = (String::new(), 0);
    reader.read_line(&mut status)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let status = status.split(' ').nth(1).and_then(|status| status.parse().ok());
    let broken = || std::io::Error::other("the answer ended early");
    Ok((
        status.ok_or_else(broken)?,
        String::from_utf8_lossy(&body).into_owned(),
    ))
}

/// Writes until the server is gone, and tells which writes it acknowledged.
fn write_on(stream: &mut TcpStream, round: usize, writer: usize, acknowledged: &mpsc::Sender<String>) {
    for number in 0.. {
        let name = format!("r{round}w{writer}n{number}");
        let (path, body) = match writer {
            0 => (
                "/users",
                format!(r#"{{"username": "{name}", "password": "{PASSWORD}"}}"#),
            ),
            1 => ("/users/me/api_keys", format!(r#"{{"name": "{name}"}}"#)),
            _ => ("/users/me/configurations", format!(r#"{{"key": "{name}"}}"#)),
        };
        match ask(stream, "POST", path, &body) {
            Ok((201, _)) => acknowledged.send(name).unwrap(),
            Ok((status, body)) => panic!("{status} {body}"),
            Err(_) => return,
        }
    }
}

#[test]
fn what_was_acknowledged_is_there_after_a_kill() {
    // A hundred kills take minutes.
    let databases = if env::var_os("NODEUM_TEST_ALL").is_some() {
        34
    } else {
        1
    };
    for _ in 0..databases {
        kill_again_and_again();
    }
}

/// Kills the server of a database three times: more would be more keys than a user may have.
fn kill_again_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut written = BTreeSet::new();
    for round in 0..3 {
        let mut command = command(folder.path());
        let server = Running::start(command.env("NODEUM_ADMIN_PASSWORD", PASSWORD));
        let (sender, acknowledged) = mpsc::channel();
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let mut stream = TcpStream::connect(&server.address).unwrap();
                let sender = sender.clone();
                thread::spawn(move || write_on(&mut stream, round, writer, &sender))
            })
            .collect();
        drop(sender);
        written.extend(acknowledged.iter().take(ACKNOWLEDGED));
        assert!(!server.stop("-KILL"), "it was killed in the middle of writes");
        for writer in writers {
            writer.join().unwrap();
        }
        written.extend(acknowledged);
        assert!(written.len() >= (round + 1) * ACKNOWLEDGED);
        let mut check = Command::new(env!("CARGO_BIN_EXE_nodeum-admin-server"));
        let checked = check.arg("check").current_dir(folder.path()).output().unwrap();
        assert!(checked.status.success(), "{checked:?}");
    }

    let server = Running::start(&mut command(folder.path()));
    assert_eq!(server.said, [""; 0], "the database is the same");
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let mut found = String::new();
    for path in ["/users", "/users/me/api_keys", "/users/me/configurations"] {
        let (status, body) = ask(&mut stream, "GET", &format!("{path}?limit=10000"), "").unwrap();
        assert_eq!(status, 200);
        found += &body;
    }
    for name in &written {
        assert!(found.contains(&format!("\"{name}\"")), "{name} is lost");
    }
}
