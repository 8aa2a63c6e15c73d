//! Spans of numbers and of days, and how they are written.

use std::fmt;
use std::str::FromStr;

use api_types::Timestamp;

use crate::time::DAY;

/// From one value to another, both included; either may be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span<T> {
    /// The first.
    pub from: Option<T>,
    /// The last.
    pub until: Option<T>,
}

impl<T: PartialOrd> Span<T> {
    pub(super) fn is_reversed(&self) -> bool {
        matches!((&self.from, &self.until), (Some(from), Some(until)) if from > until)
    }

    pub(super) fn holds(&self, value: Option<T>) -> bool {
        value.is_some_and(|value| {
            self.from.as_ref().is_none_or(|from| *from <= value)
                && self.until.as_ref().is_none_or(|until| value <= *until)
        })
    }
}

impl<T: fmt::Display + PartialEq> Span<T> {
    pub(super) fn label(&self, on: &str) -> String {
        match (&self.from, &self.until) {
            (Some(from), Some(until)) if from == until => format!("{on}{from}"),
            (Some(from), Some(until)) => format!("{from} to {until}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => String::new(),
        }
    }
}

/// `1000..2000`, `1000..`, `..2000`, or `1000` alone.
impl<T: fmt::Display + PartialEq> fmt::Display for Span<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, &self.until) {
            (Some(from), Some(until)) if from == until => write!(f, "{from}"),
            (from, until) => {
                let text = |bound: &Option<T>| bound.as_ref().map(T::to_string).unwrap_or_default();
                write!(f, "{}..{}", text(from), text(until))
            }
        }
    }
}

impl<T: FromStr> FromStr for Span<T> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (from, until) = text.split_once("..").unwrap_or((text, text));
        let bound = |text: &str| match text {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| ()),
        };
        let (from, until) = (bound(from)?, bound(until)?);
        if from.is_none() && until.is_none() {
            return Err(());
        }
        Ok(Self { from, until })
    }
}

/// A day as people write it: 2026-11-26.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(String);

impl Day {
    pub(super) fn of(instant: Timestamp) -> Self {
        Self(
            instant
                .to_string()
                .chars()
                .take_while(|letter| *letter != 'T')
                .collect(),
        )
    }

    /// The instant with which it begins in Greenwich.
    pub fn start_in_utc(&self) -> Timestamp {
        // It was read before, so it can be read.
        let text = format!("{}T00:00:00Z", self.0);
        text.parse().unwrap_or(Timestamp::from_unix_millis(0))
    }

    pub(super) fn next(&self) -> Self {
        Self::of(self.start_in_utc().plus_millis(DAY))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Day {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        // The last day of all has no next one.
        let is_day = format!("{text}T00:00:00Z").parse::<Timestamp>().is_ok()
            && text.len() == 10
            && text < "9999-12-31";
        if is_day {
            Ok(Self(text.to_owned()))
        } else {
            Err(())
        }
    }
}
