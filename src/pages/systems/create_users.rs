//! The dialog that creates a console user for each of several system users.

use std::collections::BTreeSet;

use api_types::{UserChanges, validation};
use leptos::prelude::*;

use crate::api::{ApiError, use_api, users};
use crate::browser;
use crate::passwords::{NewPassword, NewPasswordField, generated};
use crate::query::submit;
use crate::system_accounts::{ConsoleMatch, Directory, SystemAccounts};
use crate::unsaved::{Question, use_question};
use ui::forms::{CheckboxField, Choice, Form, FormErrors, RadioField, field_message};
use ui::{Badge, Button, CopyButton, Dialog, IconName, Notice, SubmitButton, Tone};

const FORM: &str = "create-many";

/// What is asked before passwords are lost that nobody has stored.
const LOSE_PASSWORDS: Question = Question {
    title: "Close without the passwords?",
    text: "They are shown only here. Without them you would have to set a new password for each of these users.",
    leave: "Close without them",
    stay: "Keep them open",
};

/// Asks for the first passwords, creates the users one after the other, and shows the result of each.
#[component]
pub fn CreateUsersDialog(
    /// The users; at least one.
    new: Vec<NewUser>,
    /// The names that are chosen in the list; those who are created are removed.
    chosen: RwSignal<BTreeSet<String>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let api = use_api();
    let systems = SystemAccounts::expect();
    let count = new.len();
    let users = RwSignal::new(new);
    let counts = Memo::new(move |_| users.with(|users| counts(users)));
    let is_for_each = RwSignal::new(true);
    let same = NewPassword::new(RwSignal::new(String::new()), None);
    let stored = RwSignal::new(false);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let has_begun = Memo::new(move |_| pending.get() || counts.get() != (0, 0));
    let is_done = Memo::new(move |_| counts.get().0 == count);
    // A password that nobody has typed has to be shown.
    let is_generated = Memo::new(move |_| is_for_each.get() || same.is_generated());
    let shows_passwords = Memo::new(move |_| is_generated.get() && counts.get().0 > 0);
    let at_risk = Signal::derive(move || shows_passwords.get() && !stored.get());
    let ask = use_question(at_risk, on_close, &LOSE_PASSWORDS);
    let close = Callback::new(move |()| {
        // While requests are under way, their results are waited for.
        if !pending.get_untracked() {
            ask.run(());
        }
    });

    let submit = move |()| {
        errors.clear();
        let shared = (!is_for_each.get_untracked()).then(|| same.value.get_untracked());
        if let Some(Err(error)) = shared.as_deref().map(validation::password) {
            return errors.set_field("password", field_message(&error));
        }
        let create_all = async move {
            for index in 0..count {
                let mut user = users.with_untracked(|users| users[index].clone());
                if user.is_created() {
                    continue;
                }
                let outcome = match shared.clone().or_else(generated) {
                    Some(password) => {
                        user.password = password;
                        match users::create(api, &user.to_request()).await {
                            Ok(_) => Ok(()),
                            // The page has been left, or nobody is signed in any more.
                            Err(error @ (ApiError::Aborted | ApiError::Unauthorized(_))) => {
                                return Err(error);
                            }
                            Err(error) => Err(error.sentence()),
                        }
                    }
                    None => Err("This browser gives no random numbers. Use one password for all.".into()),
                };
                user.outcome = Some(outcome);
                users.update(|users| users[index] = user);
            }
            Ok(())
        };
        submit(pending, create_all, move |result| {
            if let Err(error) = result {
                errors.set_banner(error.sentence());
            }
            chosen.update(|chosen| {
                for user in users.read_untracked().iter().filter(|user| user.is_created()) {
                    chosen.remove(&user.name);
                }
            });
            systems.console_users.reload();
        });
    };
    let title = Signal::derive(move || match counts.get() {
        (0, 0) if count == 1 => "Create a console user".to_owned(),
        (0, 0) => format!("Create {count} console users"),
        (created, _) => format!("{created} of {count} console users created"),
    });
    let csv = Signal::derive(move || users.with(|users| to_csv(users)));
    let download = move |()| browser::download("console-users.csv", "text/csv", &csv.get_untracked());
    let submit_label = move || match counts.get() {
        (_, 0) => "Create console users".to_owned(),
        (_, failed) => format!("Try {failed} again"),
    };
    view! {
        <Dialog title on_close=close footer=move || view! {
            <Button on_press=close>{move || if has_begun.get() { "Close" } else { "Cancel" }}</Button>
            <Show when=move || !is_done.get()>
                <SubmitButton pending form=FORM>{submit_label}</SubmitButton>
            </Show>
        }>
            <Form id=FORM pending errors on_submit=submit>
                <Show when=move || !has_begun.get()>
                    <RadioField
                        name="rule"
                        label="First password"
                        value=is_for_each
                        options=vec![
                            Choice::new(true, "A generated one for each"),
                            Choice::new(false, "The same for all"),
                        ]
                    />
                </Show>
                <Show when=move || !is_for_each.get() && !is_done.get()>
                    <NewPasswordField
                        label="Password for all of them"
                        password=same
                        error=errors.field("password")
                        description="8 to 128 characters. Each user can change theirs in their profile."
                        required=true
                    />
                </Show>
                <ul class="new-users" aria-label="Users">
                    {(0..count)
                        .map(|index| {
                            let user = Memo::new(move |_| users.with(|users| users[index].clone()));
                            view! { <NewUserItem user shows_password=is_generated/> }
                        })
                        .collect_view()}
                </ul>
                <Show when=move || shows_passwords.get()>
                    <Notice tone=Tone::Warning title="The passwords are shown only here">
                        "Store them, or hand them over, before you close this."
                        <div class="cluster">
                            <CopyButton label="Copy all" text=csv/>
                            <Button icon=IconName::ArrowDown on_press=download>"Download CSV"</Button>
                        </div>
                        <CheckboxField name="stored" label="I have stored the passwords" value=stored/>
                    </Notice>
                </Show>
            </Form>
        </Dialog>
    }
}

/// One of the users, with the result.
#[component]
fn NewUserItem(user: Memo<NewUser>, shows_password: Memo<bool>) -> impl IntoView {
    move || {
        let user = user.get();
        let result = match user.outcome {
            None => ().into_any(),
            Some(Ok(())) => {
                let password = shows_password.get().then_some(user.password);
                view! {
                    <Badge tone=Tone::Success icon=IconName::Check>"Created"</Badge>
                    {password.map(|password| view! { <code class="new-password">{password}</code> })}
                }
                .into_any()
            }
            Some(Err(reason)) => view! {
                <Badge tone=Tone::Danger icon=IconName::Warning>"Failed"</Badge>
                <p class="field-error">{reason}</p>
            }
            .into_any(),
        };
        view! {
            <li>
                <span class="name">{user.name}</span>
                <span class="muted mono">{format!("uid {} · gid {}", user.uid, user.gid)}</span>
                {result}
            </li>
        }
    }
}

/// A user who is to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    name: String,
    uid: i64,
    gid: i64,
    /// The first password; empty until the user is created.
    password: String,
    /// Whether that worked, or why not; none before it is tried.
    outcome: Option<Result<(), String>>,
}

impl NewUser {
    fn is_created(&self) -> bool {
        self.outcome == Some(Ok(()))
    }

    fn to_request(&self) -> UserChanges {
        UserChanges {
            username: Some(self.name.clone()),
            password: Some(self.password.clone()),
            user_id: Some(self.uid),
            group_id: Some(self.gid),
            is_admin: Some(false),
            ..UserChanges::default()
        }
    }
}

/// A new user for each of the accounts of these names that has no console user.
pub fn new_users(all: &Directory, names: &BTreeSet<String>) -> Vec<NewUser> {
    let new = |name: &String| {
        let account = all
            .accounts_named(name)
            .find(|account| account.console_user == ConsoleMatch::None)?;
        Some(NewUser {
            name: account.name.clone(),
            uid: account.uid,
            gid: account.gid,
            password: String::new(),
            outcome: None,
        })
    };
    names.iter().filter_map(new).collect()
}

/// How many were created, and how many failed.
fn counts(users: &[NewUser]) -> (usize, usize) {
    let tried = users.iter().filter(|user| user.outcome.is_some()).count();
    let created = users.iter().filter(|user| user.is_created()).count();
    (created, tried - created)
}

/// Those who were created, with their passwords, as CSV.
fn to_csv(users: &[NewUser]) -> String {
    let mut text = "username,uid,gid,password\r\n".to_owned();
    for user in users.iter().filter(|user| user.is_created()) {
        let (name, password) = (cell(&user.name), cell(&user.password));
        text += &format!("{name},{},{},{password}\r\n", user.uid, user.gid);
    }
    text
}

fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system_accounts::fixtures::{account, console_user};

    fn user(name: &str, password: &str, outcome: Option<Result<(), String>>) -> NewUser {
        NewUser {
            name: name.into(),
            uid: 7,
            gid: 8,
            password: password.into(),
            outcome,
        }
    }

    #[test]
    fn only_who_has_no_console_user_is_created() {
        let users = [account("ada", 7, 50), account("bob", 8, 50)];
        let all = Directory::new(Some(&users), None, Some(&[console_user("ADA", Some(3), None)]));
        let chosen = BTreeSet::from(["ada", "bob", "gone"].map(String::from));
        let found = new_users(&all, &chosen);
        assert_eq!(found.len(), 1);
        assert_eq!((&*found[0].name, found[0].uid, found[0].gid), ("bob", 8, 50));
    }

    #[test]
    fn the_file_holds_who_was_created() {
        let users = [
            user("ada", "secret", Some(Ok(()))),
            user("a,\"b\"", "x,y", Some(Ok(()))),
            user("bob", "no", Some(Err("taken".into()))),
            user("eve", "no", None),
        ];
        assert_eq!(
            to_csv(&users),
            "username,uid,gid,password\r\nada,7,8,secret\r\n\"a,\"\"b\"\"\",7,8,\"x,y\"\r\n"
        );
        assert_eq!(counts(&users), (2, 1));
    }

    #[test]
    fn the_request_names_what_the_account_has() {
        let request = user("ada", "secret", None).to_request();
        assert_eq!(
            serde_json::to_string(&request).unwrap(),
            r#"{"username":"ada","password":"secret","user_id":7,"group_id":8,"is_admin":false}"#
        );
    }
}
