//! The form of a key: its name, the scope picker, and a summary of what it will be able to do.

use api_types::validation::{API_KEY_SCOPES_MAX, api_key_name};
use api_types::{ApiKey, ApiKeyScope, ValidationErrors};
use leptos::prelude::*;

use super::abilities_card::AbilitiesCard;
use super::context::ApiKeysContext;
use super::picker::{Picker, ScopeDetails, ScopePicker};
use super::scopes::{Scope, ScopeSet, join, qualified_name};
use crate::api::ApiError;
use crate::session::Session;
use ui::forms::{Form, FormErrors, TextField, field_message};
use ui::{Button, CopyButton, Notice, SubmitButton, Tone};

/// What the form holds.
#[derive(Clone, Copy)]
pub struct KeyFormState {
    /// The name as it is typed.
    pub name: RwSignal<String>,
    /// The scope picker.
    pub picker: Picker,
    /// What is wrong.
    pub errors: FormErrors,
    /// Whether it was sent and the answer isn't there yet.
    pub pending: RwSignal<bool>,
}

impl KeyFormState {
    /// A form that is filled in like this.
    pub fn new(name: String, scopes: ScopeSet) -> Self {
        Self {
            name: RwSignal::new(name),
            picker: Picker::new(scopes),
            errors: FormErrors::new(),
            pending: RwSignal::new(false),
        }
    }

    /// The trimmed name if it is valid. Otherwise the field says why it isn't.
    pub fn validated_name(self) -> Option<String> {
        let name = self.name.with_untracked(|name| name.trim().to_owned());
        match api_key_name(&name) {
            Ok(()) => Some(name),
            Err(error) => {
                self.show_validation(&ValidationErrors::of("name", error));
                None
            }
        }
    }

    /// Shows what the server refuses: at the name, at the picker, or above the form.
    pub fn show_failure(self, failure: &ApiError) {
        match failure {
            ApiError::Invalid(errors) => self.show_validation(errors),
            failure => self.errors.set_banner(failure.sentence()),
        }
    }

    fn show_validation(self, errors: &ValidationErrors) {
        self.errors
            .set_validation(errors, &["name", "api_key_scopes"], |attribute, error| {
                match (attribute, error.error.as_str()) {
                    ("name", "blank") => "Enter a name.".into(),
                    ("name", "invalid") => "Use no line breaks and no invisible characters.".into(),
                    ("api_key_scopes", "too_long") => {
                        format!("A key can have {API_KEY_SCOPES_MAX} scopes at most.")
                    }
                    ("api_key_scopes", "invalid") => refused_scopes(errors).unwrap_or_default(),
                    _ => field_message(error),
                }
            });
    }
}

/// What the server refuses, in one sentence, where there is no form.
pub fn failure_sentence(failure: &ApiError) -> String {
    let refused = match failure {
        ApiError::Invalid(errors) => refused_scopes(errors),
        _ => None,
    };
    refused.unwrap_or_else(|| failure.sentence())
}

/// Which scopes the server refuses, in one sentence; none if it doesn't complain about scopes.
fn refused_scopes(errors: &ValidationErrors) -> Option<String> {
    let errors = errors.details.get("api_key_scopes")?;
    let values = errors.iter().filter_map(|error| error.value.clone());
    let scopes = values.filter_map(|value| serde_json::from_value::<ApiKeyScope>(value).ok());
    let names: Vec<String> = scopes.map(|scope| qualified_name(&scope)).collect();
    let scopes = if names.is_empty() {
        "these scopes".to_owned()
    } else {
        join(&names)
    };
    Some(format!("The server doesn’t give this key {scopes}."))
}

/// The form that creates or edits a key.
#[component]
pub fn KeyForm(
    /// The id of the form.
    id: &'static str,
    /// What it holds.
    state: KeyFormState,
    /// The key that is edited, as it was before; none for a new one.
    #[prop(optional)]
    edited: Option<ApiKey>,
    /// The words on the button.
    #[prop(into)]
    submit_label: Signal<String>,
    /// Why it can't be submitted.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// An address that opens the form filled in like this.
    #[prop(optional, into)]
    link: Option<Signal<String>>,
    /// Sends it.
    #[prop(into)]
    on_submit: Callback<()>,
    /// Leaves it.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let context = ApiKeysContext::expect();
    let KeyFormState {
        name,
        picker,
        errors,
        pending,
    } = state;
    let selected = picker.selected;
    let edited_id = edited.as_ref().map(|key| key.id);
    let (before, unknown) = edited.as_ref().map(ScopeSet::of_key).unzip();
    let unknown = unknown.unwrap_or_default();
    let unknown_count = unknown.len();
    let description = move || {
        let is_taken = name.with(|name| context.has_name(name, edited_id));
        if is_taken {
            "You have another key of this name. That works; a name of its own tells them apart."
        } else {
            "Where it is used, so that you know later what breaks when you revoke it."
        }
        .to_owned()
    };
    // What was refused was another selection.
    Effect::watch(
        move || selected.get(),
        move |_, _, _| errors.clear_field("api_key_scopes"),
        false,
    );
    view! {
        <Form id pending errors on_submit>
            <div class="key-form">
                <div class="key-main">
                    {(!Session::expect().is_admin()).then(|| view! {
                        <Notice tone=Tone::Info>
                            "You aren’t an administrator. You can choose any scope, but the key acts with your rights: the server refuses what you may not do yourself."
                        </Notice>
                    })}
                    <div class="key-name">
                        <TextField
                            name="name"
                            label="Name"
                            value=name
                            error=errors.field("name")
                            description
                            required=true
                            autofocus=edited_id.is_none()
                        />
                    </div>
                    <ScopePicker picker unknown error=errors.field("api_key_scopes")/>
                </div>
                <aside class="key-aside" aria-label="Summary">
                    <AbilitiesCard scopes=selected unknown=unknown_count>
                        {link.map(|link| view! { <CopyButton label="Copy link to this form" text=link/> })}
                    </AbilitiesCard>
                    {before.map(|before| view! { <ChangesCard before selected/> })}
                    <section class="key-card key-scope" tabindex="0" aria-label="The scope you look at">
                        <ScopeDetails picker/>
                    </section>
                    <div class="key-actions">
                        <span class="key-count muted" aria-hidden="true">
                            {move || format!("{} of {}", selected.get().len(), Scope::all().len())}
                        </span>
                        <Button on_press=on_cancel>"Cancel"</Button>
                        <SubmitButton pending disabled_reason>{move || submit_label.get()}</SubmitButton>
                    </div>
                </aside>
            </div>
        </Form>
    }
}

/// The scopes that an edit adds and removes; not there as long as there are none.
#[component]
fn ChangesCard(before: ScopeSet, selected: RwSignal<ScopeSet>) -> impl IntoView {
    view! {
        <Show when=move || selected.get() != before>
            <section class="key-card" tabindex="0" aria-labelledby="key-changes">
                <h2 id="key-changes">"What changes"</h2>
                {move || view! {
                    <ScopeChanges title="It gains" sign="+ " scopes=selected.get().difference(before)/>
                    <ScopeChanges title="It loses" sign="− " scopes=before.difference(selected.get())/>
                }}
            </section>
        </Show>
    }
}

#[component]
fn ScopeChanges(title: &'static str, sign: &'static str, scopes: ScopeSet) -> impl IntoView {
    (!scopes.is_empty()).then(|| {
        view! {
            <h3>{format!("{title} {}", scopes.len())}</h3>
            <ul class="key-difference mono">
                {scopes.iter().map(|scope| view! {
                    <li title=scope.sentence><span aria-hidden="true">{sign}</span>{scope.name()}</li>
                }).collect_view()}
            </ul>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use api_types::AttributeError;
    use api_types::validation::refused_scope;

    #[test]
    fn scopes_that_are_refused_are_named_together() {
        let mut errors = ValidationErrors::of(
            "api_key_scopes",
            refused_scope(&ApiKeyScope::new("moons", "phase")),
        );
        errors.add("api_key_scopes", refused_scope(&ApiKeyScope::new("users", "fly")));
        assert_eq!(
            failure_sentence(&ApiError::Invalid(errors)),
            "The server doesn’t give this key moons/phase and users/fly."
        );
        let unnamed = ValidationErrors::of("api_key_scopes", AttributeError::plain("invalid"));
        assert!(refused_scopes(&unnamed).unwrap().contains("these scopes"));
        let name = ValidationErrors::of("name", AttributeError::plain("blank"));
        assert_eq!(refused_scopes(&name), None);
    }

    #[test]
    fn a_name_is_needed() {
        Owner::new().with(|| {
            for (name, valid) in [
                (" ", None),
                ("a\u{202E}b", None),
                (&*"x".repeat(256), None),
                (" grafana ", Some("grafana")),
            ] {
                let state = KeyFormState::new(name.to_owned(), ScopeSet::default());
                assert_eq!(state.validated_name().as_deref(), valid);
                assert_eq!(state.errors.is_empty(), valid.is_some());
            }
        });
    }
}
