//! Letting consoles on other origins call the API: those that `--cors-origin` names and no others.

use std::str::FromStr;

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::auth::AppState;

/// An origin that a console is served from: scheme, host and, unless it is the usual one, port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let error =
            || "expected an origin such as https://console.example or http://localhost:8081".to_owned();
        let uri: Uri = text.parse().map_err(|_| error())?;
        let host = uri
            .authority()
            .map(|authority| authority.as_str().to_ascii_lowercase());
        let (Some("http" | "https"), Some(host)) = (uri.scheme_str(), host) else {
            return Err(error());
        };
        if text.ends_with('/') || uri.path() != "/" || uri.query().is_some() || host.contains('@') {
            return Err(error());
        }
        let scheme = uri.scheme_str().unwrap_or_default();
        // Browsers leave out the usual port.
        let usual = if scheme == "https" { ":443" } else { ":80" };
        let host = host.strip_suffix(usual).unwrap_or(&host);
        HeaderValue::try_from(format!("{scheme}://{host}"))
            .map(Self)
            .map_err(|_| error())
    }
}

/// The outermost layer: even a failure can then be read. Answers preflights itself: they carry no credentials.
pub(super) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let allowed = &state.options.cors_origins;
    if allowed.is_empty() || !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let origin = request.headers().get(ORIGIN);
    let origin = allowed.iter().find(|allowed| Some(&allowed.0) == origin).cloned();
    let preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
        && origin.is_some();
    let mut response = if preflight {
        let mut response = StatusCode::NO_CONTENT.into_response();
        for (name, value) in [
            (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE"),
            (ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type"),
            (ACCESS_CONTROL_MAX_AGE, "600"),
        ] {
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
        response
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if let Some(Origin(origin)) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        // The token of sign_in is in a response header; the others help to explain failures.
        let exposed = HeaderValue::from_static("Authorization, Retry-After, X-Request-Id");
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_do() {
        let read = |text: &str| {
            text.parse::<Origin>()
                .map(|origin| origin.0.to_str().unwrap().to_owned())
        };
        for (text, origin) in [
            ("https://console.example", "https://console.example"),
            ("HTTPS://Console.Example:443", "https://console.example"),
            ("http://localhost:8081", "http://localhost:8081"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(origin));
        }
        for wrong in [
            "",
            "*",
            "null",
            "console.example",
            "https://x/",
            "https://x/app",
            "ftp://x",
            "https://u@x",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
