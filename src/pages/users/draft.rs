//! A user as somebody has written them down, in a form or in a file, and the request that this becomes.

use std::num::{IntErrorKind, ParseIntError};

use api_types::validation::{self, ID_MAX};
use api_types::{AttributeError, SourceType, Timestamp, User, UserChanges, ValidationErrors};
use serde::{Deserialize, Serialize};

use crate::paths;
use crate::query_parameters::QueryParameters;
use crate::user_facts::invalid_email;
use ui::forms::field_message;

/// The parameters of the address that prefill the form of a new user.
pub const PREFILLED: [&str; 7] = [
    "username",
    "email",
    "user_id",
    "group_id",
    "is_admin",
    "source_type",
    "expired_at",
];

/// What was written down; texts stay texts until they become a request. Kept in the browser it has no password.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserDraft {
    /// The name to sign in with.
    pub username: String,
    /// The email; empty for none.
    pub email: String,
    /// The uid; empty to let the server choose.
    pub user_id: String,
    /// The gid; empty to let the server choose.
    pub group_id: String,
    /// Whether they administer everything.
    pub is_admin: bool,
    /// `None` for never.
    pub expires: Option<Timestamp>,
    /// What is wrong with the expiry.
    #[serde(skip)]
    pub expiry_error: Option<AttributeError>,
    /// Where the account comes from; none where the server doesn't say.
    pub source_type: Option<SourceType>,
    /// A new password; empty for none.
    #[serde(skip)]
    pub password: String,
}

impl UserDraft {
    /// The user as they are.
    pub fn of(user: &User) -> Self {
        let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            username: user.username.clone(),
            email: user.email.clone().unwrap_or_default(),
            user_id: id(user.user_id),
            group_id: id(user.group_id),
            is_admin: user.is_admin,
            expires: user.expired_at.flatten(),
            source_type: user.source_type.clone(),
            ..Self::default()
        }
    }

    /// What an address prefills the form of a new user with.
    pub fn from_query(query: &QueryParameters) -> Self {
        let get = |name| query.get(name).unwrap_or_default();
        let source = query.get("source_type").filter(|source| !source.is_empty());
        Self {
            username: get("username"),
            email: get("email"),
            user_id: get("user_id"),
            group_id: get("group_id"),
            is_admin: get("is_admin") == "true",
            source_type: Some(source.map_or(SourceType::WebApp, |source| SourceType::from_wire(&source))),
            expires: get("expired_at").parse().ok(),
            ..Self::default()
        }
    }

    /// The address of the form of a new user that is prefilled with all of it but the password, over the list in the state of
    /// `list_query`.
    pub fn new_user_address(&self, list_query: &str) -> String {
        let source = self.source_type.as_ref().map(SourceType::as_str);
        let values = [
            self.username.clone(),
            self.email.clone(),
            self.user_id.clone(),
            self.group_id.clone(),
            if self.is_admin { "true" } else { "" }.to_owned(),
            source.unwrap_or_default().to_owned(),
            self.expires.map(|at| at.to_string()).unwrap_or_default(),
        ];
        let filled = PREFILLED.into_iter().zip(values);
        let filled = filled
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", paths::encode(&value)));
        let list = Some(list_query.trim_start_matches('?').to_owned()).filter(|query| !query.is_empty());
        paths::new_user(&list.into_iter().chain(filled).collect::<Vec<_>>().join("&"))
    }

    /// The request that changes the user from `before` to what is written down now: only the attributes that differ. Without
    /// `before`, the request that creates a user. Or else everything that is wrong, attribute by attribute.
    pub fn to_request(&self, before: Option<&Self>) -> Result<UserChanges, ValidationErrors> {
        let (is_new, empty) = (before.is_none(), Self::default());
        let before = before.unwrap_or(&empty);
        let mut errors = ValidationErrors::new();
        if let Some(error) = &self.expiry_error {
            errors.add("expired_at", error.clone());
        }
        // The server can't clear an id: an emptied field is an error, rather than a change that is ignored.
        let mut changed_id = |text: &str, before: &str, name| {
            let id = (text.trim() != before).then(|| posix_id(text.trim()))?;
            id.map_err(|error| errors.add(name, error)).ok()
        };
        let (username, email) = (self.username.trim(), self.email.trim());
        let changes = UserChanges {
            username: (is_new || username != before.username).then(|| username.to_owned()),
            // Every character of a password counts, blanks included.
            password: (is_new || !self.password.is_empty()).then(|| self.password.clone()),
            email: (email != before.email).then(|| Some(email.to_owned()).filter(|email| !email.is_empty())),
            user_id: changed_id(&self.user_id, &before.user_id, "user_id"),
            group_id: changed_id(&self.group_id, &before.group_id, "group_id"),
            is_admin: (is_new || self.is_admin != before.is_admin).then_some(self.is_admin),
            expired_at: (self.expires != before.expires).then_some(self.expires),
            source_type: self
                .source_type
                .clone()
                .filter(|_| self.source_type != before.source_type),
        };
        let found = if is_new {
            validation::new_user(&changes)
        } else {
            validation::user_changes(&changes)
        };
        for (attribute, found) in found.err().unwrap_or_default().details {
            for error in found {
                errors.add(&attribute, error);
            }
        }
        errors.into_result().map(|()| changes)
    }

    /// How many attributes differ from `before`.
    pub fn count_changes(&self, before: &Self) -> usize {
        [
            self.username.trim() != before.username,
            self.email.trim() != before.email,
            self.user_id.trim() != before.user_id,
            self.group_id.trim() != before.group_id,
            self.is_admin != before.is_admin,
            self.expires != before.expires || self.expiry_error.is_some(),
            self.source_type != before.source_type,
            !self.password.is_empty(),
        ]
        .into_iter()
        .filter(|differs| *differs)
        .count()
    }
}

/// The number in the field of a uid or gid. Of texts that are none, numbers too large for any id are told apart.
fn posix_id(text: &str) -> Result<i64, AttributeError> {
    text.parse().map_err(|error: ParseIntError| match error.kind() {
        IntErrorKind::Empty => AttributeError::blank(),
        IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => AttributeError::above(i64::MAX, ID_MAX),
        _ => AttributeError::invalid(text),
    })
}

/// What is wrong with an attribute, as a sentence.
pub fn message(attribute: &str, error: &AttributeError) -> String {
    match (attribute, error.error.as_str()) {
        ("username", "invalid") => {
            "Use no slash, no invisible characters, not digits alone, and none of the words me, sign_in, sign_out.".into()
        }
        ("email", "invalid") => invalid_email(error),
        ("user_id" | "group_id", "invalid") => "Enter a whole number, or choose from the list.".into(),
        ("expired_at", "blank") => "Choose a date.".into(),
        ("expired_at", "invalid") => "The date or the time isn’t complete.".into(),
        _ => field_message(error),
    }
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

    fn json(request: Result<UserChanges, ValidationErrors>) -> String {
        serde_json::to_string(&request.unwrap()).unwrap()
    }

    #[test]
    fn only_what_differs_is_sent() {
        let changed = UserDraft {
            email: " ".into(),
            is_admin: true,
            ..ada()
        };
        assert_eq!(
            json(changed.to_request(Some(&ada()))),
            r#"{"email":null,"is_admin":true}"#
        );
        assert_eq!(changed.count_changes(&ada()), 2);
        assert!(ada().to_request(Some(&ada())).unwrap().is_empty());
    }

    #[test]
    fn a_new_user_leaves_to_the_server_what_is_empty() {
        let draft = UserDraft {
            username: "bob".into(),
            password: "correct horse".into(),
            ..UserDraft::default()
        };
        assert_eq!(
            json(draft.to_request(None)),
            r#"{"username":"bob","password":"correct horse","is_admin":false}"#
        );
    }

    #[test]
    fn an_address_prefills_what_is_written_down_over_the_same_list() {
        let draft = UserDraft {
            email: "ada&co@nodeum.example".into(),
            is_admin: true,
            expires: Some(Timestamp::from_unix_millis(61_000)),
            password: "correct horse".into(),
            ..ada()
        };
        assert_eq!(
            draft.new_user_address("?search=a&page=2"),
            "/users/new?search=a&page=2&username=ada&email=ada%26co%40nodeum.example&user_id=1004&group_id=1000\
             &is_admin=true&source_type=web_app&expired_at=1970-01-01T00%3A01%3A01.000Z"
        );
        assert_eq!(UserDraft::default().new_user_address(""), "/users/new");
    }

    #[test]
    fn all_errors_come_at_once() {
        let draft = UserDraft {
            email: "x".into(),
            user_id: "12x".into(),
            group_id: "99999999999999999999".into(),
            expiry_error: Some(AttributeError::blank()),
            ..UserDraft::default()
        };
        let errors = draft.to_request(None).unwrap_err();
        for (attribute, code) in [
            ("username", code::BLANK),
            ("password", code::BLANK),
            ("email", code::INVALID),
            ("user_id", code::INVALID),
            ("group_id", code::LESS_THAN_OR_EQUAL_TO),
            ("expired_at", code::BLANK),
        ] {
            assert!(errors.has(attribute, code), "{attribute} {errors}");
        }
    }

    #[test]
    fn what_is_kept_has_no_password() {
        let typed = UserDraft {
            password: "correct horse".into(),
            expires: Some(Timestamp::from_unix_millis(1)),
            ..ada()
        };
        let kept = serde_json::to_string(&typed).unwrap();
        assert!(!kept.contains("correct horse"));
        let read: UserDraft = serde_json::from_str(&kept).unwrap();
        assert_eq!(
            read,
            UserDraft {
                password: String::new(),
                ..typed
            }
        );
    }

    #[test]
    fn an_emptied_id_is_no_change_but_an_error() {
        let emptied = UserDraft {
            user_id: String::new(),
            ..ada()
        };
        let errors = emptied.to_request(Some(&ada())).unwrap_err();
        assert!(errors.has("user_id", code::BLANK));
    }
}
