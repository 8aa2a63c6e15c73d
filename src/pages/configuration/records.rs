//! The stored records as the server last told them.

use api_types::Configuration;
use leptos::prelude::*;

use super::tree::is_console_key;
use crate::api::{Api, use_api};
use crate::preferences::Preferences;

/// The stored records.
#[derive(Clone, Copy)]
pub struct Records {
    /// The server that has them.
    pub api: Api,
    /// The records, in no particular order.
    pub list: RwSignal<Vec<Configuration>>,
    preferences: Preferences,
}

impl Records {
    /// None yet.
    pub fn new() -> Self {
        Self {
            api: use_api(),
            list: RwSignal::new(Vec::new()),
            preferences: Preferences::expect(),
        }
    }

    /// Notes what the server has now: for each change the id of the record before it, and the record after it. Many are noted
    /// at once, because drawing the list is slow.
    pub fn update(self, changes: Vec<(Option<i64>, Option<Configuration>)>) {
        let mut is_console_changed = false;
        self.list.try_update(|records| {
            for (id, after) in changes {
                let id = after.as_ref().map(|record| record.id).or(id);
                let index = records.iter().position(|record| Some(record.id) == id);
                let before = index.map(|index| records.swap_remove(index));
                is_console_changed |= [&before, &after]
                    .into_iter()
                    .flatten()
                    .any(|record| is_console_key(&record.key));
                records.extend(after);
            }
        });
        if is_console_changed {
            self.preferences.reload();
        }
    }
}
