//! Fields, and a form of them.

use leptos::prelude::*;

use super::Specimen;
use ui::SubmitButton;
use ui::forms::{CheckboxField, Choice, Form, FormErrors, PasswordField, RadioField, SelectField, TextField};

fn text(value: &str) -> RwSignal<String> {
    RwSignal::new(value.to_owned())
}

fn choices(choices: &[(&'static str, &str)]) -> Vec<Choice<&'static str>> {
    choices
        .iter()
        .map(|(value, label)| Choice::new(*value, *label))
        .collect()
}

/// Fields in every state.
pub(super) fn fields() -> impl IntoView {
    let wrong = Some("Already the email of b.okafor.".to_owned());
    let sources = choices(&[("web_app", "Web"), ("linux", "Server"), ("ldap", "Directory")]);
    let roles = choices(&[("user", "User"), ("admin", "Administrator")]);
    let never = choices(&[
        ("never", "Never"),
        ("30", "30 days"),
        ("90", "90 days"),
        ("date", "Date…"),
    ]);
    view! {
        <Specimen title="Fields">
            <div class="field-row">
                <TextField name="plain" label="Username" value=text("d.moreau") required=true/>
                <TextField name="wrong" label="Email" value=text("b.okafor@nodeum.example") error=wrong.clone()/>
                <TextField name="empty" label="Name" value=text("")/>
            </div>
            <div class="field-row">
                <TextField mono=true name="uid" label="User id (uid)" value=text("1009") description="The next free one is 1040."/>
                <PasswordField name="password" label="Password" value=text("secret") autocomplete="off"/>
                <SelectField name="source" label="Source" value=RwSignal::new("ldap") options=sources/>
                <TextField
                    input_type="datetime-local"
                    name="at"
                    label="Expires at"
                    value=text("2027-03-01T09:30")
                    description="In 3 months, by the clock of this computer (UTC+01:00)."
                />
            </div>
            <div class="field-row">
                <RadioField name="role" label="Role" value=RwSignal::new("admin") options=roles.clone()/>
                <RadioField name="role_wrong" label="Role" value=RwSignal::new("") options=roles.clone() error=Some("Choose one.".to_owned())/>
                <RadioField name="role_locked" label="Role" value=RwSignal::new("user") options=roles disabled_reason="You can’t demote yourself."/>
                <CheckboxField name="keys" label="Revoke their API keys too" value=RwSignal::new(true)/>
            </div>
            <RadioField chips=true
                name="expiry"
                label="Expires"
                value=RwSignal::new("never")
                options=never.clone()
                description="This account does not expire."
            />
            <RadioField chips=true name="expiry_locked" label="Expires" value=RwSignal::new("never") options=never disabled_reason="You can’t let your own account expire."/>
        </Specimen>
    }
}

/// A form with its button.
pub(super) fn forms() -> impl IntoView {
    view! {
        <Specimen title="Form">
            <UserForm id="design-form"/>
            <SubmitButton form="design-form">"Create user"</SubmitButton>
        </Specimen>
    }
}

/// A form that refuses whatever is submitted.
#[component]
pub(super) fn UserForm(id: &'static str) -> impl IntoView {
    let errors = FormErrors::new();
    let (username, email) = (text("d.moreau"), text("b.okafor@nodeum.example"));
    let (uid, gid, password) = (text("1009"), text("1000"), text(""));
    let shown = RwSignal::new(false);
    let submit = move |()| {
        errors.clear();
        errors.set_banner("Not saved: one field needs another look.");
        errors.set_field("email", "Already the email of b.okafor.");
    };
    let generate = move |_| {
        password.set("correct-horse-battery".into());
        shown.set(true);
    };
    view! {
        <Form id pending=false errors on_submit=submit>
            <TextField name="username" label="Username" value=username error=errors.field("username") required=true/>
            <TextField name="email" label="Email" inputmode="email" value=email error=errors.field("email")/>
            <div class="field-row">
                <TextField mono=true name="uid" label="User id (uid)" value=uid error=errors.field("uid")/>
                <TextField mono=true name="gid" label="Group id (gid)" value=gid error=errors.field("gid")/>
            </div>
            <PasswordField
                name="new_password"
                label="New password"
                value=password
                shown
                error=errors.field("new_password")
                autocomplete="new-password"
                description="Setting one ends every session of d.moreau. API keys go on working."
                trailing=move || view! {
                    <button type="button" class="input-action" on:click=generate>"Generate"</button>
                }
            />
        </Form>
    }
}
