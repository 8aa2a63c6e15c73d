//! What a person prefers: theme, language of dates, page size, density.
//!
//! A choice holds at once and is kept twice: in this browser, so that the next start has it before the server has
//! answered, and as a configuration of the person's, so that it follows them to other browsers.

mod appearance;
mod choices;
mod local;
mod remote;

use leptos::task::spawn_local;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::api::{Api, ApiError, use_api};
use crate::browser;
use crate::session::Session;
use crate::time;
use choices::Choices;
pub use choices::Preference;
use ui::{Toasts, use_toasts};

/// How long choosing has to pause before the server is told: who clicks through the themes asks it once.
const PAUSE: Duration = Duration::from_millis(400);
/// How long a page waits for the server's copy where this browser has none.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the server has the choices.
#[derive(Debug, Clone, PartialEq)]
pub enum SyncStatus {
    /// With the server, or there is nothing to keep.
    Synced,
    /// They are on their way.
    Saving,
    /// In this browser, until the server takes them: it failed.
    Failed(ApiError),
    /// In this browser: the server has no place for them, or not for this person.
    LocalOnly,
}

/// The preferences, for the whole app: `Preferences::provide`, then `Preferences::expect`.
#[derive(Clone, Copy)]
pub struct Preferences {
    choices: RwSignal<Choices>,
    sync_status: RwSignal<SyncStatus>,
    ready: RwSignal<bool>,
    person: StoredValue<Option<Person>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    toasts: Toasts,
}

/// Whose choices they are.
#[derive(Clone)]
struct Person {
    user: i64,
    /// Of the local copy.
    key: String,
    api: Api,
    /// The ids of the server's records.
    records: [Option<i64>; 4],
    /// Whether choices are being stored.
    saving: bool,
}

impl Preferences {
    /// Keeps document, session and storage in step with the choices.
    pub fn provide() {
        let preferences = Self {
            choices: RwSignal::new(local::before_anybody()),
            sync_status: RwSignal::new(SyncStatus::Synced),
            ready: RwSignal::new(false),
            person: StoredValue::new(None),
            timer: StoredValue::new(None),
            toasts: use_toasts(),
        };
        provide_context(preferences);
        appearance::follow(preferences);
        let locale = Memo::new(move |_| preferences.get(Preference::DateLocale));
        Effect::new(move |_| time::set_locale(Some(locale.get()).filter(|locale| *locale != "browser")));
        let session = Session::expect();
        let user = Memo::new(move |_| session.user().map(|user| user.id));
        Effect::new(move |_| preferences.begin(session, user.get()));
        // Another tab chose.
        browser::on_window_event("storage", false, move |_| {
            let known = match preferences
                .person
                .with_value(|person| Some(person.as_ref()?.key.clone()))
            {
                Some(key) => local::choices(&key),
                None => Some(local::before_anybody()),
            };
            if let Some(known) = known.filter(|known| *known != preferences.choices.get_untracked()) {
                preferences.choices.set(known);
            }
        });
    }

    /// The preferences of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What holds; tracked.
    pub fn get(self, preference: Preference) -> &'static str {
        self.choices.with(|choices| choices.get(preference))
    }

    /// How many rows a list shows, unless its address says otherwise; tracked.
    pub fn page_size(self) -> u64 {
        self.get(Preference::PageSize).parse().unwrap_or_default()
    }

    /// Whether the server has the choices; tracked.
    pub fn sync_status(self) -> SyncStatus {
        self.sync_status.get()
    }

    /// Whether it is known what holds, or has been waited for long enough; tracked.
    pub fn are_ready(self) -> bool {
        self.ready.get()
    }

    /// Chooses: at once here, and soon on the server.
    pub fn choose(self, preference: Preference, value: &str) {
        let mut choices = self.choices.get_untracked();
        if !choices.choose(preference, value) {
            return;
        }
        self.set(choices);
        self.stop();
        match self.sync_status.get_untracked() {
            SyncStatus::LocalOnly => return,
            // Chosen back before anybody was told.
            SyncStatus::Saving if choices.unstored().is_none() => {
                return self.sync_status.set(SyncStatus::Synced);
            }
            _ => self.sync_status.set(SyncStatus::Saving),
        }
        let timer = set_timeout_with_handle(move || self.save(), PAUSE).ok();
        self.timer.set_value(timer);
    }

    /// Asks the server anew, and stores what it doesn't have.
    pub fn reload(self) {
        let Some(Person { user, api, .. }) = self.person.get_value() else {
            return;
        };
        let before = self.choices.get_untracked();
        spawn_local(async move {
            let answer = remote::load(api).await;
            if !self.is_of(user) {
                return;
            }
            match answer {
                Ok(records) => {
                    let mut choices = self.choices.get_untracked();
                    for (preference, record) in Preference::ALL.into_iter().zip(&records) {
                        let value = record.as_ref().map(|record| &*record.value);
                        choices.merge(preference, value, &before);
                    }
                    self.update_person(|person| {
                        person.records = records.map(|record| record.map(|record| record.id));
                    });
                    self.set(choices);
                    self.sync_status.set(SyncStatus::Synced);
                    self.save();
                }
                Err(error) => self.failed(error),
            }
            self.ready.set(true);
        });
    }

    /// Somebody has signed in, or nobody is there any more.
    fn begin(self, session: Session, user: Option<i64>) {
        self.stop();
        self.sync_status.set(SyncStatus::Synced);
        self.ready.set(false);
        self.person.set_value(user.map(|user| Person {
            user,
            key: local::key(&session.origin(), user),
            api: use_api(),
            records: [None; 4],
            saving: false,
        }));
        let Some(person) = self.person.get_value() else {
            return;
        };
        let copy = local::choices(&person.key);
        self.ready.set(copy.is_some());
        self.choices.set(copy.unwrap_or_else(local::before_anybody));
        self.reload();
        let user = person.user;
        let late = move || {
            if self.is_of(user) {
                self.ready.set(true);
            }
        };
        set_timeout(late, PATIENCE);
    }

    /// Stores what the server doesn't have, one after the other.
    fn save(self) {
        let Some(Person { user, api, .. }) = self.person.get_value().filter(|person| !person.saving) else {
            return;
        };
        if self
            .choices
            .with_untracked(|choices| choices.unstored().is_none())
        {
            return;
        }
        self.update_person(|person| person.saving = true);
        self.sync_status.set(SyncStatus::Saving);
        spawn_local(async move {
            let mut outcome = Ok(());
            // What is chosen meanwhile comes along.
            while let Some((preference, value)) = self.choices.with_untracked(Choices::unstored) {
                let index = preference as usize;
                let id = self.person.with_value(|person| person.as_ref()?.records[index]);
                let answer = remote::store(api, preference, value, id).await;
                if !self.is_of(user) {
                    return;
                }
                match answer {
                    Ok(record) => {
                        self.update_person(|person| person.records[index] = Some(record.id));
                        let mut choices = self.choices.get_untracked();
                        choices.set_stored(preference, value);
                        self.set(choices);
                    }
                    Err(error) => {
                        outcome = Err(error);
                        break;
                    }
                }
            }
            self.update_person(|person| person.saving = false);
            match outcome {
                Ok(()) => self.sync_status.set(SyncStatus::Synced),
                Err(error) => {
                    let sentence = error.sentence();
                    self.failed(error);
                    self.toasts.error(match self.sync_status.get_untracked() {
                        SyncStatus::LocalOnly => "This server can’t keep your preferences. What you choose holds in this browser.".to_owned(),
                        _ => format!("What you chose holds in this browser, but the server couldn’t keep it. {sentence}"),
                    });
                }
            }
        });
    }

    /// The server couldn't be asked or told.
    fn failed(self, error: ApiError) {
        self.sync_status.set(match error {
            ApiError::Forbidden | ApiError::NotFound => SyncStatus::LocalOnly,
            error => SyncStatus::Failed(error),
        });
    }

    /// Makes choices hold, and keeps them in this browser.
    fn set(self, choices: Choices) {
        if self.choices.get_untracked() != choices {
            self.choices.set(choices);
        }
        let key = self
            .person
            .with_value(|person| Some(person.as_ref()?.key.clone()));
        if !local::keep(key.as_deref(), &choices) {
            browser::log_warning("Preferences can't be kept in this browser: the server alone has them.");
        }
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn is_of(self, user: i64) -> bool {
        self.person
            .with_value(|person| person.as_ref().is_some_and(|person| person.user == user))
    }

    fn update_person(self, update: impl FnOnce(&mut Person)) {
        self.person.update_value(|person| {
            if let Some(person) = person {
                update(person);
            }
        });
    }
}
