//! `/users/-/systems` and `/groups/-/systems`

use serde_json::{Value, json};

use crate::support::{PASSWORD, Server};

/// The rows of a list, each an object; whoever asks has to be there.
async fn rows(server: &Server, who: &str, path: &str, name: &str) -> Vec<Value> {
    let answer = server.api("GET", path).basic(who, PASSWORD).send().await;
    assert_eq!(answer.status.as_u16(), 200, "{answer:?}");
    let rows = answer.body[name].as_array().unwrap();
    assert_eq!(answer.body["count"], rows.len());
    rows.clone()
}

#[tokio::test]
async fn root_and_its_group_are_there_for_everybody() {
    let server = Server::start().await;
    server.create(json!({"username": "ada"})).await;
    let users = rows(&server, "ada", "/users/-/systems", "users").await;
    assert!(
        users
            .iter()
            .any(|user| user["name"] == "root" && user["uid"] == 0)
    );
    // Limit and offset are none of the parameters.
    for path in ["/groups/-/systems", "/groups/-/systems?limit=-1&offset=x&id=0"] {
        let groups = rows(&server, "ada", path, "groups").await;
        assert!(groups.iter().any(|group| group["gid"] == 0));
        assert!(groups.len() > 1, "{path}");
    }
}

/// Compared with `getent`, which comes with Linux and the BSDs; macOS has none.
#[cfg(not(target_os = "macos"))]
mod enumerated {
    use std::process::Command;

    use super::*;

    /// The fields of each entry, as the system's own tool enumerates them.
    fn entries(database: &str) -> Vec<Vec<String>> {
        let output = Command::new("getent").arg(database).output();
        let output = output.expect("install getent: the server's answer is compared with what it says");
        assert!(output.status.success(), "getent {database}: {output:?}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines()
            .map(|line| line.split(':').map(str::to_owned).collect())
            .collect()
    }

    fn text(value: &Value) -> String {
        value.as_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn the_systems_users_are_those_that_it_enumerates() {
        let server = Server::start().await;
        let users = rows(&server, "admin", "/users/-/systems", "users").await;
        let shown: Vec<[String; 4]> = users
            .iter()
            .map(|user| {
                [
                    text(&user["name"]),
                    user["uid"].to_string(),
                    user["gid"].to_string(),
                    text(&user["info"]),
                ]
            })
            .collect();
        let expected: Vec<[String; 4]> = entries("passwd")
            .iter()
            .map(|fields| [0, 2, 3, 4].map(|field| fields[field].clone()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[tokio::test]
    async fn the_systems_groups_are_those_that_it_enumerates() {
        let server = Server::start().await;
        let groups = rows(&server, "admin", "/groups/-/systems", "groups").await;
        let shown: Vec<[String; 3]> = groups
            .iter()
            .map(|group| {
                let users: Vec<String> = group["users"].as_array().unwrap().iter().map(text).collect();
                [text(&group["name"]), group["gid"].to_string(), users.join(",")]
            })
            .collect();
        let expected: Vec<[String; 3]> = entries("group")
            .iter()
            .map(|fields| [0, 2, 3].map(|field| fields[field].clone()))
            .collect();
        assert_eq!(shown, expected);
    }
}
