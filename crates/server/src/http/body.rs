//! Reading JSON bodies.

use std::fmt;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use http_body_util::BodyExt as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::error::ApiError;

/// The longest body of sign_in, which anybody may send: the longest name and password fit, however JSON writes them.
pub const SIGN_IN_LIMIT: usize = 4 * 1024;

/// The longest body of a user, or of an API key with every scope there is.
pub const RECORD_LIMIT: usize = 64 * 1024;

/// The longest body of a configuration: key and value have 65,790 characters at most, and JSON may take twelve bytes to
/// write one.
pub const CONFIGURATION_LIMIT: usize = 772 * 1024;

/// How much of a body that is too long is still taken from the connection: a client that is cut off while it sends
/// doesn't get to read why.
const DISCARD_LIMIT: usize = 32 * 1024 * 1024;

/// How long a body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// The text of a body of at most `LIMIT` bytes that is JSON of any form. It comes last in a handler's arguments: who may not call
/// isn't read. It is taken apart by [`Fields`](super::fields::Fields), which keeps no more of it than an operation asks for.
pub struct JsonBody<const LIMIT: usize>(pub String);

impl<S: Send + Sync, const LIMIT: usize> FromRequest<S> for JsonBody<LIMIT> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let declared = declared_as_json(request.headers());
        let read = tokio::time::timeout(BODY_TIMEOUT, read(request.into_body(), LIMIT));
        let bytes = read.await.map_err(|_| ApiError::BodyTooSlow)??;
        declared?;
        text(&bytes).map(Self)
    }
}

/// What some editors and libraries write before a text in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

fn text(bytes: &[u8]) -> Result<String, ApiError> {
    let bad = |what: &str| Err(ApiError::BadRequest(format!("The request's body isn't {what}")));
    // A letter of ASCII in UTF-16 is a letter and a zero, and passes for two of UTF-8.
    if bytes.iter().take(2).any(|&byte| byte == 0) {
        return bad("JSON in UTF-8: it looks like UTF-16");
    }
    let Ok(text) = str::from_utf8(bytes) else {
        return bad("UTF-8");
    };
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    match serde_json::from_str::<WellFormed>(text) {
        Ok(WellFormed) => Ok(text.to_owned()),
        // Where it broke, and not with what: the body may hold a password.
        Err(error) => bad(&format!("JSON: line {}, column {}", error.line(), error.column())),
    }
}

/// Any JSON, of which nothing is kept. Unlike serde's `IgnoredAny` it looks into what it passes over: at texts that can't be decoded, and
/// at how deep it nests.
struct WellFormed;

impl<'de> Deserialize<'de> for WellFormed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for WellFormed {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self, A::Error> {
        while entries.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut attributes: A) -> Result<Self, A::Error> {
        while attributes.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}

/// Whether the body is declared as `application/json` or a kind of it, such as `application/problem+json`, in UTF-8.
fn declared_as_json(headers: &HeaderMap) -> Result<(), ApiError> {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(Ok(declared)), None) = (types.next().map(|value| value.to_str()), types.next()) else {
        return Err(ApiError::UnsupportedMediaType);
    };
    let mut parts = declared.split(';');
    let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "application/json" && !(essence.starts_with("application/") && essence.ends_with("+json")) {
        return Err(ApiError::UnsupportedMediaType);
    }
    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
        let value = value.trim().trim_matches('"');
        if name.trim().eq_ignore_ascii_case("charset")
            && !["utf-8", "utf8"].contains(&&*value.to_ascii_lowercase())
        {
            return Err(ApiError::UnsupportedCharset(value.to_owned()));
        }
    }
    Ok(())
}

async fn read(mut body: Body, limit: usize) -> Result<Bytes, ApiError> {
    let mut kept = Vec::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::BadRequest("The request's body ended early".into()))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= limit {
            kept.extend_from_slice(&data);
        } else {
            kept = Vec::new();
        }
        if length > DISCARD_LIMIT {
            break;
        }
    }
    if length > limit {
        return Err(ApiError::BodyTooLarge(limit));
    }
    Ok(kept.into())
}
