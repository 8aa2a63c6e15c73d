//! How accounts, groups and console users are shown wherever they are named: as links, with what is wrong about them.

use leptos::prelude::*;

use super::directory::{Directory, Match};
use crate::paths;
use ui::{Badge, IconName, Tone};

/// How many names a cell shows before it says how many more there are.
const IN_A_CELL: usize = 4;

/// A mark of something that isn't as it should be.
pub fn mark(words: impl Into<String>) -> AnyView {
    let words: String = words.into();
    view! { <Badge tone=Tone::Warning icon=IconName::Warning>{words}</Badge> }.into_any()
}

/// Stands for what isn't known, because its list isn't here.
pub fn unknown() -> AnyView {
    view! { <span class="muted" title="Not known">"…"</span> }.into_any()
}

/// Stands for nothing.
pub fn none() -> AnyView {
    view! { <span class="muted" aria-label="none">"–"</span> }.into_any()
}

/// A link to an account.
pub fn account_link(name: &str) -> AnyView {
    view! { <a class="cell-link" href=paths::system("users", name, "")>{name.to_owned()}</a> }.into_any()
}

/// A link to a group.
pub fn group_link(name: &str) -> AnyView {
    view! { <a class="cell-link" href=paths::system("groups", name, "")>{name.to_owned()}</a> }.into_any()
}

/// The primary group of an account: its name and number, or its number alone.
pub fn primary_group(all: &Directory, account: u32) -> AnyView {
    let account = all.account(account);
    let gid = account.gid;
    match account.primary {
        Some(group) => {
            let link = group_link(&all.group(group).name);
            view! { <span>{link} " " <span class="muted mono">{gid}</span></span> }.into_any()
        }
        None if all.has_groups => {
            view! { <span><span class="mono">{gid}</span> " " {mark("No such group")}</span> }.into_any()
        }
        None => view! { <span class="mono">{gid}</span> }.into_any(),
    }
}

/// The further groups of an account.
pub fn further_groups(all: &Directory, account: u32, most: usize) -> Vec<AnyView> {
    let further = all.account(account).further.iter().take(most);
    further.map(|group| group_link(&all.group(*group).name)).collect()
}

/// The accounts whose primary group this is.
pub fn primary_members(all: &Directory, group: u32, most: usize) -> Vec<AnyView> {
    let primary = all.group(group).primary.iter().take(most);
    primary
        .map(|account| account_link(&all.account(*account).name))
        .collect()
}

/// The names that a group lists; those that don't exist are marked.
pub fn listed_members(all: &Directory, group: u32, most: usize) -> Vec<AnyView> {
    let listed = all.group(group).listed.iter().take(most);
    listed
        .map(|member| match member.account {
            Some(_) => account_link(&member.name),
            None if all.has_accounts => {
                view! { <span class="ghost">{member.name.clone()} " " {mark("No such user")}</span> }
                    .into_any()
            }
            None => member.name.clone().into_any(),
        })
        .collect()
}

/// A few names of many, in the cell of a table.
pub fn some_of(count: usize, links: impl Fn(usize) -> Vec<AnyView>, rest: String) -> AnyView {
    // "1 more" would take the place of the one.
    let most = if count == IN_A_CELL + 1 { count } else { IN_A_CELL };
    let shown = links(most);
    if shown.is_empty() {
        return none();
    }
    let more = count - shown.len();
    let more =
        (more > 0).then(|| view! { <a class="cell-link muted" href=rest>{format!("{more} more")}</a> });
    view! { <span class="names">{shown}{more}</span> }.into_any()
}

/// The console's user of an account, or the way to one.
pub fn console_user(all: &Directory, account: u32) -> AnyView {
    let own = all.account(account);
    let user = |person: u32, remark: Option<String>| {
        let person = all.person(person);
        let tone = if remark.is_some() {
            Tone::Warning
        } else {
            Tone::Success
        };
        let icon = if remark.is_some() {
            IconName::Warning
        } else {
            IconName::Check
        };
        let label = format!("Console user {}", person.name);
        let words = format!("{}{}", person.name, remark.unwrap_or_default());
        view! {
            <a class="badge-link" href=paths::user(person.id, "") title=label>
                <Badge tone icon>{words}</Badge>
            </a>
        }
        .into_any()
    };
    match own.person {
        _ if !all.has_people => unknown(),
        Match::Both(person) => user(person, None),
        Match::Name(person) => {
            let uid = all
                .person(person)
                .uid
                .map_or_else(|| "none".to_owned(), |uid| uid.to_string());
            user(person, Some(format!(" · uid {uid}")))
        }
        Match::Uid(person) => user(person, Some(" · same uid".to_owned())),
        Match::None => view! {
            <a class="cell-link" href=new_user(all, account)>
                "Create"<span class="visually-hidden">{format!(" console user {}", own.name)}</span>
            </a>
        }
        .into_any(),
    }
}

/// The form that creates a console user, filled in from an account.
pub fn new_user(all: &Directory, account: u32) -> String {
    let account = all.account(account);
    paths::new_user(&format!(
        "username={}&user_id={}&group_id={}",
        paths::encode(&account.name),
        account.uid,
        account.gid
    ))
}
