//! The one file that fetches.

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::Array;

use crate::api::error::{ApiError, Failure};
use crate::browser;

/// How long an answer may take, in milliseconds.
const TIMEOUT_MS: u32 = 30_000;

/// A request to the API.
pub struct Request<'a> {
    /// What to do.
    pub method: Method,
    /// Where: the whole address.
    pub url: String,
    /// As whom.
    pub token: Option<&'a str>,
    /// The JSON to send.
    pub body: Option<String>,
    /// Aborts the request when the page that asked leaves.
    pub signal: Option<web_sys::AbortSignal>,
}

/// A successful answer.
pub struct Answer {
    /// HTTP's status.
    pub status: u16,
    /// A token that came with it: after signing in, and when the server renews a session.
    pub token: Option<String>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// Reads the body.
    ///
    /// # Errors
    /// [`ApiError::Unreadable`] if it isn't the JSON that was expected.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, ApiError> {
        serde_json::from_str(&self.body).map_err(|error| ApiError::Unreadable {
            status: self.status,
            problem: error.to_string(),
        })
    }
}

/// Sends a request and waits for the whole answer.
///
/// # Errors
/// Everything but an answer of success.
pub async fn send(request: Request<'_>) -> Result<Answer, ApiError> {
    let mut builder = RequestBuilder::new(&request.url)
        .method(request.method)
        .header("Accept", "application/json")
        .abort_signal(signal_with_timeout(request.signal).as_ref());
    if let Some(token) = request.token {
        builder = builder.header("Authorization", &format!("Bearer {token}"));
    }
    let built = match request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    };
    let response = built.map_err(failed)?.send().await.map_err(failed)?;
    let body = response.text().await.map_err(failed)?;
    read(&response, body)
}

/// Loads a text file that is served beside `index.html`; `None` if there is none.
///
/// # Errors
/// If it can't be told whether there is one.
pub async fn read_own_file(url: &str) -> Result<Option<String>, ApiError> {
    let response = RequestBuilder::new(url)
        .abort_signal(signal_with_timeout(None).as_ref())
        .send()
        .await
        .map_err(failed)?;
    let body = response.text().await.map_err(failed)?;
    match response.status() {
        404 => Ok(None),
        200 => Ok(Some(body)),
        status => Err(ApiError::from_failure(Failure {
            status,
            ..Failure::default()
        })),
    }
}

fn read(response: &Response, body: String) -> Result<Answer, ApiError> {
    let headers = response.headers();
    if response.ok() {
        let token = headers.get("Authorization").as_deref().and_then(bare_token);
        return Ok(Answer {
            status: response.status(),
            token,
            body,
        });
    }
    Err(ApiError::from_failure(Failure {
        status: response.status(),
        body: &body,
        retry_after: headers.get("Retry-After").as_deref(),
        request_id: headers.get("X-Request-Id").as_deref(),
    }))
}

/// The token of a header `Authorization`, which may come with or without the prefix `Bearer`.
pub fn bare_token(header: &str) -> Option<String> {
    let header = header.trim();
    let token = match header.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        Some(_) => return None,
        None if header.eq_ignore_ascii_case("bearer") => return None,
        None => header,
    };
    (!token.is_empty()).then(|| token.to_owned())
}

/// A signal that fires when the time is up, or when the other one does.
fn signal_with_timeout(other: Option<web_sys::AbortSignal>) -> Option<web_sys::AbortSignal> {
    let timeout = web_sys::AbortSignal::timeout_with_u32(TIMEOUT_MS);
    Some(match other {
        Some(other) => web_sys::AbortSignal::any(&Array::of2(&timeout, &other)),
        None => timeout,
    })
}

/// Why no answer came at all. The browser doesn't tell a refused connection from a cross-origin refusal.
fn failed(error: gloo_net::Error) -> ApiError {
    let gloo_net::Error::JsError(error) = error else {
        return ApiError::Unreachable;
    };
    match error.name.as_str() {
        "AbortError" => ApiError::Aborted,
        "TimeoutError" => ApiError::TimedOut,
        _ if !browser::is_online() => ApiError::Offline,
        _ => ApiError::Unreachable,
    }
}

/// Stops the requests of a page when it leaves.
pub fn abort_controller() -> Option<web_sys::AbortController> {
    web_sys::AbortController::new().ok()
}

#[cfg(test)]
mod tests {
    use super::bare_token;

    #[test]
    fn a_token_comes_with_or_without_its_prefix() {
        assert_eq!(bare_token("Bearer a.b.c").as_deref(), Some("a.b.c"));
        assert_eq!(bare_token("bearer  a.b.c ").as_deref(), Some("a.b.c"));
        assert_eq!(bare_token("a.b.c").as_deref(), Some("a.b.c"));
        for none in ["", "Bearer", "Bearer ", "Basic YTpi"] {
            assert_eq!(bare_token(none), None, "{none}");
        }
    }
}
