//! Reading JSON bodies.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use http_body_util::BodyExt as _;
use serde_json::Value;

use super::error::ApiError;

/// The longest body that is read, in bytes: 1 MiB.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// How much of a body that is too long is still taken from the connection: a client that is cut off while it sends
/// doesn't get to read why.
const DISCARD_LIMIT: usize = 32 * BODY_LIMIT;

/// How long a body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// A body that is JSON of any form. It comes last in a handler's arguments: who may not call isn't read.
pub struct JsonBody(pub Value);

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let declared = is_json(request.headers());
        let read = tokio::time::timeout(BODY_TIMEOUT, read(request.into_body()));
        let bytes = read.await.map_err(|_| ApiError::BodyTooSlow)??;
        if !declared {
            return Err(ApiError::UnsupportedMediaType);
        }
        serde_json::from_slice(&bytes)
            .map(Self)
            // Where it broke, and not with what: the body may hold a password.
            .map_err(|error| {
                let (line, column) = (error.line(), error.column());
                ApiError::BadRequest(format!("The request's body isn't JSON: line {line}, column {column}"))
            })
    }
}

/// Whether the body is declared as `application/json` or a kind of it, such as `application/problem+json`.
fn is_json(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(Ok(declared)), None) = (types.next().map(|value| value.to_str()), types.next()) else {
        return false;
    };
    let essence = declared
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

async fn read(mut body: Body) -> Result<Bytes, ApiError> {
    let mut kept = Vec::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::BadRequest("The request's body ended early".into()))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= BODY_LIMIT {
            kept.extend_from_slice(&data);
        } else {
            kept = Vec::new();
        }
        if length > DISCARD_LIMIT {
            break;
        }
    }
    if length > BODY_LIMIT {
        return Err(ApiError::BodyTooLarge);
    }
    Ok(kept.into())
}
