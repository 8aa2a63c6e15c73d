//! Applying a plan, row by row, and the passwords that are generated on the way.

use std::collections::HashSet;

use api_types::{User, UserChanges};
use leptos::prelude::*;

use super::plan::{Outcome, PlannedRow};
use crate::api::{Api, ApiError, users};
use crate::pages::users::context::UsersContext;
use crate::passwords::GeneratedPasswords;
use crate::query::Bulk;

/// How far applying a plan has come. Rows are called by their place in it.
#[derive(Clone, Copy)]
pub struct Run {
    api: Api,
    context: UsersContext,
    /// The requests, with the result of each.
    pub bulk: Bulk,
    /// The rows as they were planned when it began; none before.
    pub rows: RwSignal<Option<Vec<PlannedRow>>>,
    /// The passwords that were generated, by row.
    pub passwords: GeneratedPasswords,
    /// The rows of new users whose request was sent and not answered: they may have been created.
    unanswered: StoredValue<HashSet<i64>>,
}

impl Run {
    /// Nothing is applied yet.
    pub fn new(api: Api) -> Self {
        Self {
            api,
            context: expect_context(),
            bulk: Bulk::default(),
            rows: RwSignal::new(None),
            passwords: GeneratedPasswords::new(api.session()),
            unanswered: StoredValue::default(),
        }
    }

    /// Whether it has begun; tracked.
    pub fn has_begun(self) -> bool {
        self.rows.with(Option::is_some)
    }

    /// Applies the rows of a plan, or goes on with those of the plan with which it began.
    pub fn start(self, plan: Vec<PlannedRow>) {
        let has_begun = untrack(|| self.has_begun());
        let rows = self.rows.get_untracked().unwrap_or(plan);
        let ids: Vec<i64> = (0_i64..)
            .zip(&rows)
            .filter(|(_, row)| row.is_change())
            .map(|(id, _)| id)
            .collect();
        let requests = rows.clone();
        if !has_begun {
            self.rows.set(Some(rows));
        }
        let request = move |id: i64| {
            let row = usize::try_from(id).ok().and_then(|index| requests.get(index));
            self.apply(id, row.map(|row| row.outcome.clone()))
        };
        self.bulk.run(&ids, request, move || self.context.reload());
    }

    async fn apply(self, id: i64, outcome: Option<Outcome>) -> Result<(), ApiError> {
        let saved = match outcome {
            Some(Outcome::Create(changes)) => self.create(id, changes).await?,
            Some(Outcome::Update(user, changes)) => users::update(self.api, user.id, &changes).await?,
            _ => return Ok(()),
        };
        let session = self.api.session();
        if session.user_id() == Some(saved.id) {
            session.set_user(saved.clone());
        }
        self.context.remember(saved);
        Ok(())
    }

    async fn create(self, id: i64, mut changes: UserChanges) -> Result<User, ApiError> {
        if changes.password.is_none() {
            let name = changes.username.clone().unwrap_or_default();
            changes.password = Some(self.passwords.get(id, name)?);
        }
        if let Some(user) = self.created_before(id, &changes).await? {
            return Ok(user);
        }
        self.unanswered.try_update_value(|rows| rows.insert(id));
        let result = users::create(self.api, &changes).await;
        if !result.as_ref().is_err_and(ApiError::may_have_succeeded) {
            self.unanswered.try_update_value(|rows| rows.remove(&id));
        }
        self.passwords.settle(id, &result);
        result
    }

    /// The user whom a request has created whose answer was lost.
    async fn created_before(self, id: i64, changes: &UserChanges) -> Result<Option<User>, ApiError> {
        let is_unanswered = self.unanswered.try_with_value(|rows| rows.contains(&id));
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
