use super::*;

fn account(name: &str, uid: i64, gid: i64) -> SystemUser {
    SystemUser {
        name: name.into(),
        uid,
        gid,
        info: Some(format!("{} Surname,,", name.to_uppercase())),
    }
}

fn group(name: &str, gid: i64, users: &[&str]) -> SystemGroup {
    SystemGroup {
        name: name.into(),
        gid,
        users: users.iter().map(|name| (*name).to_owned()).collect(),
    }
}

pub fn person(id: i64, username: &str, uid: Option<i64>) -> User {
    serde_json::from_str::<User>(&format!(r#"{{"id":{id},"username":"{username}"}}"#))
        .map(|user| User { user_id: uid, ..user })
        .unwrap()
}

fn directory() -> Directory {
    Directory::new(
        Some(&[
            account("ada", 1001, 50),
            account("bob", 1002, 77),
            account("eve", 1003, 50),
            account("ghost", 1004, 50),
        ]),
        Some(&[
            group("staff", 50, &["bob", "nobody-there", "bob"]),
            group("tape", 26, &["ada", "ada", "eve"]),
        ]),
        Some(&[
            person(1, "ADA", Some(1001)),
            person(2, "bob", Some(9)),
            person(3, "carl", Some(1003)),
        ]),
    )
}

fn names(all: &Directory, groups: &[u32]) -> Vec<String> {
    groups
        .iter()
        .map(|group| all.group(*group).name.clone())
        .collect()
}

#[test]
fn accounts_know_their_groups_and_groups_their_accounts() {
    let all = directory();
    assert_eq!(all.account(0).primary, Some(0));
    assert_eq!(names(&all, &all.account(0).further), ["tape"]);
    // The gid of bob's primary group is no group's.
    assert_eq!(all.account(1).primary, None);
    assert_eq!(names(&all, &all.account(1).further), ["staff"]);
    assert_eq!(all.group(0).primary, [0, 2, 3]);
    let listed: Vec<_> = all.group(0).listed.iter().map(|member| member.account).collect();
    assert_eq!(listed, [Some(1), None, Some(1)]);
    assert!(all.belongs(0, 0) && all.belongs(0, 1) && all.belongs(1, 0));
    assert!(!all.belongs(1, 1));
}

#[test]
fn accounts_are_matched_with_console_users_by_name_and_uid() {
    let all = directory();
    let matches: Vec<Match> = all.accounts.iter().map(|account| account.person).collect();
    assert_eq!(
        matches,
        [Match::Both(0), Match::Name(1), Match::Uid(2), Match::None]
    );
    // Of two with that name, the one with that uid is meant.
    let all = Directory::new(
        Some(&[account("ada", 7, 7)]),
        None,
        Some(&[person(1, "ada", None), person(2, "Ada", Some(7))]),
    );
    assert_eq!(all.account(0).person, Match::Both(1));
}

#[test]
fn a_search_finds_names_numbers_and_groups() {
    let all = directory();
    let found = |search: &str| -> Vec<u32> {
        (0..4)
            .filter(|index| all.account_matches(*index, search))
            .collect()
    };
    assert_eq!(found("ada"), [0]);
    assert_eq!(found("eve surname"), [2]);
    assert_eq!(found("1002"), [1]);
    assert_eq!(found("tape"), [0, 2]);
    assert_eq!(found(""), [0, 1, 2, 3]);
    assert!(all.group_matches(0, "nobody-there") && !all.group_matches(1, "nobody-there"));
    assert_eq!(all.account(0).sortable(1), "ada surname");
}

#[test]
fn what_is_not_here_is_not_known() {
    let all = Directory::new(None, Some(&[group("staff", 50, &["bob"])]), None);
    assert!(!all.has_accounts && all.has_groups && !all.has_people);
    assert_eq!(all.group(0).listed[0].account, None);
    assert_eq!(all.groups_with(50), [0]);
    assert_eq!(all.accounts_with(50), [0u32; 0]);
}
