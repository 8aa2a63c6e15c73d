//! What a person prefers: theme, language of dates, page size, density, single keys.
//!
//! A choice holds at once and is kept twice: in this browser, so that the next start has it before the server has
//! answered, and as a configuration of the person's, so that it follows them to other browsers.

mod choices;
mod field;
mod local;
mod remote;

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Api, ApiError, use_api};
use crate::session::Session;
use crate::{browser, time};
use choices::Choices;
pub use choices::Preference;
pub use field::{field_options, field_value};
use ui::{Toasts, use_toasts};

/// How long choosing has to pause before the server is told: who clicks through the themes asks it once.
const PAUSE: Duration = Duration::from_millis(400);
/// How long a page waits for the server's copy where this browser has none.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the server has the choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncStatus {
    /// With the server, or there is nothing to keep.
    Synced,
    /// They are on their way.
    Saving,
    /// In this browser, until the server takes them: it failed.
    Failed,
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
    /// The ids of the server's records.
    records: StoredValue<[Option<i64>; Preference::ALL.len()]>,
    /// Whether choices are being stored.
    saving: StoredValue<bool>,
    toasts: Toasts,
}

/// Whose choices they are.
#[derive(Clone)]
struct Person {
    /// Of the local copy: it names the API's origin, and the person's record there.
    key: String,
    api: Api,
}

impl Preferences {
    /// Keeps document, session and storage in step with the choices.
    pub fn provide() {
        let preferences = Self {
            choices: RwSignal::new(local::before_anybody()),
            sync_status: RwSignal::new(SyncStatus::Synced),
            ready: RwSignal::new(false),
            person: StoredValue::new(None),
            records: StoredValue::new([None; Preference::ALL.len()]),
            saving: StoredValue::new(false),
            toasts: use_toasts(),
        };
        provide_context(preferences);
        show_in_document(preferences, Preference::Theme, "data-theme");
        show_in_document(preferences, Preference::Density, "data-density");
        let locale = Memo::new(move |_| preferences.get(Preference::DateLocale));
        Effect::new(move |_| time::set_locale(Some(locale.get()).filter(|locale| *locale != "browser")));
        let session = Session::expect();
        let user = Memo::new(move |_| session.user().map(|user| user.id));
        Effect::new(move |_| preferences.begin(session, user.get()));
        Effect::new(move |_| {
            preferences.choices.track();
            if preferences.sync_status.get() == SyncStatus::Saving
                && let Ok(timer) = set_timeout_with_handle(move || preferences.save(), PAUSE)
            {
                on_cleanup(move || timer.clear());
            }
        });
        // Another tab chose. The app listens for as long as it runs.
        window_event_listener(ev::storage, move |_| {
            let known = match preferences.key() {
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

    /// Whether keys act by themselves, without Ctrl or ⌘; tracked.
    pub fn single_keys(self) -> bool {
        self.get(Preference::SingleKeys) == "on"
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
        self.sync_status.update(|status| match status {
            SyncStatus::LocalOnly => {}
            // Chosen back before anybody was told.
            SyncStatus::Saving if choices.unstored().is_none() => *status = SyncStatus::Synced,
            _ => *status = SyncStatus::Saving,
        });
    }

    /// Asks the server anew, and stores what it doesn't have.
    pub fn reload(self) {
        let Some(Person { key, api }) = self.person.get_value() else {
            return;
        };
        let before = self.choices.get_untracked();
        spawn_local(async move {
            let answer = remote::load(api).await;
            if !self.is_of(&key) {
                return;
            }
            match answer {
                Ok(records) => {
                    let mut choices = self.choices.get_untracked();
                    for (preference, record) in Preference::ALL.into_iter().zip(&records) {
                        let value = record.as_ref().map(|record| &*record.value);
                        choices.merge(preference, value, &before);
                    }
                    self.records
                        .set_value(records.map(|record| record.map(|record| record.id)));
                    self.set(choices);
                    self.sync_status.set(SyncStatus::Synced);
                    self.save();
                }
                Err(error) => self.failed(&error),
            }
            self.ready.set(true);
        });
    }

    /// Somebody has signed in, or nobody is there any more.
    fn begin(self, session: Session, user: Option<i64>) {
        self.sync_status.set(SyncStatus::Synced);
        self.ready.set(false);
        let key = user.map(|user| format!("nodeum-admin.preferences {} {user}", session.origin()));
        self.person
            .set_value(key.clone().map(|key| Person { key, api: use_api() }));
        self.records.set_value([None; Preference::ALL.len()]);
        self.saving.set_value(false);
        let Some(key) = key else { return };
        let copy = local::choices(&key);
        self.ready.set(copy.is_some());
        self.choices.set(copy.unwrap_or_else(local::before_anybody));
        self.reload();
        if let Ok(timer) = set_timeout_with_handle(move || self.ready.set(true), PATIENCE) {
            on_cleanup(move || timer.clear());
        }
    }

    /// Stores what the server doesn't have, one after the other.
    fn save(self) {
        let Some(Person { key, api }) = self.person.get_value() else {
            return;
        };
        if self.saving.get_value() || self.choices.with_untracked(Choices::unstored).is_none() {
            return;
        }
        self.saving.set_value(true);
        self.sync_status.set(SyncStatus::Saving);
        spawn_local(async move {
            let mut outcome = Ok(());
            // What is chosen meanwhile comes along.
            while outcome.is_ok()
                && let Some((preference, value)) = self.choices.with_untracked(Choices::unstored)
            {
                let index = preference as usize;
                let id = self.records.get_value()[index];
                let answer = remote::store(api, preference, value, id).await;
                if !self.is_of(&key) {
                    return;
                }
                outcome = answer.map(|record| {
                    self.records
                        .update_value(|records| records[index] = Some(record.id));
                    let mut choices = self.choices.get_untracked();
                    choices.set_stored(preference, value);
                    self.set(choices);
                });
            }
            self.saving.set_value(false);
            let Err(error) = outcome else {
                return self.sync_status.set(SyncStatus::Synced);
            };
            self.failed(&error);
            self.toasts
                .error(if self.sync_status.get_untracked() == SyncStatus::LocalOnly {
                    "This server can’t keep your preferences. What you choose holds in this browser."
                        .to_owned()
                } else {
                    format!("What you chose holds in this browser, but the server couldn’t keep it. {error}")
                });
        });
    }

    fn failed(self, error: &ApiError) {
        self.sync_status.set(match error {
            ApiError::Forbidden(_) | ApiError::NotFound => SyncStatus::LocalOnly,
            _ => SyncStatus::Failed,
        });
    }

    /// Makes choices hold, and keeps them in this browser.
    fn set(self, choices: Choices) {
        if self.choices.get_untracked() != choices {
            self.choices.set(choices);
        }
        if !local::keep(self.key().as_deref(), &choices) {
            browser::log_warning("Preferences can't be kept in this browser: the server alone has them.");
        }
    }

    fn key(self) -> Option<String> {
        self.person
            .with_value(|person| Some(person.as_ref()?.key.clone()))
    }

    fn is_of(self, key: &str) -> bool {
        self.key().as_deref() == Some(key)
    }
}

/// Keeps an attribute of the document in step with a choice: style sheets know it.
fn show_in_document(preferences: Preferences, preference: Preference, attribute: &'static str) {
    let value = Memo::new(move |_| preferences.get(preference));
    Effect::new(move |_| {
        let value = value.get();
        let root = browser::document().and_then(|document| document.document_element());
        // What holds without a choice has no attribute: the system may have its say.
        let shown = root.map(|root| {
            if value == preference.options()[0].0 {
                root.remove_attribute(attribute)
            } else {
                root.set_attribute(attribute, value)
            }
        });
        if matches!(shown, Some(Err(_))) {
            browser::log_warning("a preference could not be applied");
        }
    });
}
