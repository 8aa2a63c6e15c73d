//! The kinds of differences that a person has set aside, kept as a configuration of theirs.

use std::collections::BTreeSet;

use api_types::Configuration;
use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::differences::DifferenceKind;
use crate::api::{Api, ApiError, configurations, use_api};
use crate::query::{CachedQuery, Query};
use crate::system_accounts::preload_system_accounts;
use ui::{Toasts, use_toasts};

/// The key of the configuration. Its value lists the kinds as addresses name them.
const KEY: &str = "console.differences.set_aside";

static STORED: CachedQuery<(), Option<Configuration>> = CachedQuery::new("set aside", |api, ()| {
    async move {
        let found = configurations::under(api, KEY).await?;
        Ok(found.into_iter().find(|configuration| configuration.key == KEY))
    }
    .boxed_local()
});

/// Loads ahead what the pages of system accounts show.
pub fn preload_systems() {
    preload_system_accounts();
    STORED.preload(());
}

/// The kinds that are set aside: they are shown apart, and don't count.
#[derive(Clone, Copy)]
pub struct SetAside {
    api: Api,
    toasts: Toasts,
    /// As addresses name the kinds; those that only a later console knows stay among them.
    slugs: RwSignal<BTreeSet<String>>,
    /// What the server keeps.
    stored: Query<Option<Configuration>>,
    /// The id of the configuration.
    record: StoredValue<Option<i64>>,
    saving: StoredValue<bool>,
}

impl SetAside {
    /// Asks the server.
    pub fn load() -> Self {
        let stored = STORED.use_query(|| ());
        let set_aside = Self {
            api: use_api(),
            toasts: use_toasts(),
            slugs: RwSignal::default(),
            stored,
            record: StoredValue::new(None),
            saving: StoredValue::new(false),
        };
        Effect::new(move |_| {
            let Some(Some(configuration)) = stored.data.get() else {
                return;
            };
            set_aside.record.set_value(Some(configuration.id));
            let slugs = configuration.value.split_whitespace().map(ToOwned::to_owned);
            set_aside.slugs.set(slugs.collect());
        });
        set_aside
    }

    /// The kinds of the page around this.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether the server has told what is set aside, or couldn't be asked; tracked.
    pub fn is_known(self) -> bool {
        self.stored.data.with(Option::is_some) || self.stored.error.with(Option::is_some)
    }

    /// Why nothing can be set aside now, if so; tracked. A choice that the server hasn't told must not be overwritten.
    pub fn disabled_reason(self) -> Option<String> {
        if self.stored.data.with(Option::is_some) {
            return None;
        }
        Some(match self.stored.error.get() {
            None => "It isn’t known yet what is set aside.".to_owned(),
            Some(error) => format!("It couldn’t be loaded what is set aside. {}", error.sentence()),
        })
    }

    /// Whether that kind is set aside; tracked.
    pub fn contains(self, kind: DifferenceKind) -> bool {
        self.slugs.with(|slugs| slugs.contains(kind.slug()))
    }

    /// Sets a kind aside, or takes it back: at once here, and then on the server.
    pub fn toggle(self, kind: DifferenceKind) {
        self.slugs.update(|slugs| {
            if !slugs.remove(kind.slug()) {
                slugs.insert(kind.slug().to_owned());
            }
        });
        if self.saving.get_value() {
            return;
        }
        self.saving.set_value(true);
        spawn_local(async move {
            let mut stored = None;
            // What is set aside meanwhile comes along.
            while let Some(value) = self.value().filter(|value| stored.as_ref() != Some(value)) {
                let record = self.record.try_get_value().flatten();
                match configurations::store(self.api, KEY, &value, record).await {
                    Ok(record) => {
                        self.record.try_set_value(Some(record.id));
                        stored = Some(value);
                    }
                    // The page has been left.
                    Err(ApiError::Aborted) => break,
                    Err(error) => {
                        self.toasts.error(format!(
                            "This holds until you leave the page, but the server couldn’t keep it. {error}"
                        ));
                        break;
                    }
                }
            }
            self.saving.try_set_value(false);
        });
    }

    /// What the configuration should hold; none once the page has left.
    fn value(self) -> Option<String> {
        let slugs = self.slugs.try_get_untracked()?;
        Some(slugs.into_iter().collect::<Vec<_>>().join(" "))
    }
}
