//! Patterns for texts: `%` is any characters, `_` is one.

use std::fmt;

use super::PATTERN_MAX;
use super::value::{characters, write_literal};
use api_types::AttributeError;

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// `%`: any number of characters.
    Any,
    /// `_`: one character, whichever.
    One,
    /// This character, in either case.
    Literal(char),
}

/// A pattern in its shortest form: in a run of wildcards the `_` come first, and one `%` does for many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Piece>);

impl Pattern {
    /// A pattern of these pieces.
    #[must_use]
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut short = Vec::new();
        for piece in pieces {
            match (piece, short.last()) {
                (Piece::Any, Some(Piece::Any)) => {}
                (Piece::One, Some(Piece::Any)) => {
                    let last = short.len() - 1;
                    short.insert(last, Piece::One);
                }
                _ => short.push(piece),
            }
        }
        Self(short)
    }

    /// Reads a pattern.
    ///
    /// # Errors
    /// `too_long`
    pub fn read(text: &str) -> Result<Self, AttributeError> {
        let pattern = Self::new(characters(text).map(|read| match read {
            ('%', false) => Piece::Any,
            ('_', false) => Piece::One,
            (character, _) => Piece::Literal(character),
        }));
        if pattern.0.len() > PATTERN_MAX {
            return Err(AttributeError::too_long(PATTERN_MAX));
        }
        Ok(pattern)
    }

    /// What finds that text anywhere in another.
    #[must_use]
    pub fn containing(text: &str) -> Self {
        let literal = text.chars().map(Piece::Literal);
        Self::new([Piece::Any].into_iter().chain(literal).chain([Piece::Any]))
    }

    /// Its pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }
}

/// As [`Pattern::read`] reads it, and as SQL's `LIKE … ESCAPE '\'` does.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Any => f.write_str("%"),
            Piece::One => f.write_str("_"),
            Piece::Literal(character) => write_literal(f, *character),
        })
    }
}
