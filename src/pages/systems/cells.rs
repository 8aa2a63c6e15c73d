//! How accounts, groups and console users are shown wherever they are named: as links, with what is wrong about them.

use api_types::User;
use leptos::prelude::*;

use crate::paths;
use crate::system_accounts::{Account, ConsoleMatch, Directory, Group};
use ui::{Badge, IconName, Tone};

/// How many names a cell shows before it says how many more there are.
const IN_A_CELL: usize = 4;

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

/// The console user of an account, or a link that creates one.
pub fn console_user(all: &Directory, account: &Account) -> AnyView {
    let user = |index: usize| &all.console_users[index];
    match account.console_user {
        _ if !all.has_console_users => unknown(),
        ConsoleMatch::Exact(index) => console_user_link(user(index), None),
        ConsoleMatch::NameOnly(index) => {
            let uid = user(index)
                .user_id
                .map_or("none".to_owned(), |uid| uid.to_string());
            console_user_link(user(index), Some(format!(" · uid {uid}")))
        }
        ConsoleMatch::UidOnly(index) => console_user_link(user(index), Some(" · same uid".to_owned())),
        ConsoleMatch::None => view! {
            <a class="cell-link" href=new_user_path(account)>
                "Create"<span class="visually-hidden">{format!(" console user {}", account.name)}</span>
            </a>
        }
        .into_any(),
    }
}

/// A link to a console user; a `remark` makes it a warning.
fn console_user_link(user: &User, remark: Option<String>) -> AnyView {
    let (tone, icon) = match remark {
        Some(_) => (Tone::Warning, IconName::Warning),
        None => (Tone::Success, IconName::Check),
    };
    view! {
        <a class="badge-link" href=paths::user(user.id, "") title=format!("Console user {}", user.username)>
            <Badge tone icon>{format!("{}{}", user.username, remark.unwrap_or_default())}</Badge>
        </a>
    }
    .into_any()
}

/// The form that creates a console user, filled in from an account.
pub fn new_user_path(account: &Account) -> String {
    paths::new_user(&format!(
        "username={}&user_id={}&group_id={}",
        paths::encode(&account.name),
        account.uid,
        account.gid
    ))
}
