//! Rows and cells of the lists: accounts, groups and console users, as links, with what is wrong about them.

use leptos::prelude::*;

use crate::paths;
use crate::system_accounts::{Account, ConsoleMatch, Directory, Group};
use ui::table::Column;
use ui::{Badge, IconName, Tone};

/// How many names a cell shows before it says how many more there are.
const IN_A_CELL: usize = 4;

/// Identifies a system user, or a system group. It holds nothing else, so that the row stays, with the focus in it, when
/// another list arrives: the cells read the directory themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// The position in the directory.
    pub index: usize,
    /// The name.
    pub name: String,
}

impl EntryRow {
    /// What tells the row from all others of its list.
    pub fn key(&self) -> String {
        format!("{} {}", self.index, self.name)
    }
}

/// The column of the names, which lead to the drawers.
pub fn name_column() -> Column<EntryRow> {
    let name = |row: &EntryRow| view! { <span class="name">{row.name.clone()}</span> };
    Column::new("name", "Name", name).sortable()
}

/// Stands for what isn't known, because its list isn't loaded.
pub fn unknown() -> AnyView {
    view! { <span class="muted" title="Not known">"…"</span> }.into_any()
}

/// Stands for nothing.
pub fn none() -> AnyView {
    view! { <span class="muted" aria-label="none">"–"</span> }.into_any()
}

fn link(tab: &str, name: &str) -> AnyView {
    view! { <a class="cell-link" href=paths::system(tab, name, "")>{name.to_owned()}</a> }.into_any()
}

/// The primary group of an account: its name and number, or its number alone.
pub fn primary_group(all: &Directory, account: &Account) -> AnyView {
    let gid = account.gid;
    match account.primary {
        Some(group) => {
            let link = link("groups", &all.groups[group].name);
            view! { <span>{link} " " <span class="muted mono">{gid}</span></span> }.into_any()
        }
        None if all.has_groups => view! {
            <span>
                <span class="mono">{gid}</span>
                " "
                <Badge tone=Tone::Warning icon=IconName::Warning>"No such group"</Badge>
            </span>
        }
        .into_any(),
        None => view! { <span class="mono">{gid}</span> }.into_any(),
    }
}

/// Links to the further groups of an account.
pub fn further_groups(all: &Directory, account: &Account) -> impl ExactSizeIterator<Item = AnyView> {
    let further = account.further.iter();
    further.map(|group| link("groups", &all.groups[*group].name))
}

/// Links to the accounts whose primary group this is.
pub fn primary_members(all: &Directory, group: &Group) -> impl ExactSizeIterator<Item = AnyView> {
    let primary = group.primary.iter();
    primary.map(|account| link("users", &all.accounts[*account].name))
}

/// The names that a group lists. Those that don't exist are marked.
pub fn listed_members(all: &Directory, group: &Group) -> impl ExactSizeIterator<Item = AnyView> {
    group.listed.iter().map(|member| match member.name.as_str() {
        name if member.exists => link("users", name),
        name if all.has_accounts => view! {
            <span class="ghost">
                {name.to_owned()}
                " "
                <Badge tone=Tone::Warning icon=IconName::Warning>"No such user"</Badge>
            </span>
        }
        .into_any(),
        name => name.to_owned().into_any(),
    })
}

/// The first few names, with a link to the rest.
pub fn first_names(names: impl ExactSizeIterator<Item = AnyView>, rest: String) -> AnyView {
    // "1 more" would take as much room as the one.
    let limit = if names.len() == IN_A_CELL + 1 {
        names.len()
    } else {
        IN_A_CELL
    };
    some_names(names, limit, move |more| {
        view! { <a class="cell-link muted" href=rest>{format!("{more} more")}</a> }.into_any()
    })
}

/// At most `limit` names; `more` says how many more there are.
pub fn some_names(
    names: impl ExactSizeIterator<Item = AnyView>,
    limit: usize,
    more: impl FnOnce(usize) -> AnyView,
) -> AnyView {
    let count = names.len();
    if count == 0 {
        return none();
    }
    let shown: Vec<AnyView> = names.take(limit).collect();
    let more = (count > limit).then(|| more(count - limit));
    view! { <span class="names">{shown}{more}</span> }.into_any()
}

/// The console user of an account, with a warning where not both name and uid match, or a link that creates one.
/// `query` is the state of the list in the address.
pub fn console_user(all: &Directory, account: &Account, query: Signal<String>) -> AnyView {
    let user = |index: usize| &all.console_users[index];
    let (user, difference) = match account.console_user {
        _ if !all.has_console_users => return unknown(),
        ConsoleMatch::Exact(index) => (user(index), String::new()),
        ConsoleMatch::NameOnly(index) => {
            let uid = user(index)
                .user_id
                .map_or("none".to_owned(), |uid| uid.to_string());
            (user(index), format!(" · uid {uid}"))
        }
        ConsoleMatch::UidOnly(index) => (user(index), " · same uid".to_owned()),
        ConsoleMatch::None => {
            let name = account.name.clone();
            return view! {
                <a class="cell-link" href=move || create_path(&query.read(), &name)>
                    "Create"<span class="visually-hidden">{format!(" console user {}", account.name)}</span>
                </a>
            }
            .into_any();
        }
    };
    let (tone, icon) = match &*difference {
        "" => (Tone::Success, IconName::Check),
        _ => (Tone::Warning, IconName::Warning),
    };
    view! {
        <a class="badge-link" href=paths::user(user.id, "") title=format!("Console user {}", user.username)>
            <Badge tone icon>{format!("{}{difference}", user.username)}</Badge>
        </a>
    }
    .into_any()
}

/// The list of users with the dialog that creates a console user of that account. `query` is the state of the list.
pub fn create_path(query: &str, name: &str) -> String {
    let query = query.trim_start_matches('?');
    let separator = if query.is_empty() { "" } else { "&" };
    let name = paths::encode(&paths::encode_name(name));
    paths::systems("users", &format!("{query}{separator}create={name}"))
}
