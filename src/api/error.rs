//! What can go wrong with a request, by what a person can do about it.

use std::fmt;
use std::time::Duration;

use api_types::{ApiKeyScope, ErrorSentence, ValidationErrors};
use ui::forms::Failure;

use crate::time;

/// Why a request failed. Pages decide by the variant, never by a status code.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The browser has no network.
    Offline,
    /// Nothing answers at the server's address, or the browser's cross-origin rules hide the response.
    Unreachable,
    /// 502 to 504 without this API's JSON: something in front of the server answers, and the server itself doesn't.
    NoServer {
        /// For the details of a bug report.
        status: u16,
    },
    /// No response within the time that `transport` allows.
    TimedOut,
    /// The request was aborted, because its page was left or asked for something else.
    Aborted,
    /// 401: the session is over, or name and password are wrong. Holds the server's sentence, if it gave one.
    Unauthorized(Option<String>),
    /// 403: the person who is signed in may not do this, or their API key lacks the scope, where the server names one.
    Forbidden(Option<ApiKeyScope>),
    /// 404 or 410: there is no such record.
    NotFound,
    /// 409 or 412: somebody else changed the record meanwhile.
    Conflict,
    /// 422: the server refuses values, attribute by attribute.
    Invalid(ValidationErrors),
    /// 429: too many requests. Holds the seconds to wait, if the server says.
    Throttled(Option<u32>),
    /// 413: the body was too large.
    TooLarge,
    /// Any other status from 400 to 499.
    Refused {
        /// For the details of a bug report.
        status: u16,
        /// The server's sentence, if it gave one.
        sentence: Option<String>,
    },
    /// A status from 500 to 599.
    Server {
        /// For the details of a bug report.
        status: u16,
        /// Identifies the request in the server's log.
        request_id: Option<String>,
    },
    /// The response isn't one of this API: an error page of a proxy, an empty body, broken JSON.
    Unreadable {
        /// For the details of a bug report.
        status: u16,
        /// What was wrong with it.
        problem: String,
    },
    /// Something before the API answered in its place, and the API heard nothing: the sign-in of a proxy or of a network, as a page or
    /// as a redirect to one.
    Intercepted {
        /// For the details of a bug report; 0 for a redirect, which browsers hide.
        status: u16,
    },
    /// The server answers, but doesn't let a page of this origin read its answers.
    HiddenByCors {
        /// The console's origin, which the server has to allow.
        origin: String,
    },
    /// The console's own content security policy doesn't let it ask the server.
    BlockedByPolicy,
    /// 401 for a session that the server has only just given: its token doesn't arrive.
    TokenRefused,
    /// Sign-in worked, but the browser hides the token of another origin from this page.
    TokenHidden,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for ApiError {}

impl ApiError {
    /// Whether the server itself couldn't be reached: [`Connection`](crate::api::Connection) finds out whether that goes for all requests.
    pub fn is_out_of_reach(&self) -> bool {
        matches!(self, Self::Offline | Self::Unreachable | Self::NoServer { .. })
    }

    /// Whether the next of several requests would fail for the same reason.
    pub fn is_fatal(&self) -> bool {
        matches!(
            self,
            Self::Offline
                | Self::Unreachable
                | Self::NoServer { .. }
                | Self::Unauthorized(_)
                | Self::Forbidden(_)
                | Self::Throttled(_)
                | Self::Intercepted { .. }
                | Self::HiddenByCors { .. }
                | Self::BlockedByPolicy
                | Self::TokenRefused
                | Self::Aborted
        )
    }

    /// Whether a request that failed so may have been carried out: no answer tells.
    pub fn may_have_succeeded(&self) -> bool {
        matches!(
            self,
            Self::Offline
                | Self::Unreachable
                | Self::NoServer { .. }
                | Self::TimedOut
                | Self::Aborted
                | Self::HiddenByCors { .. }
                | Self::Server { .. }
                | Self::Unreadable { .. }
        )
    }

    /// How long to wait before something is read again by itself that has failed so `tries` times; none if that would change
    /// nothing, or if the browser tells when there is a network.
    pub fn retry_pause(&self, tries: usize) -> Option<Duration> {
        const PAUSES: [u64; 4] = [5, 15, 30, 60];
        let seconds = match self {
            Self::Unreachable | Self::NoServer { .. } | Self::TimedOut | Self::Server { .. } => {
                PAUSES[tries.min(PAUSES.len() - 1)]
            }
            Self::Throttled(seconds) => seconds.unwrap_or(60).max(1).into(),
            _ => return None,
        };
        Some(Duration::from_secs(seconds))
    }

    /// The error that an unsuccessful response stands for, whose headers `header` reads.
    pub fn from_response(status: u16, text: &str, header: impl Fn(&str) -> Option<String>) -> Self {
        let body: Option<ErrorSentence> = serde_json::from_str(text).ok();
        let sentence = body.as_ref().map(|body| body.error.trim().to_owned());
        let sentence = sentence.filter(|text| !text.is_empty());
        // This API says no in JSON; an empty body may come from anywhere.
        let is_page = body.is_none() && text.trim_start().starts_with('<');
        match status {
            401 | 403 if is_page => Self::Intercepted { status },
            401 => Self::Unauthorized(sentence),
            403 => Self::Forbidden(body.and_then(|body| body.missing_scope)),
            404 | 410 => Self::NotFound,
            409 | 412 => Self::Conflict,
            413 => Self::TooLarge,
            422 => match serde_json::from_str::<ValidationErrors>(text) {
                Ok(errors) if !errors.is_empty() || !errors.messages.is_empty() => Self::Invalid(errors),
                _ => Self::Refused { status, sentence },
            },
            429 => Self::Throttled(header("Retry-After").and_then(|text| text.trim().parse().ok())),
            400..=499 => Self::Refused { status, sentence },
            502..=504 if body.is_none() => Self::NoServer { status },
            500..=599 => Self::Server {
                status,
                request_id: body
                    .and_then(|body| body.request_id)
                    .or_else(|| header("X-Request-Id")),
            },
            _ => Self::Unreadable {
                status,
                problem: "an answer of a kind that this API doesn’t give".into(),
            },
        }
    }

    /// What a form says of it. That the server is out of reach is said by the bar of the frame; here it matters what has become of
    /// what was sent.
    pub fn failure(&self) -> Failure {
        const UNKNOWN: &str = "it isn’t known whether this was done. Try again once the server is back.";
        self.failure_with(match self {
            Self::Offline => format!("This device has no network: {UNKNOWN}"),
            Self::Unreachable => format!("Nothing answers at the server’s address: {UNKNOWN}"),
            Self::NoServer { .. } => {
                format!(
                    "What stands in front of the server answers, but the server itself doesn’t: {UNKNOWN}"
                )
            }
            _ => self.sentence(),
        })
    }

    /// As [`Self::failure`], in other words.
    pub fn failure_with(&self, message: String) -> Failure {
        let wait = match self {
            Self::Throttled(Some(seconds)) => Some(Duration::from_secs((*seconds).into())),
            _ => None,
        };
        Failure {
            // The time that is left is counted down beside it.
            message: wait.map_or(message, |_| "Too many tries.".to_owned()),
            details: self.details(),
            until_ms: wait.map(|wait| time::in_duration(wait).unix_millis()),
            ends_with_return: self.is_out_of_reach(),
        }
    }

    /// HTTP's status, as far as there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Unauthorized(_) | Self::TokenRefused => Some(401),
            Self::Forbidden(_) => Some(403),
            Self::NotFound => Some(404),
            Self::Conflict => Some(409),
            Self::TooLarge => Some(413),
            Self::Invalid(_) => Some(422),
            Self::Throttled(_) => Some(429),
            Self::Refused { status, .. }
            | Self::Server { status, .. }
            | Self::Unreadable { status, .. }
            | Self::NoServer { status }
            | Self::Intercepted { status } => Some(*status).filter(|status| *status != 0),
            _ => None,
        }
    }

    /// What happened, in a few words.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Offline => "No network",
            Self::Unreachable | Self::NoServer { .. } => "The server can’t be reached",
            Self::TimedOut => "The server takes too long",
            Self::Aborted => "Stopped",
            Self::Unauthorized(_) => "Not signed in",
            Self::Forbidden(_) => "Not allowed",
            Self::NotFound => "Not found",
            Self::Conflict => "Changed by someone else",
            Self::Invalid(_) | Self::Refused { .. } => "The server refused this",
            Self::Throttled(_) => "Too many tries",
            Self::TooLarge => "Too large",
            Self::Server { .. } => "The server failed",
            Self::Unreadable { .. } => "Not an answer of the API",
            Self::Intercepted { .. } => "Something else answered",
            Self::HiddenByCors { .. } => "The server’s answers are hidden",
            Self::BlockedByPolicy => "Kept from asking the server",
            Self::TokenRefused => "A new session is refused",
            Self::TokenHidden => "The server hides the session",
        }
    }

    /// What happened and what to do next, as one or two sentences.
    pub fn sentence(&self) -> String {
        match self {
            Self::Offline => "This device has no network. Connect it, then try again.".into(),
            Self::Unreachable => {
                "Nothing answers at the server’s address. Check that it runs and that you can reach it, then try again.".into()
            }
            Self::NoServer { .. } => {
                "What stands in front of the server answers, but the server itself doesn’t. Check that it runs, then try again.".into()
            }
            Self::TimedOut => "The server didn’t answer in time. Try again in a moment.".into(),
            Self::Aborted => "The request was stopped because its page was left.".into(),
            Self::Unauthorized(Some(sentence)) => sentence.clone(),
            Self::Unauthorized(None) => "Your session has ended. Sign in again.".into(),
            Self::Forbidden(_) => "Your account isn’t allowed to do this. An administrator can change that.".into(),
            Self::NotFound => "It doesn’t exist, or not any more.".into(),
            Self::Conflict => "Someone else changed it in the meantime. Reload to see what it is now.".into(),
            Self::Invalid(errors) => format!("{}.", errors.messages.join(". ").trim_end_matches('.')),
            Self::Throttled(Some(seconds)) => format!("Too many tries. Wait {}, then try again.", wait(*seconds)),
            Self::Throttled(None) => "Too many tries. Wait a minute, then try again.".into(),
            Self::TooLarge => "What you entered is too large for the server. Shorten it.".into(),
            Self::Refused { sentence: Some(sentence), .. } => sentence.clone(),
            Self::Refused { sentence: None, .. } => "The server refused this without giving a reason.".into(),
            Self::Server { request_id: Some(id), .. } => {
                format!("Something went wrong on the server. Its log has the cause under request {id}.")
            }
            Self::Server { request_id: None, .. } => "Something went wrong on the server. Its log has the cause.".into(),
            Self::Unreadable { .. } => {
                "Something between you and the server answered in its place, or the address of the API is wrong.".into()
            }
            Self::Intercepted { .. } => {
                "Something in front of the server answered in its place, such as a proxy that wants its own sign-in. Open this \
                 console in a new tab and sign in there, then try again here."
                    .into()
            }
            Self::HiddenByCors { origin } => format!(
                "The server answers, but doesn’t let this page read its answers. It must allow the origin {origin} by CORS."
            ),
            Self::BlockedByPolicy => {
                "The Content-Security-Policy that the console is served with keeps it from its server. Its connect-src must name \
                 the origin of the API."
                    .into()
            }
            Self::TokenRefused => {
                "The server has just given this session and refuses it all the same. Something in front of it, such as a proxy \
                 with a password of its own, seems to keep the Authorization header."
                    .into()
            }
            Self::TokenHidden => {
                "Name and password are right, but the server keeps the session from this page. \
                 It must send Access-Control-Expose-Headers: Authorization for this origin."
                    .into()
            }
        }
    }

    /// What a bug report should hold, if there is more than the sentence says.
    pub fn details(&self) -> Option<String> {
        match self {
            Self::Server { status, request_id } => Some(format!(
                "status {status}, request {}",
                request_id.as_deref().unwrap_or("unknown")
            )),
            Self::Unreadable { status, problem } => Some(format!("status {status}, {problem}")),
            Self::Intercepted { status: 0 } => Some("a redirect".into()),
            Self::Refused { status, .. } | Self::NoServer { status } | Self::Intercepted { status } => {
                Some(format!("status {status}"))
            }
            _ => None,
        }
    }
}

fn wait(seconds: u32) -> String {
    match seconds {
        0 | 1 => "a second".into(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> ApiError {
        ApiError::from_response(status, body, |name| match name {
            "Retry-After" => Some("125".into()),
            "X-Request-Id" => Some("def".into()),
            _ => None,
        })
    }

    #[test]
    fn each_status_becomes_its_kind() {
        let html = "<html>Bad gateway</html>";
        let refused = |status, sentence: Option<&str>| ApiError::Refused {
            status,
            sentence: sentence.map(ToOwned::to_owned),
        };
        let server = |status, request_id: &str| ApiError::Server {
            status,
            request_id: Some(request_id.to_owned()),
        };
        for (status, body, expected) in [
            (400, r#"{"error":"Bad JSON"}"#, refused(400, Some("Bad JSON"))),
            (400, html, refused(400, None)),
            (
                401,
                r#"{"error":"No"}"#,
                ApiError::Unauthorized(Some("No".into())),
            ),
            (401, "", ApiError::Unauthorized(None)),
            (401, html, ApiError::Intercepted { status: 401 }),
            (403, html, ApiError::Intercepted { status: 403 }),
            (403, "", ApiError::Forbidden(None)),
            (404, "", ApiError::NotFound),
            (405, r#"{"error":""}"#, refused(405, None)),
            (409, "{}", ApiError::Conflict),
            (413, html, ApiError::TooLarge),
            (422, "{}", refused(422, None)),
            (422, r#"{"details":{},"messages":[]}"#, refused(422, None)),
            (429, "", ApiError::Throttled(Some(125))),
            // The body names the request, or else the header.
            (
                500,
                r#"{"error":"Failed","request_id":"abc"}"#,
                server(500, "abc"),
            ),
            (503, r#"{"error":"Busy","request_id":"abc"}"#, server(503, "abc")),
            // A proxy says it in a page, or in nothing.
            (502, html, ApiError::NoServer { status: 502 }),
            (504, "", ApiError::NoServer { status: 504 }),
            (500, html, server(500, "def")),
        ] {
            assert_eq!(read(status, body), expected, "{status} {body}");
        }
        assert!(matches!(read(302, ""), ApiError::Unreadable { status: 302, .. }));
        let bare = |status| ApiError::from_response(status, "", |_| None);
        assert_eq!(bare(429), ApiError::Throttled(None));
        assert!(matches!(bare(500), ApiError::Server { request_id: None, .. }));
    }

    #[test]
    fn a_refused_value_keeps_its_attribute() {
        let body = r#"{"details":{"username":[{"error":"taken","value":"ada"}]},"messages":["Taken"]}"#;
        let error = read(422, body);
        assert!(matches!(&error, ApiError::Invalid(errors) if errors.has("username", "taken")));
    }

    #[test]
    fn a_form_says_when_it_is_not_known_what_became_of_it() {
        for (error, is_known) in [
            (ApiError::Unreachable, false),
            (ApiError::NoServer { status: 502 }, false),
            (ApiError::Conflict, true),
        ] {
            assert_eq!(
                !error.failure().message.contains("it isn’t known"),
                is_known,
                "{error:?}"
            );
        }
    }

    #[test]
    fn sentences_name_what_the_server_says() {
        let wait = "Too many tries. Wait 3 minutes, then try again.";
        assert_eq!(read(429, "").sentence(), wait);
        assert!(read(500, "").sentence().contains("request def"));
    }
}
