//! Console users that are to be made of system users: who can be, why others can't, and what is sent.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use api_types::error::code;
use api_types::validation::{self, fold_case, is_reserved_username};
use api_types::{SourceType, UserChanges};
use formats::csv;

use super::differences::name_some;
use crate::system_accounts::{Account, ConsoleMatch, Directory};
use ui::forms::field_message;

/// A system user who is to become a console user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The name of both.
    pub name: String,
    /// The uid of both.
    pub uid: i64,
    /// The gid of both.
    pub gid: i64,
    /// Why that can't be, if it can't: the server would refuse it, or there is such a console user.
    pub refusal: Option<String>,
    /// Which other accounts have this uid: "uid 0 also belongs to root."
    pub shared_uid: Option<String>,
}

/// What is asked for a console user beside what the system user has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FurtherAttributes {
    /// The email, if there shall be one.
    pub email: Option<String>,
    /// Whether they may administer everything.
    pub is_admin: bool,
    /// Where they come from; none where the server doesn't keep that.
    pub source_type: Option<SourceType>,
}

impl NewUser {
    /// The request that creates the console user.
    pub fn to_request(&self, password: String, further: FurtherAttributes) -> UserChanges {
        UserChanges {
            username: Some(self.name.clone()),
            password: Some(password),
            user_id: Some(self.uid),
            group_id: Some(self.gid),
            is_admin: Some(further.is_admin),
            email: further.email.map(Some),
            source_type: further.source_type,
            ..UserChanges::default()
        }
    }
}

/// A new user for each of the accounts of these names, those who can't be created among them.
pub fn new_users(all: &Directory, names: &BTreeSet<String>) -> Vec<NewUser> {
    let mut usernames = HashSet::new();
    let new = |name: &String| {
        let same_name = all.accounts_named_ignoring_case(name).iter().copied();
        let same_name = same_name.filter(|index| all.accounts[*index].name == *name);
        // Of two accounts of the name, one may still be without a console user.
        let has_user = |index: &usize| all.accounts[*index].console_user != ConsoleMatch::None;
        let index = same_name.min_by_key(has_user)?;
        let account = &all.accounts[index];
        let mut refusal = refusal(all, account);
        if refusal.is_none() && !usernames.insert(fold_case(name)) {
            let reason =
                "Somebody above has the same name but for capital letters, which usernames don’t tell apart.";
            refusal = Some(reason.to_owned());
        }
        let mut others = all.accounts_with_uid(account.uid).to_vec();
        others.retain(|other| *other != index);
        let others = name_some(&others, |other| &all.accounts[other].name);
        Some(NewUser {
            name: account.name.clone(),
            uid: account.uid,
            gid: account.gid,
            refusal,
            shared_uid: (!others.is_empty())
                .then(|| format!("uid {} also belongs to {others}.", account.uid)),
        })
    };
    names.iter().filter_map(new).collect()
}

/// Why no console user can be made of an account.
fn refusal(all: &Directory, account: &Account) -> Option<String> {
    let Account { name, uid, gid, .. } = account;
    let user = |index: usize| &all.console_users[index].username;
    match account.console_user {
        ConsoleMatch::Exact(_) => return Some("They have a console user already.".into()),
        ConsoleMatch::NameOnly(index) => {
            return Some(format!("The console user {} has this name already.", user(index)));
        }
        ConsoleMatch::UidOnly(index) => {
            return Some(format!(
                "uid {uid} belongs to the console user {} already.",
                user(index)
            ));
        }
        ConsoleMatch::None => {}
    }
    let folded = fold_case(name);
    let mut users = all.console_users.iter();
    let same_email = users.find(|user| user.email.as_deref().map(fold_case).as_ref() == Some(&folded));
    let bad_id = |label: &str, id: i64| {
        let error = validation::posix_id(id).err()?;
        let bound = if id < 0 { "lowest" } else { "highest" };
        let count = error.count.unwrap_or_default();
        Some(format!("{label} {id} can’t be used: the {bound} is {count}."))
    };
    username_problem(name)
        .or_else(|| {
            Some(format!(
                "It is the email of the console user {}.",
                same_email?.username
            ))
        })
        .or_else(|| bad_id("uid", *uid))
        .or_else(|| bad_id("gid", *gid))
}

/// Why a name of the system can't be a username.
fn username_problem(name: &str) -> Option<String> {
    let error = validation::username(name).err()?;
    if error.error != code::INVALID {
        return Some(format!("The name can’t be a username. {}", field_message(&error)));
    }
    let reason = if name.bytes().all(|byte| byte.is_ascii_digit()) {
        "A username can’t be digits alone."
    } else if name.contains('/') {
        "A username can’t hold a slash."
    } else if is_reserved_username(name) {
        "The API keeps this name for itself."
    } else {
        "A username can’t hold what isn’t seen, nor begin or end with a blank."
    };
    Some(reason.to_owned())
}

/// Those who were created, with their passwords, as CSV. Both are known by their positions among the users.
pub fn to_csv(users: &[NewUser], created: &BTreeSet<i64>, passwords: &BTreeMap<i64, String>) -> String {
    let created = (0..).zip(users).filter(|(index, _)| created.contains(index));
    let rows = created.map(|(index, user)| {
        let password = passwords.get(&index).cloned().unwrap_or_default();
        [
            user.name.clone(),
            user.uid.to_string(),
            user.gid.to_string(),
            password,
        ]
    });
    csv::write_for_spreadsheets(["username", "uid", "gid", "password"], rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_accounts::fixtures::{account, console_user};
    use api_types::SystemUser;

    fn of(accounts: &[SystemUser]) -> Vec<NewUser> {
        let mut carl = console_user("carl", Some(9), Some(50));
        carl.email = Some("Carl@nodeum.example".into());
        let people = [
            console_user("ADA", Some(3), None),
            console_user("Bob", Some(8), None),
            carl,
        ];
        let all = Directory::new(Some(accounts), None, Some(&people));
        let mut names: BTreeSet<String> = accounts.iter().map(|account| account.name.clone()).collect();
        names.insert("gone".into());
        new_users(&all, &names)
    }

    #[test]
    fn what_creating_one_refuses_is_refused_beforehand() {
        for (name, uid, gid, expected) in [
            ("eve", 7, 50, None),
            ("eve", 0, 4_294_967_294, None),
            ("ada", 7, 50, Some("The console user ADA has this name already.")),
            ("bob", 8, 50, Some("They have a console user already.")),
            (
                "eve",
                9,
                50,
                Some("uid 9 belongs to the console user carl already."),
            ),
            ("4711", 7, 50, Some("A username can’t be digits alone.")),
            ("a/b", 7, 50, Some("A username can’t hold a slash.")),
            ("me", 7, 50, Some("The API keeps this name for itself.")),
            (
                " a",
                7,
                50,
                Some("A username can’t hold what isn’t seen, nor begin or end with a blank."),
            ),
            (
                "carl@nodeum.example",
                7,
                50,
                Some("It is the email of the console user carl."),
            ),
            (
                "eve",
                4_294_967_295,
                50,
                Some("uid 4294967295 can’t be used: the highest is 4294967294."),
            ),
            ("eve", 7, -1, Some("gid -1 can’t be used: the lowest is 0.")),
        ] {
            let found = of(&[account(name, uid, gid)]);
            assert_eq!(found.len(), 1, "{name}");
            assert_eq!(found[0].refusal.as_deref(), expected, "{name} {uid} {gid}");
        }
        let long = "x".repeat(65);
        let found = of(&[account(&long, 7, 50)]);
        let reason = "The name can’t be a username. Use at most 64 characters.";
        assert_eq!(found[0].refusal.as_deref(), Some(reason));
        // What the console lets through, the rules of the API let through.
        let request =
            of(&[account("eve", 7, 50)])[0].to_request("long enough".into(), FurtherAttributes::default());
        assert_eq!(validation::new_user(&request), Ok(()));
    }

    #[test]
    fn two_who_get_in_each_others_way_are_told() {
        let found = of(&[
            account("Eve", 7, 50),
            account("eve", 8, 50),
            account("root", 0, 0),
            account("toor", 0, 0),
        ]);
        let refused: Vec<bool> = found.iter().map(|user| user.refusal.is_some()).collect();
        // Bob has 8.
        assert_eq!(refused, [false, true, false, false]);
        let shared: Vec<Option<&str>> = found.iter().map(|user| user.shared_uid.as_deref()).collect();
        assert_eq!(
            shared,
            [
                None,
                None,
                Some("uid 0 also belongs to toor."),
                Some("uid 0 also belongs to root.")
            ]
        );
        let both = of(&[account("Eve", 71, 50), account("eve", 72, 50)]);
        assert!(
            both[1]
                .refusal
                .as_deref()
                .is_some_and(|reason| reason.starts_with("Somebody above"))
        );
    }

    #[test]
    fn the_file_holds_who_was_created() {
        let users = of(&[
            account("a,b", 71, 50),
            account("eve", 72, 50),
            account("zoe", 73, 50),
        ]);
        let passwords = BTreeMap::from([(0, "=x".to_owned()), (1, "no".to_owned())]);
        assert_eq!(
            to_csv(&users, &BTreeSet::from([0]), &passwords),
            "\u{feff}username,uid,gid,password\r\n\"a,b\",71,50,'=x\r\n"
        );
    }

    #[test]
    fn the_request_names_what_the_account_has_and_where_it_comes_from() {
        let user = &of(&[account("eve", 7, 8)])[0];
        let further = FurtherAttributes {
            source_type: Some(SourceType::Linux),
            ..FurtherAttributes::default()
        };
        let request = user.to_request("secret".into(), further);
        assert_eq!(
            serde_json::to_string(&request).unwrap(),
            r#"{"username":"eve","password":"secret","user_id":7,"group_id":8,"is_admin":false,"source_type":"cli_linux_multi_user"}"#
        );
    }
}
