//! Error bodies.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ApiKeyScope;

/// The body of 400, 401, 403, 405, 413, 415, 429 and 5xx.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorSentence {
    /// An English sentence.
    pub error: String,
    /// Identifies the request in the server's log; in 5xx bodies of the bundled server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The scope that the API key lacks; in the bundled server's 403 for lack of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_scope: Option<ApiKeyScope>,
}

impl ErrorSentence {
    /// A sentence and nothing beside it.
    #[must_use]
    pub fn new(error: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            request_id: None,
            missing_scope: None,
        }
    }
}

/// The body of 404 and 422: what is wrong with which attribute.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ValidationErrors {
    /// Errors by attribute; those of the whole record are under [`BASE`].
    pub details: BTreeMap<String, Vec<AttributeError>>,
    /// The same as English sentences.
    #[serde(default)]
    pub messages: Vec<String>,
}

/// How many errors are listed at most.
pub const LISTED_MAX: usize = 20;

/// The attribute under which errors of the whole record are filed.
pub const BASE: &str = "base";

/// One error of one attribute: a code, and what the code is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributeError {
    /// One of the [`code`]s, or one that a newer server has.
    pub error: String,
    /// The value that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The limit that was missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

/// The codes of the contract.
pub mod code {
    /// Required, and empty or absent.
    pub const BLANK: &str = "blank";
    /// Somebody else has it.
    pub const TAKEN: &str = "taken";
    /// Of the wrong form or type.
    pub const INVALID: &str = "invalid";
    /// Fewer characters than `count`.
    pub const TOO_SHORT: &str = "too_short";
    /// More characters than `count`.
    pub const TOO_LONG: &str = "too_long";
    /// Must be greater than `count`.
    pub const GREATER_THAN: &str = "greater_than";
    /// Must be at least `count`.
    pub const GREATER_THAN_OR_EQUAL_TO: &str = "greater_than_or_equal_to";
    /// Must be less than `count`.
    pub const LESS_THAN: &str = "less_than";
    /// Must be at most `count`.
    pub const LESS_THAN_OR_EQUAL_TO: &str = "less_than_or_equal_to";
    /// More of them than `count`.
    pub const TOO_MANY: &str = "too_many";
    /// Can't be changed.
    pub const FROZEN: &str = "frozen";
    /// There is no such record; on `base`.
    pub const NOT_FOUND: &str = "not_found";
    /// Nobody else could administer the server; on `base`.
    pub const LAST_ADMINISTRATOR: &str = "last_administrator";
    /// Nobody deletes, demotes or expires themself; on `base`.
    pub const OWN_ACCOUNT: &str = "own_account";
}

impl AttributeError {
    fn new(error: &str, value: Option<Value>, count: Option<i64>) -> Self {
        Self {
            error: error.to_owned(),
            value,
            count,
        }
    }

    /// An error that is about nothing but its code: `blank`, `frozen`, `not_found` and the like.
    #[must_use]
    pub fn plain(code: &str) -> Self {
        Self::new(code, None, None)
    }

    /// `blank`
    #[must_use]
    pub fn blank() -> Self {
        Self::plain(code::BLANK)
    }

    /// `taken`, with the value that is.
    #[must_use]
    pub fn taken(value: impl Into<Value>) -> Self {
        Self::new(code::TAKEN, Some(value.into()), None)
    }

    /// `invalid`, with the value that is.
    #[must_use]
    pub fn invalid(value: impl Into<Value>) -> Self {
        Self::new(code::INVALID, Some(value.into()), None)
    }

    /// `invalid` without its value, for what must not be repeated, such as passwords.
    #[must_use]
    pub fn invalid_secret() -> Self {
        Self::plain(code::INVALID)
    }

    /// `too_short`: fewer than `count` characters.
    #[must_use]
    pub fn too_short(count: usize) -> Self {
        Self::new(code::TOO_SHORT, None, i64::try_from(count).ok())
    }

    /// `too_long`: more than `count` characters.
    #[must_use]
    pub fn too_long(count: usize) -> Self {
        Self::new(code::TOO_LONG, None, i64::try_from(count).ok())
    }

    /// `too_many`: more of them than `count`.
    #[must_use]
    pub fn too_many(count: usize) -> Self {
        Self::new(code::TOO_MANY, None, i64::try_from(count).ok())
    }

    /// `greater_than_or_equal_to`: below `count`.
    #[must_use]
    pub fn below(value: i64, count: i64) -> Self {
        Self::new(code::GREATER_THAN_OR_EQUAL_TO, Some(value.into()), Some(count))
    }

    /// `less_than_or_equal_to`: above `count`.
    #[must_use]
    pub fn above(value: i64, count: i64) -> Self {
        Self::new(code::LESS_THAN_OR_EQUAL_TO, Some(value.into()), Some(count))
    }

    /// The rest of an English sentence that begins with the attribute: "has already been taken".
    #[must_use]
    pub fn predicate(&self) -> String {
        let count = self.count.unwrap_or_default();
        match self.error.as_str() {
            code::BLANK => "can't be blank".into(),
            code::TAKEN => "has already been taken".into(),
            code::INVALID => "is invalid".into(),
            code::TOO_SHORT => format!("is too short (minimum is {count} characters)"),
            code::TOO_LONG => format!("is too long (maximum is {count} characters)"),
            code::GREATER_THAN => format!("must be greater than {count}"),
            code::GREATER_THAN_OR_EQUAL_TO => format!("must be greater than or equal to {count}"),
            code::LESS_THAN => format!("must be less than {count}"),
            code::LESS_THAN_OR_EQUAL_TO => format!("must be less than or equal to {count}"),
            code::TOO_MANY => format!("has too many (maximum is {count})"),
            code::FROZEN => "can't be changed".into(),
            other => format!("is refused ({other})"),
        }
    }

    fn sentence(&self, attribute: &str) -> String {
        match self.error.as_str() {
            code::NOT_FOUND => "The record was not found".into(),
            code::LAST_ADMINISTRATOR => {
                "There must always be an administrator whose account never expires".into()
            }
            code::OWN_ACCOUNT => "You can't delete, demote or expire your own account".into(),
            code::TOO_MANY if attribute == BASE => {
                format!("There can be {} at most", self.count.unwrap_or_default())
            }
            _ => format!("{} {}", humanize(attribute), self.predicate()),
        }
    }
}

impl ValidationErrors {
    /// Nothing wrong so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One error of one attribute.
    #[must_use]
    pub fn of(attribute: &str, error: AttributeError) -> Self {
        let mut errors = Self::new();
        errors.add(attribute, error);
        errors
    }

    /// The body of a 404.
    #[must_use]
    pub fn not_found() -> Self {
        Self::of(BASE, AttributeError::plain(code::NOT_FOUND))
    }

    /// Notes one more error, with its sentence. From the twentieth on, errors are left out: whoever mends those that are listed finds
    /// the others, and no request is answered with many times its own length.
    pub fn add(&mut self, attribute: &str, error: AttributeError) {
        if self.messages.len() >= LISTED_MAX {
            return;
        }
        self.messages.push(error.sentence(attribute));
        self.details.entry(attribute.to_owned()).or_default().push(error);
    }

    /// Notes the error of a check, if it found one, and returns whether the check passed.
    pub fn check(&mut self, attribute: &str, checked: Result<(), AttributeError>) -> bool {
        checked.map_err(|error| self.add(attribute, error)).is_ok()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.details.is_empty()
    }

    /// `Ok` if nothing is wrong.
    ///
    /// # Errors
    /// These errors, if there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Whether that attribute has an error of that code.
    #[must_use]
    pub fn has(&self, attribute: &str, code: &str) -> bool {
        self.details
            .get(attribute)
            .is_some_and(|errors| errors.iter().any(|error| error.error == code))
    }
}

impl fmt::Display for ValidationErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.messages.join(", "))
    }
}

impl std::error::Error for ValidationErrors {}

/// "user_id" as the beginning of a sentence: "User id".
fn humanize(attribute: &str) -> String {
    let words = attribute.replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_reads_as_the_contract_shows_it() {
        let errors = ValidationErrors::of("username", AttributeError::taken("ada"));
        assert_eq!(
            serde_json::to_string(&errors).unwrap(),
            r#"{"details":{"username":[{"error":"taken","value":"ada"}]},"messages":["Username has already been taken"]}"#
        );
    }

    #[test]
    fn every_code_has_a_sentence() {
        let mut errors = ValidationErrors::not_found();
        errors.add("password", AttributeError::too_short(8));
        errors.add("user_id", AttributeError::below(-1, 0));
        errors.add(BASE, AttributeError::plain(code::LAST_ADMINISTRATOR));
        assert_eq!(
            errors.messages,
            [
                "The record was not found",
                "Password is too short (minimum is 8 characters)",
                "User id must be greater than or equal to 0",
                "There must always be an administrator whose account never expires",
            ]
        );
    }

    #[test]
    fn twenty_errors_are_listed_and_no_more() {
        let mut errors = ValidationErrors::new();
        for number in 0..100 {
            errors.add("api_key_scopes", AttributeError::invalid(number));
        }
        assert_eq!(
            (errors.messages.len(), errors.details["api_key_scopes"].len()),
            (20, 20)
        );
    }

    #[test]
    fn a_foreign_error_is_understood() {
        let body = r#"{"details":{"base":[{"error":"quota_on_cache","quota":3}]},"messages":["Quota"]}"#;
        let errors: ValidationErrors = serde_json::from_str(body).unwrap();
        assert!(errors.has(BASE, "quota_on_cache"));
    }
}
