//! The schemas, under the names of the published reference. Limits are those of the rules.

use api_types::error::code;
use api_types::validation::{
    API_KEY_NAME_MAX, API_KEY_SCOPES_MAX, CONFIGURATION_KEY_MAX, CONFIGURATION_VALUE_MAX, EMAIL_MAX, ID_MAX,
    PASSWORD_MAX, PASSWORD_MIN, USERNAME_MAX,
};
use api_types::{SCOPES, SourceType};
use serde_json::{Map, Value, json};

use super::patterns;
use crate::domain::api_level::ApiLevel;
use crate::domain::audit::Origin;

/// All schemas.
pub(super) fn all(api_level: ApiLevel) -> Value {
    let mut schemas = Map::new();
    for (name, schema) in users(api_level)
        .into_iter()
        .chain(configurations())
        .chain(api_keys(api_level.extensions()))
        .chain(systems())
        .chain(audit_events(api_level.extensions()))
        .chain(errors())
    {
        schemas.insert(name.to_owned(), schema);
    }
    Value::Object(schemas)
}

/// A list of records of that schema, under that name, with their count.
fn collection(name: &str, schema: &str) -> Value {
    let item = json!({"$ref": format!("#/components/schemas/{schema}")});
    json!({
        "type": "object",
        "required": ["count", name],
        "properties": {
            "count": {"type": "integer", "readOnly": true, "description": "How many match in all."},
            name: {"type": "array", "readOnly": true, "items": item},
        },
    })
}

/// What a client may write of a user.
fn user_attributes(api_level: ApiLevel) -> Value {
    let sources = SourceType::ALL.map(|source| source.as_str().to_owned());
    let mut attributes = json!({
        "user_id": {"type": "integer", "minimum": 0, "maximum": ID_MAX, "description": "POSIX uid; by default the next free one."},
        "group_id": {"type": "integer", "minimum": 0, "maximum": ID_MAX, "description": "POSIX gid."},
        "username": {
            "type": "string", "maxLength": USERNAME_MAX,
            "pattern": patterns::username(), "not": {"pattern": patterns::RESERVED_USERNAME},
            "description": "Unique without regard to case and to Unicode's compatibility forms, emails included.",
        },
        "password": {
            "type": "string", "minLength": PASSWORD_MIN, "maxLength": PASSWORD_MAX, "writeOnly": true,
            "description": "Creation and update only",
        },
        "email": {
            "type": ["string", "null"], "maxLength": EMAIL_MAX, "pattern": patterns::EMAIL,
            "description": "Unique without regard to case, usernames included; null or nothing for none.",
        },
        "is_admin": {"type": "boolean"},
    });
    if api_level.expiry_and_source() {
        attributes["expired_at"] = json!({
            "type": ["string", "null"], "format": "date-time",
            "description": "Expiration date of the user account; null for never.",
        });
        attributes["source_type"] = json!({"type": "string", "enum": sources});
    }
    attributes
}

fn users(api_level: ApiLevel) -> Vec<(&'static str, Value)> {
    let mut shown = user_attributes(api_level);
    for (name, kind) in [
        ("id", "integer"),
        ("created_at", "string"),
        ("updated_at", "string"),
    ] {
        shown[name] = json!({"type": kind, "readOnly": true});
        if kind == "string" {
            shown[name]["format"] = "date-time".into();
        }
    }
    let mut required = vec![
        "id",
        "user_id",
        "group_id",
        "username",
        "email",
        "is_admin",
        "created_at",
        "updated_at",
    ];
    if api_level.expiry_and_source() {
        required.extend(["expired_at", "source_type"]);
    }
    if api_level.extensions() {
        shown["last_sign_in_at"] = json!({
            "type": ["string", "null"], "format": "date-time", "readOnly": true,
            "description": "When they last began a session by sign_in; null for never.",
        });
        required.push("last_sign_in_at");
    }
    vec![
        (
            "sign_in",
            json!({
                "type": "object",
                "required": ["user"],
                "properties": {"user": {
                    "type": "object",
                    "required": ["username", "password"],
                    "properties": {
                        "username": {"type": "string", "minLength": 1, "description": "Username or email."},
                        "password": {"type": "string", "minLength": 1, "writeOnly": true},
                    },
                }},
            }),
        ),
        (
            "user",
            json!({"type": "object", "required": required, "properties": shown}),
        ),
        (
            "user_changes",
            json!({"type": "object", "properties": user_attributes(api_level)}),
        ),
        (
            "new_user",
            json!({"type": "object", "required": ["username", "password"], "properties": user_attributes(api_level)}),
        ),
        ("user_collection", collection("users", "user")),
    ]
}

fn configurations() -> Vec<(&'static str, Value)> {
    let written = json!({
        "key": {
            "type": "string", "maxLength": CONFIGURATION_KEY_MAX,
            "pattern": patterns::line(), "not": {"pattern": patterns::ALL_DIGITS},
        },
        "value": {"type": "string", "maxLength": CONFIGURATION_VALUE_MAX, "pattern": patterns::TEXT},
    });
    let mut shown = written.clone();
    shown["id"] = json!({"type": "integer", "readOnly": true});
    vec![
        (
            "user_configuration",
            json!({"type": "object", "required": ["id", "key", "value"], "properties": shown}),
        ),
        (
            "user_configuration_changes",
            json!({"type": "object", "properties": written}),
        ),
        (
            "new_user_configuration",
            json!({"type": "object", "required": ["key"], "properties": written}),
        ),
        (
            "user_configuration_collection",
            collection("configurations", "user_configuration"),
        ),
    ]
}

fn api_keys(extensions: bool) -> Vec<(&'static str, Value)> {
    let name = json!({"type": "string", "maxLength": API_KEY_NAME_MAX, "pattern": patterns::line()});
    let scopes = |schema: &str| {
        let item = json!({"$ref": format!("#/components/schemas/{schema}")});
        json!({"type": "array", "maxItems": API_KEY_SCOPES_MAX, "items": item})
    };
    let mut shown = json!({
        "id": {"type": "integer", "readOnly": true},
        "key": {"type": "string", "readOnly": true, "description": "18 asterisks and the last four characters."},
        "name": name,
    });
    let mut required = vec!["id", "key", "name"];
    if extensions {
        shown["created_at"] = json!({"type": "string", "format": "date-time", "readOnly": true});
        shown["last_used_at"] = json!({"type": ["string", "null"], "format": "date-time", "readOnly": true});
        required.extend(["created_at", "last_used_at", "expired_at"]);
    }
    let mut written = json!({"name": name, "api_key_scopes": scopes("known_api_key_scope")});
    if extensions {
        let expiry = json!({
            "type": ["string", "null"], "format": "date-time",
            "description": "From when on the key is worth nothing; null for never. A key that expires makes none that outlives it.",
        });
        shown["expired_at"] = expiry.clone();
        written["expired_at"] = expiry;
    }
    let mut new = written.clone();
    new["name"]["description"] = "By default `key-` and the date.".into();
    vec![
        (
            "api_key",
            json!({"type": "object", "required": required, "properties": shown}),
        ),
        (
            "api_key_full",
            json!({"allOf": [
                {"$ref": "#/components/schemas/api_key"},
                {"type": "object", "required": ["api_key_scopes"], "properties": {"api_key_scopes": scopes("api_key_scope")}},
            ]}),
        ),
        (
            "api_key_changes",
            json!({"type": "object", "properties": written}),
        ),
        ("new_api_key", json!({"type": "object", "properties": new})),
        ("api_key_scope", scope()),
        ("known_api_key_scope", known_scope()),
        ("api_key_collection", collection("api_keys", "api_key")),
    ]
}

fn scope() -> Value {
    json!({
        "type": "object",
        "required": ["controller", "action"],
        "properties": {"controller": {"type": "string"}, "action": {"type": "string"}},
    })
}

/// The pairs that a key may be given. Those that it has already may be others.
fn known_scope() -> Value {
    let mut scope = scope();
    scope["oneOf"] = SCOPES
        .map(|(controller, actions)| {
            json!({"properties": {"controller": {"const": controller}, "action": {"enum": actions}}})
        })
        .into();
    scope
}

fn systems() -> Vec<(&'static str, Value)> {
    let text = json!({"type": "string", "readOnly": true});
    let number = json!({"type": "integer", "readOnly": true});
    vec![
        (
            "system_user",
            json!({
                "type": "object",
                "required": ["name", "uid", "gid", "info"],
                "properties": {"name": text, "uid": number, "gid": number, "info": text},
            }),
        ),
        (
            "system_group",
            json!({
                "type": "object",
                "required": ["name", "gid", "users"],
                "properties": {
                    "name": text, "gid": number,
                    "users": {"type": "array", "readOnly": true, "items": {"type": "string"}},
                },
            }),
        ),
        ("system_user_collection", collection("users", "system_user")),
        ("system_group_collection", collection("groups", "system_group")),
    ]
}

fn audit_events(extensions: bool) -> Vec<(&'static str, Value)> {
    if !extensions {
        return Vec::new();
    }
    let origins = [
        Origin::Session,
        Origin::Password,
        Origin::ApiKey,
        Origin::CommandLine,
    ]
    .map(Origin::name);
    let change = json!({
        "type": "object",
        "required": ["attribute"],
        "properties": {
            "attribute": {"type": "string"},
            "from": {"description": "What it was; absent for a new record, and for what is kept secret."},
            "to": {"description": "What it is; absent for a deleted record, and for what is kept secret."},
        },
    });
    let event = json!({
        "type": "object",
        "required": [
            "id", "created_at", "actor_id", "actor", "origin", "action", "record_id", "record", "changes",
        ],
        "properties": {
            "id": {"type": "integer"},
            "created_at": {"type": "string", "format": "date-time"},
            "actor_id": {"type": ["integer", "null"], "description": "Who did it; null at the command line."},
            "actor": {"type": "string", "description": "What they were called then."},
            "origin": {"type": "string", "enum": origins},
            "action": {"type": "string", "description": "A controller and an action of the scopes of API keys."},
            "record_id": {"type": "integer"},
            "record": {"type": "string", "description": "What it was called then; empty for configurations and API keys."},
            "changes": {"type": "array", "items": change},
        },
    });
    vec![
        ("audit_event", event),
        (
            "audit_event_collection",
            collection("audit_events", "audit_event"),
        ),
    ]
}

fn errors() -> Vec<(&'static str, Value)> {
    let codes = [
        code::BLANK,
        code::TAKEN,
        code::INVALID,
        code::TOO_SHORT,
        code::TOO_LONG,
        code::GREATER_THAN_OR_EQUAL_TO,
        code::LESS_THAN_OR_EQUAL_TO,
        code::NOT_FOUND,
        code::TOO_MANY,
        code::LAST_ADMINISTRATOR,
        code::OWN_ACCOUNT,
    ];
    vec![
        (
            "generic_error",
            json!({
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {"type": "string", "description": "An English sentence."},
                    "request_id": {"type": "string", "description": "Names the request in the server's log; of 5xx."},
                },
            }),
        ),
        (
            "error",
            json!({
                "type": "object",
                "required": ["details", "messages"],
                "properties": {
                    "details": {
                        "type": "object",
                        "additionalProperties": {
                            "type": "array", "items": {"$ref": "#/components/schemas/attribute_error"},
                        },
                        "description": "Parsable objects describing the errors. The key is the invalid attribute name, or `base`.",
                    },
                    "messages": {
                        "type": "array", "items": {"type": "string"},
                        "description": "English description of the errors.",
                    },
                },
            }),
        ),
        (
            "attribute_error",
            json!({
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {"type": "string", "enum": codes},
                    "value": {"description": "The value that was refused."},
                    "count": {"type": "integer", "description": "The limit that was missed."},
                },
            }),
        ),
    ]
}
