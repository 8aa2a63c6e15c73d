//! The fields for a user's uid and gid.

use leptos::prelude::*;

use crate::system_accounts::{Account, Directory, Group, SystemAccounts};
use ui::forms::{ComboboxField, ComboboxOption, FormErrors};

/// Said when no account and no group matches what is typed.
const NO_MATCH: &str = "Nothing on the server matches; any number can be entered.";

/// The fields for uid and gid, which suggest the accounts and groups of the operating system.
#[component]
pub fn PosixIdFields(
    /// What stands in the field of the uid.
    uid: RwSignal<String>,
    /// What stands in the field of the gid.
    gid: RwSignal<String>,
    /// What is wrong with them.
    errors: FormErrors,
    /// The id of the user who is edited; none for a new one.
    record: Option<i64>,
) -> impl IntoView {
    // The console's users, of whom another may have the uid, are loaded once a field has the focus: from some servers they
    // come in many pages.
    let is_prefilled = record.is_none() && uid.with_untracked(|uid| !uid.is_empty());
    let is_needed = RwSignal::new(is_prefilled);
    let systems = SystemAccounts::load(is_needed.into());
    let all = systems.directory;
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
    let (accounts_error, groups_error) = (systems.users.error(), systems.groups.error());
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
                    let name = |all: &Directory, uid| all.accounts_with_uid(uid).first().map(|index| all.accounts[*index].name.clone());
                    describe(uid, accounts_error.with(Option::is_some), name, "users", "Leave empty for the next free one.")
                })
                warning=Signal::derive(move || all.with(|all| uid.with(|uid| uid_warning(all, uid, record))))
                no_match=NO_MATCH
                inputmode="numeric"
                on_focus=move |()| is_needed.set(true)
            />
            <ComboboxField
                name="group_id"
                label="Group id (gid)"
                value=gid
                options=groups
                error=errors.field("group_id")
                description=Signal::derive(move || {
                    let name = |all: &Directory, gid| all.groups_with_gid(gid).first().map(|index| all.groups[*index].name.clone());
                    describe(gid, groups_error.with(Option::is_some), name, "groups", "Leave empty for 1000.")
                })
                warning=Signal::derive(move || all.with(|all| gid.with(|gid| gid_warning(all, gid))))
                no_match=NO_MATCH
                inputmode="numeric"
                on_focus=move |()| is_needed.set(true)
            />
        </div>
    }
}

/// Warns of a uid that nobody has on the server, or that another user of the console has.
fn uid_warning(all: &Directory, text: &str, record: Option<i64>) -> Option<String> {
    let text = text.trim();
    let Ok(uid) = text.parse::<i64>() else {
        return not_a_number(text, all.has_accounts);
    };
    let mut warnings = Vec::new();
    if all.has_accounts && all.accounts_with_uid(uid).is_empty() {
        warnings.push("No user on the server has this uid.".to_owned());
    }
    let users = all.console_users_with_uid(uid);
    let mut others = users.iter().map(|index| &all.console_users[*index]);
    if let Some(other) = others.find(|user| Some(user.id) != record) {
        warnings.push(format!("{} has this uid already.", other.username));
    }
    (!warnings.is_empty()).then(|| warnings.join(" "))
}

/// Warns of a gid that no group has on the server.
fn gid_warning(all: &Directory, text: &str) -> Option<String> {
    let text = text.trim();
    match text.parse::<i64>() {
        Err(_) => not_a_number(text, all.has_groups),
        Ok(gid) => (all.has_groups && all.groups_with_gid(gid).is_empty())
            .then(|| "No group on the server has this gid.".to_owned()),
    }
}

fn not_a_number(text: &str, has_list: bool) -> Option<String> {
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
    fn an_unknown_or_taken_uid_is_warned_of() {
        let all = directory();
        let warning = |text, record| uid_warning(&all, text, record).unwrap_or_default();
        assert_eq!(warning("", None), "");
        assert_eq!(warning("7", Some(1)), "");
        assert_eq!(warning(" 7 ", None), "ada has this uid already.");
        assert_eq!(warning("8", None), "No user on the server has this uid.");
        assert_eq!(
            warning("9", None),
            "No user on the server has this uid. bob has this uid already."
        );
        assert_eq!(warning("ada", None), "Enter a number, or choose from the list.");
    }

    #[test]
    fn an_unknown_gid_is_warned_of() {
        let all = directory();
        assert_eq!(gid_warning(&all, "50"), None);
        assert_eq!(
            gid_warning(&all, "51").as_deref(),
            Some("No group on the server has this gid.")
        );
        assert_eq!(
            gid_warning(&all, "x").as_deref(),
            Some("Enter a number, or choose from the list.")
        );
    }

    #[test]
    fn nothing_is_warned_of_without_the_lists() {
        let all = Directory::new(None, None, None);
        for text in ["", "7", "x"] {
            assert_eq!(
                (uid_warning(&all, text, None), gid_warning(&all, text)),
                (None, None)
            );
        }
    }
}
