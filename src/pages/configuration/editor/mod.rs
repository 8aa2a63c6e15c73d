//! Editing a key or a value.

mod inline;
mod value_input;

pub use inline::InlineEditor;
pub use value_input::{DraftProblem, LanguageName, RawSwitch, RevealButton, ValueInput};
