//! What no name, key or email may hold.

use crate::AttributeError;

/// What is wrong with a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError {
    /// It is empty, or nothing but blanks.
    Blank,
    /// It begins or ends with a blank.
    SurroundingBlanks,
    /// It holds control characters, invisible or bidirectional marks.
    Invisible,
    /// It has more characters than this.
    TooLong(usize),
}

impl LineError {
    /// The error as the API reports it.
    #[must_use]
    pub fn into_attribute_error(self, value: &str) -> AttributeError {
        match self {
            Self::Blank => AttributeError::blank(),
            Self::SurroundingBlanks | Self::Invisible => AttributeError::invalid(value),
            Self::TooLong(max) => AttributeError::too_long(max),
        }
    }
}

/// Checks a name, key or email: not blank, at most `max` characters, nothing invisible, no surrounding blanks.
///
/// # Errors
/// The first rule that is broken.
pub fn single_line(text: &str, max: usize) -> Result<(), LineError> {
    if text.trim().is_empty() {
        return Err(LineError::Blank);
    }
    if contains_invisible(text) {
        return Err(LineError::Invisible);
    }
    if text.trim() != text {
        return Err(LineError::SurroundingBlanks);
    }
    if text.chars().count() > max {
        return Err(LineError::TooLong(max));
    }
    Ok(())
}

/// Whether the text holds a control character, or a mark that can't be seen and so makes two names look alike.
#[must_use]
pub fn contains_invisible(text: &str) -> bool {
    text.chars().any(|c| c.is_control() || is_invisible(c))
}

/// Format characters, fillers, joiners, variation selectors, line separators and tags: Unicode's
/// `Default_Ignorable_Code_Point` with the separators U+2028 and U+2029.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_pass() {
        for text in ["ada", "Ada Lovelace", "пётр", "🦀", "a%b", "..a", "<script>"] {
            assert_eq!(single_line(text, 64), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for text in [
            "a\u{200B}da",
            "ada\u{202E}",
            "a\tb",
            "a\nb",
            "a\0",
            "ada\u{FE0F}",
            "\u{FEFF}ada",
        ] {
            assert_eq!(single_line(text, 64), Err(LineError::Invisible), "{text:?}");
        }
    }

    #[test]
    fn blanks_and_length() {
        assert_eq!(single_line("", 64), Err(LineError::Blank));
        assert_eq!(single_line("\u{3000} ", 64), Err(LineError::Blank));
        assert_eq!(single_line(" ada", 64), Err(LineError::SurroundingBlanks));
        assert_eq!(single_line(&"é".repeat(64), 64), Ok(()));
        assert_eq!(single_line(&"é".repeat(65), 64), Err(LineError::TooLong(64)));
    }
}
