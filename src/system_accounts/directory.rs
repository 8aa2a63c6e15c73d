//! System users, system groups and console users, joined once for all pages.

use std::borrow::Borrow;
use std::collections::HashMap;
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
    search_text: String,
}

impl Account {
    /// Whether a search for `text`, which is in lower case, finds it: by its names, numbers or groups.
    pub fn matches(&self, text: &str) -> bool {
        self.search_text.contains(text)
    }
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
    search_text: String,
}

impl Group {
    /// Whether a search for `text`, which is in lower case, finds it: by its name, its gid or its members.
    pub fn matches(&self, text: &str) -> bool {
        self.search_text.contains(text)
    }
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
    console_names: Index<String>,
    console_uids: Index<i64>,
}

impl Directory {
    /// Joins the lists that are loaded.
    pub fn new(
        accounts: Option<&[SystemUser]>,
        groups: Option<&[SystemGroup]>,
        console_users: Option<&[User]>,
    ) -> Self {
        let mut directory = Self {
            accounts: Vec::new(),
            groups: Vec::new(),
            console_users: console_users.unwrap_or_default().to_vec(),
            has_accounts: accounts.is_some(),
            has_groups: groups.is_some(),
            has_console_users: console_users.is_some(),
            account_names: Index::new(),
            account_uids: Index::new(),
            group_names: Index::new(),
            group_gids: Index::new(),
            console_names: Index::new(),
            console_uids: Index::new(),
        };
        for (index, user) in directory.console_users.iter().enumerate() {
            add(&mut directory.console_names, user.username.to_lowercase(), index);
            if let Some(uid) = user.user_id {
                add(&mut directory.console_uids, uid, index);
            }
        }
        directory.add_groups(groups.unwrap_or_default());
        directory.add_accounts(accounts.unwrap_or_default());
        directory.link_members();
        directory.write_search_texts();
        directory
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
        find(&self.console_uids, &uid)
    }

    /// Whether an account belongs to a group, which is its primary one or lists it.
    pub fn is_member(&self, account: &Account, group: &Group) -> bool {
        let mut further = account.further.iter().map(|index| &self.groups[*index]);
        account.gid == group.gid || further.any(|further| std::ptr::eq(further, group))
    }

    fn add_groups(&mut self, groups: &[SystemGroup]) {
        for (index, group) in groups.iter().enumerate() {
            add(&mut self.group_names, group.name.clone(), index);
            add(&mut self.group_gids, group.gid, index);
            let member = |name: &String| Member {
                name: name.clone(),
                exists: false,
            };
            self.groups.push(Group {
                name: group.name.clone(),
                gid: group.gid,
                primary: Vec::new(),
                listed: group.users.iter().map(member).collect(),
                sort_key: group.name.to_lowercase(),
                search_text: String::new(),
            });
        }
    }

    fn add_accounts(&mut self, users: &[SystemUser]) {
        for (index, user) in users.iter().enumerate() {
            add(&mut self.account_names, user.name.to_lowercase(), index);
            add(&mut self.account_uids, user.uid, index);
            // Two groups may share a gid: each of them has the account.
            let groups = find(&self.group_gids, &user.gid);
            for group in groups {
                self.groups[*group].primary.push(index);
            }
            let info = gecos::parts(user.info.as_deref().unwrap_or_default(), &user.name);
            self.accounts.push(Account {
                name: user.name.clone(),
                uid: user.uid,
                gid: user.gid,
                is_service: is_service(user.uid),
                primary: groups.first().copied(),
                further: Vec::new(),
                console_user: self.console_user_of(user),
                sort_keys: [user.name.to_lowercase(), info[0].to_lowercase()],
                search_text: String::new(),
                info,
            });
        }
    }

    fn console_user_of(&self, user: &SystemUser) -> ConsoleMatch {
        let named = find(&self.console_names, &user.name.to_lowercase());
        let exact = named
            .iter()
            .find(|index| self.console_users[**index].user_id == Some(user.uid));
        let same_uid = self.console_users_with_uid(user.uid).first();
        match (exact, named.first(), same_uid) {
            (Some(index), _, _) => ConsoleMatch::Exact(*index),
            (None, Some(index), _) => ConsoleMatch::NameOnly(*index),
            (None, None, Some(index)) => ConsoleMatch::UidOnly(*index),
            (None, None, None) => ConsoleMatch::None,
        }
    }

    /// Connects the members that groups list with the accounts of that name.
    fn link_members(&mut self) {
        for (index, group) in self.groups.iter_mut().enumerate() {
            for member in &mut group.listed {
                for account in find(&self.account_names, &member.name.to_lowercase()) {
                    let account = &mut self.accounts[*account];
                    if account.name != member.name {
                        continue;
                    }
                    member.exists = true;
                    // A group may list a name twice.
                    if account.gid != group.gid && account.further.last() != Some(&index) {
                        account.further.push(index);
                    }
                }
            }
        }
    }

    /// Written once, so that a search costs one look through each text per key pressed.
    fn write_search_texts(&mut self) {
        for account in &mut self.accounts {
            let groups = account.primary.iter().chain(&account.further);
            let groups = groups.map(|group| &*self.groups[*group].name);
            let own = [&*account.name].into_iter();
            let own = own.chain(account.info.iter().map(String::as_str));
            let numbers = format!("{}\n{}", account.uid, account.gid);
            account.search_text = search_text(own.chain([&*numbers]).chain(groups));
        }
        for group in &mut self.groups {
            let primary = group.primary.iter().map(|account| &*self.accounts[*account].name);
            let listed = group.listed.iter().map(|member| &*member.name);
            let gid = group.gid.to_string();
            group.search_text = search_text([&*group.name, &*gid].into_iter().chain(primary).chain(listed));
        }
    }
}

fn search_text<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("\n").to_lowercase()
}

fn add<K: Eq + Hash>(index: &mut Index<K>, key: K, position: usize) {
    index.entry(key).or_default().push(position);
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
