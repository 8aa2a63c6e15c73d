//! Which part of a list a request asks for.

use std::convert::Infallible;

use api_types::{AttributeError, DEFAULT_LIMIT, MAX_LIMIT, ValidationErrors};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

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

    fn number(&self, name: &str, default: u64, max: u64, errors: &mut ValidationErrors) -> u64 {
        let mut number = default;
        for (_, text) in self.0.iter().filter(|(parameter, _)| parameter == name) {
            let read = match text.parse::<i64>() {
                Err(_) => Err(AttributeError::invalid(text.as_str())),
                Ok(below) if below < 0 => Err(AttributeError::below(below, 0)),
                Ok(fine) => match u64::try_from(fine) {
                    Ok(fine) if fine <= max => Ok(fine),
                    _ => Err(AttributeError::above(
                        fine,
                        i64::try_from(max).unwrap_or(i64::MAX),
                    )),
                },
            };
            match read {
                Ok(read) => number = read,
                Err(error) => errors.add(name, error),
            }
        }
        number
    }

    /// How many rows are wanted, after how many others.
    ///
    /// # Errors
    /// `limit` or `offset` is negative, too high or not a number.
    pub fn page(&self) -> Result<Page, ValidationErrors> {
        let mut errors = ValidationErrors::new();
        let limit = self.number("limit", DEFAULT_LIMIT, MAX_LIMIT, &mut errors);
        let offset = self.number("offset", 0, i64::MAX.unsigned_abs(), &mut errors);
        errors.into_result()?;
        Ok(Page { limit, offset })
    }
}

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// At most so many rows.
    pub limit: u64,
    /// After so many others.
    pub offset: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_first_hundred() {
        let page = Query::parse("").page();
        assert_eq!(
            page,
            Ok(Page {
                limit: 100,
                offset: 0
            })
        );
    }

    #[test]
    fn limit_and_offset_are_read() {
        let page = Query::parse("offset=20&limit=0").page();
        assert_eq!(page, Ok(Page { limit: 0, offset: 20 }));
        assert!(
            Query::parse("limit=10000&offset=9223372036854775807")
                .page()
                .is_ok()
        );
    }

    #[test]
    fn what_is_no_such_number_is_refused() {
        for query in [
            "limit=-1",
            "limit=10001",
            "limit=1e9",
            "limit=",
            "limit=x",
            "offset=-1",
            "offset=99999999999999999999",
            "limit=1&limit=x",
        ] {
            assert!(Query::parse(query).page().is_err(), "{query}");
        }
    }
}
