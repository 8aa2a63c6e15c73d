//! Every answer that an operation can give, errors included.

use serde_json::{Map, Value, json};

use crate::http::auth::Right;
use crate::http::operations::Described;

/// Status, component, description and an example of each error. Where the example has `details` it is about attributes.
const ERRORS: [(u16, &str, &str, &str); 11] = [
    (
        400,
        "bad_request",
        "The body isn't JSON.",
        r#"{"error": "The request's body isn't JSON: line 1, column 2"}"#,
    ),
    (
        401,
        "unauthorized",
        "User is unauthorized.",
        r#"{"error": "Sign in first"}"#,
    ),
    (
        403,
        "forbidden",
        "The user hasn't the right, or the API key not the scope.",
        r#"{"error": "Only an administrator may do this"}"#,
    ),
    (
        404,
        "not_found",
        "The requested resource was not found. The detailed error will be of type not_found.",
        r#"{"details": {"base": [{"error": "not_found"}]}, "messages": ["The record was not found"]}"#,
    ),
    (
        408,
        "request_timeout",
        "The body didn't arrive in time.",
        r#"{"error": "The request's body didn't arrive in time"}"#,
    ),
    (
        413,
        "payload_too_large",
        "The body is longer than the operation takes: 4 KiB to sign in, 772 KiB for a configuration, 64 KiB otherwise.",
        r#"{"error": "The request's body is longer than 64 KiB"}"#,
    ),
    (
        415,
        "unsupported_media_type",
        "The body isn't declared as JSON in UTF-8.",
        r#"{"error": "The request's body has to be JSON: send Content-Type: application/json"}"#,
    ),
    (
        422,
        "unprocessable_entity",
        "The received resource or a parameter breaks the rules.",
        r#"{"details": {"username": [{"error": "taken", "value": "ada"}]}, "messages": ["Username has already been taken"]}"#,
    ),
    (
        429,
        "too_many_requests",
        "Too many wrong passwords for this name or from this address, or too many requests at once from this address.",
        r#"{"error": "Too many failed attempts: try again later"}"#,
    ),
    (
        500,
        "internal_error",
        "The server failed.",
        r#"{"error": "The server failed to answer; its log has the cause under this request's id", "request_id": "2M_CMDdJhiC9"}"#,
    ),
    (
        503,
        "unavailable",
        "The server can't answer now: its disk is full, its database busy, or it took too long.",
        r#"{"error": "The server took too long to answer: try again", "request_id": "2M_CMDdJhiC9"}"#,
    ),
];

/// The components of all answers: these, and those of success.
pub(super) fn responses(mut responses: Value) -> Value {
    for (status, name, description, example) in ERRORS {
        let example: Value = serde_json::from_str(example).unwrap_or_default();
        let schema = if example.get("details").is_some() {
            "error"
        } else {
            "generic_error"
        };
        let mut response = json!({
            "description": description,
            "content": {"application/json": {
                "schema": {"$ref": format!("#/components/schemas/{schema}")},
                "example": example,
            }},
        });
        match status {
            401 => {
                response["headers"] = json!({"WWW-Authenticate": {
                    "required": true, "schema": {"type": "string", "const": "Bearer"},
                }});
            }
            429 | 503 => {
                response["headers"] = json!({"Retry-After": {
                    "description": "In how many seconds to try again.",
                    "required": status == 429, "schema": {"type": "integer", "minimum": 1},
                }});
            }
            _ => {}
        }
        responses[name] = response;
    }
    responses
}

/// The answers of an operation by status.
pub(super) fn of(operation: &Described) -> Value {
    let mut answers = Map::new();
    let (success, component) = operation.gives;
    let answer = component.map_or_else(
        || json!({"description": "Done; the answer has no body."}),
        |name| json!({"$ref": format!("#/components/responses/{name}")}),
    );
    answers.insert(success.to_string(), answer);
    for (status, name, _, _) in ERRORS {
        if can_come(operation, status) {
            let reference = json!({"$ref": format!("#/components/responses/{name}")});
            answers.insert(status.to_string(), reference);
        }
    }
    Value::Object(answers)
}

fn can_come(operation: &Described, status: u16) -> bool {
    let has_body = operation.takes.is_some();
    match status {
        400 | 408 | 413 | 415 => has_body,
        403 => operation.right != Right::Public,
        404 => operation.path.contains('{'),
        422 => has_body || operation.list.is_some() || operation.refusable,
        _ => true,
    }
}
