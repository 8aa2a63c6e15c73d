//! The schemas, under the names of the published reference. Limits are those of the rules.

use api_types::error::code;
use api_types::validation::{
    API_KEY_NAME_MAX, API_KEY_SCOPES_MAX, CONFIGURATION_KEY_MAX, CONFIGURATION_VALUE_MAX, EMAIL_MAX, ID_MAX,
    PASSWORD_MAX, PASSWORD_MIN, USERNAME_MAX,
};
use api_types::{SCOPES, SourceType};
use serde_json::{Value, json};

use super::patterns;
use crate::domain::api_level::ApiLevel;
use crate::domain::audit::Origin;

/// All schemas.
pub(super) fn all(api_level: ApiLevel) -> Value {
    let user = written_user(api_level);
    let configuration = written_configuration();
    let key = written_api_key(api_level);
    let mut new_key = key.clone();
    new_key["name"]["description"] = "By default `key-` and the date.".into();
    let mut schemas = json!({
        "sign_in": sign_in(),
        "user": shown_user(api_level),
        "new_user": object(&["username", "password"], &user),
        "user_changes": {"type": "object", "properties": user},
        "user_collection": collection("users", "user"),
        "user_configuration": shown_configuration(),
        "new_user_configuration": object(&["key"], &configuration),
        "user_configuration_changes": {"type": "object", "properties": configuration},
        "user_configuration_collection": collection("configurations", "user_configuration"),
        "api_key": shown_api_key(api_level),
        "api_key_full": {"allOf": [
            {"$ref": "#/components/schemas/api_key"},
            object(&["api_key_scopes"], &json!({"api_key_scopes": scopes("api_key_scope")})),
        ]},
        "new_api_key": {"type": "object", "properties": new_key},
        "api_key_changes": {"type": "object", "properties": key},
        "api_key_scope": scope(),
        "known_api_key_scope": known_scope(),
        "api_key_collection": collection("api_keys", "api_key"),
        "system_user": system_user(),
        "system_user_collection": collection("users", "system_user"),
        "system_group": system_group(),
        "system_group_collection": collection("groups", "system_group"),
        "generic_error": generic_error(),
        "error": error(),
        "attribute_error": attribute_error(),
    });
    if api_level.extensions() {
        schemas["audit_event"] = audit_event();
        schemas["audit_event_collection"] = collection("audit_events", "audit_event");
    }
    schemas
}

fn object(required: &[&str], properties: &Value) -> Value {
    json!({"type": "object", "required": required, "properties": properties})
}

/// A list of records of that schema, under that name, with their count.
fn collection(name: &str, schema: &str) -> Value {
    let item = json!({"$ref": format!("#/components/schemas/{schema}")});
    let properties = json!({
        "count": {"type": "integer", "readOnly": true, "description": "How many match in all."},
        name: {"type": "array", "readOnly": true, "items": item},
    });
    object(&["count", name], &properties)
}

fn sign_in() -> Value {
    let credentials = json!({
        "username": {"type": "string", "minLength": 1, "description": "Username or email."},
        "password": {"type": "string", "minLength": 1, "writeOnly": true},
    });
    object(
        &["user"],
        &json!({"user": object(&["username", "password"], &credentials)}),
    )
}

/// What a client may write of a user.
fn written_user(api_level: ApiLevel) -> Value {
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

fn shown_user(api_level: ApiLevel) -> Value {
    let mut required = vec!["id", "user_id", "group_id", "username", "email", "is_admin"];
    required.extend(["created_at", "updated_at"]);
    let mut shown = written_user(api_level);
    shown["id"] = json!({"type": "integer", "readOnly": true});
    shown["created_at"] = json!({"type": "string", "format": "date-time", "readOnly": true});
    shown["updated_at"] = shown["created_at"].clone();
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
    object(&required, &shown)
}

/// What a client may write of a configuration.
fn written_configuration() -> Value {
    json!({
        "key": {
            "type": "string", "maxLength": CONFIGURATION_KEY_MAX,
            "pattern": patterns::line(), "not": {"pattern": patterns::ALL_DIGITS},
        },
        "value": {"type": "string", "maxLength": CONFIGURATION_VALUE_MAX, "pattern": patterns::TEXT},
    })
}

fn shown_configuration() -> Value {
    let mut shown = written_configuration();
    shown["id"] = json!({"type": "integer", "readOnly": true});
    object(&["id", "key", "value"], &shown)
}

/// What a client may write of an API key.
fn written_api_key(api_level: ApiLevel) -> Value {
    let mut written = json!({
        "name": {"type": "string", "maxLength": API_KEY_NAME_MAX, "pattern": patterns::line()},
        "api_key_scopes": scopes("known_api_key_scope"),
    });
    if api_level.extensions() {
        written["expired_at"] = json!({
            "type": ["string", "null"], "format": "date-time",
            "description": "From when on the key is worth nothing; null for never. A key that expires makes none that outlives it.",
        });
    }
    written
}

fn shown_api_key(api_level: ApiLevel) -> Value {
    let written = written_api_key(api_level);
    let mut required = vec!["id", "key", "name"];
    let mut shown = json!({
        "id": {"type": "integer", "readOnly": true},
        "key": {"type": "string", "readOnly": true, "description": "18 asterisks and the last four characters."},
        "name": written["name"],
    });
    if api_level.extensions() {
        required.extend(["created_at", "last_used_at", "expired_at"]);
        shown["created_at"] = json!({"type": "string", "format": "date-time", "readOnly": true});
        shown["last_used_at"] = json!({"type": ["string", "null"], "format": "date-time", "readOnly": true});
        shown["expired_at"] = written["expired_at"].clone();
    }
    object(&required, &shown)
}

fn scopes(schema: &str) -> Value {
    let item = json!({"$ref": format!("#/components/schemas/{schema}")});
    json!({"type": "array", "maxItems": API_KEY_SCOPES_MAX, "items": item})
}

fn scope() -> Value {
    let pair = json!({"controller": {"type": "string"}, "action": {"type": "string"}});
    object(&["controller", "action"], &pair)
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

fn system_user() -> Value {
    let text = json!({"type": "string", "readOnly": true});
    let number = json!({"type": "integer", "readOnly": true});
    let properties = json!({"name": text, "uid": number, "gid": number, "info": text});
    object(&["name", "uid", "gid", "info"], &properties)
}

fn system_group() -> Value {
    let properties = json!({
        "name": {"type": "string", "readOnly": true},
        "gid": {"type": "integer", "readOnly": true},
        "users": {"type": "array", "readOnly": true, "items": {"type": "string"}},
    });
    object(&["name", "gid", "users"], &properties)
}

fn audit_event() -> Value {
    use Origin::{ApiKey, CommandLine, Password, Session};
    let origins = [Session, Password, ApiKey, CommandLine].map(Origin::name);
    let change = json!({
        "attribute": {"type": "string"},
        "from": {"description": "What it was; absent for a new record, and for what is kept secret."},
        "to": {"description": "What it is; absent for a deleted record, and for what is kept secret."},
    });
    json!({
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
            "changes": {"type": "array", "items": object(&["attribute"], &change)},
        },
    })
}

fn generic_error() -> Value {
    let properties = json!({
        "error": {"type": "string", "description": "An English sentence."},
        "request_id": {"type": "string", "description": "Names the request in the server's log; of 5xx."},
    });
    object(&["error"], &properties)
}

fn error() -> Value {
    let properties = json!({
        "details": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"$ref": "#/components/schemas/attribute_error"}},
            "description": "Parsable objects describing the errors. The key is the invalid attribute name, or `base`.",
        },
        "messages": {
            "type": "array", "items": {"type": "string"},
            "description": "English description of the errors.",
        },
    });
    object(&["details", "messages"], &properties)
}

fn attribute_error() -> Value {
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
    let properties = json!({
        "error": {"type": "string", "enum": codes},
        "value": {"description": "The value that was refused."},
        "count": {"type": "integer", "description": "The limit that was missed."},
    });
    object(&["error"], &properties)
}
