//! Serving the console: static files, and its start page for every address that only the console knows.

mod assets;
mod policy;

use std::fmt::Write as _;

use api_types::ValidationErrors;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, REFERRER_POLICY, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::auth::AppState;
use super::error::ApiError;

pub use assets::Assets;

/// The page from which the console starts.
const START_PAGE: &str = "index.html";

/// Compressed forms, the better one first: their name in headers, and the ending of the file.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Answers what no route of the API takes.
pub(super) async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let assets = &state.options().assets;
    let path = request.uri().path();
    let reading = request.method() == Method::GET || request.method() == Method::HEAD;
    if path == "/api" || path.starts_with("/api/") || !reading {
        return ApiError::NotFound.into_response();
    }
    if matches!(assets, Assets::None) {
        let mut body = ValidationErrors::not_found();
        body.messages = vec!["The console isn't part of this server: name its folder with --app-dir".into()];
        return (StatusCode::NOT_FOUND, Json(body)).into_response();
    }
    let name = assets::file_name(path);
    if let Some(name) = &name
        && let Some(response) = file(assets, name, request.headers()).await
    {
        return response;
    }
    if is_page(path, request.headers())
        && let Some(response) = file(assets, START_PAGE, request.headers()).await
    {
        return response;
    }
    ApiError::NotFound.into_response()
}

/// Whether an address without a file can be one of the console's own: it looks like none of a file, or a person asks.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let accept = headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    !last.contains('.') || accept.contains("text/html")
}

async fn file(assets: &Assets, name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = assets.read(name).await?;
    let mut chosen = (plain, None);
    for (encoding, ending) in ENCODINGS {
        if accepts(headers, encoding)
            && let Some(compressed) = assets.read(&format!("{name}{ending}")).await
        {
            chosen = (compressed, Some(encoding));
            break;
        }
    }
    let (bytes, encoding) = chosen;
    let tag = entity_tag(&bytes);
    let mut fields = vec![
        (CACHE_CONTROL, caching(name).to_owned()),
        (ETAG, tag.clone()),
        (VARY, "Accept-Encoding".into()),
        (REFERRER_POLICY, "no-referrer".into()),
        (
            CONTENT_SECURITY_POLICY,
            policy::content_security_policy(assets).await,
        ),
    ];
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.contains(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        fields.push((CONTENT_TYPE, media_type(name).into()));
        fields.extend(encoding.map(|encoding| (CONTENT_ENCODING, encoding.into())));
        Response::new(Body::from(bytes))
    };
    for (field, value) in fields {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(field, value);
        }
    }
    Some(response)
}

/// Whether the header `Accept-Encoding` names that encoding, and not with a weight of nothing.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let values = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, "q=1"));
        let weight = weight
            .trim()
            .strip_prefix("q=")
            .and_then(|weight| weight.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(encoding) && weight.is_none_or(|weight| weight > 0.0)
    })
}

fn entity_tag(bytes: &[u8]) -> String {
    let mut tag = String::from("\"");
    for byte in Sha256::digest(bytes).iter().take(12) {
        // Writing to a string can't fail.
        write!(tag, "{byte:02x}").unwrap_or_default();
    }
    tag.push('"');
    tag
}

/// A name with a hash in it always means the same bytes. Whatever has none is asked for again each time.
fn caching(name: &str) -> &'static str {
    let is_hash = |part: &str| {
        part.len() >= 8
            && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            && part.bytes().any(|byte| byte.is_ascii_digit())
    };
    if name.split(['/', '-', '_', '.']).any(is_hash) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_kept_for_ever() {
        for name in [
            "app-3f9c2b7a1d5e8f60.js",
            "app-3f9c2b7a1d5e8f60_bg.wasm",
            "snippets/x-3f9c2b7a1d5e8f60/a.js",
            "app-3f9c2b7a1d5e8f60/nodeum-admin_bg.wasm",
            "app-3f9c2b7a1d5e8f60/__wasm_split.js",
            "app-3f9c2b7a1d5e8f60/split_api_keys.wasm",
        ] {
            assert!(caching(name).contains("immutable"), "{name}");
        }
        for name in [
            "index.html",
            "config.json",
            "favicon.svg",
            "boot.js",
            "defaced-facade.css",
        ] {
            assert_eq!(caching(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn encodings_are_read_with_their_weight() {
        let headers =
            |value: &'static str| HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]);
        assert!(accepts(&headers("gzip, deflate, br"), "br"));
        assert!(accepts(&headers("gzip;q=0.5"), "gzip"));
        assert!(!accepts(&headers("gzip;q=0"), "gzip"));
        assert!(!accepts(&headers("gzip"), "br"));
        assert!(!accepts(&HeaderMap::new(), "br"));
    }
}
