//! `migrate`: from a file to PostgreSQL and back.

use std::process::Stdio;

use test_postgres::Cluster;

use crate::operate::{refuses, run, said};
use crate::servers::{PASSWORD, body, start, status};
use crate::support::{QUIET, Running, command};

/// Everything that a server tells of its users, configurations and API keys.
fn content(server: &Running, token: &str) -> Vec<String> {
    [
        "/api/v2/users?limit=1000",
        "/api/v2/users/me/configurations",
        "/api/v2/users/me/api_keys",
        "/api/v2/users/me/api_keys/2",
    ]
    .map(|path| {
        let answer = server.ask("GET", path, Some(token), "");
        assert_eq!(status(&answer), "200", "{answer}");
        body(&answer).to_string()
    })
    .to_vec()
}

#[test]
fn everything_arrives_sessions_and_api_keys_included_and_goes_back() {
    let (cluster, folder) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let (file, postgres, back) = ("sqlite://a.db", cluster.url("postgres"), "sqlite://b.db");
    let mut filled = command(folder.path());
    filled.args(QUIET).args(["--database", file, "--demo", "2500"]);
    let server = Running::start(filled.env("NODEUM_ADMIN_PASSWORD", PASSWORD));
    let token = server.token(PASSWORD);
    let create = |server: &Running, path: &str, json: &str| {
        let answer = server.ask("POST", path, Some(&token), json);
        assert_eq!(status(&answer), "201", "{answer}");
        body(&answer)
    };
    create(
        &server,
        "/api/v2/users/me/configurations",
        r#"{"key": "Größe", "value": "a\nb\\ \u0001"}"#,
    );
    let scopes = r#"{"name": "old", "api_key_scopes": [{"controller": "users", "action": "index"}]}"#;
    create(&server, "/api/v2/users/me/api_keys", scopes);
    let key = create(&server, "/api/v2/users/me/api_keys", scopes);
    let doomed = create(
        &server,
        "/api/v2/users",
        r#"{"username": "gone", "password": "correct horse"}"#,
    );
    let path = format!("/api/v2/users/{}", doomed["id"]);
    assert_eq!(status(&server.ask("DELETE", &path, Some(&token), "")), "204");
    let before = content(&server, &token);
    assert!(server.stop("-TERM"));

    let there = said(folder.path(), &["migrate", "--from", file, "--to", &postgres]);
    assert!(there.contains("users: 2501 of 2501\n"), "{there}");
    assert!(there.contains("has been copied"), "{there}");
    let output = run(folder.path(), &["migrate", "--from", file, "--to", &postgres]);
    refuses(&output, "has users already");

    let server = start(folder.path(), &postgres);
    assert_eq!(content(&server, &token), before);
    let bearer = format!("Bearer {}", key["key"].as_str().unwrap());
    let answer = server.ask("GET", "/api/v2/users?limit=1", Some(&bearer), "");
    assert_eq!(status(&answer), "200");
    let next = create(
        &server,
        "/api/v2/users",
        r#"{"username": "next", "password": "correct horse"}"#,
    );
    assert!(next["id"].as_i64() > doomed["id"].as_i64(), "an id is given once");
    let path = format!("/api/v2/users/{}", next["id"]);
    assert_eq!(status(&server.ask("DELETE", &path, Some(&token), "")), "204");
    assert!(server.stop("-TERM"));

    said(folder.path(), &["migrate", "--from", &postgres, "--to", back]);
    let server = start(folder.path(), back);
    let key_used = |content: Vec<String>| content.into_iter().take(2).collect::<Vec<_>>();
    assert_eq!(key_used(content(&server, &token)), key_used(before));
    let last = create(
        &server,
        "/api/v2/users",
        r#"{"username": "last", "password": "correct horse"}"#,
    );
    assert!(
        last["id"].as_i64() > next["id"].as_i64(),
        "nor is it after the way back"
    );
}

#[test]
fn one_that_was_killed_leaves_nothing_and_is_run_again() {
    use std::io::{BufRead as _, BufReader};
    let (cluster, folder) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let (file, postgres) = ("sqlite://a.db", cluster.url("postgres"));
    let mut filled = command(folder.path());
    filled.args(QUIET).args(["--database", file, "--demo", "120000"]);
    let server = Running::start(filled.env("NODEUM_ADMIN_PASSWORD", PASSWORD));
    assert!(server.stop("-TERM"));
    let mut process = std::process::Command::new(env!("CARGO_BIN_EXE_nodeum-admin-server"))
        .args(["migrate", "--from", file, "--to", &postgres])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "users: 100000 of 120001");
    process.kill().unwrap();
    process.wait().unwrap();
    let checked = said(folder.path(), &["check", "--database", &postgres]);
    assert!(checked.contains("users: 0\n"), "{checked}");
    said(folder.path(), &["migrate", "--from", file, "--to", &postgres]);
    let checked = said(folder.path(), &["check", "--database", &postgres]);
    assert!(checked.contains("users: 120001\n"), "{checked}");
}
