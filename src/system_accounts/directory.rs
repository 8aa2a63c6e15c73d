//! System users, system groups and console users, joined once for all pages.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use api_types::{SystemGroup, SystemUser, User};

use super::gecos;

/// Positions in a list, by a name or an id that several entries may share.
type Index<K> = HashMap<K, Vec<usize>>;

/// Which console user corresponds to a system user; the numbers are positions in [`Directory::console_users`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConsoleMatch {
    /// One with its name and its uid.
    Exact(usize),
    /// One with its name, but another uid or none.
    NameOnly(usize),
    /// One with its uid, but another name.
    UidOnly(usize),
    /// No console user has either.
    None,
}

/// A user of the operating system.
#[derive(Debug, PartialEq, Eq)]
pub struct Account {
    /// The username, which is case-sensitive.
    pub name: String,
    /// The POSIX uid.
    pub uid: i64,
    /// The gid of its primary group.
    pub gid: i64,
    /// The parts of its GECOS field, as [`GECOS_PARTS`](super::GECOS_PARTS) names them; empty where there is none.
    pub info: [String; 5],
    /// Whether it belongs to a service and not to a person.
    pub is_service: bool,
    /// The position of its primary group, if that exists.
    pub primary: Option<usize>,
    /// The positions of the groups that list it, without the primary one.
    pub further: Vec<usize>,
    /// The console user who corresponds to it.
    pub console_user: ConsoleMatch,
    /// The name and the full name in lower case, to sort by.
    pub sort_keys: [String; 2],
    /// Its names, numbers and groups in lower case, to search in.
    pub search_text: String,
}

/// A name that a group lists.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    /// The name.
    pub name: String,
    /// Whether there is an account of that name.
    pub exists: bool,
}

/// A group of the operating system.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// The name, which is case-sensitive.
    pub name: String,
    /// The POSIX gid.
    pub gid: i64,
    /// The positions of the accounts whose primary group it is.
    pub primary: Vec<usize>,
    /// The members that it lists, in the server's order.
    pub listed: Vec<Member>,
    /// The name in lower case, to sort by.
    pub sort_key: String,
    /// Its name, its gid and its members in lower case, to search in.
    pub search_text: String,
}

/// The three lists with the relations between them. A list that isn't loaded is empty, and nothing is known about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Directory {
    /// The system users, in the server's order.
    pub accounts: Vec<Account>,
    /// The system groups, in the server's order.
    pub groups: Vec<Group>,
    /// The console users.
    pub console_users: Vec<User>,
    /// Whether the system users are loaded.
    pub has_accounts: bool,
    /// Whether the system groups are loaded.
    pub has_groups: bool,
    /// Whether the console users are loaded.
    pub has_console_users: bool,
    account_names: Index<String>,
    account_uids: Index<i64>,
    group_names: Index<String>,
    group_gids: Index<i64>,
    console_uids: Index<Option<i64>>,
}

impl Directory {
    /// Joins the lists that are loaded.
    pub fn new(
        accounts: Option<&[SystemUser]>,
        groups: Option<&[SystemGroup]>,
        console_users: Option<&[User]>,
    ) -> Self {
        let (has_accounts, has_groups) = (accounts.is_some(), groups.is_some());
        let has_console_users = console_users.is_some();
        let accounts = accounts.unwrap_or_default();
        let groups = groups.unwrap_or_default();
        let console_users = console_users.unwrap_or_default();
        let account_names = index(accounts, |account| account.name.to_lowercase());
        let account_gids = index(accounts, |account| account.gid);
        let exact_names: HashSet<&str> = accounts.iter().map(|account| &*account.name).collect();
        let group_gids = index(groups, |group| group.gid);
        let console_names = index(console_users, |user| user.username.to_lowercase());
        let console_uids = index(console_users, |user| user.user_id);
        let mut listings: Index<&str> = Index::new();
        for (position, group) in groups.iter().enumerate() {
            for name in &group.users {
                listings.entry(name).or_default().push(position);
            }
        }

        let account = |user: &SystemUser| {
            let primary = find(&group_gids, &user.gid).first().copied();
            let mut further = find(&listings, &*user.name).to_vec();
            // A group may list a name twice, and those whose primary group it is.
            further.dedup();
            further.retain(|group| groups[*group].gid != user.gid);
            let info = gecos::parts(user.info.as_deref().unwrap_or_default(), &user.name);
            let numbers = format!("{}\n{}", user.uid, user.gid);
            let own = [&*user.name].into_iter().chain(info.iter().map(String::as_str));
            let group_names = primary.iter().chain(&further).map(|group| &*groups[*group].name);
            let search_text = search_text(own.chain([&*numbers]).chain(group_names));
            let named = find(&console_names, &user.name.to_lowercase());
            let has_uid = |position: &&usize| console_users[**position].user_id == Some(user.uid);
            let same_uid = find(&console_uids, &Some(user.uid)).first();
            let console_user = match (named.iter().find(has_uid), named.first(), same_uid) {
                (Some(position), _, _) => ConsoleMatch::Exact(*position),
                (None, Some(position), _) => ConsoleMatch::NameOnly(*position),
                (None, None, Some(position)) => ConsoleMatch::UidOnly(*position),
                (None, None, None) => ConsoleMatch::None,
            };
            Account {
                name: user.name.clone(),
                uid: user.uid,
                gid: user.gid,
                is_service: is_service(user.uid),
                primary,
                further,
                console_user,
                sort_keys: [user.name.to_lowercase(), info[0].to_lowercase()],
                search_text,
                info,
            }
        };
        let group = |group: &SystemGroup| {
            // Two groups may share a gid: each of them has the account.
            let primary = find(&account_gids, &group.gid);
            let primary_names = primary.iter().map(|account| &*accounts[*account].name);
            let own = [&*group.name, &*group.gid.to_string()];
            let names = primary_names.chain(group.users.iter().map(String::as_str));
            let member = |name: &String| Member {
                name: name.clone(),
                exists: exact_names.contains(name.as_str()),
            };
            Group {
                name: group.name.clone(),
                gid: group.gid,
                primary: primary.to_vec(),
                listed: group.users.iter().map(member).collect(),
                sort_key: group.name.to_lowercase(),
                search_text: search_text(own.into_iter().chain(names)),
            }
        };
        Self {
            accounts: accounts.iter().map(account).collect(),
            groups: groups.iter().map(group).collect(),
            console_users: console_users.to_vec(),
            has_accounts,
            has_groups,
            has_console_users,
            account_uids: index(accounts, |account| account.uid),
            group_names: index(groups, |group| group.name.clone()),
            account_names,
            group_gids,
            console_uids,
        }
    }

    /// Whether all three lists are loaded.
    pub fn is_complete(&self) -> bool {
        self.has_accounts && self.has_groups && self.has_console_users
    }

    /// The accounts of exactly that name: more than one where two sources have it.
    pub fn accounts_named(&self, name: &str) -> impl Iterator<Item = &Account> {
        let similar = self.accounts_named_ignoring_case(name).iter();
        similar
            .map(|index| &self.accounts[*index])
            .filter(move |account| account.name == name)
    }

    /// The accounts of that name in any case: console usernames are case-insensitive.
    pub fn accounts_named_ignoring_case(&self, name: &str) -> &[usize] {
        find(&self.account_names, &name.to_lowercase())
    }

    /// The accounts with that uid.
    pub fn accounts_with_uid(&self, uid: i64) -> &[usize] {
        find(&self.account_uids, &uid)
    }

    /// The groups of that name.
    pub fn groups_named(&self, name: &str) -> impl Iterator<Item = &Group> {
        find(&self.group_names, name)
            .iter()
            .map(|index| &self.groups[*index])
    }

    /// The groups with that gid.
    pub fn groups_with_gid(&self, gid: i64) -> &[usize] {
        find(&self.group_gids, &gid)
    }

    /// The console users with that uid.
    pub fn console_users_with_uid(&self, uid: i64) -> &[usize] {
        find(&self.console_uids, &Some(uid))
    }

    /// Whether an account belongs to a group, which is its primary one or lists it.
    pub fn is_member(&self, account: &Account, group: &Group) -> bool {
        let mut further = account.further.iter().map(|index| &self.groups[*index]);
        account.gid == group.gid || further.any(|further| std::ptr::eq(further, group))
    }
}

/// Written once, so that a search costs one look through each text per key pressed.
fn search_text<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("\n").to_lowercase()
}

fn index<T, K: Eq + Hash>(entries: &[T], key: impl Fn(&T) -> K) -> Index<K> {
    let mut index = Index::new();
    for (position, entry) in entries.iter().enumerate() {
        index.entry(key(entry)).or_default().push(position);
    }
    index
}

fn find<'a, K, Q>(index: &'a Index<K>, key: &Q) -> &'a [usize]
where
    K: Borrow<Q> + Eq + Hash,
    Q: Eq + Hash + ?Sized,
{
    index.get(key).map_or(&[], Vec::as_slice)
}

/// Whether an account with that uid runs a service. Root counts as a person: administrators look for it. The ranges are those
/// of `login.defs` (below 1000), of systemd's dynamic users, and of the two accounts that stand for nobody.
fn is_service(uid: i64) -> bool {
    matches!(uid, 1..=999 | 61_184..=65_535 | 4_294_967_294..=4_294_967_295)
}

#[cfg(test)]
mod tests;
