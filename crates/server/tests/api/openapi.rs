//! `/openapi.json`

use std::collections::BTreeSet;

use nodeum_admin_server::domain::api_level::ApiLevel;
use nodeum_admin_server::{Options, http};
use serde_json::Value;

use crate::support::{Server, not_found};

/// The published reference.
pub(crate) const CONTRACT: &str = include_str!("../data/nodeum-users.openapi.json");

/// The document that a server at that level serves.
pub(crate) async fn document(api_level: ApiLevel) -> Value {
    let server = Server::start_with(Options {
        api_level,
        ..Options::default()
    })
    .await;
    let answer = server.api("GET", "/openapi.json").send().await;
    assert_eq!(answer.status.as_u16(), 200);
    answer.body
}

/// What a reference within the document leads to.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
        None => value,
    }
}

/// The operations as (path, method), with the path's own parameters.
pub(crate) fn operations(document: &Value) -> Vec<(String, String, &Value, &Value)> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if method != "parameters" {
                operations.push((path.clone(), method.clone(), item, operation));
            }
        }
    }
    operations
}

/// Name, place, necessity and type of each parameter.
pub(crate) fn parameters(
    document: &Value,
    item: &Value,
    operation: &Value,
) -> BTreeSet<(String, String, bool, String)> {
    let lists = [&item["parameters"], &operation["parameters"]];
    let all = lists.into_iter().filter_map(Value::as_array).flatten();
    all.map(|parameter| {
        let parameter = resolve(document, parameter);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (
            text(&parameter["name"]),
            text(&parameter["in"]),
            parameter["required"] == true,
            text(&parameter["schema"]["type"]),
        )
    })
    .collect()
}

/// Checks that `ours` has every property of `theirs`, with the same type, null allowed or not.
fn contains(name: &str, ours: &Value, theirs: &Value) {
    for (property, schema) in theirs["properties"].as_object().into_iter().flatten() {
        let own = &ours["properties"][property];
        assert!(own.is_object(), "{name}.{property} is missing");
        if let Some(kind) = schema["type"].as_str() {
            let types = own["type"]
                .as_array()
                .map_or_else(|| vec![own["type"].clone()], Clone::clone);
            assert!(types.contains(&kind.into()), "{name}.{property} is no {kind}");
        }
        assert_eq!(own["format"], schema["format"], "{name}.{property}");
        contains(property, own, schema);
    }
}

#[tokio::test]
async fn contains_the_contracts_document() {
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    for api_level in [ApiLevel::Extended, ApiLevel::Published] {
        let document = document(api_level).await;
        assert_eq!(document["servers"], contract["servers"]);
        let extensions = usize::from(api_level.extensions());
        assert_eq!(
            operations(&document).len(),
            operations(&contract).len() + extensions
        );
        for (path, method, item, operation) in operations(&contract) {
            let own_item = &document["paths"][&path];
            let own = &own_item[&method];
            assert_eq!(own["operationId"], operation["operationId"], "{method} {path}");
            assert_eq!(own["security"], operation["security"], "{method} {path}");
            assert_eq!(own["tags"], operation["tags"]);
            let (ours, theirs) = (
                parameters(&document, own_item, own),
                parameters(&contract, item, operation),
            );
            assert!(ours.is_superset(&theirs), "{method} {path}: {ours:?} {theirs:?}");
            if !api_level.extensions() {
                assert_eq!(ours, theirs, "{method} {path}");
            }
            assert_eq!(
                own["requestBody"].is_object(),
                operation["requestBody"].is_object()
            );
            let success = |operation: &Value| -> Vec<String> {
                let statuses = operation["responses"].as_object().unwrap().keys();
                statuses
                    .filter(|status| status.starts_with('2'))
                    .cloned()
                    .collect()
            };
            assert_eq!(success(own), success(operation), "{method} {path}");
            let scope = operation["description"].as_str().unwrap().lines().next().unwrap();
            let described = own["description"].as_str().unwrap();
            assert!(described.contains(scope), "{described}");
        }
        for (name, schema) in contract["components"]["schemas"].as_object().unwrap() {
            let own = &document["components"]["schemas"][name];
            assert!(own.is_object(), "{name}");
            contains(name, own, schema);
        }
    }
}

#[tokio::test]
async fn describes_what_the_router_has() {
    let document = document(ApiLevel::Extended).await;
    assert_eq!(document["openapi"], "3.1.0");
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(|path| format!("/api/v2{path}"))
        .collect();
    assert_eq!(described, http::paths(ApiLevel::Extended).collect());
}

#[tokio::test]
async fn leads_nowhere_in_vain_and_has_an_example_for_every_body() {
    let document = document(ApiLevel::Extended).await;
    let mut open = vec![&document];
    let mut bodies = 0;
    while let Some(value) = open.pop() {
        resolve(&document, value);
        match value {
            Value::Object(object) => {
                if let Some(media) = object.get("application/json") {
                    assert!(media["example"].is_object(), "{media}");
                    bodies += 1;
                }
                open.extend(object.values());
            }
            Value::Array(array) => open.extend(array),
            _ => {}
        }
    }
    assert!(bodies > 10, "{bodies}");
    for (path, method, _, operation) in operations(&document) {
        for status in ["401", "429", "500", "503"] {
            assert!(
                operation["responses"][status].is_object(),
                "{method} {path} {status}"
            );
        }
    }
}

#[tokio::test]
async fn people_read_it_by_files_of_this_server_alone() {
    let server = Server::start().await;
    let redirect = server.api("GET", "/docs").send().await;
    assert_eq!(redirect.status.as_u16(), 308);
    assert_eq!(redirect.header("location"), Some("docs/"));
    for (path, media_type, words) in [
        ("/docs/", "text/html", "swagger-initializer.js"),
        (
            "/docs/swagger-initializer.js",
            "text/javascript",
            "../openapi.json",
        ),
        ("/docs/swagger-ui.css", "text/css", ".swagger-ui"),
    ] {
        let answer = server.api("GET", path).send().await;
        assert_eq!(answer.status.as_u16(), 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(media_type), "{path}");
        assert!(answer.text.contains(words), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("script-src 'self';"), "{policy}");
    }
    server
        .api("GET", "/docs/../../x")
        .send()
        .await
        .is(404, &not_found());
    // It isn't in the published reference.
    let strict = Server::start_with(Options {
        api_level: ApiLevel::Published,
        ..Options::default()
    })
    .await;
    for path in ["/docs", "/docs/", "/docs/swagger-ui.css"] {
        strict.api("GET", path).send().await.is(404, &not_found());
    }
}

#[tokio::test]
async fn names_the_address_at_which_people_reach_it() {
    let server = Server::start_with(Options {
        base_path: "/nodeum".parse().unwrap(),
        ..Options::default()
    })
    .await;
    let answer = server.api("GET", "/openapi.json").send().await;
    assert_eq!(answer.body["servers"][0]["url"], "/nodeum/api/v2");
}
