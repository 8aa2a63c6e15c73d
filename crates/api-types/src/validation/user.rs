//! The rules for users.

use super::text::{LineError, single_line};
use crate::{AttributeError, SourceType, UserChanges, ValidationErrors};

/// The most characters a username may have.
pub const USERNAME_MAX: usize = 64;
/// The most characters an email may have.
pub const EMAIL_MAX: usize = 254;
/// The fewest characters a password may have.
pub const PASSWORD_MIN: usize = 8;
/// The most characters a password may have.
pub const PASSWORD_MAX: usize = 128;
/// The highest uid or gid. One more is -1 as an unsigned 32-bit number, which POSIX calls give a meaning of its own.
pub const ID_MAX: i64 = 4_294_967_294;

/// Names that are a part of the API's paths.
const RESERVED: [&str; 6] = [".", "..", "me", "-", "sign_in", "sign_out"];

/// Whether that name is kept for the API's own paths. Paths tell `Me` from `me`, names don't: so case doesn't count.
#[must_use]
pub fn is_reserved_username(text: &str) -> bool {
    RESERVED
        .iter()
        .any(|reserved| reserved.eq_ignore_ascii_case(text))
}

/// Checks a username: 1 to 64 characters, not all digits, no `/`, none of the API's own words.
///
/// # Errors
/// The first rule that is broken.
pub fn username(text: &str) -> Result<(), AttributeError> {
    single_line(text, USERNAME_MAX).map_err(|error| error.into_attribute_error(text))?;
    let all_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits || text.contains('/') || is_reserved_username(text) {
        return Err(AttributeError::invalid(text));
    }
    Ok(())
}

/// Checks an email: at most 254 characters, of the form that HTML's email field accepts. An empty one is `blank`;
/// a caller to whom empty means none asks first.
///
/// # Errors
/// The first rule that is broken.
pub fn email(text: &str) -> Result<(), AttributeError> {
    match single_line(text, EMAIL_MAX) {
        Ok(()) if is_html_email(text) => Ok(()),
        Ok(()) => Err(AttributeError::invalid(text)),
        Err(error @ (LineError::Blank | LineError::TooLong(_))) => Err(error.into_attribute_error(text)),
        Err(_) => Err(AttributeError::invalid(text)),
    }
}

/// <https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>
fn is_html_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_fits = !local.is_empty()
        && local
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte));
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    local_fits && domain.split('.').all(label_fits)
}

/// Checks a password: 8 to 128 characters, all of which count.
///
/// # Errors
/// `blank`, `too_short` or `too_long`; the password itself is never repeated.
pub fn password(text: &str) -> Result<(), AttributeError> {
    match text.chars().count() {
        0 => Err(AttributeError::blank()),
        length if length < PASSWORD_MIN => Err(AttributeError::too_short(PASSWORD_MIN)),
        length if length > PASSWORD_MAX => Err(AttributeError::too_long(PASSWORD_MAX)),
        _ => Ok(()),
    }
}

/// Checks a uid or gid: 0 to 4,294,967,294.
///
/// # Errors
/// Which bound it misses.
pub fn posix_id(id: i64) -> Result<(), AttributeError> {
    if id < 0 {
        Err(AttributeError::below(id, 0))
    } else if id > ID_MAX {
        Err(AttributeError::above(id, ID_MAX))
    } else {
        Ok(())
    }
}

/// Checks the body of an update: what is named has to be right.
///
/// # Errors
/// Everything that is wrong.
pub fn user_changes(changes: &UserChanges) -> Result<(), ValidationErrors> {
    let mut errors = ValidationErrors::new();
    if let Some(text) = &changes.username {
        errors.check("username", username(text));
    }
    if let Some(Some(text)) = &changes.email {
        errors.check("email", email(text));
    }
    if let Some(text) = &changes.password {
        errors.check("password", password(text));
    }
    if let Some(id) = changes.user_id {
        errors.check("user_id", posix_id(id));
    }
    if let Some(id) = changes.group_id {
        errors.check("group_id", posix_id(id));
    }
    if let Some(SourceType::Other(value)) = &changes.source_type {
        errors.add("source_type", AttributeError::invalid(value.as_str()));
    }
    errors.into_result()
}

/// Checks the body that creates a user: as [`user_changes`], and username and password are required.
///
/// # Errors
/// Everything that is wrong.
pub fn new_user(user: &UserChanges) -> Result<(), ValidationErrors> {
    let mut errors = user_changes(user).err().unwrap_or_default();
    if user.username.is_none() {
        errors.add("username", AttributeError::blank());
    }
    if user.password.is_none() {
        errors.add("password", AttributeError::blank());
    }
    errors.into_result()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::code;

    #[test]
    fn usernames() {
        for good in [
            "ada",
            "a",
            "1a",
            "a%b",
            "a..b",
            "名前",
            "🦀",
            "me2",
            &"x".repeat(64),
        ] {
            assert_eq!(username(good), Ok(()), "{good}");
        }
        for bad in [
            "123",
            "a/b",
            ".",
            "..",
            "me",
            "ME",
            "-",
            "sign_in",
            "sign_out",
            "a\u{200B}",
            " a",
        ] {
            assert_eq!(username(bad), Err(AttributeError::invalid(bad)), "{bad:?}");
        }
        assert_eq!(username(" "), Err(AttributeError::blank()));
        assert_eq!(username(&"x".repeat(65)), Err(AttributeError::too_long(64)));
    }

    #[test]
    fn emails() {
        let longest_label = format!("a@{}.example", "x".repeat(63));
        for good in [
            "a@b",
            "ada.lovelace+x@nodeum.example",
            "!#$%&'*+/=?^_`{|}~-@a-b.c",
            &longest_label,
        ] {
            assert_eq!(email(good), Ok(()), "{good}");
        }
        for bad in [
            "ada", "@b", "a@", "a@b@c", "a@-b", "a@b-", "a@b..c", "a b@c", "é@c", "a@é", " a@b",
        ] {
            assert_eq!(email(bad), Err(AttributeError::invalid(bad)), "{bad:?}");
        }
        let too_long = format!("{}@b", "x".repeat(253));
        assert_eq!(email(&too_long), Err(AttributeError::too_long(254)));
    }

    #[test]
    fn passwords() {
        assert_eq!(password("        "), Ok(()));
        assert_eq!(password("1234567"), Err(AttributeError::too_short(8)));
        assert_eq!(password(&"é".repeat(129)), Err(AttributeError::too_long(128)));
        assert_eq!(password(""), Err(AttributeError::blank()));
    }

    #[test]
    fn ids() {
        assert_eq!(posix_id(0), Ok(()));
        assert_eq!(posix_id(ID_MAX), Ok(()));
        assert_eq!(posix_id(-1), Err(AttributeError::below(-1, 0)));
        assert_eq!(
            posix_id(ID_MAX + 1),
            Err(AttributeError::above(ID_MAX + 1, ID_MAX))
        );
    }

    #[test]
    fn everything_wrong_is_reported_at_once() {
        let user = UserChanges {
            user_id: Some(-1),
            email: Some(Some("x".into())),
            ..UserChanges::default()
        };
        let errors = new_user(&user).unwrap_err();
        assert!(errors.has("username", code::BLANK));
        assert!(errors.has("password", code::BLANK));
        assert!(errors.has("email", code::INVALID));
        assert!(errors.has("user_id", code::GREATER_THAN_OR_EQUAL_TO));
    }
}
