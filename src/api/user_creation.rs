//! Creating users again after an answer was lost.

use std::collections::HashSet;

use api_types::{User, UserChanges};
use leptos::prelude::*;

use super::{Api, ApiError, users};

/// Creates users, each at most once: a request that wasn't answered may have been carried out.
#[derive(Clone, Copy)]
pub struct UserCreation {
    api: Api,
    /// The ids, which are the caller's, of those whose request was sent and not answered.
    unanswered: StoredValue<HashSet<i64>>,
}

impl UserCreation {
    /// Nobody is created yet.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            unanswered: StoredValue::default(),
        }
    }

    /// Creates a user, or finds whom an earlier request for that id has created. Another try has to ask for the same.
    pub async fn create(self, id: i64, changes: &UserChanges) -> Result<User, ApiError> {
        if let Some(user) = self.created_before(id, changes).await? {
            return Ok(user);
        }
        self.unanswered.try_update_value(|ids| ids.insert(id));
        let result = users::create(self.api, changes).await;
        if !result.as_ref().is_err_and(ApiError::may_have_succeeded) {
            self.unanswered.try_update_value(|ids| ids.remove(&id));
        }
        result
    }

    async fn created_before(self, id: i64, changes: &UserChanges) -> Result<Option<User>, ApiError> {
        let is_unanswered = self.unanswered.try_with_value(|ids| ids.contains(&id));
        let (Some(true), Some(name)) = (is_unanswered, &changes.username) else {
            return Ok(None);
        };
        match users::show(self.api, name).await {
            Ok(user) => Ok(Some(user).filter(|user| is_as_asked(user, changes))),
            Err(ApiError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Whether a user is whom a request would create. Somebody else of that name would hardly be the same in all.
fn is_as_asked(user: &User, changes: &UserChanges) -> bool {
    changes.username.as_ref() == Some(&user.username)
        && changes.email.clone().flatten() == user.email
        && changes.is_admin == Some(user.is_admin)
        && (changes.user_id.is_none() || changes.user_id == user.user_id)
        && (changes.group_id.is_none() || changes.group_id == user.group_id)
        && changes.expired_at.flatten() == user.expired_at.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_created_unheard_is_known_by_all_that_was_asked_for() {
        let user: User =
            serde_json::from_str(r#"{"id":1,"username":"ada","email":"a@x","user_id":7,"is_admin":false}"#)
                .unwrap();
        let asked = UserChanges {
            username: Some("ada".into()),
            email: Some(Some("a@x".into())),
            is_admin: Some(false),
            ..UserChanges::default()
        };
        assert!(is_as_asked(&user, &asked));
        for other in [
            UserChanges {
                email: None,
                ..asked.clone()
            },
            UserChanges {
                is_admin: Some(true),
                ..asked.clone()
            },
            UserChanges {
                user_id: Some(8),
                ..asked
            },
        ] {
            assert!(!is_as_asked(&user, &other));
        }
    }
}
