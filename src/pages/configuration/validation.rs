//! What is wrong with keys and values, in words.

use api_types::AttributeError;
use api_types::error::code;
use api_types::validation::{
    CONFIGURATION_KEY_MAX, CONFIGURATION_VALUE_MAX, configuration_key, configuration_value,
};

use super::change::Entry;
use crate::api::ApiError;
use ui::table::group_digits;

/// What is said of a key that another row has.
pub const KEY_TAKEN: &str = "There is a key of this name already.";

/// Why an entry can't be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// What is wrong with its key.
    Key(String),
    /// What is wrong with its value, or with neither half.
    Value(String),
}

impl Problem {
    /// The server's refusal of an entry.
    pub fn from_error(error: &ApiError, entry: &Entry) -> Self {
        if let ApiError::Invalid(found) = error {
            let first = |attribute: &str| found.details.get(attribute).and_then(|errors| errors.first());
            if let Some(error) = first("key") {
                return Self::Key(key_message(error, &entry.key));
            }
            if let Some(error) = first("value") {
                return Self::Value(value_message(error, &entry.value));
            }
        }
        Self::Value(error.sentence())
    }

    /// What is wrong, whichever half it is.
    pub fn into_text(self) -> String {
        let (Self::Key(text) | Self::Value(text)) = self;
        text
    }
}

/// What the server would refuse about a value.
pub fn value_problem(value: &str) -> Option<String> {
    let error = configuration_value(value).err()?;
    Some(value_message(&error, value))
}

/// What the server would refuse about a key.
pub fn key_problem(key: &str) -> Option<String> {
    let error = configuration_key(key).err()?;
    Some(key_message(&error, key))
}

fn value_message(error: &AttributeError, value: &str) -> String {
    match error.error.as_str() {
        code::TOO_LONG => too_long(value, error.count, CONFIGURATION_VALUE_MAX),
        code::INVALID => "A value can’t hold zero characters (NUL).".into(),
        other => format!("The server refuses this value ({other})."),
    }
}

fn key_message(error: &AttributeError, key: &str) -> String {
    match error.error.as_str() {
        code::BLANK => "Enter a key.".into(),
        code::TAKEN => KEY_TAKEN.into(),
        code::TOO_LONG => too_long(key, error.count, CONFIGURATION_KEY_MAX),
        code::INVALID if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()) => {
            "A key can’t be digits alone: it would be taken for the number of a record.".into()
        }
        code::INVALID => "Take out blanks at the ends, and characters that can’t be seen.".into(),
        other => format!("The server refuses this key ({other})."),
    }
}

/// `count` is the maximum as the server says it; `max` is ours, if it doesn't.
fn too_long(text: &str, count: Option<i64>, max: usize) -> String {
    let length = text.chars().count() as u64;
    let max = count.map_or(max as u64, i64::unsigned_abs);
    format!(
        "{} characters; at most {} are possible. Take out {}.",
        group_digits(length),
        group_digits(max),
        group_digits(length.saturating_sub(max))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_counted() {
        assert_eq!(
            value_problem(&"v".repeat(100_000)).as_deref(),
            Some("100,000 characters; at most 65,535 are possible. Take out 34,465.")
        );
        assert_eq!(value_problem(&"é".repeat(65_535)), None);
        assert!(key_problem(&"k".repeat(256)).is_some_and(|text| text.starts_with("256 characters")));
    }

    #[test]
    fn keys_that_have_no_address_are_refused() {
        assert!(key_problem("0042").is_some_and(|text| text.contains("digits alone")));
        assert!(key_problem("a\u{200b}").is_some_and(|text| text.contains("can’t be seen")));
        assert_eq!(key_problem(""), Some("Enter a key.".into()));
        for key in ["a b", "a/b", "50%", "🦀", "constructor"] {
            assert_eq!(key_problem(key), None);
        }
    }
}
