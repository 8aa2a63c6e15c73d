//! What every answer tells browsers not to do with it, the API's as well as the console's.

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::auth::{AppState, address};

/// What isn't to be drawn runs nothing, loads nothing and stands in no frame. Pages have a policy of their own.
pub(super) const NO_PAGE: &str = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; \
                       require-trusted-types-for 'script'; trusted-types 'none'";

/// A year, as long as <https://hstspreload.org> asks for. Other hosts below this one's name are not ours to speak for.
const A_YEAR: &str = "max-age=31536000";

/// What every answer has, unless its handler knows better.
const ALWAYS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (CONTENT_SECURITY_POLICY, NO_PAGE),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
];

/// All that is said of pages over TLS, but that they have a policy of their own: for a test of the examples for other servers.
#[cfg(test)]
pub(super) fn of_pages() -> Vec<(HeaderName, &'static str)> {
    let over_tls = (STRICT_TRANSPORT_SECURITY, A_YEAR);
    ALWAYS.into_iter().chain([over_tls]).collect()
}

/// Adds them.
pub(super) async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let trusted = &state.options.trusted_proxies;
    let is_encrypted = address::is_encrypted(request.extensions(), request.headers(), trusted);
    let mut response = next.run(request).await;
    let over_tls = is_encrypted.then_some((STRICT_TRANSPORT_SECURITY, A_YEAR));
    for (name, value) in ALWAYS.into_iter().chain(over_tls) {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}
