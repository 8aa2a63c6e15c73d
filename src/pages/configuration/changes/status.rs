//! How far a change has come and why it failed, in words for wherever that is shown.

use api_types::Configuration;

use super::super::secrets::is_secret;
use super::super::validation::{key_message, value_message};
use super::change::{Change, Part};
use crate::api::ApiError;

/// How far a change has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Status {
    /// It isn't applied yet.
    #[default]
    Waiting,
    /// It is applied.
    Applied,
    /// It couldn't be applied; it may be tried again.
    Failed(Failure),
}

/// Why a change couldn't be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Someone else was faster. Applying the change again overwrites what they did.
    Conflict(Conflict),
    /// The server refused it or couldn't be asked, with the reason.
    Refused(String),
}

/// What someone else did to the key in the meantime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// They created the key that the change adds.
    Created,
    /// They changed the key; the record as it is now.
    Changed(Configuration),
    /// They deleted the key.
    Deleted,
}

/// What one does to apply a change again, which depends on where it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Applies it from the list of changes.
    Apply,
    /// Saves it from its editor.
    Save,
    /// Undoes it from the history.
    Undo,
}

impl Failure {
    /// What happened, and how to go on from here.
    pub fn sentence(&self, retry: Retry) -> String {
        let conflict = match self {
            Self::Refused(reason) => return reason.clone(),
            Self::Conflict(conflict) => conflict,
        };
        let verb = match retry {
            Retry::Apply => "Apply",
            Retry::Save => "Save",
            Retry::Undo => "Undo",
        };
        match conflict {
            Conflict::Deleted => {
                format!("Someone deleted this key in the meantime. {verb} it again to create the key anew.")
            }
            Conflict::Created => {
                format!("Someone created this key in the meantime. {verb} it again to overwrite its value.")
            }
            Conflict::Changed(now) if is_secret(&now.key) => {
                format!("Someone changed this in the meantime. {verb} it again to overwrite the new value.")
            }
            Conflict::Changed(now) => format!(
                "Someone changed this in the meantime: it is now “{}”. {verb} it again to overwrite that.",
                excerpt(&now.value)
            ),
        }
    }
}

/// Why saving a change failed.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveError {
    /// Someone else was faster; what is stored now, if anything is.
    Conflict(Option<Configuration>),
    /// The server refused it or couldn't be asked.
    Refused(ApiError),
}

impl From<ApiError> for SaveError {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::NotFound => Self::Conflict(None),
            error => Self::Refused(error),
        }
    }
}

/// Why an entry can't be saved as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The half that is wrong; the value if it is neither.
    pub part: Part,
    /// What is wrong with it.
    pub text: String,
}

impl Problem {
    /// What is wrong with a key.
    pub fn of_key(text: impl Into<String>) -> Self {
        Self {
            part: Part::Key,
            text: text.into(),
        }
    }

    /// What is wrong with a value, or with neither half.
    pub fn of_value(text: impl Into<String>) -> Self {
        Self {
            part: Part::Value,
            text: text.into(),
        }
    }

    /// The server's refusal of a change.
    pub fn from_error(error: &ApiError, change: &Change) -> Self {
        let after = change.after.clone().unwrap_or_default();
        if let ApiError::Invalid(found) = error {
            let first = |attribute: &str| found.details.get(attribute).and_then(|errors| errors.first());
            if let Some(error) = first("key") {
                return Self::of_key(key_message(error, &after.key));
            }
            if let Some(error) = first("value") {
                return Self::of_value(value_message(error, &after.value));
            }
        }
        Self::of_value(error.sentence())
    }
}

/// The beginning of a text, on one line.
pub fn excerpt(text: &str) -> String {
    const MAX_CHARS: usize = 160;
    let on_one_line = |letter: char| if letter.is_control() { ' ' } else { letter };
    let mut excerpt: String = text.chars().take(MAX_CHARS).map(on_one_line).collect();
    if text.chars().nth(MAX_CHARS).is_some() {
        excerpt.push('…');
    }
    excerpt
}
