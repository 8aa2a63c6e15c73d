//! Accounts, groups and the console's users, joined once for all pages.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

use api_types::{SystemGroup, SystemUser, User};

use super::gecos;
use super::report::{self, Difference};
use super::services::is_service;

/// Places in a list by a name or a number, as text.
type Index = HashMap<String, Vec<u32>>;

/// Who has an account here and in the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// A console user has its name and its uid.
    Both(u32),
    /// A console user has its name, with another uid.
    Name(u32),
    /// A console user has its uid, with another name.
    Uid(u32),
    /// No console user has either.
    None,
}

/// A user of the operating system.
#[derive(Debug)]
pub struct Account {
    /// The name.
    pub name: String,
    /// The POSIX uid.
    pub uid: i64,
    /// The gid of its primary group.
    pub gid: i64,
    /// Who it is, part by part.
    pub info: [String; 5],
    /// Whether it runs a service.
    pub service: bool,
    /// The primary group, if it exists.
    pub primary: Option<u32>,
    /// The groups that list it, without the primary one.
    pub further: Vec<u32>,
    /// The console's user.
    pub person: Match,
    text: String,
}

impl Account {
    /// What it is sorted by, in lower case: its name, or (line 1) its full name.
    pub fn sortable(&self, line: usize) -> &str {
        self.text.split('\n').nth(line).unwrap_or_default()
    }
}

/// Somebody whom a group lists.
#[derive(Debug)]
pub struct Member {
    /// The name that is listed.
    pub name: String,
    /// The account, if it exists.
    pub account: Option<u32>,
}

/// A group of the operating system.
#[derive(Debug)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The POSIX gid.
    pub gid: i64,
    /// The accounts whose primary group it is.
    pub primary: Vec<u32>,
    /// Those whom it lists.
    pub listed: Vec<Member>,
    text: String,
}

impl Group {
    /// Its name in lower case.
    pub fn sortable(&self) -> &str {
        self.text.split('\n').next().unwrap_or_default()
    }
}

/// A user of the console.
#[derive(Debug)]
pub struct Person {
    /// The record.
    pub id: i64,
    /// The username.
    pub name: String,
    /// The POSIX uid.
    pub uid: Option<i64>,
    /// The POSIX gid.
    pub gid: Option<i64>,
}

/// All of them, with the ways from one to the others. A list that isn't here is empty, and what depends on it isn't known.
#[derive(Debug)]
pub struct Directory {
    /// Tells it from every other directory that was made.
    pub stamp: u32,
    /// The accounts, in the server's order.
    pub accounts: Vec<Account>,
    /// The groups, in the server's order.
    pub groups: Vec<Group>,
    /// The console's users.
    pub people: Vec<Person>,
    /// Whether the accounts are here.
    pub has_accounts: bool,
    /// Whether the groups are here.
    pub has_groups: bool,
    /// Whether the console's users are here.
    pub has_people: bool,
    /// What doesn't match.
    pub differences: Vec<Difference>,
    account_names: Index,
    account_uids: Index,
    group_names: Index,
    group_gids: Index,
    person_names: Index,
    person_uids: Index,
}

impl Directory {
    /// Joins the lists that are here.
    pub fn new(
        users: Option<&[SystemUser]>,
        groups: Option<&[SystemGroup]>,
        people: Option<&[User]>,
    ) -> Self {
        static STAMP: AtomicU32 = AtomicU32::new(0);
        let mut all = Self {
            stamp: STAMP.fetch_add(1, Ordering::Relaxed),
            accounts: Vec::new(),
            groups: Vec::new(),
            people: Vec::new(),
            has_accounts: users.is_some(),
            has_groups: groups.is_some(),
            has_people: people.is_some(),
            differences: Vec::new(),
            account_names: Index::new(),
            account_uids: Index::new(),
            group_names: Index::new(),
            group_gids: Index::new(),
            person_names: Index::new(),
            person_uids: Index::new(),
        };
        all.add_people(people.unwrap_or_default());
        all.add_groups(groups.unwrap_or_default());
        all.add_accounts(users.unwrap_or_default());
        all.write_texts();
        all.differences = report::differences(&all);
        all
    }

    /// The accounts of that very name: more than one where two sources have it.
    pub fn accounts_named(&self, name: &str) -> Vec<u32> {
        let regardless = self.accounts_regardless(name).iter().copied();
        regardless
            .filter(|index| self.account(*index).name == name)
            .collect()
    }

    /// The accounts of that name without regard to case, as the console has its usernames.
    pub fn accounts_regardless(&self, name: &str) -> &[u32] {
        find(&self.account_names, &name.to_lowercase())
    }

    /// The accounts with that uid.
    pub fn accounts_with(&self, uid: i64) -> &[u32] {
        find(&self.account_uids, &uid.to_string())
    }

    /// The groups of that name.
    pub fn groups_named(&self, name: &str) -> &[u32] {
        find(&self.group_names, name)
    }

    /// The groups with that gid.
    pub fn groups_with(&self, gid: i64) -> &[u32] {
        find(&self.group_gids, &gid.to_string())
    }

    /// The console's users of that name; usernames don't regard case.
    pub fn people_named(&self, name: &str) -> &[u32] {
        find(&self.person_names, &name.to_lowercase())
    }

    /// The console's users with that uid.
    pub fn people_with(&self, uid: i64) -> &[u32] {
        find(&self.person_uids, &uid.to_string())
    }

    /// Whether an account matches what is searched for, which is in lower case.
    pub fn account_matches(&self, index: u32, search: &str) -> bool {
        self.account(index).text.contains(search)
    }

    /// Whether a group matches what is searched for, which is in lower case.
    pub fn group_matches(&self, index: u32, search: &str) -> bool {
        self.group(index).text.contains(search)
    }

    /// The account at that place.
    pub fn account(&self, index: u32) -> &Account {
        &self.accounts[index as usize]
    }

    /// The group at that place.
    pub fn group(&self, index: u32) -> &Group {
        &self.groups[index as usize]
    }

    /// The console's user at that place.
    pub fn person(&self, index: u32) -> &Person {
        &self.people[index as usize]
    }

    /// Whether an account belongs to a group, be it its primary one or one that lists it.
    pub fn belongs(&self, account: u32, group: u32) -> bool {
        let account = self.account(account);
        account.gid == self.group(group).gid || account.further.contains(&group)
    }

    fn add_people(&mut self, people: &[User]) {
        for (index, user) in (0..).zip(people) {
            add(&mut self.person_names, user.username.to_lowercase(), index);
            if let Some(uid) = user.user_id {
                add(&mut self.person_uids, uid.to_string(), index);
            }
            self.people.push(Person {
                id: user.id,
                name: user.username.clone(),
                uid: user.user_id,
                gid: user.group_id,
            });
        }
    }

    fn add_groups(&mut self, groups: &[SystemGroup]) {
        for (index, group) in (0..).zip(groups) {
            add(&mut self.group_names, group.name.clone(), index);
            add(&mut self.group_gids, group.gid.to_string(), index);
            let member = |name: &String| Member {
                name: name.clone(),
                account: None,
            };
            self.groups.push(Group {
                name: group.name.clone(),
                gid: group.gid,
                primary: Vec::new(),
                listed: group.users.iter().map(member).collect(),
                text: String::new(),
            });
        }
    }

    fn add_accounts(&mut self, users: &[SystemUser]) {
        for (index, user) in (0..).zip(users) {
            add(&mut self.account_names, user.name.to_lowercase(), index);
            add(&mut self.account_uids, user.uid.to_string(), index);
            // Two groups may share a gid: each of them has the account.
            let groups = find(&self.group_gids, &user.gid.to_string());
            for group in groups {
                self.groups[*group as usize].primary.push(index);
            }
            self.accounts.push(Account {
                name: user.name.clone(),
                uid: user.uid,
                gid: user.gid,
                info: gecos::parts(user.info.as_deref().unwrap_or_default(), &user.name),
                service: is_service(user.uid),
                primary: groups.first().copied(),
                further: Vec::new(),
                person: self.person_of(user),
                text: String::new(),
            });
        }
        for (index, group) in (0..).zip(&mut self.groups) {
            for member in &mut group.listed {
                for place in find(&self.account_names, &member.name.to_lowercase()) {
                    let account = &mut self.accounts[*place as usize];
                    // Names of accounts do regard case.
                    if account.name != member.name {
                        continue;
                    }
                    member.account.get_or_insert(*place);
                    // A name that is listed twice belongs once.
                    if account.gid != group.gid && account.further.last() != Some(&index) {
                        account.further.push(index);
                    }
                }
            }
        }
    }

    fn person_of(&self, user: &SystemUser) -> Match {
        let named = self.people_named(&user.name);
        let same = named
            .iter()
            .find(|person| self.person(**person).uid == Some(user.uid));
        match (same, named.first(), self.people_with(user.uid).first()) {
            (Some(person), _, _) => Match::Both(*person),
            (None, Some(person), _) => Match::Name(*person),
            (None, None, Some(person)) => Match::Uid(*person),
            (None, None, None) => Match::None,
        }
    }

    /// What is searched in: written once, so that each key that is typed costs a look through memory and no more.
    fn write_texts(&mut self) {
        for account in &mut self.accounts {
            let mut text = format!(
                "{}\n{}\n{}\n{}",
                account.name,
                account.info.join("\n"),
                account.uid,
                account.gid
            );
            for group in account.primary.iter().chain(&account.further) {
                text.push('\n');
                text.push_str(&self.groups[*group as usize].name);
            }
            account.text = text.to_lowercase();
        }
        for group in &mut self.groups {
            let mut text = format!("{}\n{}", group.name, group.gid);
            let primary = group.primary.iter();
            let primary = primary.map(|account| &self.accounts[*account as usize].name);
            for name in primary.chain(group.listed.iter().map(|member| &member.name)) {
                text.push('\n');
                text.push_str(name);
            }
            group.text = text.to_lowercase();
        }
    }
}

fn add(index: &mut Index, key: String, place: u32) {
    index.entry(key).or_default().push(place);
}

fn find<'a>(index: &'a Index, key: &str) -> &'a [u32] {
    index.get(key).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests;
