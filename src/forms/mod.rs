//! Forms: a shell that demands a pending state and errors from its caller, and fields that own label, description and error.
//!
//! What is typed stays text until the form is submitted.
#![expect(
    unreachable_pub,
    reason = "a component's builder is public whatever the component is"
)]

mod choice;
mod date;
mod errors;
mod field;
mod form;
mod password;
mod text;

pub use choice::{CheckboxField, Choice, RadioField, SegmentedField, SelectField};
pub use date::DateTimeField;
pub use errors::{FormErrorState, FormErrors, field_message};
pub use form::Form;
pub use password::PasswordField;
pub use text::{NumberField, TextField};
