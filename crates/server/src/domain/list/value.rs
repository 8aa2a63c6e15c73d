//! The values of list requests: typed, and escaped where a character has a meaning of its own.

use std::fmt;

use api_types::Timestamp;

/// What the values of an attribute are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers of 64 bits.
    Number,
    /// Texts, which compare without regard to case.
    Text,
    /// `true` or `false`; false comes first.
    Boolean,
    /// Instants as RFC 3339 writes them, or days, which stand for their beginning in UTC.
    Time,
}

/// A value to compare with. Null isn't one: where it is allowed, there is an `Option`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Of [`Kind::Number`].
    Number(i64),
    /// Of [`Kind::Text`]; never empty, because nothing means null.
    Text(String),
    /// Of [`Kind::Boolean`].
    Boolean(bool),
    /// Of [`Kind::Time`].
    Time(Timestamp),
}

/// The characters that a backslash makes literal; before any other, a backslash is just one.
const SPECIAL: [char; 4] = ['%', '_', '|', '\\'];

/// One character of a request, and whether a backslash has made it literal.
pub(super) fn characters(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        let character = rest.next()?;
        if character == '\\'
            && let Some(escaped) = rest.next_if(|next| SPECIAL.contains(next))
        {
            return Some((escaped, true));
        }
        Some((character, false))
    })
}

/// Writes a character so that [`characters`] reads it as itself.
pub(super) fn write_literal(f: &mut impl fmt::Write, character: char) -> fmt::Result {
    if SPECIAL.contains(&character) {
        f.write_char('\\')?;
    }
    f.write_char(character)
}

impl Value {
    /// Reads a value; nothing is null. `None` if it is malformed.
    #[must_use]
    pub fn read(kind: Kind, text: &str) -> Option<Option<Self>> {
        let text: String = characters(text).map(|(character, _)| character).collect();
        if text.is_empty() {
            return Some(None);
        }
        let value = match kind {
            // No database compares what follows the character NUL alike.
            Kind::Text => (!text.contains('\0')).then_some(Self::Text(text)),
            Kind::Number => (!text.starts_with('+'))
                .then(|| text.parse().ok())
                .flatten()
                .map(Self::Number),
            Kind::Boolean => text.parse().ok().map(Self::Boolean),
            Kind::Time => text
                .parse()
                .or_else(|_| format!("{text}T00:00:00Z").parse())
                .ok()
                .map(Self::Time),
        };
        value.map(Some)
    }
}

/// As [`Value::read`] reads it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.chars().try_for_each(|character| write_literal(f, character)),
            Self::Boolean(boolean) => boolean.fmt(f),
            Self::Time(time) => time.fmt(f),
        }
    }
}
