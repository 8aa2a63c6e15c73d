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
    let option = |value, name: &str, note: &str| ComboboxOption {
        value,
        name: name.to_owned(),
        note: note.to_owned(),
    };
    let accounts = Signal::derive(move || {
        let option = |account: &Account| option(account.uid, &account.name, &account.info[0]);
        all.read().accounts.iter().map(option).collect::<Vec<_>>()
    });
    let groups = Signal::derive(move || {
        let option = |group: &Group| option(group.gid, &group.name, "");
        all.read().groups.iter().map(option).collect::<Vec<_>>()
    });
    // What the number stands for on the server, or what else is good to know.
    let describe = move |name: Option<String>, is_gone: bool, noun: &str, empty: &str| match name {
        Some(name) => Some(format!("{name} on the server")),
        None if is_gone => Some(format!("The server’s {noun} couldn’t be loaded. Enter a number.")),
        None => record.is_none().then(|| empty.to_owned()),
    };
    let describe_uid = move || {
        let all = all.read();
        let index = number(uid).and_then(|uid| all.accounts_with_uid(uid).first());
        let name = index.map(|index| all.accounts[*index].name.clone());
        let is_gone = systems.users.error.read().is_some();
        describe(name, is_gone, "users", "Leave empty for the next free one.")
    };
    let describe_gid = move || {
        let all = all.read();
        let index = number(gid).and_then(|gid| all.groups_with_gid(gid).first());
        let name = index.map(|index| all.groups[*index].name.clone());
        let is_gone = systems.groups.error.read().is_some();
        describe(name, is_gone, "groups", "Leave empty for 1000.")
    };
    view! {
        <div class="field-row">
            <ComboboxField
                name="user_id"
                label="User id (uid)"
                value=uid
                options=accounts
                error=errors.field("user_id")
                description=Signal::derive(describe_uid)
                warning=Signal::derive(move || uid_warning(&all.read(), &uid.read(), record))
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
                description=Signal::derive(describe_gid)
                warning=Signal::derive(move || gid_warning(&all.read(), &gid.read()))
                no_match=NO_MATCH
                inputmode="numeric"
                on_focus=move |()| is_needed.set(true)
            />
        </div>
    }
}

fn number(text: RwSignal<String>) -> Option<i64> {
    text.read().trim().parse().ok()
}

/// Warns of a uid that nobody has on the server, or that another user of the console has.
fn uid_warning(all: &Directory, text: &str, record: Option<i64>) -> Option<String> {
    let Ok(uid) = text.trim().parse::<i64>() else {
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
    let Ok(gid) = text.trim().parse::<i64>() else {
        return not_a_number(text, all.has_groups);
    };
    let is_unknown = all.has_groups && all.groups_with_gid(gid).is_empty();
    is_unknown.then(|| "No group on the server has this gid.".to_owned())
}

fn not_a_number(text: &str, has_list: bool) -> Option<String> {
    (!text.trim().is_empty() && has_list).then(|| "Enter a number, or choose from the list.".to_owned())
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
    fn an_unknown_or_taken_id_is_warned_of() {
        let all = directory();
        let no_number = "Enter a number, or choose from the list.";
        for (text, record, warning) in [
            ("", None, ""),
            ("7", Some(1), ""),
            (" 7 ", None, "ada has this uid already."),
            ("8", None, "No user on the server has this uid."),
            (
                "9",
                None,
                "No user on the server has this uid. bob has this uid already.",
            ),
            ("ada", None, no_number),
        ] {
            assert_eq!(uid_warning(&all, text, record).unwrap_or_default(), warning);
        }
        for (text, warning) in [
            ("50", ""),
            ("51", "No group on the server has this gid."),
            ("x", no_number),
        ] {
            assert_eq!(gid_warning(&all, text).unwrap_or_default(), warning);
        }
    }

    #[test]
    fn nothing_is_warned_of_without_the_lists() {
        let all = Directory::new(None, None, None);
        for text in ["", "7", "x"] {
            assert_eq!(uid_warning(&all, text, None), None);
            assert_eq!(gid_warning(&all, text), None);
        }
    }
}
