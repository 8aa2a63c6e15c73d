//! Bodies of requests and of successful answers, with examples.

use serde_json::{Value, json};

use crate::domain::api_level::ApiLevel;

fn user(api_level: ApiLevel) -> Value {
    let mut user = json!({
        "id": 2, "user_id": 1001, "group_id": 1000, "username": "ada", "email": "ada@nodeum.example", "is_admin": false,
        "created_at": "2026-01-31T08:15:00.000Z", "updated_at": "2026-01-31T08:15:00.000Z",
    });
    if api_level.expiry_and_source() {
        user["expired_at"] = Value::Null;
        user["source_type"] = "web_app".into();
    }
    if api_level.extensions() {
        user["last_sign_in_at"] = "2026-01-31T08:15:00.000Z".into();
    }
    user
}

fn scopes() -> Value {
    json!([{"controller": "users", "action": "index"}])
}

fn content(schema: &str, example: &Value) -> Value {
    let schema = json!({"$ref": format!("#/components/schemas/{schema}")});
    json!({"application/json": {"schema": schema, "example": example}})
}

/// The bodies of requests.
pub(super) fn requests() -> Value {
    let body = |schema: &str, example: Value| json!({"required": true, "content": content(schema, &example)});
    json!({
        "sign_in_body": body("sign_in", json!({"user": {"username": "ada", "password": "correct horse"}})),
        "new_user_body": body("new_user", json!({"username": "ada", "password": "correct horse"})),
        "user_body": body("user_changes", json!({"email": "ada@nodeum.example"})),
        "new_configuration_body": body("new_user_configuration", json!({"key": "global.locale", "value": "en"})),
        "configuration_body": body("user_configuration_changes", json!({"value": "fr"})),
        "new_api_key_body": body("new_api_key", json!({"name": "backup", "api_key_scopes": scopes()})),
        "api_key_body": body("api_key_changes", json!({"api_key_scopes": scopes()})),
    })
}

/// The answers of success.
pub(super) fn responses(api_level: ApiLevel) -> Value {
    let answer = |description: &str, schema: &str, example: &Value| json!({"description": description, "content": content(schema, example)});
    let list = |description: &str, schema: &str, name: &str, record: &Value| {
        answer(description, schema, &json!({"count": 1, name: [record]}))
    };
    let (user, configuration) = (
        user(api_level),
        json!({"id": 1, "key": "global.locale", "value": "en"}),
    );
    let mut key = json!({"id": 1, "key": "******************x9Qk", "name": "backup"});
    if api_level.extensions() {
        key["created_at"] = "2026-01-31T08:15:00.000Z".into();
        key["last_used_at"] = Value::Null;
        key["expired_at"] = Value::Null;
    }
    let mut full = key.clone();
    full["api_key_scopes"] = scopes();
    let mut created = full.clone();
    created["key"] = "ZmFrZSBrZXkgZm9yIHRoZSBkb2N1bWVudGF0aW9uOik".into();
    let mut signed_in = answer("Successful user sign in.", "user", &user);
    signed_in["headers"] = json!({"Authorization": {
        "description": "JWT token, as `Bearer <token>`", "required": true, "schema": {"type": "string"},
    }});
    let system_user = json!({"name": "root", "uid": 0, "gid": 0, "info": "root"});
    let system_group = json!({"name": "staff", "gid": 50, "users": ["ada"]});
    let configurations = "user_configuration_collection";
    let mut responses = json!({
        "signed_in": signed_in,
        "users_show": answer("A specific user.", "user", &user),
        "users_index": list("List of users.", "user_collection", "users", &user),
        "configuration_show": answer("A specific configuration.", "user_configuration", &configuration),
        "configuration_index": list("List of configurations.", configurations, "configurations", &configuration),
        "api_key_created": answer("The new API key, whole.", "api_key_full", &created),
        "api_key_show": answer("A specific API key.", "api_key_full", &full),
        "api_key_index": list("List of API Keys.", "api_key_collection", "api_keys", &key),
        "system_users": list("List of users.", "system_user_collection", "users", &system_user),
        "system_groups": list("List of user groups.", "system_group_collection", "groups", &system_group),
    });
    if api_level.extensions() {
        let event = json!({
            "id": 1, "created_at": "2026-01-31T08:15:00.000Z", "actor_id": 1, "actor": "admin", "origin": "session",
            "action": "users/update", "record_id": 7, "record": "ada",
            "changes": [{"attribute": "email", "from": null, "to": "ada@nodeum.example"}, {"attribute": "password"}],
        });
        responses["audit_events"] = list(
            "Who changed what, and when.",
            "audit_event_collection",
            "audit_events",
            &event,
        );
    }
    responses
}
