//! Checking a new key by a call with it.

use leptos::prelude::*;

use crate::api::{ApiError, api_keys, use_api};
use crate::pages::api_keys::scopes::{ScopeSet, check_path};
use crate::query::submit;
use ui::{Button, Notice, Tone};

/// The button that calls the API with the key, and the result.
#[component]
pub fn KeyCheck(
    /// What the key may do.
    scopes: ScopeSet,
    /// The whole key.
    secret: String,
    /// The call worked.
    on_used: Callback<()>,
) -> impl IntoView {
    let Some(path) = check_path(scopes) else {
        let reason = if scopes.is_empty() {
            "It can’t be tried here: a key without scopes can call nothing."
        } else {
            "It can’t be tried here: none of its scopes reads something that needs no id."
        };
        return view! { <p class="muted">{reason}</p> }.into_any();
    };
    let api = use_api();
    let pending = RwSignal::new(false);
    let result = RwSignal::new(None::<(Tone, String)>);
    let check = move |()| {
        result.set(None);
        let secret = secret.clone();
        // A refusal is no failure of the page: it is what was asked.
        let request = async move { Ok(api_keys::try_secret(api, &secret, path).await) };
        submit(pending, request, move |answer| {
            let Ok(answer) = answer else { return };
            result.set(Some(describe(path, &answer)));
            if answer.is_ok() {
                on_used.run(());
            }
        });
    };
    view! {
        <div class="cluster">
            <Button pending on_press=check>"Try it"</Button>
            <span class="muted">"Calls "<code>"GET "{path}</code>" with the key."</span>
        </div>
        <div role="status">
            {move || result.get().map(|(tone, text)| view! { <Notice tone>{text}</Notice> })}
        </div>
    }
    .into_any()
}

/// What an answer says about the key. Its own text is the name of the key's owner, if the call asks for that.
fn describe(path: &str, answer: &Result<Option<String>, ApiError>) -> (Tone, String) {
    let (tone, text) = match answer {
        Ok(Some(name)) => {
            return (
                Tone::Success,
                format!("It works: the server knows it as a key of {name}."),
            );
        }
        Ok(None) => return (Tone::Success, format!("It works: GET {path} was answered.")),
        Err(ApiError::Unauthorized(_)) => (Tone::Danger, "The server doesn’t accept this key."),
        Err(ApiError::Forbidden) => (
            Tone::Warning,
            "The server knows the key but refuses the call: your own rights don’t reach that far.",
        ),
        Err(ApiError::NotFound) => (
            Tone::Info,
            "This server doesn’t have that part of the API, so the key couldn’t be tried.",
        ),
        Err(error) => return (Tone::Warning, error.sentence()),
    };
    (tone, text.to_owned())
}
