//! What doesn't match: between the console's users and the system's accounts, and among each of them.

use super::directory::{Directory, Person};
use crate::order::sorted;
use ui::table::group_digits;

/// A kind of difference, in the order in which they are listed: what can do harm comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Two console users have one uid.
    SharedUid,
    /// Two system users have one uid.
    SharedAccount,
    /// A console user has the name of a system user with another uid.
    OtherUid,
    /// A console user has the uid of a system user with another name.
    OtherName,
    /// A console user has another gid than the system user.
    OtherGid,
    /// A console user has neither name nor uid of a system user.
    NoAccount,
    /// The gid of a console user is no group's.
    NoGroup,
    /// The primary gid of a system user is no group's.
    NoPrimary,
    /// A group lists somebody who doesn't exist.
    NoMember,
}

/// The kinds: what they are called in addresses, whose they are, and what those have.
pub const KINDS: [(Kind, &str, &str, &str); 9] = [
    (
        Kind::SharedUid,
        "shared-uid",
        "console user",
        "the uid of another console user",
    ),
    (
        Kind::SharedAccount,
        "shared-account",
        "system user",
        "the uid of another system user",
    ),
    (
        Kind::OtherUid,
        "uid",
        "console user",
        "another uid than the system user of that name",
    ),
    (
        Kind::OtherName,
        "name",
        "console user",
        "the uid of a system user with another name",
    ),
    (
        Kind::OtherGid,
        "gid",
        "console user",
        "another gid than their system user",
    ),
    (Kind::NoAccount, "no-account", "console user", "no system account"),
    (
        Kind::NoGroup,
        "no-group",
        "console user",
        "a gid that no group has",
    ),
    (
        Kind::NoPrimary,
        "no-primary",
        "system user",
        "a primary gid that no group has",
    ),
    (Kind::NoMember, "no-member", "listed member", "no system account"),
];

/// "312 console users have no system account"
pub fn sentence(count: usize, who: &str, what: &str) -> String {
    let have = if count == 1 { " has " } else { "s have " };
    [&*group_digits(count as u64), " ", who, have, what].concat()
}

/// Whose difference it is: whom to change to mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A user of the console.
    Person(u32),
    /// A user of the operating system.
    Account(u32),
    /// A group of the operating system.
    Group(u32),
}

/// Something that doesn't match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub subject: Subject,
    /// How it is in the console.
    pub here: String,
    /// How it is on the server.
    pub there: String,
}

/// Everything that doesn't match, as far as the lists are here, kind by kind.
pub fn differences(all: &Directory) -> Vec<Difference> {
    let mut found = Vec::new();
    for (index, person) in (0..).zip(&all.people) {
        of_person(all, index, person, &mut |kind, here, there| {
            found.push(Difference {
                kind,
                subject: Subject::Person(index),
                here,
                there,
            });
        });
    }
    for (index, account) in (0..).zip(&all.accounts) {
        let mut add = |kind, there| {
            found.push(Difference {
                kind,
                subject: Subject::Account(index),
                here: String::new(),
                there,
            });
        };
        let others = all
            .accounts_with(account.uid)
            .iter()
            .filter(|other| **other != index);
        let others: Vec<&str> = others.map(|other| &*all.account(*other).name).collect();
        if !others.is_empty() {
            add(
                Kind::SharedAccount,
                format!("uid {}, as {}", account.uid, names(&others)),
            );
        }
        if all.has_groups && account.primary.is_none() {
            add(Kind::NoPrimary, format!("gid {}", account.gid));
        }
    }
    for (index, group) in (0..).zip(&all.groups).filter(|_| all.has_accounts) {
        for member in group.listed.iter().filter(|member| member.account.is_none()) {
            found.push(Difference {
                kind: Kind::NoMember,
                subject: Subject::Group(index),
                here: String::new(),
                there: format!("lists {}", member.name),
            });
        }
    }
    sorted(found, |a, b| a.kind.cmp(&b.kind))
}

fn of_person(all: &Directory, index: u32, person: &Person, add: &mut dyn FnMut(Kind, String, String)) {
    if let Some(uid) = person.uid {
        let others = all.people_with(uid).iter().filter(|other| **other != index);
        let others: Vec<&str> = others.map(|other| &*all.person(*other).name).collect();
        if !others.is_empty() {
            let owners = all.accounts_with(uid).iter();
            let owners: Vec<&str> = owners.map(|owner| &*all.account(*owner).name).collect();
            add(
                Kind::SharedUid,
                format!("uid {uid}, as {}", names(&others)),
                names(&owners),
            );
        }
    }
    let text =
        |label: &str, id: Option<i64>| id.map_or_else(|| format!("no {label}"), |id| format!("{label} {id}"));
    if all.has_accounts {
        let named = all.accounts_regardless(&person.name);
        let with = person.uid.map_or(&[][..], |uid| all.accounts_with(uid));
        let same = with.iter().find(|account| named.contains(account));
        let partner = same.or(named.first()).or(with.first());
        if same.is_none() {
            let exactly = named
                .iter()
                .find(|account| all.account(**account).name == person.name);
            if let Some(account) = exactly.or(named.first()) {
                let uid = Some(all.account(*account).uid);
                add(Kind::OtherUid, text("uid", person.uid), text("uid", uid));
            }
            if let (Some(account), Some(uid)) = (with.first(), person.uid) {
                add(
                    Kind::OtherName,
                    format!("uid {uid}"),
                    all.account(*account).name.clone(),
                );
            }
        }
        match partner.map(|account| all.account(*account)) {
            None => add(Kind::NoAccount, text("uid", person.uid), String::new()),
            Some(account) if person.gid != Some(account.gid) => {
                add(
                    Kind::OtherGid,
                    text("gid", person.gid),
                    text("gid", Some(account.gid)),
                );
            }
            Some(_) => {}
        }
    }
    if all.has_groups
        && let Some(gid) = person.gid
        && all.groups_with(gid).is_empty()
    {
        add(Kind::NoGroup, format!("gid {gid}"), String::new());
    }
}

/// A few names of possibly many.
fn names(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, two, others @ ..] => format!("{one}, {two} and {} more", others.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::{SystemGroup, SystemUser, User};

    fn account(name: &str, uid: i64, gid: i64) -> SystemUser {
        SystemUser {
            name: name.into(),
            uid,
            gid,
            info: None,
        }
    }

    fn group(name: &str, gid: i64, users: &[&str]) -> SystemGroup {
        SystemGroup {
            name: name.into(),
            gid,
            users: users.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn person(username: &str, uid: Option<i64>, gid: Option<i64>) -> User {
        let user: User = serde_json::from_str(&format!(r#"{{"id":1,"username":"{username}"}}"#)).unwrap();
        User {
            user_id: uid,
            group_id: gid,
            ..user
        }
    }

    /// Each difference as a line.
    fn lines(all: &Directory) -> Vec<String> {
        let line = |found: &Difference| {
            let name = match found.subject {
                Subject::Person(index) => &all.person(index).name,
                Subject::Account(index) => &all.account(index).name,
                Subject::Group(index) => &all.group(index).name,
            };
            format!("{name}: {:?} | {} | {}", found.kind, found.here, found.there)
        };
        all.differences.iter().map(line).collect()
    }

    fn report(accounts: &[SystemUser], groups: &[SystemGroup], people: &[User]) -> Vec<String> {
        lines(&Directory::new(Some(accounts), Some(groups), Some(people)))
    }

    #[test]
    fn a_kind_is_a_sentence() {
        assert_eq!(sentence(1, "group", "no name"), "1 group has no name");
        assert_eq!(sentence(1204, "group", "no name"), "1,204 groups have no name");
    }

    #[test]
    fn what_matches_is_no_difference() {
        let none: [&str; 0] = [];
        let found = report(
            &[account("ada", 7, 50), account("bob", 8, 50)],
            &[group("staff", 50, &["ada"])],
            &[person("ADA", Some(7), Some(50))],
        );
        assert_eq!(found, none);
    }

    #[test]
    fn names_and_numbers_are_compared() {
        let accounts = [account("ada", 7, 50), account("eve", 9, 50)];
        let groups = [group("staff", 50, &[]), group("tape", 26, &[])];
        let one = |person: User| report(&accounts, &groups, &[person]);
        assert_eq!(
            one(person("ada", Some(1), Some(50))),
            ["ada: OtherUid | uid 1 | uid 7"]
        );
        assert_eq!(
            one(person("ada", None, Some(50))),
            ["ada: OtherUid | no uid | uid 7"]
        );
        assert_eq!(
            one(person("eva", Some(9), Some(50))),
            ["eva: OtherName | uid 9 | eve"]
        );
        assert_eq!(
            one(person("eve", Some(9), Some(26))),
            ["eve: OtherGid | gid 26 | gid 50"]
        );
        assert_eq!(
            one(person("zoe", Some(3), Some(26))),
            ["zoe: NoAccount | uid 3 | "]
        );
        // The name is one's, the uid another's.
        assert_eq!(
            one(person("ada", Some(9), Some(4))),
            [
                "ada: OtherUid | uid 9 | uid 7",
                "ada: OtherName | uid 9 | eve",
                "ada: OtherGid | gid 4 | gid 50",
                "ada: NoGroup | gid 4 | ",
            ]
        );
    }

    #[test]
    fn what_is_shared_stands_with_each_that_shares_it() {
        let found = report(
            &[account("root", 0, 0), account("toor", 0, 0)],
            &[group("root", 0, &[])],
            &[
                person("a", Some(5), Some(0)),
                person("b", Some(5), Some(0)),
                person("c", Some(5), Some(0)),
                person("d", Some(5), Some(0)),
            ],
        );
        assert_eq!(
            found[..2],
            [
                "a: SharedUid | uid 5, as b, c and 1 more | ",
                "b: SharedUid | uid 5, as a, c and 1 more | ",
            ]
        );
        assert_eq!(
            found[4..6],
            [
                "root: SharedAccount |  | uid 0, as toor",
                "toor: SharedAccount |  | uid 0, as root",
            ]
        );
    }

    #[test]
    fn what_the_system_names_but_does_not_have_is_told() {
        let found = report(
            &[account("ada", 7, 77)],
            &[group("staff", 50, &["ada", "gone"])],
            &[],
        );
        assert_eq!(
            found,
            ["ada: NoPrimary |  | gid 77", "staff: NoMember |  | lists gone"]
        );
    }

    #[test]
    fn a_list_that_is_missing_is_not_held_against_anybody() {
        let none: [&str; 0] = [];
        let people = [person("zoe", Some(3), Some(4))];
        assert_eq!(lines(&Directory::new(None, None, Some(&people))), none);
        let groups = [group("staff", 50, &["gone"])];
        assert_eq!(lines(&Directory::new(None, Some(&groups), None)), none);
        assert_eq!(
            lines(&Directory::new(Some(&[account("a", 1, 2)]), None, None)),
            none
        );
    }
}
