//! `GET /users` with `sort_by`, `search` and filters.

use form_urlencoded::Serializer;
use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Server};

async fn list(server: &Server, parameters: &[(&str, &str)]) -> Answer {
    let query = Serializer::new(String::new()).extend_pairs(parameters).finish();
    server
        .api("GET", &format!("/users?{query}"))
        .basic("admin", PASSWORD)
        .send()
        .await
}

fn names(answer: &Answer) -> Vec<&str> {
    let users = answer.body["users"].as_array();
    let users = users.unwrap_or_else(|| panic!("{answer:?}"));
    assert_eq!(answer.body["count"], users.len());
    users
        .iter()
        .map(|user| user["username"].as_str().unwrap())
        .collect()
}

/// `admin`, who was there first, and four others.
async fn people() -> Server {
    let server = Server::start().await;
    for user in [
        json!({"username": "Zoë", "email": "Zoe@nodeum.example", "user_id": 7}),
        json!({"username": "ada_l", "expired_at": "2027-05-01T00:00:00Z", "group_id": 50}),
        json!({"username": "adam", "email": "a%b@nodeum.example", "source_type": "cli_ldap"}),
        json!({"username": "x|y", "is_admin": true, "user_id": 1000}),
    ] {
        server.create(user).await;
        server.pass_seconds(60);
    }
    server
}

#[tokio::test]
async fn filters_choose_and_sort_by_orders() {
    let server = people().await;
    for (parameters, expected) in [
        (&[("limit", "1"), ("id", "0")][..], &[][..]),
        (&[("username", "ZOË")], &["Zoë"]),
        (&[("username", "!=zoë")], &["admin", "ada_l", "adam", "x|y"]),
        (&[("username", "~%ad%")], &["admin", "ada_l", "adam"]),
        (&[("username", "~ada__")], &["ada_l"]),
        (&[("username", "~%\\_%")], &["ada_l"]),
        (&[("username", "!~a%")], &["Zoë", "x|y"]),
        (&[("username", "><ADMIN|x\\|y|nobody")], &["admin", "x|y"]),
        (&[("username", "!><admin|adam")], &["Zoë", "ada_l", "x|y"]),
        (&[("username", ">=adb"), ("username", "<=x")], &["admin"]),
        (&[("email", "")], &["admin", "ada_l", "x|y"]),
        (&[("email", "!=")], &["Zoë", "adam"]),
        (&[("email", "~%\\%%")], &["adam"]),
        (
            &[("email", "!=zoe@nodeum.example")],
            &["admin", "ada_l", "adam", "x|y"],
        ),
        (&[("is_admin", "true")], &["admin", "x|y"]),
        (&[("is_admin", "!=true"), ("group_id", "<1000")], &["ada_l"]),
        (&[("user_id", "><7|1000")], &["admin", "Zoë", "x|y"]),
        (&[("id", ">4")], &["x|y"]),
        (&[("expired_at", "=")], &["admin", "Zoë", "adam", "x|y"]),
        (&[("expired_at", "<2027-05-02")], &["ada_l"]),
        (&[("expired_at", "<2027-05-01")], &[]),
        (&[("created_at", ">=2026-01-31T08:17:00Z")], &["adam", "x|y"]),
        (
            &[
                ("updated_at", ">=2026-01-31"),
                ("created_at", "<2026-01-31T09:15:01+01:00"),
            ],
            &["admin", "Zoë"],
        ),
        (&[("source_type", "CLI_LDAP")], &["adam"]),
        (&[("search", "AD")], &["admin", "ada_l", "adam"]),
        (&[("search", "%")], &["adam"]),
        (&[("search", "7")], &["Zoë"]),
        (&[("search", "1000")], &["admin", "x|y"]),
        (&[("search", "nodeum"), ("search", "zoe")], &["Zoë"]),
        (&[("search", "")], &["admin", "Zoë", "ada_l", "adam", "x|y"]),
        (
            &[("sort_by", "username")],
            &["ada_l", "adam", "admin", "x|y", "Zoë"],
        ),
        (
            &[("sort_by", "username:desc")],
            &["Zoë", "x|y", "admin", "adam", "ada_l"],
        ),
        (
            &[("sort_by", "email:asc")],
            &["adam", "Zoë", "admin", "ada_l", "x|y"],
        ),
        (
            &[("sort_by", "email:desc")],
            &["Zoë", "adam", "admin", "ada_l", "x|y"],
        ),
        (
            &[("sort_by", "is_admin:desc|username:desc")],
            &["x|y", "admin", "Zoë", "adam", "ada_l"],
        ),
        (
            &[("sort_by", "user_id:asc")],
            &["Zoë", "admin", "x|y", "ada_l", "adam"],
        ),
    ] {
        assert_eq!(
            names(&list(&server, parameters).await),
            expected,
            "{parameters:?}"
        );
    }
}

#[tokio::test]
async fn the_page_comes_after_filter_and_order_and_count_tells_all_that_match() {
    let server = people().await;
    let parameters = [
        ("username", "~%a%"),
        ("sort_by", "username:desc"),
        ("limit", "1"),
        ("offset", "1"),
    ];
    let answer = list(&server, &parameters).await;
    assert_eq!(answer.body["count"], 3);
    assert_eq!(answer.body["users"].as_array().unwrap().len(), 1);
    assert_eq!(answer.body["users"][0]["username"], "adam");
}

#[tokio::test]
async fn what_makes_no_sense_is_named() {
    let server = Server::start().await;
    let invalid = |value: &str| json!([{"error": "invalid", "value": value}]);
    let unknown = json!([{"error": "invalid"}]);
    let long = |count: usize| json!([{"error": "too_long", "count": count}]);
    let too_many = |count: usize| json!([{"error": "too_many", "count": count}]);
    let pattern = format!("~{}", "a%".repeat(501));
    let text = "x".repeat(255);
    let many = format!("><{}", vec!["1"; 1001].join("|"));
    for (name, value, error) in [
        ("nickname", "ada", unknown.clone()),
        ("password", "~%a%", unknown.clone()),
        ("password_hash", "secret", unknown.clone()),
        ("Username", "ada", unknown.clone()),
        ("username[]", "ada", unknown.clone()),
        ("", "ada", unknown),
        ("username", "!ada", invalid("!ada")),
        ("username", "a\0", invalid("a\0")),
        ("id", "one", invalid("one")),
        ("id", "9223372036854775808", invalid("9223372036854775808")),
        ("id", "~1%", invalid("~1%")),
        ("is_admin", "yes", invalid("yes")),
        ("created_at", ">=soon", invalid(">=soon")),
        ("created_at", ">", invalid(">")),
        ("sort_by", "", invalid("")),
        ("sort_by", "password", invalid("password")),
        ("sort_by", "username:up", invalid("username:up")),
        ("sort_by", "username:asc|", invalid("username:asc|")),
        ("search", "\0", invalid("\0")),
        ("search", text.as_str(), long(254)),
        ("username", pattern.as_str(), long(254)),
        ("id", many.as_str(), too_many(1000)),
    ] {
        let answer = list(&server, &[(name, value)]).await;
        let details: Value = json!({name: error});
        assert_eq!(
            (answer.status.as_u16(), &answer.body["details"]),
            (422, &details),
            "{name}={value}"
        );
    }
    let answer = list(&server, &[("limit", "x"), ("id", "x"), ("nickname", "x")]).await;
    let details = answer.body["details"].as_object().unwrap();
    assert_eq!(details.keys().collect::<Vec<_>>(), ["id", "limit", "nickname"]);
    assert_eq!(
        answer.body["messages"],
        json!(["Id is invalid", "Nickname is invalid", "Limit is invalid"])
    );
    let answer = list(&server, &[("id", "1"); 101]).await;
    assert_eq!(
        answer.body["details"],
        json!({"base": [{"error": "too_many", "count": 100}]})
    );
    assert_eq!(answer.body["messages"], json!(["There can be 100 at most"]));
    let answer = list(&server, &[("id", "1"); 100]).await;
    assert_eq!(names(&answer), ["admin"]);
    let answer = list(&server, &[("sort_by", "username"); 100]).await;
    assert_eq!(names(&answer), ["admin"]);
    // Over all parameters together, a statement has as many values, and each row is compared with as many patterns.
    let half = format!("><{}", vec!["1"; 501].join("|"));
    let answer = list(&server, &[("id", &half), ("user_id", &half)]).await;
    assert_eq!(answer.body["details"], json!({"user_id": too_many(1000)}));
    let answer = list(&server, &[("username", "~%a%"); 11]).await;
    assert_eq!(answer.body["details"], json!({"username": too_many(10)}));
    let answer = list(&server, &[("search", "a"); 11]).await;
    assert_eq!(answer.body["details"], json!({"search": too_many(10)}));
    let answer = list(&server, &[("search", "a"), ("username", "!~%x%")]).await;
    assert_eq!(answer.status.as_u16(), 200);
}

#[tokio::test]
async fn ten_thousand_wildcards_are_one() {
    let server = people().await;
    let all = format!("~{}", "%".repeat(10_000));
    let long = format!("~{}a", "%_".repeat(252));
    assert_eq!(names(&list(&server, &[("username", &all)]).await).len(), 5);
    assert_eq!(names(&list(&server, &[("username", &long)]).await).len(), 0);
}

#[tokio::test]
async fn values_are_no_sql() {
    let server = people().await;
    for value in ["' OR 1=1 --", "~%' OR ''='", "\" OR \"\"=\"", "><a|') OR (1=1"] {
        assert_eq!(
            names(&list(&server, &[("username", value)]).await).len(),
            0,
            "{value}"
        );
        assert_eq!(
            names(&list(&server, &[("search", value)]).await).len(),
            0,
            "{value}"
        );
    }
}
