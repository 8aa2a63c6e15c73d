//! Applying a plan, row by row, and the passwords that are generated on the way.

use api_types::{User, UserChanges};
use leptos::prelude::*;

use super::plan::{Outcome, PlannedRow};
use crate::api::user_creation::UserCreation;
use crate::api::{Api, ApiError, users};
use crate::layouts::focus_when_drawn;
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
    creation: UserCreation,
}

impl Run {
    /// Nothing is applied yet.
    pub fn new(api: Api) -> Self {
        let context: UsersContext = expect_context();
        let bulk = Bulk::default();
        bulk.when_left(move || {
            context.refresh_order();
            context.reload();
        });
        Self {
            api,
            context,
            bulk,
            rows: RwSignal::new(None),
            passwords: GeneratedPasswords::new(api.session()),
            creation: UserCreation::new(api),
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
        self.bulk.run(&ids, request, move || {
            self.context.refresh_order();
            self.context.reload();
            // The button that was pressed is gone.
            focus_when_drawn("dialog[open] .modal-foot .btn:last-of-type".to_owned());
        });
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
        let result = self.creation.create(id, &changes).await;
        self.passwords.settle(id, &result);
        result
    }
}
