//! `GET /api/v2/openapi.json`: the API as a document, put together from what the server itself goes by: the operations with
//! their scopes and rights, the limits of the rules, the attributes of the lists.

mod bodies;
mod errors;
pub(super) mod parameters;
mod patterns;
mod schemas;

use api_types::API_PREFIX;
use axum::Json;
use axum::extract::{Request, State};
use serde_json::{Map, Value, json};

use super::auth::{AppState, Right};
use super::console::BasePath;
use super::operations::{self, Described};
use crate::domain::api_level::ApiLevel;

/// Shows the document to anybody. It has what this server offers and no more, at the address at which people reach it.
pub(super) async fn show(State(state): State<AppState>, request: Request) -> Json<Value> {
    let mut document = document(state.options.api_level);
    let base = BasePath::of(&request, &state.options);
    document["servers"] = json!([{"url": format!("{base}{API_PREFIX}")}]);
    Json(document)
}

/// The document of a server at that level.
#[must_use]
pub fn document(api_level: ApiLevel) -> Value {
    let mut paths = Map::new();
    for operation in operations::all(api_level) {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = describe(&operation, api_level.extensions());
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Nodeum API: users section",
            "version": "2.1.0",
            "description": "Users, their configurations and their API keys, and the accounts of the operating system.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": API_PREFIX}],
        "security": security(),
        "tags": [{"name": "users", "description": "Users and what belongs to them."}],
        "paths": paths,
        "components": {
            "securitySchemes": security_schemes(),
            "parameters": parameters::components(),
            "requestBodies": bodies::requests(),
            "responses": errors::responses(bodies::responses(api_level)),
            "schemas": schemas::all(api_level),
        },
    })
}

fn describe(operation: &Described, extensions: bool) -> Value {
    let (controller, action) = operation.scope;
    let who = match operation.right {
        Right::Public => "Needs no authentication.",
        Right::Anyone => "For everybody.",
        Right::Administrator => "For administrators.",
    };
    let mut parameters = parameters::of_path(operation.path);
    if let Some(attributes) = operation.list {
        parameters.extend(parameters::of_list(attributes, extensions));
    }
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "description": format!("**API Key Scope**: {controller} / {action}\n\n{who}{}", operation.more),
        "tags": ["users"],
        "parameters": parameters,
        "responses": errors::of(operation),
        "security": if operation.right == Right::Public { json!([]) } else { security() },
    });
    if let Some(body) = operation.takes {
        described["requestBody"] = json!({"$ref": format!("#/components/requestBodies/{body}")});
    }
    described
}

fn security() -> Value {
    json!([{"BasicAuth": []}, {"BearerAuth": []}, {"JWT": []}])
}

fn security_schemes() -> Value {
    json!({
        "BasicAuth": {
            "type": "http", "scheme": "basic",
            "description": "Username or email, and password. Acts as that user, whatever scopes there are. May be turned off.",
        },
        "BearerAuth": {
            "type": "apiKey", "in": "header", "name": "Authorization",
            "description": "An API key, bare or as `Bearer <key>`. Acts as its owner, limited to its scopes.",
        },
        "JWT": {
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "The token that sign_in gives in the response header `Authorization`.",
        },
    })
}
