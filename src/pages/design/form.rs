//! A form.

use leptos::prelude::*;

use super::Specimen;
use super::fields::{choices, text};
use ui::SubmitButton;
use ui::forms::{Form, FormErrors, PasswordField, RadioField, TextField};

/// A form with its button.
#[component]
pub(super) fn Forms() -> impl IntoView {
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
    let roles = choices(&[("user", "User"), ("admin", "Administrator")]);
    let expiry = choices(&[
        ("never", "Never"),
        ("30", "30 days"),
        ("90", "90 days"),
        ("365", "1 year"),
        ("date", "Date…"),
    ]);
    view! {
        <Form id pending=false errors on_submit=submit>
            <TextField name="username" label="Username" value=username error=errors.field("username") required=true/>
            <TextField name="email" label="Email" input_type="email" value=email error=errors.field("email")/>
            <div class="field-row">
                <TextField mono=true name="uid" label="User id (uid)" value=uid error=errors.field("uid")/>
                <TextField mono=true name="gid" label="Group id (gid)" value=gid error=errors.field("gid")/>
            </div>
            <RadioField name="role" label="Role" value=RwSignal::new("admin") options=roles/>
            <RadioField chips=true
                name="expiry"
                label="Expires"
                value=RwSignal::new("never")
                options=expiry
                description="This account does not expire."
            />
            <PasswordField
                name="new_password"
                label="New password"
                value=password
                shown
                error=errors.field("new_password")
                autocomplete="new-password"
                description="Setting one ends every session of d.moreau. API keys go on working."
                trailing=move || {
                    view! {
                        <button type="button" class="input-action" on:click=generate>
                            "Generate"
                        </button>
                    }
                }
            />
        </Form>
    }
}
