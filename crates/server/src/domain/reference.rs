//! What names a record in a path.

/// How a part of a path names a record. No username and no key is all digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathReference {
    /// By its numeric id.
    Id(i64),
    /// By its name.
    Name,
    /// Not at all: a number that isn't written as the API writes ids, or what no name can be.
    Nothing,
}

impl PathReference {
    /// Reads the part of a path.
    #[must_use]
    pub fn read(text: &str) -> Self {
        // No database has a text with it.
        if text.contains('\0') {
            return Self::Nothing;
        }
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Name;
        }
        match text.parse() {
            Ok(id) if !text.starts_with('0') => Self::Id(id),
            _ => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ids_as_the_api_writes_them() {
        for (text, reference) in [
            ("1", PathReference::Id(1)),
            ("9223372036854775807", PathReference::Id(i64::MAX)),
            ("01", PathReference::Nothing),
            ("0", PathReference::Nothing),
            ("9223372036854775808", PathReference::Nothing),
            ("+1", PathReference::Name),
            ("-1", PathReference::Name),
            ("1a", PathReference::Name),
            ("\u{661}", PathReference::Name),
            ("a\0", PathReference::Nothing),
        ] {
            assert_eq!(PathReference::read(text), reference, "{text}");
        }
    }
}
