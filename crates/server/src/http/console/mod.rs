//! Serving the console: static files, and its start page for every address that only the console knows.

mod assets;
mod base_path;
mod policy;

use std::fmt::Write as _;

use api_types::ValidationErrors;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{OriginalUri, Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, LOCATION, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::auth::AppState;
use super::error::ApiError;

pub use assets::Assets;
pub use base_path::BasePath;

/// The page from which the console starts.
const START_PAGE: &str = "index.html";

/// Compressed forms, the better one first: their name in headers, and the ending of the file.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The line of the start page to which everything else in it is relative.
const BASE: &str = "<base href=\"/\"";

/// Where the names of the files are that have a hash of their content in them.
const HASHED: &str = "assets/";

/// Said on every page where there is no console.
const NO_CONSOLE: &str = "The console isn't part of this server: name its folder with --app-dir";

/// Answers what no route of the API takes.
pub(super) async fn serve(State(state): State<AppState>, request: Request) -> Response {
    let options = &state.options;
    let assets = &options.assets;
    let path = request.uri().path();
    let reading = request.method() == Method::GET || request.method() == Method::HEAD;
    if path == "/api" || path.starts_with("/api/") || !reading {
        return ApiError::NotFound.into_response();
    }
    if matches!(assets, Assets::None) {
        return no_console(request.headers());
    }
    let base = BasePath::of(&request, options);
    if let Some(OriginalUri(asked)) = request.extensions().get()
        && !base.is_root()
        && asked.path() == base.to_string()
    {
        // Without the slash, relative addresses would lead beside it.
        return (StatusCode::PERMANENT_REDIRECT, [(LOCATION, format!("{base}/"))]).into_response();
    }
    let name = assets::file_name(path);
    let is_start_page = name.as_deref() == Some(START_PAGE);
    if let Some(name) = &name
        && !is_start_page
        && let Some(response) = file(assets, name, request.headers()).await
    {
        return response;
    }
    if (is_start_page || is_page(path, request.headers()))
        && let Some(response) = start_page(assets, &base, request.headers()).await
    {
        return response;
    }
    ApiError::NotFound.into_response()
}

/// What a server without a console says to programs and to people.
fn no_console(headers: &HeaderMap) -> Response {
    if accepts_html(headers) {
        let text = format!(
            "{NO_CONSOLE}. `cargo xtask serve` starts both, `cargo xtask dist` makes one program of them.\n"
        );
        return (StatusCode::NOT_FOUND, text).into_response();
    }
    let mut body = ValidationErrors::not_found();
    body.messages = vec![NO_CONSOLE.into()];
    (StatusCode::NOT_FOUND, Json(body)).into_response()
}

/// Whether an address without a file can be one of the console's own: it looks like none of a file, or a person asks.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    !path.starts_with(&format!("/{HASHED}")) && (!last.contains('.') || accepts_html(headers))
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The page from which the console starts. Below a path it says so, and that the API is there as well.
async fn start_page(assets: &Assets, base: &BasePath, headers: &HeaderMap) -> Option<Response> {
    if base.is_root() {
        return file(assets, START_PAGE, headers).await;
    }
    let html = assets.read(START_PAGE).await?;
    let html = String::from_utf8_lossy(&html);
    let html = html.replacen(BASE, &format!("<base href=\"{base}/\" data-api=\"{base}\""), 1);
    Some(answer(assets, START_PAGE, html.into(), None, headers).await)
}

async fn file(assets: &Assets, name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = assets.read(name).await?;
    for (encoding, ending) in ENCODINGS {
        if accepts(headers, encoding)
            && let Some(compressed) = assets.read(&format!("{name}{ending}")).await
        {
            return Some(answer(assets, name, compressed, Some(encoding), headers).await);
        }
    }
    Some(answer(assets, name, plain, None, headers).await)
}

async fn answer(
    assets: &Assets,
    name: &str,
    bytes: Bytes,
    encoding: Option<&str>,
    headers: &HeaderMap,
) -> Response {
    let mut fields = vec![
        (VARY, "Accept-Encoding".into()),
        (
            CONTENT_SECURITY_POLICY,
            policy::content_security_policy(assets).await,
        ),
    ];
    let mut is_known = false;
    if name.starts_with(HASHED) {
        // Its name says all: nobody asks again.
        fields.push((CACHE_CONTROL, "public, max-age=31536000, immutable".into()));
    } else if name == START_PAGE {
        // Nothing of an old version, and nothing of one who has left, comes back from a cache.
        fields.push((CACHE_CONTROL, "no-store".into()));
    } else {
        let tag = entity_tag(&bytes);
        let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        is_known = known.is_some_and(|known| known.contains(&tag));
        fields.extend([(CACHE_CONTROL, "no-cache".into()), (ETAG, tag)]);
    }
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        fields.push((CONTENT_TYPE, media_type(name)));
        fields.extend(encoding.map(|encoding| (CONTENT_ENCODING, encoding.into())));
        Response::new(Body::from(bytes))
    };
    for (field, value) in fields {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(field, value);
        }
    }
    response
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

fn media_type(name: &str) -> String {
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    if mime.type_() == mime_guess::mime::TEXT {
        return format!("{mime}; charset=utf-8");
    }
    mime.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_their_types() {
        for (name, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("boot.js", "text/javascript; charset=utf-8"),
            ("base.css", "text/css; charset=utf-8"),
            ("app_bg.wasm", "application/wasm"),
            ("config.json", "application/json"),
            ("favicon.svg", "image/svg+xml"),
            ("what", "application/octet-stream"),
        ] {
            assert_eq!(media_type(name), expected, "{name}");
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
