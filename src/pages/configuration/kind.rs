//! Which editor suits a value, and what it refuses.

use api_types::AttributeError;
use api_types::error::code;
use api_types::validation::{
    CONFIGURATION_KEY_MAX, CONFIGURATION_VALUE_MAX, configuration_key, configuration_value,
};

use super::json;
use ui::table::group_digits;

/// The key that says in which language the server speaks.
pub const LOCALE: &str = "global.locale";

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A line of text.
    #[default]
    Line,
    /// Yes or no.
    Switch,
    /// A number.
    Number,
    /// A language.
    Locale,
    /// JSON.
    Json,
    /// Text of several lines.
    Lines,
}

impl Kind {
    /// What a value looks like.
    pub fn of(key: &str, value: &str) -> Self {
        if key == LOCALE {
            Self::Locale
        } else if matches!(value, "true" | "false") {
            Self::Switch
        } else if is_number(value) {
            Self::Number
        } else if value.trim_start().starts_with(['{', '[']) {
            Self::Json
        } else if value.contains('\n') {
            Self::Lines
        } else {
            Self::Line
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "Text",
            Self::Switch => "Yes or no",
            Self::Number => "Number",
            Self::Locale => "Language",
            Self::Json => "JSON",
            Self::Lines => "Text of several lines",
        }
    }

    /// Whether its editor has several lines, so that Enter makes one.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Json | Self::Lines)
    }

    /// Why its editor doesn't save that text, if it doesn't.
    pub fn refuses(self, text: &str) -> Option<String> {
        match self {
            Self::Number if !is_number(text) => {
                Some("This isn't a number. Correct it, or switch to raw to store it as text.".into())
            }
            Self::Json => json::fault(text)
                .map(|fault| format!("{fault} Correct it, or switch to raw to store it as it is.")),
            _ => None,
        }
    }
}

/// Digits with at most one point, and perhaps a sign: what everybody reads as a number.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, rest]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What is wrong with a value, on the spot.
pub fn value_problem(value: &str) -> Option<String> {
    configuration_value(value)
        .err()
        .map(|error| value_message(&error, value))
}

/// What is wrong with a key, on the spot.
pub fn key_problem(key: &str) -> Option<String> {
    configuration_key(key).err().map(|error| key_message(&error, key))
}

/// What is wrong with a value, in words.
pub fn value_message(error: &AttributeError, value: &str) -> String {
    match error.error.as_str() {
        code::TOO_LONG => too_long(value, error.count.map_or(CONFIGURATION_VALUE_MAX, to_usize)),
        code::INVALID => "A value can't hold zero characters (NUL).".into(),
        other => format!("The server refuses this value ({other})."),
    }
}

/// What is wrong with a key, in words.
pub fn key_message(error: &AttributeError, key: &str) -> String {
    match error.error.as_str() {
        code::BLANK => "Enter a key.".into(),
        code::TAKEN => "There is a key of this name already.".into(),
        code::TOO_LONG => too_long(key, error.count.map_or(CONFIGURATION_KEY_MAX, to_usize)),
        code::INVALID if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit()) => {
            "A key can't be digits alone: it would be taken for the number of a record.".into()
        }
        code::INVALID => "Take out blanks at the ends, and characters that can't be seen.".into(),
        other => format!("The server refuses this key ({other})."),
    }
}

fn to_usize(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

fn too_long(text: &str, most: usize) -> String {
    let length = text.chars().count();
    let (length, most, over) = (length as u64, most as u64, length.saturating_sub(most) as u64);
    format!(
        "{} characters; at most {} are possible. Take out {}.",
        group_digits(length),
        group_digits(most),
        group_digits(over)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_get_the_editor_that_suits_them() {
        for (value, kind) in [
            ("", Kind::Line),
            ("true", Kind::Switch),
            ("True", Kind::Line),
            ("42", Kind::Number),
            ("-1.5", Kind::Number),
            ("1.", Kind::Line),
            ("1e5", Kind::Line),
            ("-", Kind::Line),
            (" {\"a\":1}", Kind::Json),
            ("[1,]", Kind::Json),
            ("a\nb", Kind::Lines),
            ("10.0.0.1", Kind::Line),
        ] {
            assert_eq!(Kind::of("a", value), kind, "{value}");
        }
        assert_eq!(Kind::of(LOCALE, "true"), Kind::Locale);
    }

    #[test]
    fn editors_refuse_what_is_no_longer_what_they_edit() {
        assert!(Kind::Number.refuses("4x").is_some());
        assert!(Kind::Json.refuses("{\"a\":1,}").is_some());
        for (kind, text) in [
            (Kind::Number, "4"),
            (Kind::Json, "[]"),
            (Kind::Line, "{"),
            (Kind::Lines, ""),
        ] {
            assert_eq!(kind.refuses(text), None);
        }
    }

    #[test]
    fn what_is_too_long_is_counted() {
        assert_eq!(
            value_problem(&"v".repeat(100_000)).as_deref(),
            Some("100,000 characters; at most 65,535 are possible. Take out 34,465.")
        );
        assert_eq!(value_problem(&"é".repeat(65_535)), None);
        assert!(key_problem(&"k".repeat(256)).is_some_and(|text| text.starts_with("256 characters")));
        assert!(key_problem("0042").is_some_and(|text| text.contains("digits alone")));
        assert!(key_problem("a\u{200b}").is_some_and(|text| text.contains("can't be seen")));
        assert_eq!(key_problem(""), Some("Enter a key.".into()));
        for key in ["a b", "a/b", "50%", "🦀", "constructor"] {
            assert_eq!(key_problem(key), None);
        }
    }
}
