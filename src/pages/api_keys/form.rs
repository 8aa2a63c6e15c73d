//! The form of a key: its name, the scope picker, and in words what comes of it.

use api_types::validation::{API_KEY_SCOPES_MAX, api_key_name};
use api_types::{ApiKeyScope, AttributeError, ValidationErrors};
use leptos::prelude::*;

use super::keys::Keys;
use super::picker::{Picker, scope_panel, scope_picker};
use super::scopes::{ScopeSet, abilities, danger, only_reads, reveals_secrets, scope};
use crate::api::ApiError;
use crate::session::Session;
use ui::forms::{Form, FormErrors, TextField, field_message};
use ui::{Badge, Button, CopyButton, IconName, Notice, SubmitButton, Tone};

/// The form of a key, and who uses it for what.
#[derive(Clone)]
pub struct KeyForm {
    /// The id of the form.
    pub id: &'static str,
    /// The name.
    pub name: RwSignal<String>,
    /// The scopes.
    pub picker: Picker,
    /// Scopes of the key that we don't know and keep.
    pub unknown: Vec<ApiKeyScope>,
    /// The key that is edited, and what it may do so far.
    pub edited: Option<(i64, ScopeSet)>,
    /// Whether it was sent.
    pub pending: RwSignal<bool>,
    /// What is wrong.
    pub errors: FormErrors,
    /// The words on the button.
    pub submit_label: Signal<String>,
    /// Why there is nothing to send.
    pub nothing: Signal<Option<String>>,
    /// An address that opens the form filled in like this.
    pub link: Option<Signal<String>>,
    /// Sends it.
    pub on_submit: Callback<()>,
    /// Leaves.
    pub on_cancel: Callback<()>,
}

impl KeyForm {
    /// Draws it.
    pub fn view(self) -> AnyView {
        let Self {
            id,
            name,
            picker,
            unknown,
            edited,
            pending,
            errors,
            submit_label,
            nothing,
            link,
            on_submit,
            on_cancel,
        } = self;
        let keys = Keys::expect();
        let own = edited.map(|(id, _)| id);
        let help = Signal::derive(move || {
            Some(if name.with(|name| keys.has_name(name, own)) {
                "You have another key of this name. That works; a name of its own tells them apart."
                    .to_owned()
            } else {
                "Where it is used, so that you know later what breaks when you revoke it.".to_owned()
            })
        });
        let count = unknown.len();
        let scopes_error = errors.field("api_key_scopes");
        // What was refused was another choice.
        Effect::new(move |before: Option<ScopeSet>| {
            let chosen = picker.chosen.get();
            if before.is_some_and(|before| before != chosen) {
                errors.clear_field("api_key_scopes");
            }
            chosen
        });
        let total = Memo::new(move |_| picker.chosen.get().count());
        view! {
            <Form id=id pending errors on_submit=on_submit>
                <div class="key-form">
                    <div class="key-main">
                        {not_administrator()}
                        <div class="key-name">
                            <TextField name="name" label="Name" value=name error=errors.field("name") description=help required=true autofocus=edited.is_none()/>
                        </div>
                        {scope_picker(picker, &unknown, scopes_error)}
                    </div>
                    <aside class="key-aside" aria-label="What comes of it">
                        // What may scroll can have the focus, so that the keyboard can scroll it.
                        <section class="key-card" tabindex="0" aria-labelledby="key-can">
                            <h2 id="key-can">"This key can"</h2>
                            {move || what_it_can(picker.chosen.get(), count)}
                            {link.map(|link| view! { <CopyButton label="Copy link to this form" text=link/> })}
                        </section>
                        {edited.map(|(_, before)| move || difference(before, picker.chosen.get()))}
                        <section class="key-card key-scope" tabindex="0" aria-label="The scope you look at">{scope_panel(picker)}</section>
                        <div class="key-actions">
                            <span class="key-count muted" aria-hidden="true">{move || format!("{} of 156", total.get())}</span>
                            <Button on_press=on_cancel>"Cancel"</Button>
                            <SubmitButton pending disabled_reason=nothing>{move || submit_label.get()}</SubmitButton>
                        </div>
                    </aside>
                </div>
            </Form>
        }.into_any()
    }
}

/// A key acts as its owner: said to those whose rights are few.
fn not_administrator() -> impl IntoView {
    (!Session::expect().is_admin()).then(|| {
        view! {
            <Notice tone=Tone::Info>
                "You aren't an administrator. You can choose any scope, but the key acts with your rights: the server refuses what you may not do yourself."
            </Notice>
        }
    })
}

/// What the key can do, point by point, and what to think of.
pub fn what_it_can(set: ScopeSet, unknown: usize) -> AnyView {
    if set.is_empty() && unknown == 0 {
        return view! {
            <p>"Nothing: a key without scopes can't call anything."</p>
            <p><Badge tone=Tone::Warning icon=IconName::Warning>"It can call nothing"</Badge></p>
        }
        .into_any();
    }
    let points = abilities(set)
        .into_iter()
        .map(|point| view! { <li>{point}</li> })
        .collect_view();
    let unknown = (unknown > 0).then(|| {
        let scopes = if unknown == 1 { "scope" } else { "scopes" };
        view! { <li>{format!("what {unknown} {scopes} allow that this console doesn't know")}</li> }
    });
    let secrets = !set.both(reveals_secrets()).is_empty();
    let rights = set
        .without(reveals_secrets())
        .numbers()
        .any(|number| danger(number).is_some());
    let can_change = unknown.is_some() || !only_reads(set);
    view! {
        <p class="cluster">
            {(!can_change).then(|| view! { <Badge icon=IconName::Shield>"It can change nothing"</Badge> })}
            {secrets.then(|| view! { <Badge tone=Tone::Danger icon=IconName::Warning>"It reveals stored secrets"</Badge> })}
            {rights.then(|| view! { <Badge tone=Tone::Warning icon=IconName::Warning>"It can raise rights"</Badge> })}
        </p>
        <ul class="key-points">{points}{unknown}</ul>
    }.into_any()
}

/// What an edit adds and takes away.
fn difference(before: ScopeSet, now: ScopeSet) -> AnyView {
    let list = |title: &'static str, sign: &'static str, set: ScopeSet| {
        let count = set.count();
        (count > 0).then(|| {
            let names = set
                .numbers()
                .filter_map(scope)
                .map(|scope| view! { <li title=scope.sentence><span aria-hidden="true">{sign}</span>{scope.name()}</li> })
                .collect_view();
            view! {
                <h3>{format!("{title} {count}")}</h3>
                <ul class="key-difference mono">{names}</ul>
            }
        })
    };
    if before == now {
        return ().into_any();
    }
    view! {
        <section class="key-card" tabindex="0" aria-labelledby="key-changes">
            <h2 id="key-changes">"What changes"</h2>
            {list("It gains", "+ ", now.without(before))}
            {list("It loses", "− ", before.without(now))}
        </section>
    }
    .into_any()
}

/// Checks the name before the server does.
///
/// # Errors
/// What is wrong with it.
pub fn check_name(name: &str) -> Result<(), ValidationErrors> {
    api_key_name(name.trim()).map_err(|error| ValidationErrors::of("name", error))
}

/// Shows what the server, or the check before it, refuses: at the name or at the picker.
pub fn show_errors(errors: FormErrors, failure: &ApiError) {
    match failure {
        ApiError::Invalid(found) => show_validation(errors, found),
        failure => errors.set_banner(failure.sentence()),
    }
}

/// As [`show_errors`].
pub fn show_validation(errors: FormErrors, found: &ValidationErrors) {
    let refused = found
        .details
        .get("api_key_scopes")
        .map(|errors| refused_scopes(errors))
        .unwrap_or_default();
    errors.from_validation(found, &["name", "api_key_scopes"], |attribute, error| {
        match (attribute, error.error.as_str()) {
            ("name", "blank") => "Enter a name.".into(),
            ("name", "invalid") => "Use no line breaks and no invisible characters.".into(),
            ("api_key_scopes", "too_long") => format!("A key can have {API_KEY_SCOPES_MAX} scopes at most."),
            ("api_key_scopes", "invalid") => refused.clone(),
            _ => field_message(error),
        }
    });
}

/// What the server refuses, in one sentence, where there is no form.
pub fn failure_sentence(failure: &ApiError) -> String {
    match failure {
        ApiError::Invalid(found) => match found.details.get("api_key_scopes") {
            Some(errors) => refused_scopes(errors),
            None => failure.sentence(),
        },
        failure => failure.sentence(),
    }
}

/// Which scopes the server refuses, in one sentence.
fn refused_scopes(errors: &[AttributeError]) -> String {
    let name = |error: &AttributeError| {
        let value = error.value.as_ref()?;
        Some([value.get("controller")?.as_str()?, value.get("action")?.as_str()?].join("/"))
    };
    let names: Vec<String> = errors.iter().filter_map(name).collect();
    if names.is_empty() {
        "The server doesn't give this key these scopes.".to_owned()
    } else {
        format!(
            "The server doesn't give this key {}.",
            super::scopes::join(&names)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::validation::refused_scope;

    #[test]
    fn scopes_that_are_refused_are_named_together() {
        let errors = [
            refused_scope(&ApiKeyScope::new("moons", "phase")),
            refused_scope(&ApiKeyScope::new("users", "fly")),
        ];
        assert_eq!(
            refused_scopes(&errors),
            "The server doesn't give this key moons/phase and users/fly."
        );
        assert!(refused_scopes(&[AttributeError::plain("invalid")]).contains("these scopes"));
    }

    #[test]
    fn a_name_is_needed() {
        assert!(check_name(" ").is_err());
        assert!(check_name("a\u{202E}b").is_err());
        assert!(check_name(&"x".repeat(256)).is_err());
        assert!(check_name(" grafana ").is_ok());
    }
}
