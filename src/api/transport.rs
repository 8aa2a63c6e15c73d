//! Sending requests: the only file that calls `fetch`.
#![expect(
    clippy::disallowed_types,
    reason = "this is the one place where requests are made"
)]

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::oneshot;
use gloo_net::http::{Method, RequestBuilder};
use js_sys::Array;
use leptos::ev;
use leptos::prelude::{WindowListenerHandle, set_timeout, window, window_event_listener};
use web_sys::{AbortSignal, RequestCache, RequestMode, RequestRedirect, SecurityPolicyViolationEvent};

use crate::api::error::ApiError;
use crate::browser;

/// How long a request may take, in milliseconds, until the whole body is there.
const TIMEOUT_MS: u32 = 30_000;

/// A request to the API; a GET unless said.
#[derive(Default)]
pub struct Request<'a> {
    /// HTTP's method.
    pub method: Method,
    /// The absolute URL.
    pub url: String,
    /// Sent as `Authorization: Bearer`.
    pub token: Option<&'a str>,
    /// The JSON to send, serialized.
    pub body: Option<String>,
    /// Aborts the request; the timeout does so in any case.
    pub signal: Option<AbortSignal>,
}

/// A successful response.
pub struct Response {
    /// HTTP's status.
    pub status: u16,
    /// The token in its `Authorization` header: after signing in, and when the server renews a session.
    pub token: Option<String>,
    /// The body as text.
    pub body: String,
}

impl Response {
    /// Parses the body.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, ApiError> {
        serde_json::from_str(&self.body).map_err(|error| ApiError::Unreadable {
            status: self.status,
            problem: error.to_string(),
        })
    }
}

/// Serializes the body of a request.
pub fn to_json(body: &impl serde::Serialize) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|error| ApiError::Unreadable {
        status: 0,
        problem: error.to_string(),
    })
}

/// Sends a request and waits for the whole response. Anything but a status from 200 to 299 is an error.
pub async fn send(request: Request<'_>) -> Result<Response, ApiError> {
    // Pages may ask their own origin, so there is nothing to be found out about that.
    let other_origin = !request.url.starts_with(&format!("{}/", browser::origin()));
    let policy = other_origin.then(PolicyViolation::watch);
    let result = exchange(&request).await;
    match (result, policy) {
        (Err(ApiError::Unreachable), Some(policy)) => Err(explain(&request.url, &policy).await),
        (result, _) => result,
    }
}

async fn exchange(request: &Request<'_>) -> Result<Response, ApiError> {
    let mut builder = RequestBuilder::new(&request.url)
        .method(request.method.clone())
        .header("Accept", "application/json")
        // This API has none; a proxy's leads to a sign-in page, which would answer with whatever it likes.
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&signal_with_timeout(request.signal.clone())));
    if let Some(token) = request.token {
        builder = builder.header("Authorization", &format!("Bearer {token}"));
    }
    let built = match &request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    };
    let response = built.map_err(send_error)?.send().await.map_err(send_error)?;
    let body = response.text().await.map_err(send_error)?;
    let (status, headers) = (response.status(), response.headers());
    if status == 0 {
        return Err(ApiError::Intercepted { status });
    }
    if !response.ok() {
        return Err(ApiError::from_response(status, &body, |name| headers.get(name)));
    }
    let token = headers.get("Authorization").as_deref().and_then(bare_token);
    Ok(Response { status, token, body })
}

/// Why another origin gave no answer. One that answers a question of the kind that needs no permission is there, and keeps its
/// answers from this page.
async fn explain(url: &str, policy: &PolicyViolation) -> ApiError {
    let signal = signal_with_timeout(None);
    let probe = RequestBuilder::new(url)
        .mode(RequestMode::NoCors)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&signal));
    let answer = probe.send().await;
    // The event comes after the failure that it explains.
    next_task().await;
    match answer {
        _ if policy.was_heard() => ApiError::BlockedByPolicy,
        Ok(_) => ApiError::HiddenByCors {
            origin: browser::origin(),
        },
        Err(error) => send_error(error),
    }
}

/// Waits until the browser has done what it was about to do.
async fn next_task() {
    let (sender, receiver) = oneshot::channel::<()>();
    set_timeout(move || drop(sender), Duration::ZERO);
    // That the sender is dropped is all that is waited for.
    receiver.await.unwrap_or_default();
}

/// Hears whether the content security policy stops a request, for as long as it lives.
struct PolicyViolation {
    heard: Rc<Cell<bool>>,
    listener: Option<WindowListenerHandle>,
}

impl PolicyViolation {
    fn watch() -> Self {
        let heard = Rc::new(Cell::new(false));
        let noted = heard.clone();
        let violation = ev::Custom::<SecurityPolicyViolationEvent>::new("securitypolicyviolation");
        let listener = window_event_listener(violation, move |event| {
            if event.effective_directive() == "connect-src" {
                noted.set(true);
            }
        });
        Self {
            heard,
            listener: Some(listener),
        }
    }

    fn was_heard(&self) -> bool {
        self.heard.get()
    }
}

impl Drop for PolicyViolation {
    fn drop(&mut self) {
        if let Some(listener) = self.listener.take() {
            listener.remove();
        }
    }
}

/// Loads a text file that is served beside `index.html`; `None` if there is none.
pub async fn read_file(url: &str, cache: RequestCache) -> Result<Option<String>, ApiError> {
    let signal = signal_with_timeout(None);
    let request = RequestBuilder::new(url).cache(cache).abort_signal(Some(&signal));
    let response = request.send().await.map_err(send_error)?;
    let body = response.text().await.map_err(send_error)?;
    match response.status() {
        404 => Ok(None),
        200 => Ok(Some(body)),
        status => Err(ApiError::from_response(status, "", |_| None)),
    }
}

/// The token in an `Authorization` header, which servers send with or without the prefix `Bearer`.
fn bare_token(header: &str) -> Option<String> {
    let mut words = header.split_whitespace();
    let (first, second) = (words.next()?, words.next());
    let token = match (first.eq_ignore_ascii_case("bearer"), second) {
        (true, token) => token,
        (false, None) => Some(first),
        (false, Some(_)) => None,
    };
    token.map(ToOwned::to_owned)
}

/// A signal that aborts after [`TIMEOUT_MS`], or when the other one does.
fn signal_with_timeout(other: Option<AbortSignal>) -> AbortSignal {
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_MS);
    match other {
        Some(other) => AbortSignal::any(&Array::of2(&timeout, &other)),
        None => timeout,
    }
}

/// Why there is no response. Browsers don't tell a refused connection from a cross-origin refusal.
fn send_error(error: gloo_net::Error) -> ApiError {
    let gloo_net::Error::JsError(error) = error else {
        return ApiError::Unreachable;
    };
    match error.name.as_str() {
        "AbortError" => ApiError::Aborted,
        "TimeoutError" => ApiError::TimedOut,
        _ if !window().navigator().on_line() => ApiError::Offline,
        _ => ApiError::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::bare_token;

    #[test]
    fn a_token_comes_with_or_without_its_prefix() {
        for (header, token) in [
            ("Bearer a.b.c", Some("a.b.c")),
            ("bearer  a.b.c ", Some("a.b.c")),
            ("a.b.c", Some("a.b.c")),
            ("", None),
            ("Bearer", None),
            ("Bearer ", None),
            ("Basic YTpi", None),
        ] {
            assert_eq!(bare_token(header).as_deref(), token, "{header}");
        }
    }
}
