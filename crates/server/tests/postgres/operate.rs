//! What an operator does at the command line with a database of PostgreSQL's, and what goes wrong at a start.

use std::path::Path;
use std::process::{Command, Output};

use test_postgres::Cluster;

use crate::servers::{PASSWORD, start, status};
use crate::support::command;

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nodeum-admin-server"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// What it prints, if it succeeds.
pub(crate) fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?} {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Checks that it fails, with these words.
#[track_caller]
pub(crate) fn refuses(output: &Output, words: &str) {
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && text.contains(words), "{text}");
}

#[test]
fn users_are_created_and_listed_and_the_database_checked() {
    let (cluster, folder) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let url = cluster.url("postgres");
    let server = start(folder.path(), &url);
    let of = ["--database", &url];
    let created = said(
        folder.path(),
        &[&["user", "create", "grace", "--admin"], &of[..]].concat(),
    );
    let (_, password) = created.split_once("The password is shown this once: ").unwrap();
    let password = password.trim();
    let body = format!(r#"{{"user": {{"username": "grace", "password": "{password}"}}}}"#);
    assert_eq!(status(&server.post("/api/v2/users/sign_in", &body)), "201");
    let listed = said(folder.path(), &[&["user", "list"], &of[..]].concat());
    assert_eq!(listed.lines().count(), 3, "{listed}");
    said(
        folder.path(),
        &[&["user", "reset-password", "grace"], &of[..]].concat(),
    );
    assert_eq!(status(&server.post("/api/v2/users/sign_in", &body)), "401");
    let checked = said(folder.path(), &[&["check"], &of[..]].concat());
    assert!(
        checked.contains("users: 2\n") && checked.contains("Nothing is wrong with it."),
        "{checked}"
    );
    let output = run(folder.path(), &[&["backup", "copy.db"], &of[..]].concat());
    refuses(&output, "PostgreSQL has a tool of its own for that, pg_dump");
    assert!(!folder.path().join("copy.db").exists());
}

#[test]
fn a_dump_restores_into_another_database() {
    let (cluster, folder) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let first = start(folder.path(), &cluster.url("postgres"));
    let token = first.token(PASSWORD);
    let run = |program: &str, arguments: &[&str]| {
        let done = cluster.command(program).args(arguments).status().unwrap();
        assert!(done.success(), "{program}");
    };
    run("pg_dump", &["--format=custom", "--file=backup.dump", "postgres"]);
    run("createdb", &["restored"]);
    run("pg_restore", &["--dbname=restored", "backup.dump"]);
    let second = start(folder.path(), &cluster.url("restored"));
    assert!(second.can_sign_in(PASSWORD));
    let answer = second.ask("GET", "/api/v2/users/me", Some(&token), "");
    assert_eq!(status(&answer), "200", "sessions are in it, too");
}

#[test]
fn what_is_wrong_with_a_database_is_told_at_the_start_and_never_the_password() {
    let (cluster, folder) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let sql = "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0";
    let psql = |database: &str, sql: &str| {
        let mut psql = cluster.command("psql");
        let done = psql
            .args(["--quiet", "--dbname", database, "--command", sql])
            .status();
        assert!(done.unwrap().success());
    };
    psql("postgres", sql);
    psql("postgres", "CREATE DATABASE foreign_one");
    psql("foreign_one", "CREATE TABLE letters (text TEXT)");
    psql("postgres", "CREATE DATABASE read_only");
    psql(
        "postgres",
        "ALTER DATABASE read_only SET default_transaction_read_only = on",
    );
    for (url, words) in [
        (
            "postgres://ada:secret@127.0.0.1:1/nodeum".to_owned(),
            "can't be reached",
        ),
        (cluster.url("nowhere"), "create the user and the database"),
        (cluster.url("latin"), "keeps texts in LATIN1"),
        (cluster.url("foreign_one"), "is the database of another program"),
        (cluster.url("read_only"), "is read-only"),
    ] {
        let output = command(folder.path())
            .args(["--database", &url])
            .output()
            .unwrap();
        refuses(&output, words);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("secret"));
    }
}
