//! The authorized client. Only a session makes one, so that a call without a session doesn't compile.

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::AbortController;

use crate::activity::{Activity, Call};
use crate::api::connection::Connection;
use crate::api::error::ApiError;
use crate::api::transport::{self, Request, Response};
use crate::session::{Session, SignOutReason};
use crate::time;

/// Calls the API as the person who is signed in.
#[derive(Clone, Copy)]
pub struct Api {
    session: Session,
    connection: Connection,
    activity: Activity,
    abort: StoredValue<SendWrapper<Option<AbortController>>>,
}

/// A client for the present component or effect. When that is disposed of, the client's requests are aborted.
pub fn use_api() -> Api {
    let controller = SendWrapper::new(AbortController::new().ok());
    let abort = StoredValue::new(controller.clone());
    on_cleanup(move || {
        if let Some(controller) = controller.take() {
            controller.abort();
        }
    });
    Api {
        session: Session::expect(),
        connection: Connection::expect(),
        activity: Activity::expect(),
        abort,
    }
}

impl Api {
    /// The session whose token it sends.
    pub fn session(self) -> Session {
        self.session
    }

    /// Sends a GET request and parses the response.
    pub async fn get<T: DeserializeOwned>(self, path: String) -> Result<T, ApiError> {
        self.send(Method::GET, path, None).await?.json()
    }

    /// Sends JSON and parses the response.
    pub async fn send_json<T: DeserializeOwned>(
        self,
        method: Method,
        path: String,
        body: &impl Serialize,
    ) -> Result<T, ApiError> {
        let body = transport::to_json(body)?;
        self.send(method, path, Some(body)).await?.json()
    }

    /// Sends a DELETE request, and ignores the body of the response.
    pub async fn delete(self, path: String) -> Result<(), ApiError> {
        self.send(Method::DELETE, path, None).await.map(|_| ())
    }

    /// Sends an authorized request. This is the only place that handles a 401: the server did nothing, so the request is sent
    /// again with a newer token, if there is one already, or once the person has signed in again.
    async fn send(self, method: Method, path: String, body: Option<String>) -> Result<Response, ApiError> {
        // An import that is under way is somebody's work, too.
        if method != Method::GET {
            self.session.note_activity();
        }
        let mut has_waited = false;
        let controller = self.abort.try_get_value().and_then(SendWrapper::take);
        loop {
            let Some(token) = self.session.token() else {
                if !self.session.has_signed_in_again().await {
                    return Err(ApiError::Unauthorized(None));
                }
                has_waited = true;
                if controller
                    .as_ref()
                    .is_some_and(|controller| controller.signal().aborted())
                {
                    return Err(ApiError::Aborted);
                }
                continue;
            };
            let (call, at) = (
                Call::new(method.clone(), path.clone(), body.as_deref()),
                time::now(),
            );
            let response = transport::send(Request {
                method: method.clone(),
                url: self.session.url(&path),
                token: Some(&token),
                body: body.clone(),
                signal: controller.as_ref().map(AbortController::signal),
            })
            .await;
            let duration = time::now().unix_millis() - at.unix_millis();
            let outcome = response.as_ref().map(|response| response.status);
            self.activity.note(call, at, duration, outcome);
            self.connection.note(&response);
            if response.is_ok() {
                self.session.prove();
            }
            match &response {
                Ok(Response {
                    token: Some(renewed), ..
                }) => self.session.renew(&token, renewed),
                Err(ApiError::Unauthorized(_)) => match self.session.token() {
                    // Another request, or another tab, may have brought a newer token meanwhile.
                    Some(newer) if newer != token => continue,
                    // A fresh token that is refused, too, isn't what is wrong.
                    Some(_) if !self.session.is_proven() => return Err(ApiError::TokenRefused),
                    Some(_) if has_waited => {}
                    Some(_) => {
                        self.session.lapse(SignOutReason::Expired);
                        continue;
                    }
                    None => continue,
                },
                _ => {}
            }
            return response;
        }
    }
}
