//! What happened, in words.

use api_types::{AttributeChange, AuditEvent, SourceType, Timestamp};
use serde_json::Value;

use crate::time;
use crate::user_facts::{role_name, source_name};

/// What was done; as the server says it, if this console doesn't know it.
pub fn action_sentence(action: &str) -> String {
    match action {
        "users/create" => "Created a user",
        "users/update" => "Changed a user",
        "users/destroy" => "Deleted a user",
        "configurations/create" => "Added a configuration",
        "configurations/update" => "Changed a configuration",
        "configurations/destroy" => "Deleted a configuration",
        "api_keys/create" => "Created an API key",
        "api_keys/update" => "Changed an API key",
        "api_keys/destroy" => "Revoked an API key",
        other => other,
    }
    .to_owned()
}

/// How somebody came; nothing for a session, as nearly everybody does.
pub fn origin_name(origin: &str) -> Option<String> {
    Some(match origin {
        "session" => return None,
        "password" => "Password".to_owned(),
        "api_key" => "API key".to_owned(),
        "command_line" => "Command line".to_owned(),
        other => other.to_owned(),
    })
}

/// What became different, a few words each. Of a new record what it is unless that goes without saying, and of one that is gone nothing.
pub fn change_sentences(event: &AuditEvent) -> Vec<String> {
    let is_new = event.action.ends_with("/create");
    if event.action.ends_with("/destroy") {
        return Vec::new();
    }
    let goes_without_saying = |change: &&AttributeChange| {
        let plain = matches!(change.to, Some(Value::Null | Value::Bool(false)));
        !is_new || !plain && change.attribute != "username"
    };
    let changes = event.changes.iter().filter(goes_without_saying);
    changes.map(|change| sentence(change, is_new)).collect()
}

fn sentence(change: &AttributeChange, is_new: bool) -> String {
    let attribute = change.attribute.as_str();
    let name = label(attribute);
    match (&change.from, &change.to) {
        (Some(Value::Array(from)), Some(Value::Array(to))) => {
            let count =
                |these: &[Value], those: &[Value]| these.iter().filter(|one| !those.contains(one)).count();
            match (count(to, from), count(from, to)) {
                (gained, 0) => format!("{name} +{gained}"),
                (0, lost) => format!("{name} −{lost}"),
                (gained, lost) => format!("{name} +{gained} −{lost}"),
            }
        }
        (None, Some(Value::Array(to))) => format!("{name} {}", to.len()),
        (Some(from), Some(to)) => format!("{name} {} → {}", value(attribute, from), value(attribute, to)),
        (None, Some(to)) => format!("{name} {}", value(attribute, to)),
        _ if is_new => name.to_owned(),
        _ => format!("{name} changed"),
    }
}

fn label(attribute: &str) -> &str {
    match attribute {
        "username" => "Username",
        "email" => "Email",
        "user_id" => "uid",
        "group_id" => "gid",
        "is_admin" => "Role",
        "source_type" => "Source",
        "expired_at" => "Expires",
        "password" => "Password",
        "api_key_scopes" => "Scopes",
        "name" => "Name",
        "key" => "Key",
        "value" => "Value",
        other => other,
    }
}

fn value(attribute: &str, value: &Value) -> String {
    match (attribute, value) {
        ("expired_at", Value::Null) => "never".into(),
        (_, Value::Null) => "none".into(),
        ("is_admin", Value::Bool(is_admin)) => role_name(*is_admin).into(),
        ("source_type", Value::String(text)) => source_name(&SourceType::from_wire(text)),
        ("expired_at", Value::String(text)) => {
            let at = text.parse::<Timestamp>();
            at.map_or_else(|_| text.clone(), time::exact)
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(action: &str, changes: &str) -> String {
        let event = format!(
            r#"{{"id":1,"created_at":"2026-01-31T08:15:00Z","actor":"admin","origin":"session","action":"{action}",
                "record_id":7,"record":"ada","changes":{changes}}}"#
        );
        change_sentences(&serde_json::from_str(&event).unwrap()).join(", ")
    }

    #[test]
    fn changes_are_told_in_a_few_words() {
        for (action, changes, words) in [
            (
                "users/update",
                r#"[{"attribute":"email","from":null,"to":"ada@nodeum.example"},{"attribute":"is_admin","from":false,"to":true},
                    {"attribute":"password"}]"#,
                "Email none → ada@nodeum.example, Role User → Administrator, Password changed",
            ),
            (
                "users/create",
                r#"[{"attribute":"username","to":"ada"},{"attribute":"email","to":null},{"attribute":"user_id","to":1001},
                    {"attribute":"is_admin","to":false},{"attribute":"source_type","to":"cli_ldap"},{"attribute":"password"}]"#,
                "uid 1001, Source Directory, Password",
            ),
            ("users/destroy", r#"[{"attribute":"username","from":"ada"}]"#, ""),
            (
                "api_keys/create",
                r#"[{"attribute":"expired_at","to":null},{"attribute":"api_key_scopes","to":["users/index","users/show"]}]"#,
                "Scopes 2",
            ),
            (
                "api_keys/update",
                r#"[{"attribute":"api_key_scopes","from":["a/b","c/d"],"to":["a/b"]},{"attribute":"name"}]"#,
                "Scopes −1, Name changed",
            ),
            (
                "moons/phase",
                r#"[{"attribute":"phase","from":1,"to":2}]"#,
                "phase 1 → 2",
            ),
        ] {
            assert_eq!(said(action, changes), words);
        }
        assert_eq!(action_sentence("moons/phase"), "moons/phase");
    }
}
