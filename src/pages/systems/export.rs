//! System users as a file.

use std::collections::BTreeSet;

use crate::system_accounts::{Account, ConsoleMatch, Directory};
use formats::csv;

/// The accounts of these names as CSV, in the server's order.
pub fn to_csv(all: &Directory, names: &BTreeSet<String>) -> String {
    let head = [
        "username",
        "uid",
        "gid",
        "full_name",
        "group",
        "further_groups",
        "console_user",
    ];
    let accounts = all
        .accounts
        .iter()
        .filter(|account| names.contains(&account.name));
    csv::write_for_spreadsheets(head, accounts.map(|account| row(all, account)))
}

fn row(all: &Directory, account: &Account) -> [String; 7] {
    let group = |index: &usize| all.groups[*index].name.clone();
    let further: Vec<String> = account.further.iter().map(group).collect();
    let console_user = match account.console_user {
        ConsoleMatch::Exact(user) | ConsoleMatch::NameOnly(user) | ConsoleMatch::UidOnly(user) => {
            all.console_users[user].username.clone()
        }
        ConsoleMatch::None => String::new(),
    };
    [
        account.name.clone(),
        account.uid.to_string(),
        account.gid.to_string(),
        account.info[0].clone(),
        account.primary.as_ref().map(group).unwrap_or_default(),
        further.join(" "),
        console_user,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_accounts::fixtures::{account, console_user, group};

    #[test]
    fn an_account_is_written_with_what_belongs_to_it() {
        let accounts = [account("ada", 7, 50), account("bob", 8, 50)];
        let groups = [
            group("staff", 50, &[]),
            group("tape", 26, &["ada"]),
            group("adm", 4, &["ada"]),
        ];
        let people = [console_user("Ada", Some(7), None)];
        let all = Directory::new(Some(&accounts), Some(&groups), Some(&people));
        assert_eq!(
            to_csv(&all, &BTreeSet::from(["ada".to_owned()])),
            "\u{feff}username,uid,gid,full_name,group,further_groups,console_user\r\n\
             ada,7,50,ADA Surname,staff,tape adm,Ada\r\n"
        );
    }
}
