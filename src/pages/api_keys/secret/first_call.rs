//! A first command that calls the API with a new key.

use leptos::prelude::*;

use super::commands::Language;
use crate::pages::api_keys::scopes::{ScopeSet, WHOAMI, check_path};
use crate::paths;
use ui::CopyButton;
use ui::forms::{Choice, RadioField};

/// The command, in a language of choice.
#[component]
pub fn FirstCall(
    /// What the key may do.
    scopes: ScopeSet,
    /// The address of the server.
    origin: String,
    /// The whole key.
    secret: String,
    /// Whether the secret stands in the command.
    is_visible: RwSignal<bool>,
) -> impl IntoView {
    let language = RwSignal::new(Language::Curl);
    let options = Language::ALL.map(|language| Choice::new(language, language.name()));
    let url = origin + &paths::api::call(check_path(scopes).unwrap_or(WHOAMI));
    let command = Callback::new(move |shows_secret: bool| {
        let secret = if shows_secret {
            &*secret
        } else {
            "••••••••"
        };
        language.get().command(&url, secret)
    });
    view! {
        <RadioField chips=true
            name="language"
            label="First call"
            value=language
            options=options.to_vec()
            description="The commands read the secret from NODEUM_API_KEY, which the .env file sets."
        />
        <pre class="secret-command" tabindex="0" role="region" aria-label="Command">
            {move || command.run(is_visible.get())}
        </pre>
        <div class="cluster"><CopyButton label="Copy command" text=move || command.run(true)/></div>
    }
}
