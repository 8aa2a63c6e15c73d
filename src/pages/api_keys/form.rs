//! The form of a key: its name, the scope picker, and a summary of what it will be able to do.

use api_types::ApiKeyScope;
use leptos::prelude::*;

use super::abilities_card::AbilitiesCard;
use super::context::ApiKeysContext;
use super::form_state::KeyFormState;
use super::picker::{ScopeDetails, ScopePicker};
use super::scopes::ScopeSet;
use crate::session::Session;
use ui::forms::{Form, TextField};
use ui::{Button, CopyButton, Notice, SubmitButton, Tone};

/// A key that is edited, as it was before.
#[derive(Clone)]
pub struct EditedKey {
    /// The id of the key.
    pub id: i64,
    /// Its scopes that are in the contract.
    pub scopes: ScopeSet,
    /// Its other scopes, which it keeps.
    pub unknown: Vec<ApiKeyScope>,
}

/// The form that creates or edits a key.
#[component]
pub fn KeyForm(
    /// The id of the form.
    id: &'static str,
    /// What it holds.
    state: KeyFormState,
    /// The key that is edited; none for a new one.
    #[prop(optional, into)]
    edited: Option<EditedKey>,
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
    let KeyFormState {
        name,
        picker,
        errors,
        pending,
    } = state;
    let context = ApiKeysContext::expect();
    let is_new = edited.is_none();
    let edited_id = edited.as_ref().map(|key| key.id);
    let before = edited.as_ref().map(|key| key.scopes);
    let unknown = edited.map(|key| key.unknown).unwrap_or_default();
    let selected = picker.selected;
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
    Effect::new(move |before: Option<ScopeSet>| {
        let selected = selected.get();
        if before.is_some_and(|before| before != selected) {
            errors.clear_field("api_key_scopes");
        }
        selected
    });
    view! {
        <Form id pending errors on_submit>
            <div class="key-form">
                <div class="key-main">
                    <OwnRightsNotice/>
                    <div class="key-name">
                        <TextField
                            name="name"
                            label="Name"
                            value=name
                            error=errors.field("name")
                            description
                            required=true
                            autofocus=is_new
                        />
                    </div>
                    <ScopePicker picker unknown=unknown.clone() error=errors.field("api_key_scopes")/>
                </div>
                <aside class="key-aside" aria-label="Summary">
                    <AbilitiesCard scopes=selected unknown=unknown.len()>
                        {link.map(|link| view! { <CopyButton label="Copy link to this form" text=link/> })}
                    </AbilitiesCard>
                    {before.map(|before| view! { <ChangesCard before selected/> })}
                    <section class="key-card key-scope" tabindex="0" aria-label="The scope you look at">
                        <ScopeDetails picker/>
                    </section>
                    <div class="key-actions">
                        <span class="key-count muted" aria-hidden="true">
                            {move || format!("{} of {}", selected.get().len(), ScopeSet::all().len())}
                        </span>
                        <Button on_press=on_cancel>"Cancel"</Button>
                        <SubmitButton pending disabled_reason>{move || submit_label.get()}</SubmitButton>
                    </div>
                </aside>
            </div>
        </Form>
    }
}

/// Tells those whose rights are few that a key acts as its owner.
#[component]
fn OwnRightsNotice() -> impl IntoView {
    (!Session::expect().is_admin()).then(|| {
        view! {
            <Notice tone=Tone::Info>
                "You aren’t an administrator. You can choose any scope, but the key acts with your rights: the server refuses what you may not do yourself."
            </Notice>
        }
    })
}

/// The scopes that an edit adds and removes; not there as long as there are none.
#[component]
fn ChangesCard(before: ScopeSet, #[prop(into)] selected: Signal<ScopeSet>) -> impl IntoView {
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
        let names = scopes
            .iter()
            .map(|scope| {
                view! { <li title=scope.sentence><span aria-hidden="true">{sign}</span>{scope.name()}</li> }
            })
            .collect_view();
        view! {
            <h3>{format!("{title} {}", scopes.len())}</h3>
            <ul class="key-difference mono">{names}</ul>
        }
    })
}
