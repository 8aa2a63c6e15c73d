//! `/users/-/systems` and `/groups/-/systems`

use std::process::Command;

use serde_json::Value;

use crate::support::{PASSWORD, Server};

/// What the system's own tool enumerates, or nothing where there is no such tool.
fn enumerated(database: &str) -> Option<Vec<String>> {
    let output = Command::new("getent").arg(database).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text.lines().map(str::to_owned).collect())
}

fn number(value: &Value) -> String {
    value.as_i64().unwrap().to_string()
}

#[tokio::test]
async fn the_systems_users_are_those_that_it_enumerates() {
    let server = Server::start().await;
    let call = server.api("GET", "/users/-/systems").basic("admin", PASSWORD);
    let answer = call.send().await;
    assert_eq!(answer.status.as_u16(), 200, "{answer:?}");
    let users = answer.body["users"].as_array().unwrap();
    assert_eq!(answer.body["count"], users.len());
    assert!(
        users
            .iter()
            .any(|user| user["name"] == "root" && user["uid"] == 0)
    );
    let Some(lines) = enumerated("passwd") else { return };
    let shown: Vec<String> = users
        .iter()
        .map(|user| {
            let text = |name: &str| user[name].as_str().unwrap().to_owned();
            [
                text("name"),
                number(&user["uid"]),
                number(&user["gid"]),
                text("info"),
            ]
            .join(":")
        })
        .collect();
    let expected: Vec<String> = lines
        .iter()
        .map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            [fields[0], fields[2], fields[3], fields[4]].join(":")
        })
        .collect();
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn the_systems_groups_are_those_that_it_enumerates() {
    let server = Server::start().await;
    server.create(serde_json::json!({"username": "ada"})).await;
    // Limit and offset are none of its parameters.
    for path in ["/groups/-/systems", "/groups/-/systems?limit=-1&offset=x&id=0"] {
        let answer = server.api("GET", path).basic("ada", PASSWORD).send().await;
        assert_eq!(answer.status.as_u16(), 200, "{answer:?}");
        let groups = answer.body["groups"].as_array().unwrap();
        assert_eq!(answer.body["count"], groups.len());
        assert!(groups.iter().any(|group| group["gid"] == 0));
        let Some(lines) = enumerated("group") else { return };
        let shown: Vec<String> = groups
            .iter()
            .map(|group| {
                let users = group["users"].as_array().unwrap();
                let users: Vec<&str> = users.iter().map(|user| user.as_str().unwrap()).collect();
                format!(
                    "{}:x:{}:{}",
                    group["name"].as_str().unwrap(),
                    group["gid"],
                    users.join(",")
                )
            })
            .collect();
        assert_eq!(shown, lines);
    }
}
