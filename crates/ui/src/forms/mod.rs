//! Forms: a shell that demands a pending state and errors from its caller, and fields that own label, description and error.
//!
//! What is typed stays text until the form is submitted.

mod choice;
mod combobox;
mod errors;
mod field;
mod form;
mod masked;
mod matches;
mod switch;
mod text;

pub use choice::{CheckboxField, Choice, RadioField, SelectField};
pub use combobox::{ComboboxField, ComboboxOption};
pub use errors::{Failure, FormErrors, ServerReturns, field_message};
pub use field::FieldError;
pub use form::Form;
pub use masked::masked;
pub use switch::Switch;
pub use text::{INCOMPLETE, PasswordField, SearchField, TextField};
