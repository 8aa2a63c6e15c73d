//! What is wrong with keys and values, in words.

use api_types::AttributeError;
use api_types::error::code;
use api_types::validation::{
    CONFIGURATION_KEY_MAX, CONFIGURATION_VALUE_MAX, configuration_key, configuration_value,
};
use ui::table::group_digits;

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

/// The server's refusal of a value.
pub fn value_message(error: &AttributeError, value: &str) -> String {
    match error.error.as_str() {
        code::TOO_LONG => too_long(value, error.count, CONFIGURATION_VALUE_MAX),
        code::INVALID => "A value can’t hold zero characters (NUL).".into(),
        other => format!("The server refuses this value ({other})."),
    }
}

/// The server's refusal of a key.
pub fn key_message(error: &AttributeError, key: &str) -> String {
    match error.error.as_str() {
        code::BLANK => "Enter a key.".into(),
        code::TAKEN => "There is a key of this name already.".into(),
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
    let max = count
        .and_then(|count| count.try_into().ok())
        .unwrap_or(max as u64);
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
