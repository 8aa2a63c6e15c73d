//! What one query parameter demands of an attribute: an operator, then what it compares with.

use std::fmt;

use api_types::AttributeError;

use super::value::write_literal;
use super::{Kind, LIST_MAX, Pattern, Value};

/// A condition. Those that say "not" hold for null too: they are true whenever their opposite is false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// `=`, which may be left out.
    Is(Option<Value>),
    /// `!=`
    IsNot(Option<Value>),
    /// `>`, `>=`, `<` and `<=`: never true of null.
    Compares(Comparison, Value),
    /// `><a|b|c`
    In(Vec<Option<Value>>),
    /// `!><a|b|c`
    NotIn(Vec<Option<Value>>),
    /// `~pattern`, on texts.
    Like(Pattern),
    /// `!~pattern`, on texts.
    NotLike(Pattern),
}

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

impl Comparison {
    /// The operator.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }
}

impl Condition {
    /// How many values it compares with, of which each is a part of the statement.
    #[must_use]
    pub fn values(&self) -> usize {
        match self {
            Self::In(values) | Self::NotIn(values) => values.len(),
            _ => 1,
        }
    }

    /// Whether it compares with a pattern.
    #[must_use]
    pub fn is_pattern(&self) -> bool {
        matches!(self, Self::Like(_) | Self::NotLike(_))
    }

    /// Reads the value of a query parameter that is named after an attribute of that kind.
    ///
    /// # Errors
    /// `invalid` for an unknown operator, one that makes no sense here and a malformed value; `too_long` for a pattern and
    /// `too_many` for a list beyond the limits.
    pub fn read(kind: Kind, text: &str) -> Result<Self, AttributeError> {
        let invalid = || AttributeError::invalid(text);
        let value = |rest: &str| Value::read(kind, rest).ok_or_else(invalid);
        let compares = |comparison, rest: &str| {
            let value = value(rest)?.ok_or_else(invalid)?;
            Ok(Self::Compares(comparison, value))
        };
        // At the character NUL databases would stop reading.
        let pattern = |rest: &str| match kind {
            Kind::Text if !text.contains('\0') => Pattern::read(rest),
            _ => Err(invalid()),
        };
        let of_operator = |operator: &&'static str| Some((*operator, text.strip_prefix(*operator)?));
        let (operator, rest) = OPERATORS.iter().find_map(of_operator).unwrap_or(("=", text));
        match operator {
            "=" => value(rest).map(Self::Is),
            "!=" => value(rest).map(Self::IsNot),
            ">" => compares(Comparison::Greater, rest),
            ">=" => compares(Comparison::GreaterOrEqual, rest),
            "<" => compares(Comparison::Less, rest),
            "<=" => compares(Comparison::LessOrEqual, rest),
            "><" => list(kind, rest, text).map(Self::In),
            "!><" => list(kind, rest, text).map(Self::NotIn),
            "~" if rest.is_empty() => pattern(rest).map(|_| Self::Is(None)),
            "!~" if rest.is_empty() => pattern(rest).map(|_| Self::IsNot(None)),
            "~" => pattern(rest).map(Self::Like),
            "!~" => pattern(rest).map(Self::NotLike),
            _ => Err(invalid()),
        }
    }
}

/// What a condition can begin with, the longer ones before those that they begin with.
const OPERATORS: [&str; 11] = ["!><", "!=", "!~", "!", "><", ">=", "<=", ">", "<", "~", "="];

/// Reads the values between bars that no backslash makes literal. Nothing between two of them is null.
fn list(kind: Kind, rest: &str, whole: &str) -> Result<Vec<Option<Value>>, AttributeError> {
    let mut parts = vec![String::new()];
    for (character, literal) in super::value::characters(rest) {
        if character == '|' && !literal {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            // Read once more below, and so escaped again.
            write_literal(part, character).map_err(|_| AttributeError::invalid(whole))?;
        }
    }
    if parts.len() > LIST_MAX {
        return Err(AttributeError::too_many(LIST_MAX));
    }
    parts
        .iter()
        .map(|part| Value::read(kind, part).ok_or_else(|| AttributeError::invalid(whole)))
        .collect()
}

/// As [`Condition::read`] reads it.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, operator: &str, values: &[Option<Value>]| {
            f.write_str(operator)?;
            values.iter().enumerate().try_for_each(|(index, value)| {
                f.write_str(if index == 0 { "" } else { "|" })?;
                value.iter().try_for_each(|value| value.fmt(f))
            })
        };
        match self {
            Self::Is(value) => list(f, "=", std::slice::from_ref(value)),
            Self::IsNot(value) => list(f, "!=", std::slice::from_ref(value)),
            Self::Compares(comparison, value) => write!(f, "{}{value}", comparison.as_str()),
            Self::In(values) => list(f, "><", values),
            Self::NotIn(values) => list(f, "!><", values),
            Self::Like(pattern) => write!(f, "~{pattern}"),
            Self::NotLike(pattern) => write!(f, "!~{pattern}"),
        }
    }
}

#[cfg(test)]
#[path = "condition_tests.rs"]
mod tests;
