//! Bad input that is the same for every operation that takes a body or a path.

use serde_json::json;

use crate::support::{PASSWORD, Server, not_found};

/// Operations that take a body.
const WITH_BODY: [(&str, &str); 7] = [
    ("POST", "/users/sign_in"),
    ("POST", "/users"),
    ("PUT", "/users/1"),
    ("POST", "/users/me/configurations"),
    ("PUT", "/users/me/configurations/1"),
    ("POST", "/users/me/api_keys"),
    ("PUT", "/users/me/api_keys/1"),
];

async fn server() -> Server {
    let server = Server::start().await;
    let call = server
        .api("POST", "/users/me/configurations")
        .basic("admin", PASSWORD);
    call.json(&json!({"key": "k"})).send().await;
    server.key("admin", &[]).await;
    server
}

#[tokio::test]
async fn bodies_that_are_no_json_object_are_refused() {
    let server = server().await;
    let deep = format!("{}{}", "{\"a\":".repeat(600), "}".repeat(600));
    let bodies: [(&[u8], u16); 10] = [
        (b"", 400),
        (b"{", 400),
        (b"{}{}", 400),
        (b"{'key': 1}", 400),
        (b"{\"key\": \"\xFF\xFE\"}", 400),
        (b"{\"key\": \"\\ud800\"}", 400),
        (b"{\"key\": 1e999}", 400),
        (deep.as_bytes(), 400),
        (b"[]", 422),
        (b"null", 422),
    ];
    for (method, path) in WITH_BODY {
        for (body, status) in bodies {
            let call = server.api(method, path).basic("admin", PASSWORD);
            let answer = call.text("application/json", body).send().await;
            let shown = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
            assert_eq!(answer.status.as_u16(), status, "{method} {path} {shown}");
            let explained = answer.body.get(if status == 400 { "error" } else { "details" });
            assert!(explained.is_some(), "{answer:?}");
        }
        let call = server.api(method, path).basic("admin", PASSWORD);
        let answer = call.text("text/plain", "{}").send().await;
        assert_eq!(answer.status.as_u16(), 415, "{method} {path}");
        let call = server.api(method, path).basic("admin", PASSWORD);
        let long = format!("{{\"key\": \"{}\"}}", "x".repeat(1024 * 1024));
        let answer = call.text("application/json", long).send().await;
        assert_eq!(answer.status.as_u16(), 413, "{method} {path}");
    }
}

#[tokio::test]
async fn numbers_beyond_64_bits_are_named() {
    let server = server().await;
    for number in [
        "9223372036854775808",
        "-9223372036854775809",
        "1e30",
        "123456789012345678901234567890",
    ] {
        let body = format!(r#"{{"username": "ada", "password": "correct horse", "user_id": {number}}}"#);
        let call = server.api("POST", "/users").basic("admin", PASSWORD);
        let answer = call.text("application/json", body).send().await;
        assert_eq!(answer.status.as_u16(), 422, "{number}");
        assert_eq!(answer.body["details"]["user_id"][0]["error"], "invalid");
    }
}

#[tokio::test]
async fn names_that_unicode_calls_compatible_are_one_name() {
    let server = server().await;
    // Latin and Cyrillic are two.
    for name in ["ada", "\u{430}da", "zo\u{eb}"] {
        assert_eq!(server.create(json!({"username": name})).await["username"], name);
    }
    // A decomposed accent, full-width letters, another case.
    for name in ["zoe\u{308}", "\u{ff41}\u{ff44}\u{ff41}", "ZOE\u{308}"] {
        let call = server.api("POST", "/users").basic("admin", PASSWORD);
        let answer = call
            .json(&json!({"username": name, "password": PASSWORD}))
            .send()
            .await;
        let taken = json!({"username": [{"error": "taken", "value": name}]});
        assert_eq!((answer.status.as_u16(), &answer.body["details"]), (422, &taken));
        server.sign_in(name, PASSWORD).await;
    }
}

#[tokio::test]
async fn a_body_is_utf_8_with_or_without_a_byte_order_mark() {
    let server = server().await;
    let body = json!({"user": {"username": "admin", "password": PASSWORD}}).to_string();
    let sign_in = async |media_type: &str, body: Vec<u8>| {
        let call = server.api("POST", "/users/sign_in");
        call.text(media_type, body).send().await
    };
    let marked = format!("\u{feff}{body}").into_bytes();
    assert_eq!(sign_in("application/json", marked).await.status.as_u16(), 201);
    let little: Vec<u8> = body.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = body.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for utf_16 in [little.clone(), big, [vec![0xFF, 0xFE], little].concat()] {
        let answer = sign_in("application/json", utf_16).await;
        let sentence = answer.body["error"].as_str().unwrap();
        assert!(
            answer.status.as_u16() == 400 && sentence.contains("UTF-8"),
            "{answer:?}"
        );
    }
    for charset in ["utf-16", "\"ISO-8859-1\"", "us-ascii"] {
        let answer = sign_in(
            &format!("application/json; charset={charset}"),
            body.clone().into_bytes(),
        )
        .await;
        let named = charset.trim_matches('"');
        let sentence = format!("The request's body has to be in UTF-8, not {named}");
        answer.is(415, &json!({"error": sentence}));
    }
    for charset in ["UTF-8", "\"utf-8\"", "utf8"] {
        let answer = sign_in(
            &format!("application/json; charset={charset}"),
            body.clone().into_bytes(),
        )
        .await;
        assert_eq!(answer.status.as_u16(), 201, "{charset}");
    }
}

#[tokio::test]
async fn addresses_that_are_nearly_right_are_not_found() {
    let server = server().await;
    for path in [
        "//users",
        "/users/",
        "/users//1",
        "/users/1/",
        "/users/./1",
        "/users/me/../1",
        "/users/%2e%2e",
        "/users/%2e%2e%2fusers",
        "/%75sers/x",
        "/Users",
        "/users/me/",
        "/users/me/api_keys/",
        "/users/me/api_keys/1/",
        "/users/me/api_keys/%2e",
        "/users/me/configurations//",
        "/users/-/systems/",
        "/users/-",
        "/groups/-",
        "/groups",
    ] {
        let answer = server.api("GET", path).basic("admin", PASSWORD).send().await;
        answer.is(404, &not_found());
    }
}

#[tokio::test]
async fn what_is_sent_comes_back_in_no_error_if_it_is_secret() {
    let server = server().await;
    let secret = "hunter2-hunter2";
    let bodies = [
        json!({"username": "", "password": secret}),
        json!({"username": "ada", "password": {"nested": secret}}),
        json!({"user": {"username": "admin", "password": secret}}),
        json!({"user": {"username": 1, "password": [secret]}}),
    ];
    for (method, path) in WITH_BODY {
        for body in &bodies {
            let call = server.api(method, path).basic("admin", PASSWORD);
            let answer = call.json(body).send().await;
            assert!(!answer.text.contains(secret), "{method} {path} {answer:?}");
        }
    }
    let broken = format!("{{\"password\": \"{secret}\", }}");
    let call = server.api("POST", "/users").basic("admin", PASSWORD);
    let answer = call.text("application/json", broken).send().await;
    assert_eq!(answer.status.as_u16(), 400);
    assert!(!answer.text.contains("hunter2"), "{answer:?}");
    let call = server.api("GET", &format!("/users?password={secret}"));
    let answer = call.basic("admin", PASSWORD).send().await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(!answer.text.contains(secret), "{answer:?}");
}
