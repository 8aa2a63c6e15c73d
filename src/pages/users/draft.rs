//! The content of a user's form as it is typed, and the request that it becomes.

use api_types::validation::{self, ID_MAX};
use api_types::{AttributeError, SourceType, Timestamp, User, UserChanges, ValidationErrors};

use super::expiry::ExpiryDraft;

/// The attributes that have a field, in the order of the fields.
pub const FIELDS: &[&str] = &[
    "username",
    "email",
    "user_id",
    "group_id",
    "is_admin",
    "expired_at",
    "source_type",
    "password",
];

/// The content of the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserDraft {
    /// The username.
    pub username: String,
    /// The email; empty for none.
    pub email: String,
    /// The uid; empty to let the server choose.
    pub user_id: String,
    /// The gid; empty to let the server choose.
    pub group_id: String,
    /// Whether the role is administrator.
    pub is_admin: bool,
    /// When the account expires.
    pub expiry: ExpiryDraft,
    /// Where the account comes from; none where the server doesn't say.
    pub source_type: Option<SourceType>,
    /// A new password; empty for none.
    pub password: String,
}

impl UserDraft {
    /// The form as it opens on that user; `to_input` writes an instant as its field has it.
    pub fn of(user: &User, to_input: impl Fn(Timestamp) -> String) -> Self {
        let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            username: user.username.clone(),
            email: user.email.clone().unwrap_or_default(),
            user_id: id(user.user_id),
            group_id: id(user.group_id),
            is_admin: user.is_admin,
            expiry: ExpiryDraft::of(user.expired_at.flatten(), to_input),
            source_type: user.source_type.clone(),
            password: String::new(),
        }
    }

    /// The request that creates a user.
    ///
    /// # Errors
    /// Everything that is wrong, attribute by attribute.
    pub fn to_new(
        &self,
        from_input: impl Fn(&str) -> Option<Timestamp>,
    ) -> Result<UserChanges, ValidationErrors> {
        let mut errors = ValidationErrors::new();
        let expires = self.expiry.value(from_input).unwrap_or_else(|error| {
            errors.add("expired_at", error);
            None
        });
        let user = UserChanges {
            username: Some(self.username.trim().to_owned()),
            password: Some(self.password.clone()),
            email: some_text(&self.email).map(Some),
            user_id: posix_id(&self.user_id, "user_id", &mut errors),
            group_id: posix_id(&self.group_id, "group_id", &mut errors),
            is_admin: Some(self.is_admin),
            expired_at: expires.map(Some),
            source_type: self.source_type.clone(),
        };
        checked(user, errors, validation::new_user)
    }

    /// The request that changes the user from `before` to what the form has now: only the attributes that differ.
    ///
    /// # Errors
    /// Everything that is wrong, attribute by attribute.
    pub fn to_changes(
        &self,
        before: &Self,
        from_input: impl Fn(&str) -> Option<Timestamp>,
    ) -> Result<UserChanges, ValidationErrors> {
        let mut errors = ValidationErrors::new();
        // The server can't clear an id: an emptied field is an error, rather than a change that is ignored.
        let mut changed_id = |text: &str, before: &str, name| {
            if text.trim() == before {
                return None;
            }
            if text.trim().is_empty() {
                errors.add(name, AttributeError::blank());
            }
            posix_id(text, name, &mut errors)
        };
        let user_id = changed_id(&self.user_id, &before.user_id, "user_id");
        let group_id = changed_id(&self.group_id, &before.group_id, "group_id");
        let expired_at = (self.expiry != before.expiry)
            .then(|| self.expiry.value(from_input))
            .transpose()
            .unwrap_or_else(|error| {
                errors.add("expired_at", error);
                None
            });
        let changes = UserChanges {
            username: (self.username.trim() != before.username).then(|| self.username.trim().to_owned()),
            // Every character of a password counts, blanks included.
            password: Some(self.password.clone()).filter(|text| !text.is_empty()),
            email: (self.email.trim() != before.email).then(|| some_text(&self.email)),
            user_id,
            group_id,
            is_admin: (self.is_admin != before.is_admin).then_some(self.is_admin),
            expired_at,
            source_type: self
                .source_type
                .clone()
                .filter(|_| self.source_type != before.source_type),
        };
        checked(changes, errors, validation::user_changes)
    }

    /// How many attributes differ from `before`.
    pub fn count_changes(&self, before: &Self) -> usize {
        [
            self.username.trim() != before.username,
            self.email.trim() != before.email,
            self.user_id.trim() != before.user_id,
            self.group_id.trim() != before.group_id,
            self.is_admin != before.is_admin,
            self.expiry != before.expiry,
            self.source_type != before.source_type,
            !self.password.is_empty(),
        ]
        .into_iter()
        .filter(|differs| *differs)
        .count()
    }
}

/// The request, unless something is wrong with it: `errors` so far, and what `check` finds.
fn checked(
    changes: UserChanges,
    mut errors: ValidationErrors,
    check: impl Fn(&UserChanges) -> Result<(), ValidationErrors>,
) -> Result<UserChanges, ValidationErrors> {
    if let Err(found) = check(&changes) {
        for (attribute, list) in found.details {
            for error in list {
                errors.add(&attribute, error);
            }
        }
    }
    errors.into_result().map(|()| changes)
}

fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The number in the field of a uid or gid. Of texts that are none, numbers too large for any id are told apart.
fn posix_id(text: &str, name: &str, errors: &mut ValidationErrors) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let id = text.parse().ok();
    if id.is_none() {
        let error = if is_number {
            AttributeError::above(i64::MAX, ID_MAX)
        } else {
            AttributeError::invalid(text)
        };
        errors.add(name, error);
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::error::code;

    fn ada() -> UserDraft {
        UserDraft {
            username: "ada".into(),
            email: "ada@nodeum.example".into(),
            user_id: "1004".into(),
            group_id: "1000".into(),
            source_type: Some(SourceType::WebApp),
            ..UserDraft::default()
        }
    }

    fn no_date(_: &str) -> Option<Timestamp> {
        None
    }

    #[test]
    fn only_what_differs_is_sent() {
        let changed = UserDraft {
            email: " ".into(),
            is_admin: true,
            ..ada()
        };
        let changes = changed.to_changes(&ada(), no_date).unwrap();
        assert_eq!(
            serde_json::to_string(&changes).unwrap(),
            r#"{"email":null,"is_admin":true}"#
        );
        assert_eq!(changed.count_changes(&ada()), 2);
        assert!(ada().to_changes(&ada(), no_date).unwrap().is_empty());
    }

    #[test]
    fn a_new_user_leaves_to_the_server_what_is_empty() {
        let text = UserDraft {
            username: "bob".into(),
            password: "correct horse".into(),
            ..UserDraft::default()
        };
        let user = text.to_new(no_date).unwrap();
        assert_eq!(
            serde_json::to_string(&user).unwrap(),
            r#"{"username":"bob","password":"correct horse","is_admin":false}"#
        );
    }

    #[test]
    fn all_errors_come_at_once() {
        let text = UserDraft {
            email: "x".into(),
            user_id: "12x".into(),
            group_id: "99999999999999999999".into(),
            ..UserDraft::default()
        };
        let errors = text.to_new(no_date).unwrap_err();
        for (attribute, code) in [
            ("username", code::BLANK),
            ("password", code::BLANK),
            ("email", code::INVALID),
            ("user_id", code::INVALID),
            ("group_id", code::LESS_THAN_OR_EQUAL_TO),
        ] {
            assert!(errors.has(attribute, code), "{attribute} {errors}");
        }
    }

    #[test]
    fn an_emptied_id_is_no_change_but_an_error() {
        let errors = UserDraft {
            user_id: String::new(),
            ..ada()
        }
        .to_changes(&ada(), no_date)
        .unwrap_err();
        assert!(errors.has("user_id", code::BLANK));
    }
}
