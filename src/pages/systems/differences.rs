//! What doesn't match: between the console's users and the system's accounts, and among each of them.

use std::collections::HashSet;
use std::sync::Arc;

use DifferenceKind::{
    AccountGone, NeverAccount, NoMember, NoPrimaryGroup, OtherGid, OtherName, OtherUid, SharedConsoleUid,
    SharedSystemUid,
};
use api_types::{SourceType, User};

use crate::system_accounts::{Account, Directory, Group};
use ui::table::group_digits;

/// A kind of difference, in the order in which they are listed: what can do harm comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Two console users have the same uid.
    SharedConsoleUid,
    /// Two system users have the same uid.
    SharedSystemUid,
    /// A console user has the name of a system user with another uid.
    OtherUid,
    /// A console user has the uid of a system user with another name.
    OtherName,
    /// A console user has another gid than the system user.
    OtherGid,
    /// A console user comes from a system account that isn't there any more.
    AccountGone,
    /// The primary gid of a system user is no group's.
    NoPrimaryGroup,
    /// A group lists somebody who doesn't exist.
    NoMember,
    /// A console user who was made here or comes from a directory has no system account. That is no fault.
    NeverAccount,
}

impl DifferenceKind {
    /// What it is called in addresses, whom it concerns in the singular, and what those have.
    fn words(self) -> [&'static str; 3] {
        let console_user = |slug, predicate| [slug, "console user", predicate];
        let system_user = |slug, predicate| [slug, "system user", predicate];
        match self {
            SharedConsoleUid => console_user("shared-uid", "the uid of another console user"),
            SharedSystemUid => system_user("shared-account", "the uid of another system user"),
            OtherUid => console_user("uid", "another uid than the system user of that name"),
            OtherName => console_user("name", "the uid of a system user with another name"),
            OtherGid => console_user("gid", "another gid than their system user"),
            AccountGone => console_user("gone", "a system account that is gone"),
            NoPrimaryGroup => system_user("no-primary", "a primary gid that no group has"),
            NoMember => ["no-member", "listed member", "no system account"],
            NeverAccount => console_user("no-account", "no system account"),
        }
    }

    /// What it is called in addresses.
    pub fn slug(self) -> &'static str {
        self.words()[0]
    }

    /// What those have whom it concerns, as the rest of a sentence.
    pub fn predicate(self) -> &'static str {
        self.words()[2]
    }

    /// Whether somebody should look at it.
    pub fn is_fault(self) -> bool {
        self != NeverAccount
    }

    /// What it means, and what to do.
    pub fn advice(self) -> &'static str {
        match self {
            SharedConsoleUid => {
                "To the server they are one person: each owns the files of the others. Give each a uid of their own."
            }
            SharedSystemUid => {
                "To the server they are one account under several names. If that isn’t meant, change one of them on the server."
            }
            OtherUid => {
                "Their files belong to somebody else’s uid. Give the console user the uid of the account, or another name if this isn’t the same person."
            }
            OtherName => {
                "They own the files of that account. Give the console user its name, or another uid if this isn’t the same person."
            }
            OtherGid => {
                "Their files belong to another group than on the server. Give the console user the gid of the account."
            }
            AccountGone => {
                "They came from an account that the server doesn’t have any more. Delete the console user or let them expire, or create the account again."
            }
            NoPrimaryGroup => {
                "Their files belong to a group without a name. Create the group on the server, or give the account another."
            }
            NoMember => {
                "A group names somebody who doesn’t exist. Take the name out of the group on the server."
            }
            NeverAccount => "Nothing is wrong: to use the console nobody needs an account on the server.",
        }
    }

    /// "312 console users have no system account"
    pub fn sentence(self, count: usize) -> String {
        let have = if count == 1 { " has" } else { "s have" };
        let [_, subject, predicate] = self.words();
        format!("{} {subject}{have} {predicate}", group_digits(count as u64))
    }
}

/// Whom to change to fix it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The console user with this id.
    ConsoleUser(i64),
    /// The system user at this position.
    Account(usize),
    /// The system group at this position.
    Group(usize),
}

/// Something that doesn't match.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Difference {
    /// What it is.
    pub kind: DifferenceKind,
    /// Whom it concerns.
    pub subject: Subject,
    /// The name of the subject.
    pub name: String,
    /// How it is in the console; empty if that has no part in it.
    pub in_console: String,
    /// How it is on the server; empty if that has no part in it.
    pub on_server: String,
}

/// What doesn't match of one subject: the kind, how it is in the console, and how on the server.
type Finding = (DifferenceKind, String, String);

/// Everything that doesn't match, kind by kind, as far as the lists are loaded.
pub fn differences(all: &Directory) -> Vec<Arc<Difference>> {
    let mut found = Vec::new();
    let mut note = |subject, name: &str, findings: Vec<Finding>| {
        found.extend(findings.into_iter().map(|(kind, in_console, on_server)| {
            Arc::new(Difference {
                kind,
                subject,
                name: name.to_owned(),
                in_console,
                on_server,
            })
        }));
    };
    for (index, user) in all.console_users.iter().enumerate() {
        let findings = of_console_user(all, index, user);
        note(Subject::ConsoleUser(user.id), &user.username, findings);
    }
    for (index, account) in all.accounts.iter().enumerate() {
        let findings = of_account(all, index, account);
        note(Subject::Account(index), &account.name, findings);
    }
    for (index, group) in all.groups.iter().enumerate().filter(|_| all.has_accounts) {
        note(Subject::Group(index), &group.name, of_group(group));
    }
    found.sort_by_key(|difference| difference.kind);
    found
}

fn of_console_user(all: &Directory, index: usize, user: &User) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(uid) = user.user_id {
        let others = others(all.console_users_with_uid(uid), index);
        if !others.is_empty() {
            let names = name_some(&others, |user| &all.console_users[user].username);
            let owners = name_some(all.accounts_with_uid(uid), |owner| &all.accounts[owner].name);
            found.push((SharedConsoleUid, format!("uid {uid}, as {names}"), owners));
        }
    }
    if all.has_accounts {
        compare_with_account(all, user, &mut found);
    }
    found
}

/// Compares a console user with the account of the same name and uid, or else with those of either.
fn compare_with_account(all: &Directory, user: &User, found: &mut Vec<Finding>) {
    let text =
        |label: &str, id: Option<i64>| id.map_or_else(|| format!("no {label}"), |id| format!("{label} {id}"));
    let own_uid = text("uid", user.user_id);
    let is_unknown = |gid: i64| all.has_groups && all.groups_with_gid(gid).is_empty();
    let own_gid = match user.group_id {
        Some(gid) if is_unknown(gid) => format!("gid {gid}, which no group has"),
        gid => text("gid", gid),
    };
    let same_name = all.accounts_named_ignoring_case(&user.username);
    let same_uid = user.user_id.map_or(&[][..], |uid| all.accounts_with_uid(uid));
    let same_both = same_uid.iter().find(|account| same_name.contains(account));
    if same_both.is_none() {
        let exactly = all.accounts_named(&user.username).next();
        if let Some(account) = exactly.or_else(|| Some(&all.accounts[*same_name.first()?])) {
            found.push((OtherUid, own_uid.clone(), text("uid", Some(account.uid))));
        }
        if let Some(account) = same_uid.first() {
            found.push((OtherName, own_uid.clone(), all.accounts[*account].name.clone()));
        }
    }
    let counterpart = same_both.or(same_name.first()).or(same_uid.first());
    match counterpart.map(|account| all.accounts[*account].gid) {
        None if user.source_type == Some(SourceType::Linux) => {
            found.push((AccountGone, format!("{own_uid}, {own_gid}"), String::new()));
        }
        None => found.push((NeverAccount, format!("{own_uid}, {own_gid}"), String::new())),
        gid if gid == user.group_id => (),
        gid => found.push((OtherGid, own_gid, text("gid", gid))),
    }
}

fn of_account(all: &Directory, index: usize, account: &Account) -> Vec<Finding> {
    let mut found = Vec::new();
    let others = others(all.accounts_with_uid(account.uid), index);
    if !others.is_empty() {
        let names = name_some(&others, |other| &all.accounts[other].name);
        let on_server = format!("uid {}, as {names}", account.uid);
        found.push((SharedSystemUid, String::new(), on_server));
    }
    if all.has_groups && account.primary.is_none() {
        found.push((NoPrimaryGroup, String::new(), format!("gid {}", account.gid)));
    }
    found
}

/// The members that a group lists and that don't exist, each once.
fn of_group(group: &Group) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let missing = group
        .listed
        .iter()
        .filter(|member| !member.exists && seen.insert(&member.name));
    missing
        .map(|member| (NoMember, String::new(), format!("lists {}", member.name)))
        .collect()
}

fn others(all: &[usize], own: usize) -> Vec<usize> {
    all.iter().copied().filter(|other| *other != own).collect()
}

/// A few names of possibly many.
pub fn name_some<'a>(entries: &[usize], name: impl Fn(usize) -> &'a str) -> String {
    match *entries {
        [] => String::new(),
        [one] => name(one).to_owned(),
        [one, two] => format!("{} and {}", name(one), name(two)),
        [one, two, ref others @ ..] => format!("{}, {} and {} more", name(one), name(two), others.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_accounts::fixtures::{account, console_user, group};
    use api_types::{SystemGroup, SystemUser};

    /// Each difference as a line.
    fn lines(all: &Directory) -> Vec<String> {
        let line = |found: &Arc<Difference>| {
            let (name, kind) = (&found.name, found.kind);
            format!("{name}: {kind:?} | {} | {}", found.in_console, found.on_server)
        };
        differences(all).iter().map(line).collect()
    }

    fn report(accounts: &[SystemUser], groups: &[SystemGroup], people: &[User]) -> Vec<String> {
        lines(&Directory::new(Some(accounts), Some(groups), Some(people)))
    }

    #[test]
    fn what_matches_is_no_difference() {
        let none: [&str; 0] = [];
        let found = report(
            &[account("ada", 7, 50), account("bob", 8, 50)],
            &[group("staff", 50, &["ada"])],
            &[console_user("ADA", Some(7), Some(50))],
        );
        assert_eq!(found, none);
    }

    #[test]
    fn names_and_numbers_are_compared() {
        let accounts = [account("ada", 7, 50), account("eve", 9, 50)];
        let groups = [group("staff", 50, &[]), group("tape", 26, &[])];
        let of = |name, uid, gid| report(&accounts, &groups, &[console_user(name, uid, Some(gid))]);
        assert_eq!(of("ada", Some(1), 50), ["ada: OtherUid | uid 1 | uid 7"]);
        assert_eq!(of("ada", None, 50), ["ada: OtherUid | no uid | uid 7"]);
        assert_eq!(of("eva", Some(9), 50), ["eva: OtherName | uid 9 | eve"]);
        assert_eq!(of("eve", Some(9), 26), ["eve: OtherGid | gid 26 | gid 50"]);
        assert_eq!(of("zoe", Some(3), 26), ["zoe: NeverAccount | uid 3, gid 26 | "]);
        // The name is one's, the uid another's.
        assert_eq!(
            of("ada", Some(9), 4),
            [
                "ada: OtherUid | uid 9 | uid 7",
                "ada: OtherName | uid 9 | eve",
                "ada: OtherGid | gid 4, which no group has | gid 50",
            ]
        );
    }

    #[test]
    fn an_account_is_missed_by_those_alone_who_came_from_one() {
        for (source, expected) in [
            (None, "zoe: NeverAccount"),
            (Some(SourceType::WebApp), "zoe: NeverAccount"),
            // A server needn't enumerate the accounts of a directory.
            (Some(SourceType::Ldap), "zoe: NeverAccount"),
            (Some(SourceType::Linux), "zoe: AccountGone"),
        ] {
            let mut zoe = console_user("zoe", Some(3), Some(4));
            zoe.source_type = source;
            assert_eq!(
                report(&[], &[], &[zoe]),
                [format!("{expected} | uid 3, gid 4, which no group has | ")]
            );
        }
    }

    #[test]
    fn what_is_shared_stands_with_each_that_shares_it() {
        let found = report(
            &[account("root", 0, 0), account("toor", 0, 0)],
            &[group("root", 0, &[])],
            &["a", "b", "c", "d"].map(|name| console_user(name, Some(5), Some(0))),
        );
        assert_eq!(
            found[..2],
            [
                "a: SharedConsoleUid | uid 5, as b, c and 1 more | ",
                "b: SharedConsoleUid | uid 5, as a, c and 1 more | ",
            ]
        );
        assert_eq!(
            found[4..6],
            [
                "root: SharedSystemUid |  | uid 0, as toor",
                "toor: SharedSystemUid |  | uid 0, as root",
            ]
        );
    }

    #[test]
    fn what_the_system_names_but_does_not_have_is_told() {
        let found = report(
            &[account("ada", 7, 77)],
            &[group("staff", 50, &["ada", "gone", "gone"])],
            &[],
        );
        assert_eq!(
            found,
            [
                "ada: NoPrimaryGroup |  | gid 77",
                "staff: NoMember |  | lists gone"
            ]
        );
    }

    #[test]
    fn a_list_that_is_missing_is_not_held_against_anybody() {
        let none: [&str; 0] = [];
        let people = [console_user("zoe", Some(3), Some(4))];
        assert_eq!(lines(&Directory::new(None, None, Some(&people))), none);
        let groups = [group("staff", 50, &["gone"])];
        assert_eq!(lines(&Directory::new(None, Some(&groups), None)), none);
        assert_eq!(
            lines(&Directory::new(Some(&[account("a", 1, 2)]), None, None)),
            none
        );
    }

    #[test]
    fn a_kind_is_a_sentence() {
        let kind = NeverAccount;
        assert_eq!(kind.sentence(1), "1 console user has no system account");
        assert_eq!(kind.sentence(1204), "1,204 console users have no system account");
    }
}
