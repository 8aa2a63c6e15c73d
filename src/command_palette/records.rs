//! The records that are searched for: asked of the server where it filters, and otherwise loaded once and searched here.

use std::time::Duration;

use api_types::{ApiKey, Configuration, SystemGroup, SystemUser, User};
use leptos::prelude::*;

use super::groups::{MOST, Records};
use super::item::{PaletteItem, Target};
use super::kind::ItemKind;
use super::words::Words;
use crate::api::paging::{self, PageParameters, containing};
use crate::api::{Api, ApiError, api_keys, configurations, systems, use_api, users};
use crate::paths;
use crate::query::{Query, use_query};
use crate::session::Session;
use crate::system_accounts::gecos_parts;

/// How long typing has to pause before the server is asked.
const PAUSE: Duration = Duration::from_millis(150);
/// So many users of a server that doesn't filter are looked through: five requests.
const FIRST_USERS: usize = 500;
/// A server may limit how many conditions it takes.
const MAX_WORDS: usize = 8;

/// What is asked of the server for one kind of records.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ask {
    Nothing,
    Everything,
    Matching(Words),
}

/// The search for records, as long as the palette is open.
#[derive(Clone, Copy)]
pub struct RecordSearch {
    /// Whether anything was typed since it was opened; only then is the server asked.
    wanted: Memo<bool>,
    /// What was typed when typing paused.
    asked: RwSignal<String>,
    typed: RwSignal<String>,
    honours_filters: Query<Option<bool>>,
    kinds: StoredValue<Vec<(ItemKind, Query<Option<Records>>)>>,
}

impl RecordSearch {
    /// Searches for what is typed, in whatever the person who is signed in may see.
    pub fn new(typed: RwSignal<String>) -> Self {
        let asked = RwSignal::new(typed.get_untracked());
        Effect::new(move |_| {
            let typed = typed.get();
            let ask = move || {
                asked.try_set(typed);
            };
            if let Ok(timer) = set_timeout_with_handle(ask, PAUSE) {
                on_cleanup(move || timer.clear());
            }
        });
        let words = Memo::new(move |_| Words::new(&asked.read()));
        let wanted =
            Memo::new(move |before: Option<&bool>| before == Some(&true) || !words.read().is_empty());
        let is_admin = untrack(|| Session::expect().is_admin());
        let honours_filters = use_query(
            move || wanted.get(),
            move |wanted| {
                let api = use_api();
                async move {
                    match (wanted, is_admin) {
                        (false, _) => Ok(None),
                        // Only administrators may ask; of others' own records there are few.
                        (true, false) => Ok(Some(false)),
                        (true, true) => users::honours_filters(api).await.map(Some),
                    }
                }
            },
        );
        let ask = move |kind: ItemKind| {
            let filters = match kind {
                // These lists have neither pages nor filters.
                ItemKind::SystemUser | ItemKind::SystemGroup => Some(false),
                _ => honours_filters.data.get().flatten(),
            };
            match (wanted.get(), filters) {
                (false, _) | (_, None) => Ask::Nothing,
                (true, Some(false)) => Ask::Everything,
                (true, Some(true)) if words.read().is_empty() => Ask::Nothing,
                (true, Some(true)) => Ask::Matching(words.get()),
            }
        };
        let kinds = ItemKind::RECORDS.into_iter();
        let visible =
            kinds.filter(|kind| is_admin || matches!(kind, ItemKind::ApiKey | ItemKind::ConfigurationKey));
        let query = |kind: ItemKind| {
            let query = use_query(move || ask(kind), move |ask| load(kind, ask, use_api()));
            (kind, query)
        };
        Self {
            wanted,
            asked,
            typed,
            honours_filters,
            kinds: StoredValue::new(visible.map(query).collect()),
        }
    }

    /// What is here; tracked. While newer answers are on their way, that is what the older ones brought.
    pub fn found(self) -> Vec<(ItemKind, Records)> {
        let is_searching = self.is_searching();
        self.kinds.with_value(|kinds| {
            let found = kinds.iter().filter_map(|(kind, query)| {
                let mut records = query.data.get().flatten()?;
                if is_searching || query.error.with(Option::is_some) {
                    // That was counted for another text.
                    records.more = 0;
                }
                Some((*kind, records))
            });
            found.collect()
        })
    }

    /// Whether answers are on their way; tracked.
    pub fn is_searching(self) -> bool {
        let is_loading = || {
            self.kinds
                .with_value(|kinds| kinds.iter().any(|(_, query)| query.loading.get()))
        };
        let is_paused = self.typed.with(|typed| self.asked.with(|asked| typed == asked));
        !is_paused || self.wanted.get() && (self.honours_filters.loading.get() || is_loading())
    }

    /// The kinds that couldn't be searched, and why the first of them couldn't; tracked.
    pub fn failure(self) -> Option<(Vec<ItemKind>, ApiError)> {
        let unknown = self.honours_filters.error.get();
        let failed = |(kind, query): &(ItemKind, Query<Option<Records>>)| {
            let own = query.error.get();
            let is_filtered = !matches!(kind, ItemKind::SystemUser | ItemKind::SystemGroup);
            Some((*kind, own.or_else(|| unknown.clone().filter(|_| is_filtered))?))
        };
        let failed: Vec<_> = self
            .kinds
            .with_value(|kinds| kinds.iter().filter_map(failed).collect());
        let first = failed.first().map(|(_, error)| error.clone())?;
        Some((failed.into_iter().map(|(kind, _)| kind).collect(), first))
    }

    /// Tries again what failed.
    pub fn retry(self) {
        if self.honours_filters.error.with_untracked(Option::is_some) {
            self.honours_filters.reload();
        }
        self.kinds.with_value(|kinds| {
            for (_, query) in kinds {
                if query.error.with_untracked(Option::is_some) {
                    query.reload();
                }
            }
        });
    }
}

async fn load(kind: ItemKind, ask: Ask, api: Api) -> Result<Option<Records>, ApiError> {
    let records = match (kind, ask) {
        (_, Ask::Nothing) | (ItemKind::Page | ItemKind::Action, _) => return Ok(None),
        (ItemKind::User, Ask::Everything) => {
            let page =
                |parameters: PageParameters| async move { Ok(users::list(api, &parameters).await?.users) };
            let (users, is_all) =
                paging::load_first(FIRST_USERS, paging::SMALL_PAGE, page, |user| user.id).await?;
            Records {
                only_first: (!is_all).then_some(users.len()),
                ..whole(users.iter().map(user))
            }
        }
        (ItemKind::User, Ask::Matching(words)) => {
            let search = words.iter().map(|word| ("search", word.to_owned()));
            let list = users::list(api, &parameters("username", search)).await?;
            part(list.users.iter().map(user), list.count)
        }
        (ItemKind::ApiKey, Ask::Everything) => whole(api_keys::all(api).await?.iter().map(api_key)),
        (ItemKind::ApiKey, Ask::Matching(words)) => {
            let conditions = words.iter().map(|word| ("name", containing(word)));
            let list = api_keys::list(api, &parameters("name", conditions)).await?;
            part(list.api_keys.iter().map(api_key), list.count)
        }
        (ItemKind::ConfigurationKey, Ask::Everything) => {
            whole(configurations::all(api).await?.iter().map(configuration))
        }
        (ItemKind::ConfigurationKey, Ask::Matching(words)) => {
            let conditions = words.iter().map(|word| ("key", containing(word)));
            let list = configurations::list(api, &parameters("key", conditions)).await?;
            part(list.configurations.iter().map(configuration), list.count)
        }
        (ItemKind::SystemUser, _) => whole(systems::users(api).await?.iter().map(system_user)),
        (ItemKind::SystemGroup, _) => whole(systems::groups(api).await?.iter().map(system_group)),
    };
    Ok(Some(records))
}

/// The best matches are few: the server sorts by name, and what begins with the words should be among them.
fn parameters(
    name: &str,
    conditions: impl Iterator<Item = (&'static str, String)>,
) -> Vec<(&'static str, String)> {
    let mut parameters = paging::page_parameters(MOST as u64 * 4, 0).to_vec();
    parameters.push(("sort_by", format!("{name}:asc")));
    parameters.extend(conditions.take(MAX_WORDS));
    parameters
}

fn whole(items: impl Iterator<Item = PaletteItem>) -> Records {
    Records {
        items: items.collect(),
        ..Records::default()
    }
}

fn part(items: impl Iterator<Item = PaletteItem>, count: i64) -> Records {
    let records = whole(items);
    let count = u64::try_from(count).unwrap_or_default();
    Records {
        more: count.saturating_sub(records.items.len() as u64),
        ..records
    }
}

fn record(kind: ItemKind, name: &str, address: String) -> PaletteItem {
    PaletteItem::new(kind, name, Target::Address(address))
}

fn user(user: &User) -> PaletteItem {
    record(ItemKind::User, &user.username, paths::user(user.id, ""))
        .note(user.email.as_deref().unwrap_or_default())
        .numbers(&[Some(user.id), user.user_id])
}

fn api_key(key: &ApiKey) -> PaletteItem {
    // The last characters tell keys of one name apart.
    let end = key.key.trim_start_matches('*');
    let end = if end.is_empty() {
        String::new()
    } else {
        format!("…{end}")
    };
    record(ItemKind::ApiKey, &key.name, paths::api_key(key.id, "")).detail(end)
}

fn configuration(configuration: &Configuration) -> PaletteItem {
    // Without its value, which may be a secret.
    let key = &configuration.key;
    record(ItemKind::ConfigurationKey, key, paths::configuration_key(key, ""))
}

fn system_user(user: &SystemUser) -> PaletteItem {
    let [full_name, ..] = gecos_parts(user.info.as_deref().unwrap_or_default(), &user.name);
    record(
        ItemKind::SystemUser,
        &user.name,
        paths::system("users", &user.name, ""),
    )
    .note(full_name)
    .detail(format!("uid {}", user.uid))
    .numbers(&[Some(user.uid)])
}

fn system_group(group: &SystemGroup) -> PaletteItem {
    record(
        ItemKind::SystemGroup,
        &group.name,
        paths::system("groups", &group.name, ""),
    )
    .detail(format!("gid {}", group.gid))
    .numbers(&[Some(group.gid)])
}
