//! What a request can fail with, and which answer each failure becomes.

use std::fmt;

use api_types::{ApiKeyScope, ErrorSentence, ValidationErrors};
use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::domain::password::HashFailed;
use crate::domain::random::RandomFailed;
use crate::storage::{StorageError, TransientCause};

/// Why a request fails.
#[derive(Debug)]
pub enum ApiError {
    /// 400: the body isn't JSON.
    BadRequest(String),
    /// 401: nobody, or nobody any more, with a sentence that says why.
    Unauthorized(&'static str),
    /// 403: somebody without the right to do this, with a sentence that says why.
    Forbidden(&'static str),
    /// 403: an API key without the scope for this.
    MissingScope(ApiKeyScope),
    /// 404: there is no such thing.
    NotFound,
    /// 405: there is, and it can't be asked that way.
    MethodNotAllowed,
    /// 408: the body didn't arrive in time.
    BodyTooSlow,
    /// 413: the body is longer than so many bytes.
    BodyTooLarge(usize),
    /// 415: the body isn't declared as JSON.
    UnsupportedMediaType,
    /// 415: the body is declared as JSON in another encoding than UTF-8.
    UnsupportedCharset(String),
    /// 422: the body or the query breaks rules.
    Invalid(ValidationErrors),
    /// 429: too many wrong passwords; to be tried again in so many seconds.
    TooManyRequests(u64),
    /// 429: too many requests at the same time from one address.
    TooManyAtOnce,
    /// 500: the server failed. The cause is logged, never sent.
    Internal(Box<dyn std::error::Error + Send + Sync>),
    /// 503: it took the database too long, and would do so again.
    TooSlow,
    /// 503: not now but soon, with a sentence that says why.
    Unavailable(&'static str),
}

/// The sentence of a 5xx answer, from which the outermost layer makes the body: it knows the request's id.
#[derive(Debug, Clone)]
pub(super) struct FailureSentence(pub(super) &'static str);

/// In how many seconds to try again what can't be answered now.
const RETRY_SECONDS: u64 = 5;

/// The sentence of a failure whose cause is nobody's business.
pub(super) const INTERNAL: &str =
    "The server failed to answer; its log has the cause under this request's id";

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        match self {
            Self::BadRequest(text) => sentence(StatusCode::BAD_REQUEST, text),
            Self::Unauthorized(text) => {
                let mut response = sentence(StatusCode::UNAUTHORIZED, text);
                // Never Basic: a browser would open its own dialog.
                let bearer = HeaderValue::from_static("Bearer");
                response.headers_mut().insert(WWW_AUTHENTICATE, bearer);
                response
            }
            Self::Forbidden(text) => sentence(StatusCode::FORBIDDEN, text),
            Self::MissingScope(scope) => {
                let ApiKeyScope { controller, action } = &scope;
                let body = ErrorSentence {
                    missing_scope: Some(scope.clone()),
                    ..ErrorSentence::new(format!("This API key lacks the scope {controller}/{action}"))
                };
                (StatusCode::FORBIDDEN, Json(body)).into_response()
            }
            Self::NotFound => (StatusCode::NOT_FOUND, Json(ValidationErrors::not_found())).into_response(),
            Self::MethodNotAllowed => sentence(
                StatusCode::METHOD_NOT_ALLOWED,
                "This address doesn't take that method",
            ),
            Self::BodyTooSlow => sentence(
                StatusCode::REQUEST_TIMEOUT,
                "The request's body didn't arrive in time",
            ),
            Self::BodyTooLarge(limit) => sentence(
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("The request's body is longer than {} KiB", limit / 1024),
            ),
            Self::UnsupportedMediaType => {
                let text = "The request's body has to be JSON: send Content-Type: application/json";
                sentence(StatusCode::UNSUPPORTED_MEDIA_TYPE, text)
            }
            Self::UnsupportedCharset(charset) => {
                let text = format!("The request's body has to be in UTF-8, not {charset}");
                sentence(StatusCode::UNSUPPORTED_MEDIA_TYPE, text)
            }
            Self::Invalid(errors) => (StatusCode::UNPROCESSABLE_ENTITY, Json(errors)).into_response(),
            Self::TooManyRequests(seconds) => {
                let text = "Too many failed attempts: try again later";
                retry_after(sentence(StatusCode::TOO_MANY_REQUESTS, text), seconds)
            }
            Self::TooManyAtOnce => {
                let text = "Too many requests at once from this address: try again later";
                retry_after(sentence(StatusCode::TOO_MANY_REQUESTS, text), 1)
            }
            Self::Internal(cause) => {
                tracing::error!(%cause, "the request failed");
                failure(StatusCode::INTERNAL_SERVER_ERROR, INTERNAL)
            }
            Self::TooSlow => failure(
                StatusCode::SERVICE_UNAVAILABLE,
                "This took the database too long: ask for less",
            ),
            Self::Unavailable(text) => {
                retry_after(failure(StatusCode::SERVICE_UNAVAILABLE, text), RETRY_SECONDS)
            }
        }
    }
}

fn sentence(status: StatusCode, text: impl Into<String>) -> Response {
    (status, Json(ErrorSentence::new(text))).into_response()
}

fn retry_after(mut response: Response, seconds: u64) -> Response {
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

fn failure(status: StatusCode, text: &'static str) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(FailureSentence(text));
    response
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl From<ValidationErrors> for ApiError {
    fn from(errors: ValidationErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        let Some(transient_cause) = error.transient_cause() else {
            return Self::Internal(error.into());
        };
        tracing::error!(cause = %error, "the request can't be answered now");
        match transient_cause {
            TransientCause::Disk => {
                Self::Unavailable("The server's disk is full, or can't be written to: try again later")
            }
            TransientCause::Busy => Self::Unavailable("The database is busy: try again"),
            TransientCause::TooSlow => Self::TooSlow,
            TransientCause::Unreachable => {
                Self::Unavailable("The database can't be reached at the moment: try again")
            }
        }
    }
}

impl From<HashFailed> for ApiError {
    fn from(error: HashFailed) -> Self {
        Self::Internal(error.into())
    }
}

impl From<RandomFailed> for ApiError {
    fn from(error: RandomFailed) -> Self {
        Self::Internal(error.into())
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}
