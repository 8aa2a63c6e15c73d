//! The dialog that makes console users of system users, one or many.

use std::collections::{BTreeMap, BTreeSet};

use api_types::{SourceType, validation};
use leptos::prelude::*;

use super::new_users::{FurtherAttributes, NewUser, to_csv};
use crate::api::use_api;
use crate::api::user_creation::UserCreation;
use crate::browser;
use crate::passwords::{NewPassword, NewPasswordField, generated, hand_over_at_session_end};
use crate::query::{Bulk, BulkOutcome, BulkRecord, BulkRecords, LEAVE_RUNNING};
use crate::system_accounts::SystemAccounts;
use crate::unsaved::{Question, use_question};
use ui::forms::{CheckboxField, Choice, Form, FormErrors, RadioField, TextField, field_message};
use ui::table::counted;
use ui::{Button, CopyButton, Dialog, IconName, Notice, SubmitButton, Tone};

const FORM: &str = "create-users";

/// What is asked before passwords are lost that nobody has stored.
const LOSE_PASSWORDS: Question = Question {
    title: "Close without the passwords?",
    text: "They are shown only here. Without them you would have to set a new password for each of these users.",
    leave: "Close without them",
    stay: "Keep them open",
};

/// The same of a single user.
const LOSE_PASSWORD: Question = Question {
    title: "Close without the password?",
    text: "It is shown only here. Without it you would have to set a new one for this user.",
    ..LOSE_PASSWORDS
};

/// Says who is created and who can't be, asks for the first passwords, creates the users, and shows the result of each.
#[component]
pub fn CreateUsersDialog(
    /// The users; at least one.
    new: Vec<NewUser>,
    /// The names that are selected in the list; those who are created are taken out.
    selected: RwSignal<BTreeSet<String>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let api = use_api();
    let creation = UserCreation::new(api);
    let systems = SystemAccounts::expect();
    let me = api.session().current_user();
    let source_type = me
        .is_none_or(|me| me.source_type.is_some())
        .then_some(SourceType::Linux);
    let only = <[NewUser; 1]>::try_from(new.clone()).ok().map(|[only]| only.name);
    let is_one = only.is_some();
    let to_create: Vec<i64> = (0..)
        .zip(&new)
        .filter(|(_, user)| user.refusal.is_none())
        .map(|(index, _)| index)
        .collect();
    let count = to_create.len();
    let records: Vec<BulkRecord> = (0..)
        .zip(&new)
        .map(|(id, user)| BulkRecord {
            id,
            name: user.name.clone(),
            left_out: user.refusal.clone(),
        })
        .collect();
    let new = StoredValue::new(new);
    let bulk = Bulk::default();
    bulk.when_left(move || systems.console_users.reload());
    let created = Memo::new(move |_| {
        let results = bulk.results.read();
        let created = results.iter().filter(|(_, result)| result.is_ok());
        created.map(|(index, _)| *index).collect::<BTreeSet<i64>>()
    });
    // By the position of the user. A generated one is kept for the next try.
    let passwords = RwSignal::new(BTreeMap::<i64, String>::new());
    let is_for_each = RwSignal::new(!is_one);
    let same = NewPassword::new(RwSignal::new(String::new()), None);
    let email = RwSignal::new(String::new());
    let is_admin = RwSignal::new(false);
    let stored = RwSignal::new(false);
    let errors = FormErrors::new();
    let has_begun = RwSignal::new(false);
    let is_done = Memo::new(move |_| created.with(BTreeSet::len) == count);
    // A password that nobody has typed has to be shown.
    let is_generated = Memo::new(move |_| is_for_each.get() || same.is_generated());
    let shows_passwords = Memo::new(move |_| is_generated.get() && !created.with(BTreeSet::is_empty));
    let at_risk = Signal::derive(move || shows_passwords.get() && !stored.get());
    let question = if is_one { &LOSE_PASSWORD } else { &LOSE_PASSWORDS };
    use_question(bulk.queue.running.into(), on_close, &LEAVE_RUNNING);
    let ask = use_question(at_risk, on_close, question);
    let close = Callback::new(move |()| {
        if !bulk.queue.running.get_untracked() {
            ask.run(());
        }
    });

    let create = move |()| {
        errors.clear();
        let email = Some(email.get_untracked().trim().to_owned()).filter(|email| !email.is_empty());
        if let Some(Err(error)) = email.as_deref().map(validation::email) {
            errors.set_field("email", field_message(&error));
        }
        let shared = (!is_for_each.get_untracked()).then(|| same.value.get_untracked());
        match shared.as_deref().map(validation::password) {
            Some(Err(error)) => errors.set_field("password", field_message(&error)),
            None if generated().is_none() => {
                errors.set_banner("This browser gives no random numbers. Use one password for all.");
            }
            _ => {}
        }
        if !untrack(|| errors.is_empty()) {
            return;
        }
        has_begun.set(true);
        let further = FurtherAttributes {
            email,
            is_admin: is_admin.get_untracked(),
            source_type: source_type.clone(),
        };
        let request = move |index: i64| {
            let password = shared.clone().unwrap_or_else(|| {
                let kept = passwords.with_untracked(|passwords| passwords.get(&index).cloned());
                kept.or_else(generated).unwrap_or_default()
            });
            passwords.update_untracked(|passwords| drop(passwords.insert(index, password.clone())));
            let user = usize::try_from(index)
                .ok()
                .and_then(|index| new.with_value(|new| new.get(index).cloned()));
            let request = user.map(|user| user.to_request(password, further.clone()));
            async move {
                creation
                    .create(index, &request.unwrap_or_default())
                    .await
                    .map(drop)
            }
        };
        bulk.run(&to_create, request, move || {
            let created = created.get_untracked();
            selected.update(|selected| {
                new.with_value(|new| {
                    let done = (0..).zip(new).filter(|(index, _)| created.contains(index));
                    for (_, user) in done {
                        selected.remove(&user.name);
                    }
                });
            });
            systems.console_users.reload();
            // The list shows who was created; a generated password nobody would see again.
            if is_one && is_done.get_untracked() && !shows_passwords.get_untracked() {
                on_close.run(());
            }
        });
    };

    let details = move |index: i64| {
        let user = usize::try_from(index)
            .ok()
            .and_then(|index| new.with_value(|new| new.get(index).cloned()));
        let shows = created.with(|created| created.contains(&index)) && is_generated.get();
        let password = shows.then(|| passwords.with_untracked(|passwords| passwords.get(&index).cloned()));
        user.map(|user| {
            view! {
                " "
                <span class="muted mono">{format!("uid {} · gid {}", user.uid, user.gid)}</span>
                {user.shared_uid.filter(|_| user.refusal.is_none()).map(|shared| view! { <p class="field-warning">{shared}</p> })}
                {password.flatten().map(|password| view! { <code class="new-password">{password}</code> })}
            }
        })
        .into_any()
    };
    let csv = Signal::derive(move || {
        created.with(|created| {
            passwords.with_untracked(|passwords| new.with_value(|new| to_csv(new, created, passwords)))
        })
    });
    let download = move |()| browser::download("console-users.csv", "text/csv", &csv.get_untracked());
    hand_over_at_session_end(api.session(), move || at_risk.get(), move || download(()));
    let title = only.map_or_else(
        || format!("Create {}", counted(count, "console user")),
        |name| format!("Create console user {name}"),
    );
    let nobody =
        Signal::derive(move || (count == 0).then(|| "Nobody can be created. Each line says why.".to_owned()));
    let stop_first = Signal::derive(move || bulk.queue.running.get().then(|| "Stop first.".to_owned()));
    let create_label = move || {
        let open = count.saturating_sub(bulk.counts().0);
        match has_begun.get() {
            false if is_one => "Create console user".to_owned(),
            false => format!("Create {}", counted(open, "console user")),
            true => bulk.resume_label(open),
        }
    };
    view! {
        <Dialog title on_close=close footer=move || view! {
            <Show when=move || bulk.queue.running.get() && !is_one>
                <Button on_press=move |()| bulk.queue.stop()>"Stop"</Button>
            </Show>
            <Button disabled_reason=stop_first on_press=close>
                {move || if has_begun.get() { "Close" } else { "Cancel" }}
            </Button>
            <Show when=move || !is_done.get() || count == 0>
                <SubmitButton pending=bulk.queue.running form=FORM disabled_reason=nobody>{create_label}</SubmitButton>
            </Show>
        }>
            <Form id=FORM pending=bulk.queue.running errors on_submit=create>
                <Show when=move || is_one && (count > 0) && !is_done.get()>
                    <TextField
                        name="email"
                        label="Email"
                        value=email
                        error=errors.field("email")
                        description="Optional. It can be used to sign in."
                        inputmode="email"
                        autocomplete="off"
                    />
                    <RadioField
                        name="is_admin"
                        label="Role"
                        value=is_admin
                        options=vec![Choice::new(false, "User"), Choice::new(true, "Administrator")]
                    />
                </Show>
                <Show when=move || !is_one && (count > 0) && !has_begun.get()>
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
                <Show when=move || (count > 0) && !is_for_each.get() && !is_done.get()>
                    <NewPasswordField
                        label=if is_one { "Password" } else { "Password for all of them" }
                        password=same
                        error=errors.field("password")
                        description=if is_one {
                            "8 to 128 characters. The user can change it in their profile."
                        } else {
                            "8 to 128 characters. Each user can change theirs in their profile."
                        }
                        required=true
                    />
                </Show>
                <BulkOutcome
                    bulk
                    all=Signal::derive(move || has_begun.get().then_some(count))
                    done="Created"
                    from_selection=!is_one
                />
                <BulkRecords label="Users" records=Signal::stored(records) bulk done="Created" details/>
                <Show when=move || shows_passwords.get()>
                    <Notice tone=Tone::Warning title=if is_one { "The password is shown only here" } else { "The passwords are shown only here" }>
                        {if is_one { "Store it, or hand it over, before you close this." } else { "Store them, or hand them over, before you close this." }}
                        <div class="cluster">
                            <CopyButton label="Copy all" text=csv/>
                            <Button icon=IconName::ArrowDown on_press=download>"Download CSV"</Button>
                        </div>
                        <CheckboxField name="stored" label=if is_one { "I have stored the password" } else { "I have stored the passwords" } value=stored/>
                    </Notice>
                </Show>
            </Form>
        </Dialog>
    }
}
