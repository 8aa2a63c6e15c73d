//! The dialog that creates a console user for each of several system users.

use std::collections::BTreeSet;

use api_types::validation;
use leptos::prelude::*;

use super::new_users::{CreateOutcome, NewUser, counts, to_csv};
use crate::api::{ApiError, use_api, users};
use crate::browser;
use crate::passwords::{NewPassword, NewPasswordField, generated};
use crate::query::submit;
use crate::system_accounts::SystemAccounts;
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
                if users.with_untracked(|users| users[index].outcome == CreateOutcome::Created) {
                    continue;
                }
                let outcome = match shared.clone().or_else(generated) {
                    Some(password) => {
                        users.update(|users| users[index].password = password);
                        let request = users.with_untracked(|users| users[index].to_request());
                        match users::create(api, &request).await {
                            Ok(_) => CreateOutcome::Created,
                            // The page has been left, or nobody is signed in any more.
                            Err(error @ (ApiError::Aborted | ApiError::Unauthorized(_))) => {
                                return Err(error);
                            }
                            Err(error) => CreateOutcome::Failed(error.sentence()),
                        }
                    }
                    None => CreateOutcome::Failed(
                        "This browser gives no random numbers. Use one password for all.".into(),
                    ),
                };
                users.update(|users| users[index].outcome = outcome);
            }
            Ok(())
        };
        submit(pending, create_all, move |result| {
            if let Err(error) = result {
                errors.set_banner(error.sentence());
            }
            users.with_untracked(|users| {
                let created = users.iter().filter(|user| user.outcome == CreateOutcome::Created);
                chosen.update(|chosen| {
                    for user in created {
                        chosen.remove(&user.name);
                    }
                });
            });
            systems.console_users.reload();
        });
    };
    let title = Signal::derive(move || match counts.get() {
        (0, 0) if count == 1 => "Create a console user".to_owned(),
        (0, 0) => format!("Create {count} console users"),
        (created, _) => format!("{created} of {count} console users created"),
    });
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
                    <PasswordsNotice users stored/>
                </Show>
            </Form>
        </Dialog>
    }
}

/// Says that the passwords are shown once, and offers to copy or download them.
#[component]
fn PasswordsNotice(
    users: RwSignal<Vec<NewUser>>,
    /// Whether the person says that they have stored the passwords.
    stored: RwSignal<bool>,
) -> impl IntoView {
    let csv = Signal::derive(move || users.with(|users| to_csv(users)));
    let download = move |()| browser::download("console-users.csv", "text/csv", &csv.get_untracked());
    view! {
        <Notice tone=Tone::Warning title="The passwords are shown only here">
            "Store them, or hand them over, before you close this."
            <div class="cluster">
                <CopyButton label="Copy all" text=csv/>
                <Button icon=IconName::ArrowDown on_press=download>"Download CSV"</Button>
            </div>
            <CheckboxField name="stored" label="I have stored the passwords" value=stored/>
        </Notice>
    }
}

/// One of the users, with the result.
#[component]
fn NewUserItem(user: Memo<NewUser>, shows_password: Memo<bool>) -> impl IntoView {
    move || {
        let user = user.get();
        let result = match user.outcome {
            CreateOutcome::Pending => ().into_any(),
            CreateOutcome::Created => {
                let password = shows_password.get().then_some(user.password);
                view! {
                    <Badge tone=Tone::Success icon=IconName::Check>"Created"</Badge>
                    {password.map(|password| view! { <code class="new-password">{password}</code> })}
                }
                .into_any()
            }
            CreateOutcome::Failed(reason) => view! {
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
