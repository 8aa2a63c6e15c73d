//! What must not be in the log, however much is logged.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{Running, command};

const PASSWORD: &str = "first-password-0815";
const WRONG_PASSWORD: &str = "wrong-password-4711";
const NEW_PASSWORD: &str = "second-password-2342";
const HER_PASSWORD: &str = "password-of-ada-1337";
const BROKEN_PASSWORD: &str = "password-in-broken-json-99";
const VALUE: &str = "value-of-a-configuration-77";
const NEW_VALUE: &str = "its-new-value-88";
const SEARCHED: &str = "somebody-who-is-searched-66";
const NO_TOKEN: &str = "no-token-at-all-55";

/// The server with all that it can log, into a file.
fn logging_to(file: &Path, folder: &Path) -> Command {
    let mut command = command(folder);
    command
        .args(["--log", "trace"])
        .stderr(File::create(file).unwrap());
    command
}

/// Sends a request, checks the status, and gives the head and the body of the answer.
#[track_caller]
fn ask(
    server: &Running,
    request: &str,
    authorization: Option<&str>,
    body: &str,
    status: u16,
) -> (String, Value) {
    let (method, path) = request.split_once(' ').unwrap();
    let answer = server.ask(method, &format!("/api/v2{path}"), authorization, body);
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status} ")),
        "{request}: {answer}"
    );
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), serde_json::from_str(body).unwrap_or_default())
}

fn credentials(username: &str, password: &str) -> String {
    json!({"user": {"username": username, "password": password}}).to_string()
}

fn basic(password: &str) -> String {
    STANDARD.encode(format!("admin:{password}"))
}

/// The token in the head of the answer to a sign-in.
fn token(head: &str) -> String {
    let mut lines = head.lines();
    let token = lines.find_map(|line| line.strip_prefix("authorization: Bearer "));
    token.unwrap_or_else(|| panic!("{head}")).to_owned()
}

#[track_caller]
fn assert_without(log: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(secret.len() >= 8, "{secret} could be there by chance");
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is in the log");
    }
}

#[test]
fn no_secret_is_in_the_log_however_much_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log");
    let server = Running::start(logging_to(&file, folder.path()).env("NODEUM_ADMIN_PASSWORD", PASSWORD));
    let said = server.said.join("\n");

    let sign_in = |username: &str, password: &str, status: u16| {
        ask(
            &server,
            "POST /users/sign_in",
            None,
            &credentials(username, password),
            status,
        )
        .0
    };
    let token_value = token(&sign_in("admin", PASSWORD, 201));
    sign_in("admin", WRONG_PASSWORD, 401);
    // Typed into the wrong field.
    sign_in(WRONG_PASSWORD, PASSWORD, 401);
    let broken = format!(r#"{{"user": {{"username": "admin", "password": "{BROKEN_PASSWORD}", }}}}"#);
    ask(&server, "POST /users/sign_in", None, &broken, 400);

    let (right, wrong) = (basic(PASSWORD), basic(WRONG_PASSWORD));
    ask(&server, "GET /users/me", Some(&format!("Basic {right}")), "", 200);
    ask(&server, "GET /users/me", Some(&format!("Basic {wrong}")), "", 401);
    ask(
        &server,
        "GET /users/me",
        Some(&format!("Bearer {NO_TOKEN}")),
        "",
        401,
    );

    let bearer = format!("Bearer {token_value}");
    let call = |request: &str, body: &Value, status: u16| {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        ask(&server, request, Some(&bearer), &body, status).1
    };
    let scopes = json!([{"controller": "users", "action": "show"}]);
    let created = call(
        "POST /users/me/api_keys",
        &json!({"name": "key", "api_key_scopes": scopes}),
        201,
    );
    let key = created["key"].as_str().unwrap();
    ask(&server, "GET /users/me", Some(key), "", 200);
    ask(&server, "GET /users/me", Some(&format!("Bearer {key}")), "", 200);
    ask(&server, "GET /users", Some(key), "", 403);

    let configurations = "/users/me/configurations";
    let stored = json!({"key": "smtp.password", "value": VALUE});
    call(&format!("POST {configurations}"), &stored, 201);
    call(&format!("POST {configurations}"), &stored, 422);
    let changed = json!({"value": NEW_VALUE});
    call(&format!("PUT {configurations}/smtp.password"), &changed, 200);
    call(
        &format!("GET {configurations}?value={NEW_VALUE}"),
        &Value::Null,
        200,
    );

    let ada = json!({"username": "ada", "password": HER_PASSWORD});
    call("POST /users", &ada, 201);
    call("POST /users", &ada, 422);
    call(&format!("GET /users?search={SEARCHED}"), &Value::Null, 200);
    call("PUT /users/admin", &json!({"password": NEW_PASSWORD}), 200);
    let second_token = token(&sign_in("admin", NEW_PASSWORD, 201));
    let second_bearer = format!("Bearer {second_token}");
    ask(&server, "DELETE /users/sign_out", Some(&second_bearer), "", 204);
    ask(&server, "GET /users/me", Some(&second_bearer), "", 401);
    assert!(server.stop("-TERM"));

    let log = fs::read_to_string(file).unwrap();
    // Who asked, once it is known, and from where.
    let line = log
        .lines()
        .find(|line| line.contains("path=\"/api/v2/users/admin\"") && line.contains("answered"));
    let line = line.unwrap_or_else(|| panic!("{log}"));
    assert!(
        line.contains("user=\"admin\"") && line.contains("address=127.0.0.1"),
        "{line}"
    );
    // All that can be logged was: the requests, the queries of the database, and the end.
    for there in ["/api/v2/users/sign_in", "DEBUG", "sqlx::query", "stopped"] {
        assert!(log.contains(there), "{there} isn't in the log:\n{log}");
    }
    let signature = |token: &str| token.rsplit('.').next().unwrap().to_owned();
    let (new, first, second) = (
        basic(NEW_PASSWORD),
        signature(&token_value),
        signature(&second_token),
    );
    let secrets = [
        PASSWORD,
        WRONG_PASSWORD,
        NEW_PASSWORD,
        HER_PASSWORD,
        BROKEN_PASSWORD,
        VALUE,
        NEW_VALUE,
        SEARCHED,
        NO_TOKEN,
        "$argon2id$",
        &right,
        &wrong,
        &new,
        &token_value,
        &first,
        &second_token,
        &second,
        key,
    ];
    assert_without(&log, &secrets);
    assert_without(&said, &secrets);
}

#[test]
fn the_generated_password_is_printed_and_not_logged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log");
    let server = Running::start(&mut logging_to(&file, folder.path()));
    let password = server.said[2].strip_prefix("  Password: ").unwrap().to_owned();
    assert!(server.can_sign_in(&password));
    assert!(server.stop("-TERM"));
    assert_without(&fs::read_to_string(file).unwrap(), &[&password]);
}

#[test]
fn programs_read_a_line_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut command = command(folder.path());
    command
        .args(["--log-format", "json"])
        .env("NODEUM_ADMIN_PASSWORD", PASSWORD)
        .stderr(File::create(&log).unwrap());
    let server = Running::start(&mut command);
    ask(&server, "GET /users/me", None, "", 401);
    assert!(server.stop("-TERM"));
    let lines = fs::read_to_string(&log).unwrap();
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered = lines
        .iter()
        .find(|line| line["fields"]["message"] == "answered")
        .unwrap();
    assert_eq!(answered["fields"]["status"], 401);
    assert_eq!(answered["span"]["path"], "/api/v2/users/me");
    assert_eq!(answered["level"], "INFO");
}

#[test]
fn nobody_writes_lines_or_commands_of_terminals_into_the_log() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["text", "json"] {
        let log = folder.path().join(format);
        let mut command = command(folder.path());
        command
            .args(["--log-format", format])
            .stderr(File::create(&log).unwrap());
        let server = Running::start(&mut command);
        // A new line, the beginning of a terminal's command in both of its forms, and what turns the direction of writing.
        for path in ["/api/%0aX", "/api/\u{9b}31m", "/api/\u{202e}x", "/api/%1b[31m"] {
            let answer = server.ask("GET", path, None, "");
            assert!(!answer.starts_with("HTTP/1.1 5"), "{answer}");
        }
        assert!(server.stop("-TERM"));
        let log = fs::read_to_string(&log).unwrap();
        assert!(log.contains("/api/%0aX"), "{log}");
        for line in log.lines() {
            let is_command = |letter: char| letter.is_control() || letter == '\u{202e}';
            assert!(!line.contains(is_command), "{line:?}");
        }
    }
}
