//! What is wrong with keys and values, in words.

use api_types::AttributeError;
use api_types::error::code;
use api_types::validation::{
    CONFIGURATION_KEY_MAX, CONFIGURATION_VALUE_MAX, configuration_key, configuration_value,
};

use super::entry::{Entry, Part};
use crate::api::ApiError;
use ui::forms::field_message;
use ui::table::group_digits;

/// What is said of a key that another row has.
pub const KEY_TAKEN: &str = "There is a key of this name already.";

/// Why an entry can't be saved: the half that is wrong, which is the value if neither is, and what is wrong with it.
pub type Problem = (Part, String);

/// The server's refusal of an entry.
pub fn refusal(error: &ApiError, entry: &Entry) -> Problem {
    if let ApiError::Invalid(found) = error {
        for (part, name) in [(Part::Key, "key"), (Part::Value, "value")] {
            if let Some(error) = found.details.get(name).and_then(|errors| errors.first()) {
                return (part, message(part, error, entry.part(part)));
            }
        }
    }
    (Part::Value, error.sentence())
}

/// What the server would refuse about a key or a value.
pub fn problem_in(part: Part, text: &str) -> Option<String> {
    let checked = match part {
        Part::Key => configuration_key(text),
        Part::Value => configuration_value(text),
    };
    Some(message(part, &checked.err()?, text))
}

fn message(part: Part, error: &AttributeError, text: &str) -> String {
    match (error.error.as_str(), part) {
        (code::TOO_LONG, _) => {
            let max = match part {
                Part::Key => CONFIGURATION_KEY_MAX,
                Part::Value => CONFIGURATION_VALUE_MAX,
            };
            let length = text.chars().count() as u64;
            let max = error.count.map_or(max as u64, i64::unsigned_abs);
            let [count, most, over] = [length, max, length.saturating_sub(max)].map(group_digits);
            format!("{count} characters; at most {most} are possible. Take out {over}.")
        }
        (code::INVALID, Part::Value) => "A value can’t hold zero characters (NUL).".into(),
        (code::BLANK, Part::Key) => "Enter a key.".into(),
        (code::TAKEN, Part::Key) => KEY_TAKEN.into(),
        (code::INVALID, Part::Key) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            "A key can’t be digits alone: it would be taken for the number of a record.".into()
        }
        (code::INVALID, Part::Key) => {
            "Take out blanks at the ends, and characters that can’t be seen.".into()
        }
        _ => field_message(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_counted() {
        assert_eq!(
            problem_in(Part::Value, &"v".repeat(100_000)).as_deref(),
            Some("100,000 characters; at most 65,535 are possible. Take out 34,465.")
        );
        assert_eq!(problem_in(Part::Value, &"é".repeat(65_535)), None);
        assert!(
            problem_in(Part::Key, &"k".repeat(256)).is_some_and(|text| text.starts_with("256 characters"))
        );
    }

    #[test]
    fn keys_that_have_no_address_are_refused() {
        assert!(problem_in(Part::Key, "0042").is_some_and(|text| text.contains("digits alone")));
        assert!(problem_in(Part::Key, "a\u{200b}").is_some_and(|text| text.contains("can’t be seen")));
        assert_eq!(problem_in(Part::Key, ""), Some("Enter a key.".into()));
        for key in ["a b", "a/b", "50%", "🦀", "constructor"] {
            assert_eq!(problem_in(Part::Key, key), None);
        }
    }
}
