//! Creating a key. An address can fill the form in; it never creates anything.

use crate::query_parameters::use_query_parameters;
use leptos::prelude::*;

use super::context::{KeyView, use_newest_key};
use super::form::KeyForm;
use super::scopes::{ScopeSet, qualified_name};
use crate::layouts::{focus_heading, use_title};
use ui::{Notice, PageHeader, Tone};

/// The page: `?name=…&scopes=…` fills the form in, `?from=…` copies the key of that id.
#[component]
pub fn CreateApiKeyPage() -> impl IntoView {
    use_title(|| "Create API key".into());
    focus_heading();
    let query = use_query_parameters();
    let parameter = move |name: &str| query.with_untracked(|query| query.get(name));
    let copied_id: Option<i64> = parameter("from").and_then(|id| id.parse().ok());
    let copy = move |id| {
        let query = use_newest_key(move || Some(id));
        view! {
            <KeyView query if_gone="The key that you want to copy is gone.">
                {query.data.get_untracked().map(|key| {
                    let (scopes, unknown) = ScopeSet::of_key(&key);
                    let left_out = unknown.iter().map(qualified_name).collect();
                    view! { <CreateForm name=format!("{} (copy)", key.name) scopes left_out/> }
                })}
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
                let name = parameter("name").unwrap_or_default();
                let (scopes, left_out) = ScopeSet::parse(&parameter("scopes").unwrap_or_default());
                view! { <CreateForm name scopes left_out/> }.into_any()
            }
        }}
    }
}

/// The form, with what is to be said of how it is filled in. What is `left_out` are scopes that this console doesn't know.
#[component]
fn CreateForm(name: String, scopes: ScopeSet, left_out: Vec<String>) -> impl IntoView {
    let is_filled = !(name.is_empty() && scopes.is_empty() && left_out.is_empty());
    view! {
        {is_filled.then(|| view! {
            <Notice tone=Tone::Info>
                "This form was filled in for you. Look it over: nothing is created until you press “Create key”."
            </Notice>
        })}
        {(!left_out.is_empty()).then(|| view! {
            <Notice tone=Tone::Warning title="Left out: scopes that this console doesn’t know">
                {left_out.join(", ")}
            </Notice>
        })}
        <KeyForm initial_name=name initial_scopes=scopes/>
    }
}
