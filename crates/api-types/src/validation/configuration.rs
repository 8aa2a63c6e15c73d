//! The rules for configurations.

use super::text::single_line;
use crate::{AttributeError, ConfigurationChanges, ValidationErrors};

/// The most characters that the key of a configuration may have.
pub const CONFIGURATION_KEY_MAX: usize = 255;
/// The most configurations that a user may have.
pub const CONFIGURATIONS_MAX: usize = 1000;
/// The most characters that the value of a configuration may have.
pub const CONFIGURATION_VALUE_MAX: usize = 65_535;

/// Checks the key of a configuration: 1 to 255 characters, not all digits.
///
/// # Errors
/// The first rule that is broken.
pub fn configuration_key(text: &str) -> Result<(), AttributeError> {
    single_line(text, CONFIGURATION_KEY_MAX).map_err(|error| error.into_attribute_error(text))?;
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AttributeError::invalid(text));
    }
    Ok(())
}

/// Checks the value of a configuration: at most 65,535 characters, none of them NUL, which not every database can hold.
///
/// # Errors
/// The first rule that is broken. The value isn't repeated: it may be long.
pub fn configuration_value(text: &str) -> Result<(), AttributeError> {
    if text.chars().count() > CONFIGURATION_VALUE_MAX {
        return Err(AttributeError::too_long(CONFIGURATION_VALUE_MAX));
    }
    if text.contains('\0') {
        return Err(AttributeError::invalid_secret());
    }
    Ok(())
}

/// Checks the body of an update: what is named has to be right.
///
/// # Errors
/// Everything that is wrong.
pub fn configuration_changes(changes: &ConfigurationChanges) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    if let Some(text) = &changes.key {
        errors.check("key", configuration_key(text));
    }
    if let Some(text) = &changes.value {
        errors.check("value", configuration_value(text));
    }
    errors.into_result()
}

/// Checks the body that creates a configuration: as [`configuration_changes`], and a key is required.
///
/// # Errors
/// Everything that is wrong.
pub fn new_configuration(configuration: &ConfigurationChanges) -> Result<(), ValidationErrors> {
    let mut errors = configuration_changes(configuration).err().unwrap_or_default();
    if configuration.key.is_none() {
        errors.add("key", AttributeError::blank());
    }
    errors.into_result()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        let longest = "k".repeat(255);
        for fine in ["global.locale", "a/b", "7a", "٧", longest.as_str()] {
            assert_eq!(configuration_key(fine), Ok(()), "{fine}");
        }
        for wrong in ["7", "0042", " a", "a\n", "a\u{200b}b"] {
            assert_eq!(
                configuration_key(wrong),
                Err(AttributeError::invalid(wrong)),
                "{wrong}"
            );
        }
        assert_eq!(configuration_key(" "), Err(AttributeError::blank()));
        assert_eq!(
            configuration_key(&"k".repeat(256)),
            Err(AttributeError::too_long(255))
        );
    }

    #[test]
    fn values() {
        for fine in ["", " \n\u{200b}", &"ß".repeat(65_535)] {
            assert_eq!(configuration_value(fine), Ok(()));
        }
        assert_eq!(
            configuration_value(&"v".repeat(65_536)),
            Err(AttributeError::too_long(65_535))
        );
        assert_eq!(configuration_value("\0"), Err(AttributeError::invalid_secret()));
    }

    #[test]
    fn a_new_one_needs_a_key() {
        let errors = new_configuration(&ConfigurationChanges::default()).unwrap_err();
        assert!(errors.has("key", crate::error::code::BLANK));
        assert_eq!(configuration_changes(&ConfigurationChanges::default()), Ok(()));
    }
}
