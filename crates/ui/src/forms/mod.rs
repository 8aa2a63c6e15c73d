//! Forms: a shell that demands a pending state and errors from its caller, and fields that own label, description and error.
//!
//! What is typed stays text until the form is submitted.
mod checkbox;
mod choice;
mod combobox;
mod date;
mod errors;
mod field;
mod form;
mod matches;
mod password;
mod radio;
mod search;
mod select;
mod suggestions;
mod text;

pub use checkbox::CheckboxField;
pub use choice::Choice;
pub use combobox::{ComboboxField, ComboboxOption};
pub use date::DateTimeField;
pub use errors::{FormErrors, field_message};
pub use field::{Field, FieldContext, FieldLayout};
pub use form::Form;
pub use password::PasswordField;
pub use radio::{RadioField, SegmentedField};
pub use search::SearchField;
pub use select::SelectField;
pub use text::{NumberField, TextField};
