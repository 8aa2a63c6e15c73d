//! Parameters: parts of paths, pages, and what the lists take beyond the published reference.

use api_types::{DEFAULT_LIMIT, MAX_LIMIT};
use serde_json::{Value, json};

use super::patterns;
use crate::domain::list::{Attribute, Attributes, Kind};

/// The parameters of every list.
pub(super) fn components() -> Value {
    json!({
        "limit": {
            "name": "limit", "in": "query", "description": "The number of items to display for pagination.",
            "schema": {"type": "integer", "minimum": 0, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        },
        "offset": {
            "name": "offset", "in": "query", "description": "The number of items to skip for pagination.",
            "schema": {"type": "integer", "format": "int64", "minimum": 0, "default": 0},
        },
    })
}

/// The variable parts of a path.
pub(super) fn of_path(path: &str) -> Vec<Value> {
    let names = path.split(['{', '}']).skip(1).step_by(2);
    names.map(of_name).collect()
}

fn of_name(name: &str) -> Value {
    let text = json!({"type": "string", "minLength": 1});
    let (description, schema, example) = match name {
        "api_key_id" => (
            "Numeric ID of API Key.",
            json!({"type": "integer", "format": "int64"}),
            json!(1),
        ),
        "configuration_id" => (
            "Numeric ID, or key of configuration.",
            text,
            json!("global.locale"),
        ),
        _ => ("Numeric ID, username, or email.", text, json!("ada")),
    };
    json!({
        "name": name, "in": "path", "required": true, "description": description, "schema": schema,
        "example": example,
    })
}

/// The parameters of a list: the page, and with `extensions` order, search and a filter for each attribute.
pub(super) fn of_list(attributes: &Attributes, extensions: bool) -> Vec<Value> {
    let mut parameters = vec![
        json!({"$ref": "#/components/parameters/limit"}),
        json!({"$ref": "#/components/parameters/offset"}),
    ];
    if !extensions {
        return parameters;
    }
    let names: Vec<&str> = attributes.all.iter().map(|attribute| attribute.name).collect();
    let last = names.last().copied().unwrap_or_default();
    parameters.push(json!({
        "name": "sort_by", "in": "query",
        "description": format!(
            "Attributes to sort by, each with `:asc` (default) or `:desc`, joined by `|`: {}. Text without regard to case, null last, ties by id.",
            names.join(", ")
        ),
        "schema": {"type": "string", "pattern": order(&names)},
        "example": format!("{last}:desc"),
    }));
    parameters.push(json!({
        "name": "search", "in": "query",
        "description": format!(
            "Text to find anywhere without regard to case, or a number that is equal, in: {}.",
            attributes.searched.join(", ")
        ),
        "schema": {"type": "string", "pattern": patterns::TEXT},
        "example": "a",
    }));
    parameters.extend(attributes.all.iter().map(filter));
    parameters
}

/// The regular expression of `sort_by`.
fn order(names: &[&str]) -> String {
    let one = format!("({})(:(asc|desc))?", names.join("|"));
    format!("^{one}(\\|{one})*$")
}

fn filter(attribute: &Attribute) -> Value {
    let (kind, example) = match attribute.kind {
        Kind::Number => ("whole numbers", ">=1"),
        Kind::Text => ("text; `~` and `!~` take patterns with `%` and `_`", "~%a%"),
        Kind::Boolean => ("`true` or `false`", "!=true"),
        Kind::Time => ("RFC 3339, or days", ">=2026-01-01"),
    };
    json!({
        "name": attribute.name, "in": "query",
        "description": format!(
            "Filters by {} ({kind}): an operator (`=`, which may be left out, `!=`, `>`, `>=`, `<`, `<=`, `><a|b`, `!><a|b`, `~`, `!~`), then a value; nothing is null. Repeated it means and.",
            attribute.name
        ),
        "style": "form", "explode": true,
        "schema": {"type": "array", "items": {"type": "string", "pattern": patterns::filter(attribute.kind)}},
        "example": [example],
    })
}
