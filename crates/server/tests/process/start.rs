//! How the server starts, what it says, why it doesn't start, and how it stops.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};

use crate::support::{Running, command};

#[track_caller]
fn refuses(output: &Output, sentence: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains(sentence), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}

#[test]
fn the_first_start_prints_a_password_that_works_and_no_later_one_does() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(&mut command(folder.path()));
    assert_eq!(server.said.len(), 3, "{:?}", server.said);
    assert_eq!(server.said[1], "  Username: admin");
    let password = server.said[2].strip_prefix("  Password: ").unwrap().to_owned();
    assert!(server.can_sign_in(&password));
    assert!(!server.can_sign_in("wrong password"));
    assert!(server.stop("-TERM"));

    let again = Running::start(&mut command(folder.path()));
    assert_eq!(again.said, [""; 0]);
    assert!(again.can_sign_in(&password));
    assert!(again.stop("-INT"));
}

#[test]
fn a_given_password_and_a_number_of_users_count_for_a_new_database_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("password"), "from a file\n").unwrap();
    let args = ["--admin-password-file", "password", "--demo", "300"];
    let server = Running::start(command(folder.path()).args(args));
    assert_eq!(
        server.said,
        [
            "The administrator admin has been created with the given password.",
            "300 users have been made up."
        ]
    );
    assert!(server.can_sign_in("from a file"));
    assert!(server.stop("-TERM"));

    let mut again = command(folder.path());
    let again = Running::start(
        again
            .env("NODEUM_ADMIN_PASSWORD", "another one")
            .args(["--demo", "5"]),
    );
    assert_eq!(
        again.said,
        [
            "The given administrator's password is ignored: the database already has its users.",
            "--demo is ignored: the database already has its users.",
        ]
    );
    assert!(again.can_sign_in("from a file"));
    assert!(again.stop("-TERM"));
}

#[test]
fn a_port_in_use_is_named_and_nothing_created() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_nodeum-admin-server"))
        .args(["serve", "--listen", &address])
        .current_dir(folder.path())
        .output()
        .unwrap();
    refuses(&output, &format!("{address} is in use by another program"));
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_database_that_is_none_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "Dear grandmother, ".repeat(100)).unwrap();
    let output = command(folder.path())
        .args(["--database", "sqlite://letter.txt"])
        .output()
        .unwrap();
    refuses(&output, "letter.txt is not a SQLite database");
    let output = command(folder.path())
        .args(["--database", "sqlite://letter.txt/x.db"])
        .output()
        .unwrap();
    refuses(
        &output,
        "The folder of the database letter.txt/x.db can't be created",
    );
}

#[test]
fn a_password_that_breaks_the_rules_is_refused_and_nobody_created() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(folder.path())
        .env("NODEUM_ADMIN_PASSWORD", "short")
        .output()
        .unwrap();
    refuses(
        &output,
        "The administrator's password in NODEUM_ADMIN_PASSWORD is too short: give one of 8 to 128",
    );
    let output = command(folder.path())
        .args(["--admin-password-file", "nowhere"])
        .output()
        .unwrap();
    refuses(&output, "The administrator's password can't be read from nowhere");
    let server = Running::start(&mut command(folder.path()));
    assert_eq!(server.said.len(), 3);
    assert!(server.stop("-TERM"));
}

#[test]
fn a_folder_without_the_console_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let output = command(folder.path()).args(["--app-dir", "."]).output().unwrap();
    refuses(&output, ". holds no index.html");
}

#[test]
fn a_wrong_option_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    for (option, value, sentence) in [
        ("--database", "mysql://localhost", "expected sqlite://PATH"),
        ("--session-lifetime", "soon", "expected a time such as"),
        ("--cors-origin", "*", "expected an origin such as"),
        ("--trusted-proxy", "proxy", "expected an address such as"),
        ("--demo", "0", "0 is not in 1..=1000000"),
    ] {
        let output = command(folder.path()).args([option, value]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(sentence), "{stderr}");
    }
}

#[cfg(unix)]
#[test]
fn no_password_is_generated_that_nobody_can_read() {
    use crate::shell::command_after;
    use std::process::Stdio;
    let folder = tempfile::tempdir().unwrap();
    for closed in ["exec >&-", "exec >/dev/null"] {
        let output = command_after(closed, folder.path()).output().unwrap();
        refuses(&output, "standard output is closed, so that nobody could read it");
    }
    // Nor is it lost if whoever was to read it is gone.
    let mut process = command(folder.path()).spawn().unwrap();
    drop(process.stdout.take());
    let output = process.wait_with_output().unwrap();
    refuses(&output, "Standard output can't be written to");
    let server = Running::start(&mut command(folder.path()));
    assert_eq!(server.said.len(), 3, "nobody had been created");
    assert!(server.stop("-TERM"));
    // With a password that is given, or one that was there before, nothing is to be read.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut process = Command::new(env!("CARGO_BIN_EXE_nodeum-admin-server"))
        .args(["serve", "--listen", &free.to_string()])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while TcpStream::connect(free).is_err() {
        assert_eq!(process.try_wait().unwrap(), None, "it refused to start");
    }
    process.kill().unwrap();
    process.wait().unwrap();
}
