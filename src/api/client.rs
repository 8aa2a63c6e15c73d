//! The authorised client. It is made from a session alone, so that a call without one doesn't compile.

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::api::error::ApiError;
use crate::api::transport::{self, Answer, Request};
use crate::session::Session;

/// Calls the API as the person who is signed in. Its requests are aborted when the page that made it leaves.
#[derive(Clone, Copy)]
pub struct Api {
    session: Session,
    page: StoredValue<SendWrapper<Option<web_sys::AbortController>>>,
}

/// The client for the present page.
pub fn use_api() -> Api {
    Api::for_page(Session::expect())
}

impl Api {
    fn for_page(session: Session) -> Self {
        let controller = transport::abort_controller();
        let kept = SendWrapper::new(controller.clone());
        on_cleanup(move || {
            if let Some(controller) = kept.take() {
                controller.abort();
            }
        });
        Self {
            session,
            page: StoredValue::new(SendWrapper::new(controller)),
        }
    }

    /// The session as which it calls.
    pub fn session(self) -> Session {
        self.session
    }

    /// Fetches JSON.
    ///
    /// # Errors
    /// Everything but the JSON that was expected.
    pub async fn get<T: DeserializeOwned>(self, path: String) -> Result<T, ApiError> {
        self.send(Method::GET, path, None).await?.json()
    }

    /// Sends JSON and reads the answer.
    ///
    /// # Errors
    /// Everything but the JSON that was expected.
    pub async fn write<T: DeserializeOwned>(
        self,
        method: Method,
        path: String,
        body: &impl Serialize,
    ) -> Result<T, ApiError> {
        let body = serde_json::to_string(body).map_err(|error| ApiError::Unreadable {
            status: 0,
            problem: error.to_string(),
        })?;
        self.send(method, path, Some(body)).await?.json()
    }

    /// Deletes.
    ///
    /// # Errors
    /// Everything but success.
    pub async fn delete(self, path: String) -> Result<(), ApiError> {
        self.send(Method::DELETE, path, None).await.map(|_| ())
    }

    /// Every authorised request passes here: the one place where a 401 is handled. Today it ends the session; a request
    /// can wait here for a new sign-in and be sent again without its page knowing, because all it takes is kept.
    async fn send(self, method: Method, path: String, body: Option<String>) -> Result<Answer, ApiError> {
        loop {
            let Some(token) = self.session.token() else {
                return Err(ApiError::Unauthorized(None));
            };
            let answer = transport::send(Request {
                method: method.clone(),
                url: self.session.url(&path),
                token: Some(&token),
                body: body.clone(),
                signal: self.signal(),
            })
            .await;
            match answer {
                Ok(answer) => {
                    if let Some(renewed) = &answer.token {
                        self.session.renew(&token, renewed);
                    }
                    return Ok(answer);
                }
                Err(ApiError::Unauthorized(reason)) => {
                    // Another request, or another tab, may have brought a newer token meanwhile.
                    if self.session.token().is_none_or(|newer| newer == token) {
                        self.session.end_by_server(&token);
                        return Err(ApiError::Unauthorized(reason));
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn signal(self) -> Option<web_sys::AbortSignal> {
        self.page
            .try_with_value(|controller| controller.as_ref().map(web_sys::AbortController::signal))
            .flatten()
    }
}
