//! The query parameters of a list.

use std::convert::Infallible;

use api_types::ValidationErrors;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::domain::list::{Attributes, ListRequest};

/// The query parameters of a list, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct Query(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default()))
    }
}

impl Query {
    /// Takes a query apart.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// Which rows are asked for; without `extensions` all parameters but `limit` and `offset` are ignored.
    ///
    /// # Errors
    /// Everything that is wrong, under the parameters' names.
    pub fn list(&self, attributes: &Attributes, extensions: bool) -> Result<ListRequest, ValidationErrors> {
        if extensions {
            ListRequest::read(attributes, &self.0)
        } else {
            ListRequest::plain(&self.0)
        }
    }
}
