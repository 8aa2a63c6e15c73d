//! The part of a path that names a record.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::domain::reference;

/// The last variable part of the path, decoded, or `None` if it isn't UTF-8 and so names nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Reference {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(path.ok().map(|Path(text)| text)))
    }
}

/// The last variable part of the path as a numeric id, or `None` if it is anything else and so names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumericId(pub Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for NumericId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let Reference(text) = Reference::from_request_parts(parts, state).await?;
        Ok(Self(text.and_then(|text| {
            match reference::PathReference::read(&text) {
                reference::PathReference::Id(id) => Some(id),
                _ => None,
            }
        })))
    }
}
