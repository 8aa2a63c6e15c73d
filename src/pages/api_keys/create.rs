//! Creating a key. An address can fill the form in; it never creates anything.

use api_types::{ApiKey, ApiKeyChanges};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::form::{KeyForm, check_name, show_errors, show_validation};
use super::keys::{Fresh, Keys};
use super::picker::Picker;
use super::scopes::ScopeSet;
use crate::api::{ApiError, api_keys, use_api};
use crate::layouts::{focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::query::{submit, use_query};
use crate::unsaved::use_unsaved;
use crate::{browser, paths};
use ui::forms::FormErrors;
use ui::{ErrorState, LinkButton, Notice, PageHeader, Skeleton, Tone};

/// What the form opens with.
#[derive(Clone, PartialEq, Default)]
struct Start {
    name: String,
    set: ScopeSet,
    /// Scopes that the address, or the key that is copied, names and we don't know.
    left_out: Vec<String>,
    /// Whether the address filled the form in.
    filled: bool,
}

impl Start {
    fn of_address(name: Option<String>, scopes: Option<String>) -> Self {
        let filled = name.is_some() || scopes.is_some();
        let (set, left_out) = ScopeSet::parse(&scopes.unwrap_or_default());
        Self {
            name: name.unwrap_or_default(),
            set,
            left_out,
            filled,
        }
    }

    fn copy_of(key: &ApiKey) -> Self {
        let (set, unknown) = ScopeSet::read(key.api_key_scopes.as_deref().unwrap_or_default());
        Self {
            name: format!("{} (copy)", key.name),
            set,
            left_out: unknown
                .iter()
                .map(|scope| [&*scope.controller, &*scope.action].join("/"))
                .collect(),
            filled: true,
        }
    }
}

/// The page.
#[component]
pub fn CreateApiKeyPage() -> impl IntoView {
    use_title(|| "Create API key".into());
    focus_heading();
    let query = use_query_map();
    let parameter = move |name: &str| query.with_untracked(|query| query.get(name));
    let from = parameter("from").and_then(|id| id.parse::<i64>().ok());
    let direct = Start::of_address(parameter("name"), parameter("scopes"));
    view! {
        <PageHeader title="Create API key" description="A key acts as you, limited to what you allow here. Its secret is shown once."/>
        {match from {
            None => form(direct),
            Some(id) => copied(id),
        }}
    }
}

/// The form, filled in from another key.
fn copied(id: i64) -> AnyView {
    let key = use_query(
        || (),
        move |()| {
            let api = use_api();
            async move { api_keys::show(api, id).await.map(|key| Start::copy_of(&key)) }
        },
    );
    let (data, error) = (key.data(), key.error());
    (move || match (data.get(), error.get()) {
        (Some(start), _) => form(start),
        (None, Some(error)) => {
            let message = match &error {
                ApiError::NotFound => "The key that you want to copy is gone.".to_owned(),
                error => error.sentence(),
            };
            view! {
                <ErrorState
                    title=error.title().to_owned()
                    message
                    details=error.details()
                    on_retry=Some(Callback::new(move |()| key.reload()))
                />
                <LinkButton href=paths::api_keys("")>"All API keys"</LinkButton>
            }
            .into_any()
        }
        (None, None) => view! { <Skeleton rows=8/> }.into_any(),
    })
    .into_any()
}

fn form(start: Start) -> AnyView {
    let api = use_api();
    let keys = Keys::expect();
    let go = use_navigate_to();
    let name = RwSignal::new(start.name.clone());
    let picker = Picker::new(start.set);
    let errors = FormErrors::new();
    let pending = RwSignal::new(false);
    let before = (start.name.clone(), start.set);
    // The answer to what was sent is the only place where the secret ever stands.
    let dirty = Memo::new(move |_| {
        pending.get() || name.with(|name| *name != before.0) || picker.chosen.get() != before.1
    });
    let close = use_unsaved(
        dirty.into(),
        Callback::new(move |()| go.run((paths::api_keys(&untrack(|| keys.query())), NavMode::Push))),
    );
    let submit = Callback::new(move |()| {
        errors.clear();
        let name = name.get_untracked().trim().to_owned();
        if let Err(found) = check_name(&name) {
            show_validation(errors, &found);
            return;
        }
        let key = ApiKeyChanges {
            name: Some(name),
            api_key_scopes: Some(picker.chosen.get_untracked().to_wire(&[])),
        };
        submit(
            pending,
            async move { api_keys::create(api, &key).await },
            move |result| match result {
                Ok(created) => {
                    let address = paths::api_key(created.id, &untrack(|| keys.query()));
                    keys.fresh.set(Some(Fresh::of(created, None)));
                    keys.all.reload();
                    go.run((address, NavMode::Replace));
                }
                Err(failure) => show_errors(errors, &failure),
            },
        );
    });
    let form = KeyForm {
        id: "create-key",
        name,
        picker,
        unknown: Vec::new(),
        edited: None,
        pending,
        errors,
        submit_label: Signal::derive(|| "Create key".to_owned()),
        nothing: Signal::default(),
        link: Some(Signal::derive(move || {
            let scopes = picker.chosen.get().names().join(",");
            [
                browser::origin(),
                name.with(|name| paths::filled_api_key(name, &scopes)),
            ]
            .concat()
        })),
        on_submit: submit,
        on_cancel: close,
    };
    view! {
        {start.filled.then(|| view! {
            <Notice tone=Tone::Info>
                "This form was filled in for you. Look it over: nothing is created until you press “Create key”."
            </Notice>
        })}
        {(!start.left_out.is_empty()).then(|| view! {
            <Notice tone=Tone::Warning title="Left out: scopes that this console doesn't know".to_owned()>
                {start.left_out.join(", ")}
            </Notice>
        })}
        {form.view()}
    }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fills_the_form_in() {
        let start = Start::of_address(Some("grafana".into()), Some("users/index,moons/phase".into()));
        assert_eq!(
            (start.name.as_str(), start.set.names()),
            ("grafana", vec!["users/index".to_owned()])
        );
        assert_eq!(start.left_out, ["moons/phase"]);
        assert!(!Start::of_address(None, None).filled);
    }
}
