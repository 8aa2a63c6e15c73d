//! What is counted, for Prometheus.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::support::{QUIET, Running, command};

const PASSWORD: &str = "correct horse";

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Where a server says what it counts, which was asked to.
pub(crate) fn address_of_metrics(server: &Running) -> &str {
    let address = server.said.iter().find_map(|line| {
        line.strip_prefix("What is counted is at http://")?
            .strip_suffix("/metrics")
    });
    address.unwrap()
}

#[test]
fn requests_are_counted_by_route_and_status_at_an_address_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut started = command(folder.path());
    started.args(QUIET).args(["--metrics", "127.0.0.1:0"]);
    let server = Running::start(started.env("NODEUM_ADMIN_PASSWORD", PASSWORD));
    let metrics = address_of_metrics(&server);
    let token = server.token(PASSWORD);
    assert!(!server.can_sign_in("a wrong password"));
    for id in ["1", "admin", "nobody"] {
        server.ask("GET", &format!("/api/v2/users/{id}"), Some(&token), "");
    }
    server.ask("GET", "/users/ada@nodeum.example", None, "");
    let counted = get(metrics, "/metrics");
    for line in [
        r#"nodeum_admin_http_requests_total{method="POST",route="/api/v2/users/sign_in",status="201"} 1"#,
        r#"nodeum_admin_http_requests_total{method="POST",route="/api/v2/users/sign_in",status="401"} 1"#,
        r#"nodeum_admin_http_requests_total{method="GET",route="/api/v2/users/{user_id}",status="200"} 2"#,
        r#"nodeum_admin_http_requests_total{method="GET",route="/api/v2/users/{user_id}",status="404"} 1"#,
        r#"nodeum_admin_http_request_duration_seconds_count{method="GET",route="/api/v2/users/{user_id}"} 3"#,
        r#"nodeum_admin_database_connections{pool="writer",state="idle"} 1"#,
        "# EOF",
    ] {
        assert!(counted.contains(line), "{line} isn't in {counted}");
    }
    for secret in ["admin\"", "ada@nodeum.example", "nobody", PASSWORD] {
        assert!(!counted.contains(secret), "{secret}");
    }
    // Neither is elsewhere.
    let elsewhere = get(metrics, "/api/v2/users");
    assert!(elsewhere.starts_with("HTTP/1.1 404 "));
    for answer in [counted, elsewhere] {
        for header in [
            "x-content-type-options: nosniff",
            "content-security-policy: default-src 'none'; ",
        ] {
            assert!(answer.contains(header), "{answer}");
        }
    }
    assert!(!get(&server.address, "/metrics").contains("nodeum_admin_http"));
}
