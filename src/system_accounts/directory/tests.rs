use super::*;
use crate::system_accounts::fixtures::{account, console_user, group};

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
            console_user("ADA", Some(1001), None),
            console_user("bob", Some(9), None),
            console_user("carl", Some(1003), None),
        ]),
    )
}

fn names(all: &Directory, groups: &[usize]) -> Vec<String> {
    groups
        .iter()
        .map(|group| all.groups[*group].name.clone())
        .collect()
}

#[test]
fn accounts_know_their_groups_and_groups_their_accounts() {
    let all = directory();
    assert_eq!(all.accounts[0].primary, Some(0));
    assert_eq!(names(&all, &all.accounts[0].further), ["tape"]);
    // The gid of bob's primary group is no group's.
    assert_eq!(all.accounts[1].primary, None);
    assert_eq!(names(&all, &all.accounts[1].further), ["staff"]);
    assert_eq!(all.groups[0].primary, [0, 2, 3]);
    let listed: Vec<_> = all.groups[0].listed.iter().map(|member| member.exists).collect();
    assert_eq!(listed, [true, false, true]);
    let is_member = |account: usize, group: usize| all.is_member(&all.accounts[account], &all.groups[group]);
    assert!(is_member(0, 0) && is_member(0, 1) && is_member(1, 0));
    assert!(!is_member(1, 1));
}

#[test]
fn accounts_are_matched_with_console_users_by_name_and_uid() {
    let all = directory();
    let matches: Vec<ConsoleMatch> = all.accounts.iter().map(|account| account.console_user).collect();
    assert_eq!(
        matches,
        [
            ConsoleMatch::Exact(0),
            ConsoleMatch::NameOnly(1),
            ConsoleMatch::UidOnly(2),
            ConsoleMatch::None
        ]
    );
    // Of two with that name, the one with that uid is meant.
    let all = Directory::new(
        Some(&[account("ada", 7, 7)]),
        None,
        Some(&[
            console_user("ada", None, None),
            console_user("Ada", Some(7), None),
        ]),
    );
    assert_eq!(all.accounts[0].console_user, ConsoleMatch::Exact(1));
}

#[test]
fn a_search_finds_names_numbers_and_groups() {
    let all = directory();
    let found = |search: &str| -> Vec<usize> {
        (0..4)
            .filter(|index| all.accounts[*index].search_text.contains(search))
            .collect()
    };
    assert_eq!(found("ada"), [0]);
    assert_eq!(found("eve surname"), [2]);
    assert_eq!(found("1002"), [1]);
    assert_eq!(found("tape"), [0, 2]);
    assert_eq!(found(""), [0, 1, 2, 3]);
    assert!(
        all.groups[0].search_text.contains("nobody-there")
            && !all.groups[1].search_text.contains("nobody-there")
    );
    assert_eq!(all.accounts[0].sort_keys[1], "ada surname");
}

#[test]
fn what_is_not_here_is_not_known() {
    let all = Directory::new(None, Some(&[group("staff", 50, &["bob"])]), None);
    assert!(!all.has_accounts && all.has_groups && !all.has_console_users);
    assert!(!all.groups[0].listed[0].exists);
    assert_eq!(all.groups_with_gid(50), [0]);
    assert_eq!(all.accounts_with_uid(50), [0usize; 0]);
}

#[test]
fn two_sources_may_have_one_name() {
    let accounts = [account("ada", 1, 1), account("Ada", 2, 2), account("ada", 3, 3)];
    let all = Directory::new(Some(&accounts), None, None);
    let uids: Vec<i64> = all.accounts_named("ada").map(|account| account.uid).collect();
    assert_eq!(uids, [1, 3]);
    assert_eq!(all.accounts_named_ignoring_case("ADA"), [0, 1, 2]);
}

#[test]
fn people_begin_at_a_thousand() {
    for uid in [0, 1000, 1001, 60_000, 60_513, 65_536, 1_000_000] {
        assert!(!is_service(uid), "{uid}");
    }
    for uid in [1, 33, 999, 61_184, 65_534, 4_294_967_294] {
        assert!(is_service(uid), "{uid}");
    }
}
