//! What a value looks like, which decides the editor that it gets.

use formats::json::error_in;

/// The key that holds the language in which the server speaks.
pub const LOCALE_KEY: &str = "global.locale";

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ValueKind {
    /// A line of text.
    #[default]
    Text,
    /// `true` or `false`.
    Boolean,
    /// A number in decimal digits.
    Number,
    /// A language tag.
    Locale,
    /// JSON, as far as its beginning tells.
    Json,
    /// Several lines of text.
    Lines,
}

impl ValueKind {
    /// The kind of a stored value.
    pub fn of(key: &str, value: &str) -> Self {
        if key == LOCALE_KEY {
            Self::Locale
        } else if matches!(value, "true" | "false") {
            Self::Boolean
        } else if is_number(value) {
            Self::Number
        } else if value.trim_start().starts_with(['{', '[']) {
            Self::Json
        } else if value.contains('\n') {
            Self::Lines
        } else {
            Self::Text
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Boolean => "Yes or no",
            Self::Number => "Number",
            Self::Locale => "Language",
            Self::Json => "JSON",
            Self::Lines => "Text of several lines",
        }
    }

    /// Why its editor doesn't save a text that is of another kind by now.
    pub fn problem(self, text: &str) -> Option<String> {
        match self {
            Self::Number if !is_number(text) => {
                Some("This isn’t a number. Correct it, or switch to raw to store it as text.".into())
            }
            Self::Json => error_in(text)
                .map(|error| format!("{error} Correct it, or switch to raw to store it as it is.")),
            _ => None,
        }
    }
}

/// Digits with at most one point, and perhaps a minus sign: what everybody reads as a number.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_get_the_editor_that_suits_them() {
        for (value, kind) in [
            ("", ValueKind::Text),
            ("true", ValueKind::Boolean),
            ("True", ValueKind::Text),
            ("42", ValueKind::Number),
            ("-1.5", ValueKind::Number),
            ("1.", ValueKind::Text),
            ("1e5", ValueKind::Text),
            ("-", ValueKind::Text),
            (" {\"a\":1}", ValueKind::Json),
            ("[1,]", ValueKind::Json),
            ("a\nb", ValueKind::Lines),
            ("10.0.0.1", ValueKind::Text),
        ] {
            assert_eq!(ValueKind::of("a", value), kind, "{value}");
        }
        assert_eq!(ValueKind::of(LOCALE_KEY, "true"), ValueKind::Locale);
    }

    #[test]
    fn editors_refuse_what_is_no_longer_what_they_edit() {
        assert!(ValueKind::Number.problem("4x").is_some());
        assert!(ValueKind::Json.problem("{\"a\":1,}").is_some());
        for (kind, text) in [
            (ValueKind::Number, "4"),
            (ValueKind::Json, "[]"),
            (ValueKind::Text, "{"),
            (ValueKind::Lines, ""),
        ] {
            assert_eq!(kind.problem(text), None);
        }
    }
}
