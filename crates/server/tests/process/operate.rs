//! What an operator does at the command line while the server runs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{QUIET, Running, command};

const PASSWORD: &str = "correct horse";

/// Runs the program with those arguments in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nodeum-admin-server"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// What it prints, if it succeeds.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?} {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Checks that it fails, with these words.
fn refuses(folder: &Path, arguments: &[&str], words: &str) {
    let output = run(folder, arguments);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && text.contains(words), "{text}");
}

fn start(folder: &Path) -> Running {
    Running::start(command(folder).args(QUIET).env("NODEUM_ADMIN_PASSWORD", PASSWORD))
}

fn shown_password(said: &str) -> &str {
    let (_, password) = said.split_once("The password is shown this once: ").unwrap();
    password.trim()
}

#[test]
fn users_are_listed_and_created_and_get_new_passwords() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path());
    let created = said(
        folder.path(),
        &[
            "user",
            "create",
            "grace",
            "--email",
            "grace@nodeum.example",
            "--admin",
        ],
    );
    let listed = said(folder.path(), &["user", "list"]);
    assert_eq!(
        listed,
        "id\tusername\temail\trole\texpires\n\
         1\tadmin\t-\tadministrator\tnever\n\
         2\tgrace\tgrace@nodeum.example\tadministrator\tnever\n"
    );
    let sign_in = |password: &str| {
        let body = format!(r#"{{"user": {{"username": "grace", "password": "{password}"}}}}"#);
        server.post("/api/v2/users/sign_in", &body)
    };
    assert!(sign_in(shown_password(&created)).starts_with("HTTP/1.1 201 "));
    refuses(
        folder.path(),
        &["user", "create", "GRACE"],
        "Username has already been taken",
    );
    refuses(folder.path(), &["user", "create", "1"], "Username is invalid");

    let token = server.token(PASSWORD);
    let is_admin = || {
        server
            .ask("GET", "/api/v2/users/me", Some(&token), "")
            .starts_with("HTTP/1.1 200 ")
    };
    assert!(is_admin());
    fs::write(folder.path().join("password"), "another password\n").unwrap();
    said(
        folder.path(),
        &["user", "reset-password", "admin", "--password-file", "password"],
    );
    assert!(!is_admin());
    assert!(!server.can_sign_in(PASSWORD));
    assert!(server.can_sign_in("another password"));
    refuses(
        folder.path(),
        &["user", "reset-password", "nobody"],
        "There is no user nobody",
    );
    fs::write(folder.path().join("password"), "short").unwrap();
    refuses(
        folder.path(),
        &["user", "reset-password", "admin", "--password-file", "password"],
        "The password in password is too short",
    );
}

#[test]
fn a_backup_of_a_running_server_is_one_to_go_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let server = start(folder.path());
    let copy = elsewhere.path().join("copy.db");
    let copy = copy.to_str().unwrap();
    let token = server.token(PASSWORD);
    assert!(said(folder.path(), &["backup", copy]).contains("has been copied"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
    refuses(
        folder.path(),
        &["backup", copy],
        "name a file that doesn't exist yet",
    );
    let url = format!("sqlite://{copy}");
    let checked = said(folder.path(), &["check", "--database", &url]);
    assert!(
        checked.contains("users: 1\n") && checked.contains("Nothing is wrong with it."),
        "{checked}"
    );
    // The session goes on there, too.
    let second = Running::start(command(elsewhere.path()).args(QUIET).args(["--database", &url]));
    assert!(
        second
            .ask("GET", "/api/v2/users/me", Some(&token), "")
            .starts_with("HTTP/1.1 200 ")
    );
    assert!(second.can_sign_in(PASSWORD));
}

#[test]
fn a_database_that_is_not_there_or_damaged_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [["check"].as_slice(), &["user", "list"], &["backup", "copy.db"]] {
        refuses(
            folder.path(),
            arguments,
            "There is no database data/nodeum-admin.db",
        );
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let server = start(folder.path());
    assert!(server.stop("-TERM"));
    let file = folder.path().join("data/nodeum-admin.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes.get_mut(middle..).unwrap().fill(0x55);
    fs::write(&file, bytes).unwrap();
    refuses(folder.path(), &["check"], "damaged");
}
