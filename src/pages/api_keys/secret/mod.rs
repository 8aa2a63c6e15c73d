//! The secret of a new key, shown once.

mod first_use;

use api_types::ApiKey;
use leptos::html::Input;
use leptos::prelude::*;

use super::context::{ApiKeysContext, NewKey};
use super::scopes::ScopeSet;
use crate::api::{ApiError, api_keys, use_api};
use crate::query::submit;
use crate::session::Session;
use crate::unsaved::{Question, use_question};
use crate::{browser, paths};
use first_use::{Language, WHOAMI, check_path, env_file, env_file_name};
use ui::forms::{Choice, RadioField, masked};
use ui::{Button, ButtonKind, CopyButton, Notice, Tone, focus_once_shown, use_toasts};

/// What is asked before the secret is left.
const QUESTION: Question = Question {
    title: "Have you stored the secret?",
    text: "Nobody can read it again once you leave. If you haven’t stored it, you need a new key.",
    leave: "I have stored it",
    stay: "Go back to the secret",
};

/// Stands for the secret in a command.
const MASK: &str = "••••••••";

/// The secret of a key that was just created, and the first steps with it.
#[component]
pub fn SecretPanel(
    /// The key.
    new_key: NewKey,
    /// A call with the key worked.
    #[prop(into)]
    on_used: Callback<()>,
    /// The person has stored the secret; it is given the key that the new one replaces.
    #[prop(into)]
    on_stored: Callback<Option<ApiKey>>,
) -> impl IntoView {
    let context = expect_context::<ApiKeysContext>();
    let toasts = use_toasts();
    let replaced = ArcStoredValue::new(new_key.replaces.clone());
    let not_asked = replaced.clone();
    on_cleanup(move || {
        // Whichever way the page is left, the secret goes with it.
        context.new_key.try_set(None);
        if let Some(old) = not_asked.get_value() {
            toasts.success(format!(
                "The old key {} still works. Revoke it when nothing uses it any more.",
                old.name
            ));
        }
    });
    let on_stored = Callback::new(move |()| {
        let replaced = replaced.write_value().take();
        on_stored.run(replaced);
    });
    // Some servers give the end of a new key alone.
    let is_whole = !(new_key.secret.trim().is_empty() || new_key.secret.contains(['*', '…', '•']));
    if is_whole {
        return view! { <WholeSecret new_key on_used on_stored/> }.into_any();
    }
    view! {
        <section class="secret" aria-labelledby="secret-heading">
            <h2 id="secret-heading">"This server didn’t show the secret"</h2>
            <p>
                "The key is created, but the answer holds only its last characters, and no later one will hold more. \
                 Without the secret no program can use the key: revoke it, and create keys where this server shows them."
            </p>
            <div class="cluster"><Button on_press=on_stored>"I understand"</Button></div>
        </section>
    }
    .into_any()
}

#[component]
fn WholeSecret(new_key: NewKey, on_used: Callback<()>, on_stored: Callback<()>) -> impl IntoView {
    use_question(Signal::stored(true), Callback::new(|()| ()), &QUESTION);
    let NewKey { key, secret, .. } = new_key;
    let (scopes, _) = ScopeSet::of_key(&key);
    let origin = use_api().session().origin();
    let (file_name, file) = (env_file_name(&key.name), env_file(&key.name, &origin, &secret));
    let is_visible = RwSignal::new(false);
    let is_copy_refused = RwSignal::new(false);
    let input = NodeRef::<Input>::new();
    input.on_load(|input| focus_once_shown(&input));
    let select = move || {
        if let Some(input) = input.try_get_untracked().flatten() {
            drop(input.focus());
            input.select();
        }
    };
    let on_copy_refused = Callback::new(move |()| {
        is_visible.set(true);
        is_copy_refused.set(true);
        request_animation_frame(select);
    });
    let language = RwSignal::new(Language::Curl);
    let url = origin + &paths::api::call(check_path(scopes).unwrap_or(WHOAMI));
    let for_command = secret.clone();
    let command = Callback::new(move |shows_secret| {
        let secret = if shows_secret { &*for_command } else { MASK };
        language.get().command(&url, secret)
    });
    view! {
        <section class="secret" aria-labelledby="secret-heading">
            <h2 id="secret-heading">"Store the secret now"</h2>
            <p>"It is shown this once. Put it where the program will read it, such as a password manager or the program’s settings."</p>
            <div class="secret-row">
                <span class="control">
                    <input
                        node_ref=input
                        class="input mono"
                        type="text"
                        aria-label="Secret"
                        aria-describedby="secret-heading"
                        spellcheck="false"
                        readonly
                        prop:value=secret.clone()
                        {..masked(is_visible)}
                    />
                    <button type="button" class="input-action" on:click=move |_| is_visible.update(|shown| *shown = !*shown)>
                        {move || if is_visible.get() { "Hide" } else { "Show" }}
                    </button>
                </span>
                <CopyButton label="Copy secret" text=secret.clone() on_refused=on_copy_refused/>
                <Button on_press=move |()| browser::download(&file_name, "text/plain", &file)>"Download .env"</Button>
            </div>
            <Show when=move || is_copy_refused.get()>
                <Notice tone=Tone::Warning>
                    "The browser refused to copy. The secret is selected: press Ctrl+C, or ⌘C on a Mac."
                </Notice>
            </Show>
            <KeyCheck scopes secret on_used/>
            <RadioField
                chips=true
                name="language"
                label="First call"
                value=language
                options=vec![
                    Choice::new(Language::Curl, "curl"),
                    Choice::new(Language::Python, "Python"),
                    Choice::new(Language::JavaScript, "JavaScript"),
                ]
                description="The commands read the secret from NODEUM_API_KEY, which the .env file sets."
            />
            <pre class="secret-command" tabindex="0" role="region" aria-label="Command">
                {move || command.run(is_visible.get())}
            </pre>
            <div class="cluster"><CopyButton label="Copy command" text=move || command.run(true)/></div>
            <div class="cluster">
                <Button kind=ButtonKind::Primary on_press=on_stored>"I have stored it"</Button>
            </div>
        </section>
    }
}

/// The button that calls the API with the key, and the result.
#[component]
fn KeyCheck(scopes: ScopeSet, secret: String, on_used: Callback<()>) -> impl IntoView {
    let Some(path) = check_path(scopes) else {
        let reason = if scopes.is_empty() {
            "It can’t be tried here: a key without scopes can call nothing."
        } else {
            "It can’t be tried here: none of its scopes reads something that needs no id."
        };
        return view! { <p class="muted">{reason}</p> }.into_any();
    };
    let api = use_api();
    let is_admin = Session::expect().is_admin();
    let pending = RwSignal::new(false);
    let result = RwSignal::new(None::<(Tone, String)>);
    let check = move |()| {
        result.set(None);
        let secret = secret.clone();
        // A refusal is no failure of the page: it is what was asked.
        let request = async move { Ok(api_keys::try_secret(api, &secret, path).await) };
        submit(pending, request, move |answer| {
            let Ok(answer) = answer else { return };
            result.set(Some(describe(path, is_admin, &answer)));
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
fn describe(path: &str, is_admin: bool, answer: &Result<Option<String>, ApiError>) -> (Tone, String) {
    match answer {
        Ok(Some(name)) => (
            Tone::Success,
            format!("It works: the server knows it as a key of {name}."),
        ),
        Ok(None) => (Tone::Success, format!("It works: GET {path} was answered.")),
        Err(ApiError::Unauthorized(_)) => (Tone::Danger, "The server doesn’t accept this key.".into()),
        Err(ApiError::Forbidden(Some(scope))) => (
            Tone::Warning,
            format!(
                "The server knows the key, and the call needs a scope that the key lacks: {}/{}.",
                scope.controller, scope.action
            ),
        ),
        Err(ApiError::Forbidden(None)) if is_admin => (
            Tone::Warning,
            "The server knows the key but refuses the call, and doesn’t say why.".into(),
        ),
        Err(ApiError::Forbidden(None)) => (
            Tone::Warning,
            "The server knows the key but refuses the call: your own rights don’t reach that far.".into(),
        ),
        Err(ApiError::NotFound) => (
            Tone::Info,
            "This server doesn’t have that part of the API, so the key couldn’t be tried.".into(),
        ),
        Err(error) => (Tone::Warning, error.sentence()),
    }
}
