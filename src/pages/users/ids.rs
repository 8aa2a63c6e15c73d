//! The two numbers of a user, chosen from the accounts and groups of the operating system.

use leptos::prelude::*;

use crate::system_accounts::{Account, Directory, Group, SystemAccounts};
use ui::forms::{ComboboxField, ComboboxOption, FormErrors};

/// The fields for uid and gid. `record` is the user that is edited, if there is one.
pub fn ids(uid: RwSignal<String>, gid: RwSignal<String>, errors: FormErrors, record: Option<i64>) -> AnyView {
    // Who else has the uid is asked once it matters: that list may be long, and it comes in many pages from some servers.
    let is_filled_in = record.is_none() && uid.with_untracked(|uid| !uid.is_empty());
    let asked = RwSignal::new(is_filled_in);
    let systems = SystemAccounts::load(asked.into());
    let all = systems.directory;
    let on_focus = Callback::new(move |()| asked.set(true));
    let accounts = Signal::derive(move || {
        let option = |account: &Account| ComboboxOption {
            value: account.uid,
            name: account.name.clone(),
            note: account.info[0].clone(),
        };
        all.with(|all| all.accounts.iter().map(option).collect::<Vec<_>>())
    });
    let groups = Signal::derive(move || {
        let option = |group: &Group| ComboboxOption {
            value: group.gid,
            name: group.name.clone(),
            note: String::new(),
        };
        all.with(|all| all.groups.iter().map(option).collect::<Vec<_>>())
    });
    let (no_accounts, no_groups) = (systems.accounts.error(), systems.groups.error());
    // What the number stands for on the server, or what else is good to know.
    let describe = move |number: RwSignal<String>,
                         is_gone: bool,
                         name: fn(&Directory, i64) -> Option<String>,
                         what: &str,
                         empty: &str| {
        let found = number
            .with(|text| text.trim().parse().ok())
            .and_then(|number| all.with(|all| name(all, number)));
        match found {
            Some(name) => Some(format!("{name} on the server")),
            None if is_gone => Some(format!("The server’s {what} couldn’t be loaded. Enter a number.")),
            None => record.is_none().then(|| empty.to_owned()),
        }
    };
    view! {
        <div class="field-row">
            <ComboboxField
                name="user_id"
                label="User id (uid)"
                value=uid
                options=accounts
                error=errors.field("user_id")
                description=Signal::derive(move || {
                    let name = |all: &Directory, uid| Some(all.account(*all.accounts_with(uid).first()?).name.clone());
                    describe(uid, no_accounts.with(Option::is_some), name, "users", "Leave empty for the next free one.")
                })
                warning=Signal::derive(move || all.with(|all| uid.with(|uid| doubt_uid(all, uid, record))))
                on_focus=on_focus
            />
            <ComboboxField
                name="group_id"
                label="Group id (gid)"
                value=gid
                options=groups
                error=errors.field("group_id")
                description=Signal::derive(move || {
                    let name = |all: &Directory, gid| Some(all.group(*all.groups_with(gid).first()?).name.clone());
                    describe(gid, no_groups.with(Option::is_some), name, "groups", "Leave empty for 1000.")
                })
                warning=Signal::derive(move || all.with(|all| gid.with(|gid| doubt_gid(all, gid))))
                on_focus=on_focus
            />
        </div>
    }.into_any()
}

/// What is doubtful about a uid: nobody has it on the server, or somebody else has it in the console.
fn doubt_uid(all: &Directory, text: &str, record: Option<i64>) -> Option<String> {
    let text = text.trim();
    let Ok(uid) = text.parse::<i64>() else {
        return no_number(text, all.has_accounts);
    };
    let mut doubts = Vec::new();
    if all.has_accounts && all.accounts_with(uid).is_empty() {
        doubts.push("No user on the server has this uid.".to_owned());
    }
    let mut others = all.people_with(uid).iter().map(|person| all.person(*person));
    if let Some(other) = others.find(|person| Some(person.id) != record) {
        doubts.push(format!("{} has this uid already.", other.name));
    }
    (!doubts.is_empty()).then(|| doubts.join(" "))
}

/// What is doubtful about a gid: no group has it on the server.
fn doubt_gid(all: &Directory, text: &str) -> Option<String> {
    let text = text.trim();
    match text.parse::<i64>() {
        Err(_) => no_number(text, all.has_groups),
        Ok(gid) => (all.has_groups && all.groups_with(gid).is_empty())
            .then(|| "No group on the server has this gid.".to_owned()),
    }
}

fn no_number(text: &str, has_list: bool) -> Option<String> {
    (!text.is_empty() && has_list).then(|| "Enter a number, or choose from the list.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::{SystemGroup, SystemUser, User};

    fn directory() -> Directory {
        let users: Vec<SystemUser> = serde_json::from_str(r#"[{"name":"ada","uid":7,"gid":50}]"#).unwrap();
        let groups: Vec<SystemGroup> = serde_json::from_str(r#"[{"name":"staff","gid":50}]"#).unwrap();
        let people: Vec<User> = serde_json::from_str(
            r#"[{"id":1,"username":"ada","user_id":7},{"id":2,"username":"bob","user_id":9}]"#,
        )
        .unwrap();
        Directory::new(Some(&users), Some(&groups), Some(&people))
    }

    #[test]
    fn a_uid_is_doubted_if_it_is_unknown_or_taken() {
        let all = directory();
        let doubt = |text, record| doubt_uid(&all, text, record).unwrap_or_default();
        assert_eq!(doubt("", None), "");
        assert_eq!(doubt("7", Some(1)), "");
        assert_eq!(doubt(" 7 ", None), "ada has this uid already.");
        assert_eq!(doubt("8", None), "No user on the server has this uid.");
        assert_eq!(
            doubt("9", None),
            "No user on the server has this uid. bob has this uid already."
        );
        assert_eq!(doubt("ada", None), "Enter a number, or choose from the list.");
    }

    #[test]
    fn a_gid_is_doubted_if_it_is_unknown() {
        let all = directory();
        assert_eq!(doubt_gid(&all, "50"), None);
        assert_eq!(
            doubt_gid(&all, "51").as_deref(),
            Some("No group on the server has this gid.")
        );
        assert_eq!(
            doubt_gid(&all, "x").as_deref(),
            Some("Enter a number, or choose from the list.")
        );
    }

    #[test]
    fn nothing_is_doubted_that_could_not_be_loaded() {
        let all = Directory::new(None, None, None);
        for text in ["", "7", "x"] {
            assert_eq!((doubt_uid(&all, text, None), doubt_gid(&all, text)), (None, None));
        }
    }
}
