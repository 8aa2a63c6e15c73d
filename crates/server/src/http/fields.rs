//! Taking a body's attributes apart: each has a type, and every wrong one is reported, not just the first.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use api_types::error::{BASE, code};
use api_types::{AttributeError, ValidationErrors};
use serde::Deserializer as _;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The longest text, in bytes, of a value of a wrong type that an error repeats.
const REPEATED_MAX: usize = 256;

/// 2^53: from here on a floating-point number can stand for several whole ones.
const EXACT_BELOW: f64 = 9_007_199_254_740_992.0;

/// The attributes of a body that are asked for, and what is wrong with them so far. Others are ignored, and kept nowhere: a body can
/// hold a hundred thousand.
pub struct Fields {
    attributes: BTreeMap<&'static str, Box<RawValue>>,
    errors: ValidationErrors,
}

impl Fields {
    /// The attributes of these names in a body, which has to be a JSON object.
    ///
    /// # Errors
    /// `invalid` on `base` for anything else.
    pub fn of(body: &str, names: &'static [&'static str]) -> Result<Self, ValidationErrors> {
        let attributes = serde_json::Deserializer::from_str(body).deserialize_map(Attributes(names));
        match attributes {
            Ok(attributes) => Ok(Self {
                attributes,
                errors: ValidationErrors::new(),
            }),
            Err(_) => Err(ValidationErrors::of(BASE, AttributeError::plain(code::INVALID))),
        }
    }

    /// An attribute that is required where it is named: null is as blank as nothing.
    pub fn required_text(&mut self, name: &str) -> Option<String> {
        self.required(name, invalid)
    }

    /// As [`Self::required_text`], for what must not be repeated in an error.
    pub fn secret(&mut self, name: &str) -> Option<String> {
        self.required(name, |_| AttributeError::invalid_secret())
    }

    fn required(&mut self, name: &str, wrong: fn(&RawValue) -> AttributeError) -> Option<String> {
        let raw = self.attributes.remove(name)?;
        match read(&raw) {
            Some(Some(text)) => Some(text),
            Some(None) => self.refuse(name, AttributeError::blank()),
            None => self.refuse(name, wrong(&raw)),
        }
    }

    /// A text that null and the empty text clear.
    pub fn clearable_text(&mut self, name: &str) -> Option<Option<String>> {
        let text: Option<String> = self.value(name)?;
        Some(text.filter(|text| !text.is_empty()))
    }

    /// A whole number of 64 bits. To JSON Schema `1000.0` is one, too, and languages with one kind of number write it.
    pub fn integer(&mut self, name: &str) -> Option<i64> {
        let raw = self.attributes.remove(name)?;
        read(&raw)
            .or_else(|| {
                let whole = |number: &f64| number.fract() == 0.0 && number.abs() < EXACT_BELOW;
                let number = read(&raw).filter(whole)?;
                format!("{number:.0}").parse().ok()
            })
            .or_else(|| self.refuse(name, invalid(&raw)))
    }

    /// The attributes of these names in an object within the body. It has errors of its own.
    pub fn object(&mut self, name: &str, names: &'static [&'static str]) -> Option<Self> {
        let raw = self.attributes.remove(name)?;
        Self::of(raw.get(), names)
            .ok()
            .or_else(|| self.refuse(name, invalid(&raw)))
    }

    /// Anything else that JSON writes: null clears an `Option`.
    pub fn value<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let raw = self.attributes.remove(name)?;
        read(&raw).or_else(|| self.refuse(name, invalid(&raw)))
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

/// The value, if it is of that type.
fn read<T: DeserializeOwned>(raw: &RawValue) -> Option<T> {
    serde_json::from_str(raw.get()).ok()
}

/// The error of a value of a wrong type, which it repeats unless it is long.
pub(super) fn invalid(raw: &RawValue) -> AttributeError {
    let value = (raw.get().len() <= REPEATED_MAX).then(|| read::<Value>(raw));
    value
        .flatten()
        .map_or_else(AttributeError::invalid_secret, AttributeError::invalid)
}

/// Keeps the attributes of these names, as they are written.
struct Attributes(&'static [&'static str]);

impl<'de> Visitor<'de> for Attributes {
    type Value = BTreeMap<&'static str, Box<RawValue>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut attributes = BTreeMap::new();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            match self.0.iter().find(|known| **known == name) {
                Some(&known) => drop(attributes.insert(known, map.next_value()?)),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::Timestamp;
    use serde_json::json;

    const NAMES: &[&str] = &[
        "username",
        "password",
        "user_id",
        "is_admin",
        "expired_at",
        "email",
    ];

    #[test]
    fn every_wrong_type_is_reported_and_no_secret_repeated() {
        let body = json!({
            "username": 1, "password": ["secret"], "user_id": 1.5, "is_admin": "yes", "expired_at": "soon", "email": {},
        });
        let mut fields = Fields::of(&body.to_string(), NAMES).unwrap();
        assert_eq!(fields.required_text("username"), None);
        assert_eq!(fields.secret("password"), None);
        assert_eq!(fields.integer("user_id"), None);
        assert_eq!(fields.value::<bool>("is_admin"), None);
        assert_eq!(fields.value::<Option<Timestamp>>("expired_at"), None);
        assert_eq!(fields.clearable_text("email"), None);
        let errors = fields.finish(Ok(())).unwrap_err();
        assert_eq!(errors.details.len(), 6);
        assert!(!format!("{errors:?}").contains("secret"));
    }

    #[test]
    fn what_is_absent_is_left_alone_and_what_is_null_cleared() {
        let body = r#"{"email": "", "expired_at": null, "unknown": 1, "is_admin": 1, "is_admin": true}"#;
        let mut fields = Fields::of(body, NAMES).unwrap();
        assert_eq!(fields.required_text("username"), None);
        assert_eq!(fields.clearable_text("email"), Some(None));
        assert_eq!(fields.value::<Option<Timestamp>>("expired_at"), Some(None));
        assert_eq!(
            fields.value::<bool>("is_admin"),
            Some(true),
            "the last one counts"
        );
        assert_eq!(fields.finish(Ok(())), Ok(()));
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        for (written, read) in [
            ("1000", 1000),
            ("1000.0", 1000),
            ("1e3", 1000),
            ("-0.0", 0),
            ("4294967294.0", 4_294_967_294),
        ] {
            let mut fields = Fields::of(&format!(r#"{{"user_id": {written}}}"#), NAMES).unwrap();
            assert_eq!(fields.integer("user_id"), Some(read), "{written}");
        }
        for written in ["1.5", "1e400", "1e30", "\"1\"", "null", "true"] {
            let mut fields = Fields::of(&format!(r#"{{"user_id": {written}}}"#), NAMES).unwrap();
            assert_eq!(fields.integer("user_id"), None, "{written}");
            assert!(fields.finish(Ok(())).is_err(), "{written}");
        }
    }

    #[test]
    fn a_wrong_type_is_not_reported_twice() {
        let mut fields = Fields::of(r#"{"username": 1}"#, NAMES).unwrap();
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
        for body in ["[]", "\"x\"", "null", "1"] {
            assert!(Fields::of(body, NAMES).is_err(), "{body}");
        }
    }

    #[test]
    fn a_long_value_is_not_repeated() {
        let body = json!({"username": vec![0; 1000], "email": [0]}).to_string();
        let mut fields = Fields::of(&body, NAMES).unwrap();
        assert_eq!(
            (
                fields.value::<String>("username"),
                fields.value::<String>("email")
            ),
            (None, None)
        );
        let errors = fields.finish(Ok(())).unwrap_err();
        assert_eq!(errors.details["username"], [AttributeError::invalid_secret()]);
        assert_eq!(errors.details["email"], [AttributeError::invalid(json!([0]))]);
    }
}
