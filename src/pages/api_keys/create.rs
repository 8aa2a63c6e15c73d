//! Creating a key. An address can fill the form in; it never creates anything.

use api_types::ApiKey;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::context::KeyView;
use super::form::KeyForm;
use super::scopes::{ScopeSet, qualified_name};
use crate::api::{api_keys, use_api};
use crate::layouts::{focus_heading, use_title};
use crate::query::use_query;
use ui::{Notice, PageHeader, Tone};

/// What the form opens with.
#[derive(Debug, Clone, PartialEq, Default)]
struct Prefill {
    name: String,
    scopes: ScopeSet,
    /// Scopes that the address or the copied key names, and that this console doesn't know.
    left_out: Vec<String>,
}

impl Prefill {
    fn of_address(name: String, scopes: &str) -> Self {
        let (scopes, left_out) = ScopeSet::parse(scopes);
        Self {
            name,
            scopes,
            left_out,
        }
    }

    fn copy_of(key: &ApiKey) -> Self {
        let (scopes, unknown) = ScopeSet::of_key(key);
        Self {
            name: format!("{} (copy)", key.name),
            scopes,
            left_out: unknown.iter().map(qualified_name).collect(),
        }
    }
}

/// The page: `?name=…&scopes=…` fills the form in, `?from=…` copies the key of that id.
#[component]
pub fn CreateApiKeyPage() -> impl IntoView {
    use_title(|| "Create API key".into());
    focus_heading();
    let query = use_query_map();
    let parameter = move |name: &str| query.with_untracked(|query| query.get(name));
    let copied_id: Option<i64> = parameter("from").and_then(|id| id.parse().ok());
    let copy = move |id| {
        let prefill = use_query(
            || (),
            move |()| {
                let api = use_api();
                async move { api_keys::show(api, id).await.map(|key| Prefill::copy_of(&key)) }
            },
        );
        view! {
            <KeyView query=prefill if_gone="The key that you want to copy is gone.">
                {prefill.data().get_untracked().map(|prefill| view! { <CreateForm prefill/> })}
            </KeyView>
        }
    };
    view! {
        <PageHeader
            title="Create API key"
            description="A key acts as you, limited to what you allow here. Its secret is shown once."
        />
        {match copied_id {
            Some(id) => copy(id).into_any(),
            None => {
                let scopes = parameter("scopes").unwrap_or_default();
                let prefill = Prefill::of_address(parameter("name").unwrap_or_default(), &scopes);
                view! { <CreateForm prefill/> }.into_any()
            }
        }}
    }
}

/// The form, with what is to be said of how it is filled in.
#[component]
fn CreateForm(prefill: Prefill) -> impl IntoView {
    view! {
        {(prefill != Prefill::default()).then(|| view! {
            <Notice tone=Tone::Info>
                "This form was filled in for you. Look it over: nothing is created until you press “Create key”."
            </Notice>
        })}
        {(!prefill.left_out.is_empty()).then(|| view! {
            <Notice tone=Tone::Warning title="Left out: scopes that this console doesn’t know">
                {prefill.left_out.join(", ")}
            </Notice>
        })}
        <KeyForm initial_name=prefill.name initial_scopes=prefill.scopes/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fills_the_form_in() {
        let prefill = Prefill::of_address("grafana".into(), "users/index,moons/phase");
        assert_eq!(
            (prefill.name.as_str(), prefill.scopes.names()),
            ("grafana", vec!["users/index".to_owned()])
        );
        assert_eq!(prefill.left_out, ["moons/phase"]);
        assert_eq!(Prefill::of_address(String::new(), ""), Prefill::default());
    }
}
