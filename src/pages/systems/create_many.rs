//! The dialog that creates a console user for each of several accounts.

use std::collections::BTreeSet;

use api_types::validation;
use leptos::prelude::*;

use super::load::Systems;
use super::new_users::{NewUser, Outcome, counts, to_csv};
use crate::api::{ApiError, use_api, users};
use crate::browser;
use crate::passwords::{NewPassword, generated};
use crate::query::submit;
use crate::unsaved::{Question, use_question};
use ui::forms::{CheckboxField, Choice, Form, FormErrors, RadioField, field_message};
use ui::{Badge, Button, CopyButton, Dialog, IconName, Notice, SubmitButton, Tone};

const FORM: &str = "create-many";

/// What is asked before passwords go that nobody has noted.
const LOSE_PASSWORDS: Question = Question {
    title: "Close without the passwords?",
    text: "They are shown only here. Without them you would have to set a new password for each of these users.",
    leave: "Close without them",
    stay: "Keep them open",
};

/// The dialog. `chosen` are the rows that are chosen in the list: who is created isn't any more.
pub fn dialog(new: Vec<NewUser>, chosen: RwSignal<BTreeSet<String>>, on_close: Callback<()>) -> AnyView {
    let api = use_api();
    let systems = Systems::expect();
    let all = new.len();
    let items = RwSignal::new(new);
    let counts = Memo::new(move |_| items.with(|items| counts(items)));
    let is_for_each = RwSignal::new(true);
    let same = NewPassword::new(RwSignal::new(String::new()), None);
    let stored = RwSignal::new(false);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let has_begun = Memo::new(move |_| pending.get() || counts.get() != (0, 0));
    // What nobody has typed, somebody has to note.
    let is_generated = Memo::new(move |_| is_for_each.get() || same.is_generated());
    let shows_passwords = Memo::new(move |_| is_generated.get() && counts.get().0 > 0);
    let at_risk = Signal::derive(move || shows_passwords.get() && !stored.get());
    let ask = use_question(at_risk, on_close, &LOSE_PASSWORDS);
    // What was begun is waited for: each user's answer is on its way.
    let close = Callback::new(move |()| {
        if !pending.get_untracked() {
            ask.run(());
        }
    });

    let submit = Callback::new(move |()| {
        errors.clear();
        if !is_for_each.get_untracked()
            && let Err(error) = same
                .value
                .with_untracked(|password| validation::password(password))
        {
            return errors.set_field("password", field_message(&error));
        }
        let run = async move {
            for index in 0..all {
                let waits = items.with_untracked(|items| items[index].outcome != Outcome::Created);
                if !waits {
                    continue;
                }
                let first = if is_for_each.get_untracked() {
                    generated()
                } else {
                    Some(same.value.get_untracked())
                };
                let Some(first) = first else {
                    set(
                        items,
                        index,
                        Outcome::Failed(
                            "This browser gives no random numbers. Use one password for all.".into(),
                        ),
                    );
                    continue;
                };
                items.update(|items| items[index].password = first);
                let request = items.with_untracked(|items| items[index].to_request());
                let outcome = match users::create(api, &request).await {
                    Ok(_) => Outcome::Created,
                    // The page has left, or nobody is signed in any more.
                    Err(error @ (ApiError::Aborted | ApiError::Unauthorized(_))) => return Err(error),
                    Err(error) => Outcome::Failed(error.sentence()),
                };
                set(items, index, outcome);
            }
            Ok(())
        };
        submit(pending, run, move |result| {
            if let Err(error) = result {
                errors.set_banner(error.sentence());
            }
            let created: Vec<String> = items.with_untracked(|items| {
                let created = items.iter().filter(|item| item.outcome == Outcome::Created);
                created.map(|item| item.name.clone()).collect()
            });
            chosen.update(|chosen| chosen.retain(|name| !created.contains(name)));
            systems.people.reload();
        });
    });
    let rules = Signal::stored(vec![
        Choice::new(true, "A generated one for each"),
        Choice::new(false, "The same for all"),
    ]);
    let title = Signal::derive(move || match counts.get() {
        (0, 0) if all == 1 => "Create a console user".to_owned(),
        (0, 0) => format!("Create {all} console users"),
        (created, _) => format!("{created} of {all} console users created"),
    });
    let label = move || match counts.get() {
        (_, 0) => "Create console users".to_owned(),
        (_, failed) => format!("Try {failed} again"),
    };
    let csv = Signal::derive(move || items.with(|items| to_csv(items)));
    let is_done = Memo::new(move |_| counts.get().0 == all);
    view! {
        <Dialog title=title on_close=close footer=move || view! {
            <Button on_press=close>{move || if has_begun.get() { "Close" } else { "Cancel" }}</Button>
            <Show when=move || !is_done.get()><SubmitButton pending form=FORM>{label}</SubmitButton></Show>
        }>
            <Form id=FORM pending errors on_submit=submit>
                <Show when=move || !has_begun.get()>
                    <RadioField name="rule" label="First password" value=is_for_each options=rules/>
                </Show>
                <Show when=move || !is_for_each.get() && !is_done.get()>{same.field(
                    "Password for all of them",
                    errors.field("password"),
                    Some("8 to 128 characters. Each user can change theirs in their profile."),
                    None,
                    true,
                )}</Show>
                <ul class="new-users" aria-label="Users">
                    {(0..all).map(|index| item(items, index, is_generated)).collect_view()}
                </ul>
                <Show when=move || shows_passwords.get()><Notice tone=Tone::Warning title="The passwords are shown only here".to_owned()>
                        "Store them, or hand them over, before you close this."
                        <div class="cluster">
                            <CopyButton label="Copy all" text=csv/>
                            <Button icon=IconName::ArrowDown on_press=Callback::new(move |()| {
                                browser::download("console-users.csv", "text/csv", &csv.get_untracked());
                            })>"Download CSV"</Button>
                        </div>
                        <CheckboxField name="stored" label="I have stored the passwords" value=stored/>
                    </Notice></Show>
            </Form>
        </Dialog>
    }.into_any()
}

fn set(items: RwSignal<Vec<NewUser>>, index: usize, outcome: Outcome) {
    items.update(|items| items[index].outcome = outcome);
}

/// One of the users, with what came of it.
fn item(items: RwSignal<Vec<NewUser>>, index: usize, is_generated: Memo<bool>) -> AnyView {
    let item = Memo::new(move |_| items.with(|items| items[index].clone()));
    (move || {
        let NewUser {
            name,
            uid,
            gid,
            password,
            outcome,
        } = item.get();
        let (badge, more) = match outcome {
            Outcome::Waiting => (None, None),
            Outcome::Created => {
                let shown = is_generated
                    .get()
                    .then(|| view! { <code class="new-password">{password}</code> }.into_any());
                (
                    Some(
                        view! { <Badge tone=Tone::Success icon=IconName::Check>"Created"</Badge> }.into_any(),
                    ),
                    shown,
                )
            }
            Outcome::Failed(reason) => (
                Some(view! { <Badge tone=Tone::Danger icon=IconName::Warning>"Failed"</Badge> }.into_any()),
                Some(view! { <p class="field-error">{reason}</p> }.into_any()),
            ),
        };
        view! {
            <li>
                <span class="name">{name}</span>
                <span class="muted mono">{format!("uid {uid} · gid {gid}")}</span>
                {badge}
                {more}
            </li>
        }
    })
    .into_any()
}
