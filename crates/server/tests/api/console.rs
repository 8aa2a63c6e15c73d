//! The console's files.

use std::fs;

use nodeum_admin_server::Options;
use nodeum_admin_server::http::Assets;
use serde_json::json;

use crate::support::{Answer, PASSWORD, Server, not_found};

const SCRIPT: &str = "/assets/app-3f9c2b7a1d5e8f60.js";

async fn serve() -> (Server, tempfile::TempDir) {
    serve_with(Options::default()).await
}

async fn serve_with(options: Options) -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("assets")).unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html>"),
        ("index.html.br", "start page, small"),
        ("assets/app-3f9c2b7a1d5e8f60.js", "plain"),
        ("assets/app-3f9c2b7a1d5e8f60.js.br", "smallest"),
        ("assets/app-3f9c2b7a1d5e8f60.js.gz", "small"),
        (
            "config.json",
            r#"{"api_origin": "https://nodeum.example/api/v2"}"#,
        ),
        (".secret", "secret"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let assets = Assets::Folder(folder.path().to_owned());
    (Server::start_with(Options { assets, ..options }).await, folder)
}

fn media_type(answer: &Answer) -> &str {
    answer.header("content-type").unwrap()
}

#[tokio::test]
async fn every_address_of_the_console_starts_it() {
    let (server, _folder) = serve().await;
    for path in [
        "/",
        "/users",
        "/users/7/edit",
        "/users/ada%2Fb",
        "/api-keys",
        "/apical",
    ] {
        let answer = server.request("GET", path).send().await;
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (200, "<!doctype html>"),
            "{path}"
        );
        assert_eq!(media_type(&answer), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';")
        );
        assert!(
            policy.contains("connect-src 'self' https://nodeum.example;"),
            "{policy}"
        );
        assert!(
            policy.ends_with("require-trusted-types-for 'script'; trusted-types default"),
            "{policy}"
        );
    }
    let answer = server
        .request("GET", "/users/ada.b")
        .header("accept", "text/html,*/*")
        .send()
        .await;
    assert_eq!(answer.text, "<!doctype html>");
}

#[tokio::test]
async fn what_is_no_address_of_the_console_is_not_found() {
    let (server, _folder) = serve().await;
    for path in [
        "/app-000000000.js",
        "/assets/app",
        "/.secret",
        "/%2e%2e/%2e%2e/etc/hosts.x",
        "/api",
        "/api/v2/x",
    ] {
        server.request("GET", path).send().await.is(404, &not_found());
    }
    server
        .request("POST", "/users")
        .send()
        .await
        .is(404, &not_found());
}

#[tokio::test]
async fn the_smallest_form_that_the_browser_takes_is_sent() {
    let (server, _folder) = serve().await;
    for (accepted, content, encoding) in [
        ("gzip, deflate, br", "smallest", Some("br")),
        ("gzip", "small", Some("gzip")),
        ("br;q=0, gzip", "small", Some("gzip")),
        ("identity", "plain", None),
    ] {
        let answer = server
            .request("GET", SCRIPT)
            .header("accept-encoding", accepted)
            .send()
            .await;
        assert_eq!(answer.text, content, "{accepted}");
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.header("vary"), Some("Accept-Encoding"));
        assert_eq!(media_type(&answer), "text/javascript; charset=utf-8");
        assert_eq!(
            answer.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
}

#[tokio::test]
async fn the_modules_of_sections_are_kept_for_ever_and_gone_with_their_build() {
    let (server, folder) = serve().await;
    let app = folder.path().join("assets/app-3f9c2b7a1d5e8f60");
    fs::create_dir(&app).unwrap();
    fs::write(app.join("split_api_keys.wasm"), "module").unwrap();
    fs::write(app.join("split_api_keys.wasm.br"), "small").unwrap();
    let path = "/assets/app-3f9c2b7a1d5e8f60/split_api_keys.wasm";
    let answer = server
        .request("GET", path)
        .header("accept-encoding", "br")
        .send()
        .await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, "small"));
    assert_eq!(media_type(&answer), "application/wasm");
    assert_eq!(
        answer.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    // A browser that still runs another build is told so, and isn't given a page in the place of a module.
    let other = path.replace("3f9c2b7a1d5e8f60", "4f9c2b7a1d5e8f60");
    let answer = server.request("GET", &other).header("accept", "*/*").send().await;
    answer.is(404, &not_found());
    assert_eq!(answer.header("cache-control"), None);
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again() {
    let (server, folder) = serve().await;
    let first = server.request("GET", "/config.json").send().await;
    first.is(200, &json!({"api_origin": "https://nodeum.example/api/v2"}));
    let tag = first.header("etag").unwrap();
    let again = server
        .request("GET", "/config.json")
        .header("if-none-match", tag)
        .send()
        .await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    fs::write(folder.path().join("config.json"), "{}").unwrap();
    let changed = server
        .request("GET", "/config.json")
        .header("if-none-match", tag)
        .send()
        .await;
    changed.is(200, &json!({}));
}

#[tokio::test]
async fn a_broken_configuration_does_no_harm() {
    let (server, folder) = serve().await;
    fs::write(folder.path().join("config.json"), "not JSON").unwrap();
    let answer = server.request("GET", "/").send().await;
    assert_eq!(answer.status.as_u16(), 200);
    assert!(
        answer
            .header("content-security-policy")
            .unwrap()
            .contains("connect-src 'self';")
    );
}

#[tokio::test]
async fn a_head_request_gets_no_body() {
    let (server, _folder) = serve().await;
    let answer = server.request("HEAD", "/").send().await;
    assert_eq!(answer.status.as_u16(), 200);
    assert_eq!(media_type(&answer), "text/html; charset=utf-8");
}

#[tokio::test]
async fn a_server_without_a_console_says_so() {
    let server = Server::start().await;
    let answer = server.request("GET", "/").send().await;
    let sentence = "The console isn't part of this server: name its folder with --app-dir";
    answer.is(
        404,
        &json!({"details": {"base": [{"error": "not_found"}]}, "messages": [sentence]}),
    );
}

const HTML: &str = "<!doctype html><base href=\"/\"><title>Nodeum Admin</title>";

#[tokio::test]
async fn below_a_path_the_start_page_says_so_whether_or_not_a_proxy_takes_it_off() {
    let (server, folder) = serve_with(Options {
        base_path: "/nodeum/".parse().unwrap(),
        ..Options::default()
    })
    .await;
    fs::write(folder.path().join("index.html"), HTML).unwrap();
    for path in [
        "/nodeum/",
        "/nodeum/users/7",
        "/nodeum/index.html",
        "/",
        "/users/7",
    ] {
        let answer = server
            .request("GET", path)
            .header("accept-encoding", "br")
            .send()
            .await;
        let expected = HTML.replace(
            "<base href=\"/\">",
            "<base href=\"/nodeum/\" data-api=\"/nodeum\">",
        );
        assert_eq!((answer.status.as_u16(), &answer.text), (200, &expected), "{path}");
        assert_eq!(answer.header("content-encoding"), None);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    let redirect = server.request("GET", "/nodeum").send().await;
    assert_eq!(redirect.status.as_u16(), 308);
    assert_eq!(redirect.header("location"), Some("/nodeum/"));
    let script = server.request("GET", &format!("/nodeum{SCRIPT}")).send().await;
    assert_eq!(script.text, "plain");
    for path in ["/nodeum/api/v2/users/me", "/api/v2/users/me"] {
        server
            .request("GET", path)
            .send()
            .await
            .is_unauthorized("Sign in first");
    }
    server
        .request("GET", "/nodeum/api/v2/x")
        .send()
        .await
        .is(404, &not_found());
}

#[tokio::test]
async fn a_trusted_proxy_names_the_path_that_it_takes_off() {
    let (server, folder) = serve_with(Options {
        trusted_proxies: vec!["10.0.0.1".parse().unwrap()],
        ..Options::default()
    })
    .await;
    fs::write(folder.path().join("index.html"), HTML).unwrap();
    for (peer, prefix, base) in [
        (
            "10.0.0.1",
            "/nodeum",
            "<base href=\"/nodeum/\" data-api=\"/nodeum\">",
        ),
        ("10.0.0.1", "/a/b/", "<base href=\"/a/b/\" data-api=\"/a/b\">"),
        ("10.0.0.1", "/\"><script>", "<base href=\"/\">"),
        (
            "10.0.0.1",
            "//evil.example",
            "<base href=\"/evil.example/\" data-api=\"/evil.example\">",
        ),
        ("192.0.2.1", "/nodeum", "<base href=\"/\">"),
    ] {
        let call = server.request("GET", "/users").from(peer);
        let answer = call.header("x-forwarded-prefix", prefix).send().await;
        assert!(answer.text.contains(base), "{peer} {prefix} {}", answer.text);
    }
}

#[tokio::test]
async fn a_person_reads_how_to_get_a_console() {
    let server = Server::start().await;
    let answer = server
        .request("GET", "/")
        .header("accept", "text/html,*/*")
        .send()
        .await;
    assert_eq!(answer.status.as_u16(), 404);
    assert_eq!(media_type(&answer), "text/plain; charset=utf-8");
    for words in ["isn't part of this server", "--app-dir", "cargo xtask serve"] {
        assert!(answer.text.contains(words), "{}", answer.text);
    }
}

#[tokio::test]
async fn every_answer_tells_browsers_what_not_to_do_with_it() {
    let (server, _folder) = serve_with(Options {
        base_path: "/nodeum/".parse().unwrap(),
        cors_origins: vec!["https://console.example".parse().unwrap()],
        ..Options::default()
    })
    .await;
    let tag = server.request("GET", "/config.json").send().await;
    let tag = tag.header("etag").unwrap().to_owned();
    let sign_in = || server.api("POST", "/users/sign_in");
    let preflight = server.api("OPTIONS", "/users");
    let preflight = preflight
        .header("access-control-request-method", "GET")
        .header("origin", "https://console.example");
    let mut answers = Vec::new();
    for (status, call) in [
        (200, server.request("GET", "/")),
        (200, server.request("HEAD", "/")),
        (200, server.request("GET", SCRIPT)),
        (
            304,
            server
                .request("GET", "/config.json")
                .header("if-none-match", &tag),
        ),
        (404, server.request("GET", "/assets/missing.js")),
        (404, server.request("POST", "/")),
        (404, server.request("OPTIONS", "/")),
        (308, server.request("GET", "/nodeum")),
        (200, server.request("GET", "/healthz")),
        (200, server.api("GET", "/openapi.json")),
        (308, server.api("GET", "/docs")),
        (200, server.api("GET", "/docs/")),
        (404, server.api("GET", "/docs/nothing")),
        (404, server.api("GET", "/nothing")),
        (405, server.api("OPTIONS", "/users/me")),
        (405, server.api("PATCH", "/users/me")),
        (204, preflight),
        (401, server.api("HEAD", "/users/me")),
        (200, server.api("GET", "/users/me").basic("admin", PASSWORD)),
        (400, sign_in().text("application/json", "{")),
        (413, sign_in().text("application/json", "x".repeat(100_000))),
        (415, sign_in().text("text/plain", "{}")),
        (422, sign_in().text("application/json", "{}")),
    ] {
        let answer = call.send().await;
        assert_eq!(answer.status.as_u16(), status, "{answer:?}");
        answers.push(answer);
    }
    server.store.close().await;
    for (status, path) in [(500, "/api/v2/users"), (503, "/readyz")] {
        let answer = server.request("GET", path).basic("admin", PASSWORD).send().await;
        assert_eq!(answer.status.as_u16(), status, "{answer:?}");
        answers.push(answer);
    }
    for answer in answers {
        // That all of them have the rest, `send` looks.
        assert_eq!(answer.header("strict-transport-security"), None, "{answer:?}");
        let policy = answer.header("content-security-policy").unwrap();
        let is_swagger = policy.contains("style-src 'self' 'unsafe-inline'");
        assert_eq!(
            policy.contains("require-trusted-types-for 'script'; trusted-types "),
            !is_swagger,
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn every_answer_of_the_api_stays_out_of_caches() {
    let server = Server::start().await;
    for call in [
        server.api("GET", "/users/me"),
        server.api("GET", "/users/me").basic("admin", PASSWORD),
        server.api("HEAD", "/users/me").basic("admin", PASSWORD),
        server.api("GET", "/users?limit=x").basic("admin", PASSWORD),
        server.api("GET", "/openapi.json"),
        server.api("GET", "/docs/"),
        server.api("GET", "/nothing"),
        server.api("PATCH", "/users"),
        server.api("OPTIONS", "/users"),
        server.api("POST", "/users/sign_in").text("text/plain", "x"),
        server.request("GET", "/api/"),
    ] {
        let answer = call.send().await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{answer:?}");
    }
    server.store.close().await;
    let answer = server.api("GET", "/users").basic("admin", PASSWORD).send().await;
    assert_eq!(answer.status.as_u16(), 500);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn browsers_are_told_to_stay_with_tls_where_a_trusted_proxy_speaks_it() {
    for (trusted, scheme, expected) in [
        ("10.0.0.1", "https", Some("max-age=31536000")),
        ("10.0.0.1", "http", None),
        ("10.0.0.2", "https", None),
    ] {
        let (server, _folder) = serve_with(Options {
            trusted_proxies: vec![trusted.parse().unwrap()],
            ..Options::default()
        })
        .await;
        let request = server.request("GET", "/").from("10.0.0.1");
        let answer = request.header("x-forwarded-proto", scheme).send().await;
        assert_eq!(
            answer.header("strict-transport-security"),
            expected,
            "{trusted} {scheme}"
        );
    }
}
