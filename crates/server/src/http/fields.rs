//! Taking a body's attributes apart: each has a type, and every wrong one is reported, not just the first.

use api_types::{AttributeError, Timestamp, ValidationErrors};
use serde_json::{Map, Value};

/// The attributes of a body, and what is wrong with them so far. What is never asked for is ignored.
pub struct Fields {
    attributes: Map<String, Value>,
    errors: ValidationErrors,
}

impl Fields {
    /// The attributes of a body, which has to be a JSON object.
    ///
    /// # Errors
    /// `invalid` on `base` for anything else.
    pub fn of(body: Value) -> Result<Self, ValidationErrors> {
        match body {
            Value::Object(attributes) => Ok(Self {
                attributes,
                errors: ValidationErrors::new(),
            }),
            _ => Err(ValidationErrors::of(
                api_types::error::BASE,
                AttributeError::plain(api_types::error::code::INVALID),
            )),
        }
    }

    /// An attribute that is required where it is named: null is as blank as nothing.
    pub fn required_text(&mut self, name: &str) -> Option<String> {
        match self.attributes.remove(name)? {
            Value::String(text) => Some(text),
            Value::Null => self.refuse(name, AttributeError::blank()),
            other => self.refuse(name, AttributeError::invalid(other)),
        }
    }

    /// As [`Self::required_text`], for what must not be repeated in an error.
    pub fn secret(&mut self, name: &str) -> Option<String> {
        match self.attributes.remove(name)? {
            Value::String(text) => Some(text),
            Value::Null => self.refuse(name, AttributeError::blank()),
            _ => self.refuse(name, AttributeError::invalid_secret()),
        }
    }

    /// A text.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.attributes.remove(name)? {
            Value::String(text) => Some(text),
            other => self.refuse(name, AttributeError::invalid(other)),
        }
    }

    /// A text that null and the empty text clear.
    pub fn clearable_text(&mut self, name: &str) -> Option<Option<String>> {
        match self.attributes.remove(name)? {
            Value::String(text) => Some(Some(text).filter(|text| !text.is_empty())),
            Value::Null => Some(None),
            other => self.refuse(name, AttributeError::invalid(other)),
        }
    }

    /// A whole number of 64 bits.
    pub fn integer(&mut self, name: &str) -> Option<i64> {
        let value = self.attributes.remove(name)?;
        match value.as_i64() {
            Some(number) => Some(number),
            None => self.refuse(name, AttributeError::invalid(value)),
        }
    }

    /// True or false.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        match self.attributes.remove(name)? {
            Value::Bool(boolean) => Some(boolean),
            other => self.refuse(name, AttributeError::invalid(other)),
        }
    }

    /// An instant as RFC 3339 writes it; null clears it.
    pub fn clearable_time(&mut self, name: &str) -> Option<Option<Timestamp>> {
        match self.attributes.remove(name)? {
            Value::Null => Some(None),
            Value::String(text) => match text.parse() {
                Ok(time) => Some(Some(time)),
                Err(_) => self.refuse(name, AttributeError::invalid(text)),
            },
            other => self.refuse(name, AttributeError::invalid(other)),
        }
    }

    /// A list.
    pub fn list(&mut self, name: &str) -> Option<Vec<Value>> {
        match self.attributes.remove(name)? {
            Value::Array(entries) => Some(entries),
            other => self.refuse(name, AttributeError::invalid(other)),
        }
    }

    /// An object within the body. It has errors of its own.
    pub fn object(&mut self, name: &str) -> Option<Map<String, Value>> {
        match self.attributes.remove(name)? {
            Value::Object(attributes) => Some(attributes),
            other => self.refuse(name, AttributeError::invalid(other)),
        }
    }

    /// Adds what a check of the values found; an attribute whose type was wrong has been reported already.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn finish(mut self, checked: Result<(), ValidationErrors>) -> Result<(), ValidationErrors> {
        for (name, errors) in checked.err().unwrap_or_default().details {
            if !self.errors.details.contains_key(&name) {
                for error in errors {
                    self.errors.add(&name, error);
                }
            }
        }
        self.errors.into_result()
    }

    fn refuse<T>(&mut self, name: &str, error: AttributeError) -> Option<T> {
        self.errors.add(name, error);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_wrong_type_is_reported_and_no_secret_repeated() {
        let mut fields = Fields::of(json!({
            "username": 1, "password": ["secret"], "user_id": 1.5, "is_admin": "yes", "expired_at": "soon", "email": {},
        }))
        .unwrap();
        assert_eq!(fields.required_text("username"), None);
        assert_eq!(fields.secret("password"), None);
        assert_eq!(fields.integer("user_id"), None);
        assert_eq!(fields.boolean("is_admin"), None);
        assert_eq!(fields.clearable_time("expired_at"), None);
        assert_eq!(fields.clearable_text("email"), None);
        let errors = fields.finish(Ok(())).unwrap_err();
        assert_eq!(errors.details.len(), 6);
        assert!(!format!("{errors:?}").contains("secret"));
    }

    #[test]
    fn what_is_absent_is_left_alone_and_what_is_null_cleared() {
        let mut fields = Fields::of(json!({"email": "", "expired_at": null, "unknown": 1})).unwrap();
        assert_eq!(fields.required_text("username"), None);
        assert_eq!(fields.clearable_text("email"), Some(None));
        assert_eq!(fields.clearable_time("expired_at"), Some(None));
        assert_eq!(fields.finish(Ok(())), Ok(()));
    }

    #[test]
    fn a_wrong_type_is_not_reported_twice() {
        let mut fields = Fields::of(json!({"username": 1})).unwrap();
        let _ = fields.required_text("username");
        let missing = ValidationErrors::of("username", AttributeError::blank());
        let errors = fields.finish(Err(missing)).unwrap_err();
        assert_eq!(
            errors,
            ValidationErrors::of("username", AttributeError::invalid(1))
        );
    }

    #[test]
    fn a_body_has_to_be_an_object() {
        for body in [json!([]), json!("x"), json!(null), json!(1)] {
            assert!(Fields::of(body).is_err());
        }
    }
}
